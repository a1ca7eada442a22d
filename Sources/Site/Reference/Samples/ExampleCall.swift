import JSON
import JSONRPC
import OpenRPC
import Pages
import Project

/// One example of the contract as a request that is sent and the response it must get.
struct ExampleCall {
  var method: Method?
  var name: String
  var description: String?
  /// The params as the method takes them; `nil` for a body that is not a request of a method.
  var params: JSON?
  /// `result` or `error`, and its value; `nil` for a notification.
  var response: (member: String, value: JSON)?
  var preparations: [Preparation]
  var token: String?
  var headers: [(name: String, value: String)] = []
  var body: String?
  /// The HTTP status of the response.
  var status = 200
  /// Whether the response has the `id` of the request.
  var repeatsID = true
  /// The headers of the response that the contract names.
  var answerHeaders: [(name: String, value: String)] = []
  /// The bytes of the example in the contract.
  var range: Range<Int>

  init(_ example: Example, of method: Method) {
    self.method = method
    name = example.name
    description = example.description
    params = example.params(of: method)
    response = example.result.map { ("result", $0) }
    preparations = example.preparations
    range = example.range
  }

  /// - Parameter error: what the contract says of the error in general.
  init(_ example: ErrorExample, of method: Method?, _ error: ErrorDescription?) {
    self.method = method
    name = example.name
    description = example.description
    params = method == nil ? nil : example.params
    response = ("error", example.error)
    preparations = example.preparations
    token = example.token
    headers = example.headers
    body = example.body
    status = error?.httpStatus ?? 200
    repeatsID = error?.repeatsID ?? true
    answerHeaders = error?.headers(of: example.error) ?? []
    range = example.range
  }

  var code: Int? { response?.member == "error" ? response?.value["code"]?.int : nil }

  /// The message that is sent.
  var request: JSON {
    var members: [(String, JSON)] = [("jsonrpc", "2.0")]
    if response != nil { members.append(("id", 1)) }
    members.append(("method", .string(method?.name ?? "")))
    if let params { members.append(("params", params)) }
    return .object(members)
  }

  /// The `id` of the response. It is null without a request to repeat it from: the body may not be a request, and
  /// the contract says which errors are sent before the body is read.
  var repeatedID: JSON {
    if !repeatsID { return .null }
    guard let body else { return 1 }
    do throws(JSONSyntaxError) {
      return try JSONParser.parse(body)["id"] ?? .null
    } catch {
      return .null
    }
  }

  /// The params by name, for those that are samples; `nil` for params by position.
  var named: [(name: String, value: JSON)]? { params?.object?.members.map { ($0.name, $0.value) } }

  mutating func replace(_ values: [String: JSON]) {
    guard !values.isEmpty, let object = params?.object else { return }
    let added = values.filter { object[$0.key] == nil }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    params = .object(object.members.map { ($0.name, values[$0.name] ?? $0.value) } + added)
  }

  /// Lists of params that would fill the page: a sample reads them from a file.
  var longLists: [(name: String, items: [JSON])] {
    (named ?? []).compactMap { name, value in
      value.array.flatMap { $0.count > ExampleCall.shownItems ? (name, $0) : nil }
    }
  }

  /// So many items of a list of params are written out in a sample.
  static let shownItems = 8
}
