import Diagnostics
import JSON
import JSONSchema

/// Which side sends a message.
public enum MessageSender: Sendable, Hashable {
  case caller
  case service

  /// The keyword of the properties that only the other side sends (OpenAPI 3.0, section 4.7.24.2).
  package var excludedFieldKeyword: String {
    switch self {
    case .caller: "readOnly"
    case .service: "writeOnly"
    }
  }
}

extension Contract {
  /// Validates the params of a request; empty when they are valid.
  ///
  /// By name, every member must be a parameter and every required parameter must be present. By position, values can be
  /// omitted only at the end. A request without params is validated like an empty list.
  public func validateParams(_ params: JSON?, of method: Method) -> [ContractViolation] {
    switch (params?.content, method.paramStructure) {
    case (nil, _):
      return missingParams(after: 0, of: method, range: nil)
    case (.object(let object), .byName), (.object(let object), .either):
      return validate(byName: object, range: params?.range, of: method)
    case (.array(let items), .byPosition), (.array(let items), .either):
      return validate(byPosition: items, range: params?.range, of: method)
    case (.object, .byPosition):
      return [wholeViolation(params, "must be an array (by position), got an object", method)]
    case (.array, .byName):
      return [wholeViolation(params, "must be an object (by name), got an array", method)]
    default:
      let expected =
        switch method.paramStructure {
        case .byName: "an object"
        case .byPosition: "an array"
        case .either: "an object or an array"
        }
      let found = params.map(Phrase.value) ?? "nothing"
      return [wholeViolation(params, "must be \(expected), got \(found)", method)]
    }
  }

  /// Validates the result of a method; empty when it is valid.
  public func validateResult(_ result: JSON, of method: Method) -> [ContractViolation] {
    guard let descriptor = method.result else {
      return [
        ContractViolation(
          field: nil, message: "is not allowed: `\(method.name)` is a notification, which has no result",
          instanceRange: result.range, contractSpan: span(method.nameRange))
      ]
    }
    return descriptor.schema.validate(result).map { violation($0, of: result, under: []) }
  }

  /// Validates an error object against the errors that the method or the protocol declares; empty when it is valid.
  ///
  /// - Parameter method: `nil` for errors of requests without one, such as invalid JSON.
  public func validateError(_ error: JSON, of method: Method?) -> [ContractViolation] {
    let place = span(method?.nameRange ?? 0..<0)
    func finding(_ field: String?, _ message: String, _ range: Range<Int>?, _ span: SourceSpan)
      -> ContractViolation
    {
      ContractViolation(field: field, message: message, instanceRange: range, contractSpan: span)
    }
    func missing(_ field: String, _ message: String, _ span: SourceSpan) -> ContractViolation {
      ContractViolation(
        field: field, message: message, instanceRange: error.range, contractSpan: span, keyword: "required")
    }
    guard let object = error.object else {
      return [
        finding(nil, "must be an error object, got \(Phrase.value(error))", error.range, place)
      ]
    }
    var violations: [ContractViolation] = []
    for member in object where !["code", "message", "data"].contains(member.name) {
      violations.append(
        finding(
          member.name, "is not a field of an error object (code, message, data)", member.nameRange, place))
    }
    if let message = object["message"] {
      if message.string == nil {
        violations.append(
          finding(
            "message", "must be a string, got \(Phrase.value(message))", message.range, place))
      }
    } else {
      violations.append(missing("message", "is missing", place))
    }
    guard let codeValue = object["code"] else {
      return violations + [missing("code", "is missing", place)]
    }
    guard let code = codeValue.int else {
      let found = Phrase.value(codeValue)
      return violations + [finding("code", "must be an integer, got \(found)", codeValue.range, place)]
    }
    guard let declared = declaredError(code: code, of: method) else {
      let isPredefined = Self.predefinedCodes.contains(code) && self.error(code: code) == nil
      return isPredefined
        ? violations : violations + [finding("code", undeclared(code, of: method), codeValue.range, place)]
    }
    if let schema = declared.dataSchema {
      if let data = object["data"] {
        violations += schema.validate(data).map { violation($0, of: data, under: ["data"]) }
      } else {
        violations.append(
          missing(
            "data", "is missing; the contract requires it for the error \(code)", span(declared.codeRange)))
      }
    }
    return violations
  }

  /// Validates the body of an event; empty when it is valid.
  public func validate(payload: JSON, of webhook: Webhook) -> [ContractViolation] {
    webhook.payload.validate(payload).map { violation($0, of: payload, under: []) }
  }

  /// Validates the body of an HTTP message; empty when it is valid, or the contract does not describe it.
  public func validate(
    body: JSON, as content: MediaContent, sentBy sender: MessageSender
  ) -> [ContractViolation] {
    let violations = content.descriptor?.schema.validate(body) ?? []
    return violations.filter { !isSentByTheOther($0, sender) }.map { violation($0, of: body, under: []) }
  }

  /// Validates the value of a parameter; empty when it is valid.
  public func validate(_ value: JSON, of parameter: HTTPParameter) -> [ContractViolation] {
    parameter.descriptor.schema.validate(value).map { violation($0, of: value, under: []) }
  }

  /// Whether a property is missing that only the other side sends: `required` does not apply to `readOnly` properties of
  /// requests and to `writeOnly` ones of responses (OpenAPI 3.0, section 4.7.24.2).
  private func isSentByTheOther(_ violation: Violation, _ sender: MessageSender) -> Bool {
    guard violation.keyword == "required", let name = violation.missing else { return false }
    let owner = JSONPointer(violation.schema.tokens.dropLast())
    var schemas = [document.value(at: owner)]
    if owner.tokens.count > 1, owner.tokens[owner.tokens.count - 2] == "allOf" {
      let whole = document.value(at: JSONPointer(owner.tokens.dropLast(2)))
      schemas.append(whole)
      schemas += whole?["allOf"]?.array ?? []
    }
    return schemas.contains { schema in
      guard let property = schema.flatMap(resolve)?["properties"]?[name].flatMap(resolve) else {
        return false
      }
      return property[sender.excludedFieldKeyword]?.bool == true
    }
  }

  /// Validates a value against a schema of `components`; `nil` when there is no such schema.
  public func validate(_ value: JSON, schemaNamed name: String) -> [ContractViolation]? {
    schema(named: name)?.schema.validate(value).map { violation($0, of: value, under: []) }
  }
}

extension Contract {
  /// The errors of JSON-RPC 2.0, section 5.1, which any API may answer with.
  static let predefinedCodes: Set<Int> = [-32700, -32600, -32601, -32602, -32603]

  private func declaredError(code: Int, of method: Method?) -> ErrorDescription? {
    if let error = method?.errors.first(where: { $0.code == code }) { return error }
    guard let error = error(code: code) else { return nil }
    return error.scope == .anyRequest || Self.predefinedCodes.contains(code) ? error : nil
  }

  private func undeclared(_ code: Int, of method: Method?) -> String {
    var codes = method?.errors.map(\.code) ?? []
    for error in errors where error.scope == .anyRequest && !codes.contains(error.code) {
      codes.append(error.code)
    }
    if codes.isEmpty { codes = Self.predefinedCodes.sorted(by: >) }
    let who = method.map { "`\($0.name)`" } ?? "the contract"
    return "is \(code), which \(who) does not declare. Declared: "
      + codes.map(String.init).joined(separator: ", ")
  }

  private func wholeViolation(_ params: JSON?, _ message: String, _ method: Method) -> ContractViolation {
    ContractViolation(
      field: nil, message: message, instanceRange: params?.range, contractSpan: span(method.nameRange))
  }

  private func validate(byName object: JSONObject, range: Range<Int>?, of method: Method)
    -> [ContractViolation]
  {
    var violations: [ContractViolation] = []
    for param in method.params {
      if let value = object[param.name] {
        violations += param.schema.validate(value).map { violation($0, of: value, under: [param.name]) }
      } else if param.required {
        violations.append(missing(param, range: range))
      }
    }
    for member in object where method.param(named: member.name) == nil {
      let nearest = NearMiss.nearest(to: member.name, in: method.params.map(\.name))
      let suggestion = nearest.map { "Did you mean `\($0)`?" }
      let place = nearest.flatMap(method.param(named:))?.nameRange ?? method.nameRange
      violations.append(
        ContractViolation(
          field: member.name,
          message: "is not a parameter of `\(method.name)`" + (suggestion.map { ". " + $0 } ?? ""),
          instanceRange: member.nameRange ?? member.value.range, contractSpan: span(place),
          unknown: .init(kind: .parameter, suggestion: suggestion)))
    }
    return violations
  }

  private func validate(byPosition items: [JSON], range: Range<Int>?, of method: Method)
    -> [ContractViolation]
  {
    var violations: [ContractViolation] = []
    for (item, param) in zip(items, method.params) {
      violations += param.schema.validate(item).map { violation($0, of: item, under: [param.name]) }
    }
    violations += missingParams(after: items.count, of: method, range: range)
    if items.count > method.params.count {
      let count = method.params.count
      violations.append(
        ContractViolation(
          field: "[\(count)]",
          message:
            "is one value too many; `\(method.name)` takes \(count == 0 ? "no parameters" : "at most \(count)")",
          instanceRange: items[count].range, contractSpan: span(method.nameRange)))
    }
    return violations
  }

  private func missingParams(after count: Int, of method: Method, range: Range<Int>?) -> [ContractViolation] {
    method.params.dropFirst(count).filter(\.required).map { missing($0, range: range) }
  }

  private func missing(_ param: ContentDescriptor, range: Range<Int>?) -> ContractViolation {
    ContractViolation(
      field: param.name, message: "is missing", instanceRange: range,
      contractSpan: span(param.nameRange),
      keyword: "required")
  }
}
