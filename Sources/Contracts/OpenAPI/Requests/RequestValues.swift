import Diagnostics
import HTTP
import JSON
import OpenRPC

/// The parameters and the body of a request to an operation, and what is wrong with them.
package struct RequestValues {
  /// The parameters that could be read.
  package private(set) var parameters: [(parameter: HTTPParameter, value: JSON)] = []
  /// The media type that the body is in, and its value if it is looked into.
  package private(set) var body: (content: MediaContent, value: JSON?)?
  package private(set) var problems: [RequestProblem] = []

  private let contract: Contract
  private let operation: HTTPOperation

  /// - Parameter depth: how deep the JSON of a body may be.
  package init(
    contract: Contract, operation: HTTPOperation, depth: Int, _ request: HTTPExchangeRequest,
    _ sent: SentRequest
  ) {
    self.contract = contract
    self.operation = operation
    let reader = ParameterReader(contract: contract, operation: operation, request: sent)
    for parameter in operation.parameters where !ParameterReader.isIgnored(parameter) {
      read(parameter, reader)
    }
    readBody(request, depth)
  }

  private mutating func read(_ parameter: HTTPParameter, _ reader: ParameterReader) {
    let place = "\(parameter.place.noun) `\(parameter.descriptor.name)`"
    let kind: RequestProblem.Kind = parameter.place == .path ? .path : .value
    switch reader.value(of: parameter) {
    case .missing:
      if parameter.descriptor.required {
        problems.append(.init(kind: kind, place: place, message: "is missing"))
      }
    case .unreadable(let message): problems.append(.init(kind: kind, place: place, message: message))
    case .value(let value):
      parameters.append((parameter, value))
      problems += contract.validate(value, of: parameter).map { violation in
        // An item of a list is named too: `tags`, `[2]`.
        .init(
          kind: kind, place: violation.field.map { "\(place), `\($0)`," } ?? place,
          message: violation.message, violation: violation)
      }
    }
  }

  private mutating func readBody(_ request: HTTPExchangeRequest, _ depth: Int) {
    if operation.bodies.isEmpty { return }
    if request.body.isEmpty, request.headers["Content-Type"] == nil || !operation.isBodyRequired {
      if operation.isBodyRequired {
        problems.append(.init(kind: .value, place: "body", message: "is missing"))
      }
      return
    }
    guard let content = MediaType.best(for: MediaType(request.mediaType), of: operation.bodies) else {
      let types = operation.bodies.map { "`\($0.type)`" }.joined(separator: " or ")
      let found = request.headers["Content-Type"].map { "got `\($0)`" } ?? "which is missing"
      problems.append(
        .init(kind: .mediaType, place: "header `Content-Type`", message: "must be \(types), \(found)"))
      return
    }
    switch SentBody(contract: contract, content: content, depth: depth).value(of: request) {
    case .opaque: body = (content, nil)
    case .unreadable(let message): problems.append(.init(kind: .syntax, place: "body", message: message))
    case .value(let value):
      body = (content, value)
      problems += contract.validate(body: value, as: content, sentBy: .caller).map { violation in
        .init(
          kind: .value, place: violation.field.map { "body field `\($0)`" } ?? "body",
          message: violation.message, violation: violation)
      }
    }
  }

  /// By name, as a caller knows them: the body is `body`.
  package var params: JSON {
    var members = parameters.map { ($0.parameter.descriptor.name, $0.value) }
    if let value = body?.value { members.append(("body", value)) }
    return .object(members)
  }

  /// Whether the request is the example of that name: every parameter and body that has an example of the name has its
  /// value.
  package func isExample(named name: String) -> Bool {
    var isNamed = false
    for parameter in operation.parameters {
      guard let example = parameter.examples.first(where: { $0.name == name }) else { continue }
      isNamed = true
      let value = parameters.first {
        $0.parameter.place == parameter.place && $0.parameter.descriptor.name == parameter.descriptor.name
      }
      guard value?.value == example.value else { return false }
    }
    guard let body, let example = body.content.examples.first(where: { $0.name == name }) else {
      return isNamed
    }
    return body.value == example.value
  }

  /// Equal for equal values, whatever their order.
  package var text: String {
    let parts = parameters.map { parameter, value in
      "\(parameter.place.rawValue) \(parameter.descriptor.name)=\(value.text(.canonical))"
    }
    return (parts.sorted() + [body?.value?.text(.canonical) ?? ""]).joined(separator: "\n")
  }
}

extension HTTPParameter.Place {
  fileprivate var noun: String {
    switch self {
    case .path: "path parameter"
    case .query: "query parameter"
    case .querystring: "query"
    case .header: "header"
    case .cookie: "cookie"
    }
  }
}
