import ContractMock
import HTTP
import JSON
import JSONSchema
import Languages
import OpenAPI
import OpenRPC
import Project

/// A request to an operation that its contract allows, made of its examples, or else of values of its schemas; and what the
/// mock of the contract answers.
struct OperationCall {
  var request: OperationRequest
  var response: HTTPExchangeResponse

  /// `nil` when no request can be made that is answered with a success: a body that is not JSON, or no valid value.
  init?(_ method: Method, of contract: Contract, _ options: ReferenceOptions, mock: ContractMock) {
    guard let operation = method.operation, let values = Self.values(of: operation) else { return nil }
    let written = RequestWriter(operation, values)
    var body: (type: String, value: JSON)?
    if !operation.bodies.isEmpty {
      guard let content = operation.bodies.first(where: \.isJSON), !content.type.contains("*"),
        let value = Self.body(content, contract)
      else { return nil }
      body = (content.type, value)
    }
    let known = written.headers.map { OperationRequest.Header(name: $0.name, text: $0.value) }
    guard let security = Self.security(operation, options) else { return nil }
    request = OperationRequest(
      verb: operation.verb, path: options.endpoint + written.path, headers: security + known,
      body: body?.value,
      mediaType: body?.type ?? "application/json", url: options.url)
    // A sample that the contract does not allow would only show a refusal.
    response = mock.respond(to: Self.sent(request))
    guard (200...299).contains(response.status) else { return nil }
  }

  /// The parameters that are required, and those that have examples.
  private static func values(of operation: HTTPOperation) -> [(parameter: HTTPParameter, value: JSON)]? {
    var values: [(HTTPParameter, JSON)] = []
    for parameter in operation.parameters where !ParameterReader.isIgnored(parameter) {
      let example = parameter.examples.first { parameter.descriptor.schema.isValid($0.value) }?.value
      guard example != nil || parameter.descriptor.required else { continue }
      guard let value = example ?? parameter.descriptor.schema.value(seed: 1) else { return nil }
      values.append((parameter, value))
    }
    return values
  }

  private static func body(_ content: MediaContent, _ contract: Contract) -> JSON? {
    let example = content.examples.first {
      contract.validate(body: $0.value, as: content, sentBy: .caller).isEmpty
    }
    if let example { return example.value }
    guard let descriptor = content.descriptor, let value = descriptor.schema.value(seed: 1) else {
      return nil
    }
    return ExcludedFields(contract: contract, sentBy: .caller).removed(
      from: value, descriptor.schemaValue)
  }

  /// The headers of the first security requirement that samples can meet; `nil` when they can meet none.
  private static func security(
    _ operation: HTTPOperation, _ options: ReferenceOptions
  ) -> [OperationRequest.Header]? {
    if operation.security.isEmpty { return [] }
    return operation.security.lazy.compactMap { headers(of: $0, options) }.first
  }

  private static func headers(
    of requirement: SecurityRequirement, _ options: ReferenceOptions
  ) -> [OperationRequest.Header]? {
    var headers: [OperationRequest.Header] = []
    for scheme in requirement.schemes {
      let (name, text): (String, String)
      switch scheme.kind {
      case .http("bearer"): (name, text) = ("Authorization", "Bearer ")
      case .http("basic"): (name, text) = ("Authorization", "Basic ")
      case .apiKey(let key, .header): (name, text) = (key, "")
      case .mutualTLS: continue
      case .http, .apiKey: return nil
      }
      headers.append(
        .init(name: name, text: options.token == nil ? text + "TOKEN" : text, variable: options.token))
    }
    return headers
  }

  private static func sent(_ request: OperationRequest) -> HTTPExchangeRequest {
    var headers = HTTPHeaders(
      request.headers.map { .init(name: $0.name, value: $0.text + ($0.variable == nil ? "" : "any-token")) })
    if request.body != nil { headers["Content-Type"] = request.mediaType }
    return HTTPExchangeRequest(
      method: request.verb, path: request.path, headers: headers, body: request.body?.bytes() ?? [])
  }

  /// As an `http` block has it.
  var requestText: String {
    var text = "\(request.verb) \(request.path) HTTP/1.1\n"
    for header in request.headers {
      text += "\(header.name): \(header.text)\(header.variable.map { "$\($0)" } ?? "")\n"
    }
    guard let body = request.body else { return text }
    return text + "Content-Type: \(request.mediaType)\n\n" + body.text(.pretty)
  }

  var responseText: String {
    var text = "HTTP/1.1 \(HTTPStatus.line(response.status))\n"
    for field in response.headers.fields where !field.name.hasPrefix("Mock-") {
      text += "\(field.name): \(field.value)\n"
    }
    if response.body.isEmpty { return text }
    do throws(JSONSyntaxError) {
      return text + "\n" + (try JSONParser.parse(response.body)).text(.pretty)
    } catch {
      return text + "\n" + response.text  // The body is of another media type.
    }
  }
}
