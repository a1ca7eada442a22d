import Diagnostics
import JSON

/// The coverage of a contract by examples: every method, error and event, and both limits of every range of a
/// parameter, each with an accepted and a rejected value. Operations have statuses and media types in place of errors.
///
///     let coverage = ContractCoverage(contract)
///     shown.formUnion(coverage.shown(by: request, answer: response))
///     print(coverage.items.filter { !shown.contains($0.key) })
public struct ContractCoverage: Sendable {
  /// The items to be covered, in the order of the contract.
  public let items: [CoverageItem]
  private let contract: Contract
  private let limits: [String: [ParameterLimit]]

  public init(_ contract: Contract) {
    self.contract = contract
    limits = Dictionary(
      contract.methods.map { method in (method.name, LimitWalk(contract, method.name).limits(of: method)) }
    ) { first, _ in first }
    let methods = contract.methods.map { method in
      CoverageItem(kind: .method, name: method.name, span: contract.span(method.nameRange))
    }
    let errors =
      contract.callProtocol == .http
      ? []
      : contract.errors.map { error in
        CoverageItem(kind: .error, name: String(error.code), span: contract.span(error.codeRange))
      }
    let events = contract.webhooks.map { event in
      CoverageItem(kind: .event, name: event.name, span: contract.span(event.nameRange))
    }
    var ends: [CoverageItem] = []
    for method in contract.methods {
      for limit in limits[method.name] ?? [] {
        let span = contract.span(limit.range ?? method.nameRange)
        ends.append(CoverageItem(kind: .taken, name: limit.name, span: span))
        ends.append(CoverageItem(kind: .refused, name: limit.name, span: span))
      }
    }
    items = methods + errors + Self.exchanges(of: contract) + events + ends
  }

  /// The keys of the items that a request and its response cover. Both may be batches, whose members are matched by
  /// `id`; notifications cover nothing, because they have no response.
  public func shown(by request: JSON?, answer: JSON) -> Set<String> {
    var calls: [JSON: JSON] = [:]
    for member in request?.array ?? request.map({ [$0] }) ?? [] {
      if let id = member["id"] { calls[id] = member }
    }
    var keys: Set<String> = []
    for member in answer.array ?? [answer] {
      let call = member["id"].flatMap { calls[$0] }
      if let code = member["error"]?["code"]?.int {
        keys.insert(key(.error, String(code)))
        if let call { keys.formUnion(refused(call) { $0.code == code }) }
        // An error of the method itself is returned after validation, so its params were valid: a budget of 0 is within
        // the range although it pays for no iteration.
        if let call, contract.error(code: code)?.scope == .method { keys.formUnion(letThrough(call)) }
      } else if member["result"] != nil, let call {
        keys.insert(key(.method, call["method"]?.string ?? ""))
        keys.formUnion(letThrough(call))
      }
    }
    return keys
  }

  /// The keys of the items that an exchange of HTTP covers.
  ///
  /// - Parameters:
  ///   - params: of the request, by name; its body is `body`.
  ///   - sent: the media type of the request's body.
  ///   - answered: that of the response's.
  package func shown(
    by method: Method, params: JSON, sent: MediaType?, status: Int, answered: MediaType?
  ) -> Set<String> {
    guard let operation = method.operation else { return [] }
    let call: JSON = ["method": .string(method.name), "params": params]
    var keys: Set<String> = []
    if (200...299).contains(status) {
      keys.insert(key(.method, method.name))
      keys.formUnion(letThrough(call))
      if let body = MediaType.best(for: sent, of: operation.bodies) {
        keys.insert(key(.mediaType, "\(method.name) \(body.type)"))
      }
    } else if (400...499).contains(status) {
      keys.formUnion(refused(call) { _ in true })
    }
    guard let response = operation.response(of: status) else { return keys }
    keys.insert(key(.status, "\(method.name) \(response.status)"))
    if let content = MediaType.best(for: answered, of: response.content) {
      keys.insert(key(.mediaType, "\(method.name) \(response.status) \(content.type)"))
    }
    return keys
  }

  /// The statuses and media types of operations.
  private static func exchanges(of contract: Contract) -> [CoverageItem] {
    contract.methods.flatMap { method -> [CoverageItem] in
      guard let operation = method.operation else { return [] }
      let place = contract.span(method.nameRange)
      let statuses = operation.responses.map { response in
        CoverageItem(
          kind: .status, name: "\(method.name) \(response.status)", span: contract.span(response.statusRange))
      }
      let sent = operation.bodies.map { body in
        CoverageItem(kind: .mediaType, name: "\(method.name) \(body.type)", span: place)
      }
      let answered = operation.responses.flatMap { response in
        response.content.map { content in
          CoverageItem(
            kind: .mediaType, name: "\(method.name) \(response.status) \(content.type)",
            span: contract.span(response.statusRange))
        }
      }
      return statuses + sent + answered
    }
  }

  /// The key of a delivered webhook.
  public func shown(byEvent name: String) -> String { key(.event, name) }

  private func letThrough(_ call: JSON) -> Set<String> {
    guard let name = call["method"]?.string, let method = contract.method(named: name),
      contract.validateParams(call["params"], of: method).isEmpty
    else { return [] }
    var keys: Set<String> = []
    let params = byName(call["params"], method)
    for limit in limits[name] ?? [] where limit.values(in: params).contains(where: limit.isShown) {
      keys.insert(key(.taken, limit.name))
    }
    return keys
  }

  /// The limits that a rejected call covers: those whose violation has the code of the error.
  private func refused(_ call: JSON, where isMeant: (ContractViolation) -> Bool) -> Set<String> {
    guard let name = call["method"]?.string, let method = contract.method(named: name) else { return [] }
    var broken: Set<String> = []
    for violation in contract.validateParams(call["params"], of: method) where isMeant(violation) {
      guard let field = violation.field, let keyword = violation.keyword else { continue }
      broken.insert(withoutIndices(field) + " " + keyword)
    }
    return Set(
      (limits[name] ?? []).filter { broken.contains("\($0.field) \($0.keyword.rawValue)") }
        .map { key(.refused, $0.name) })
  }

  private func key(_ kind: CoverageItem.Kind, _ name: String) -> String { "\(kind.rawValue): \(name)" }

  private func byName(_ params: JSON?, _ method: Method) -> JSON {
    guard let items = params?.array else { return params ?? .object([]) }
    return .object(zip(method.params, items).map { ($0.name, $1) })
  }

  /// `rows[3].query` as `rows[].query`
  private func withoutIndices(_ field: String) -> String {
    var text = ""
    var inside = false
    for character in field {
      if character == "]" { inside = false }
      if !inside { text.append(character) }
      if character == "[" { inside = true }
    }
    return text
  }
}

/// Finds the limits in the schemas of a method's params.
private struct LimitWalk {
  let contract: Contract
  let method: String

  init(_ contract: Contract, _ method: String) {
    self.contract = contract
    self.method = method
  }

  func limits(of method: Method) -> [ParameterLimit] {
    var found: [ParameterLimit] = []
    for param in method.params { walk(param.schemaValue, [param.name], [], &found) }
    // A limit that two branches have is one item.
    var seen: Set<String> = []
    return found.filter { seen.insert($0.name).inserted }
  }

  private func walk(_ schema: JSON, _ path: [String], _ entered: Set<String>, _ found: inout [ParameterLimit])
  {
    var entered = entered
    if let reference = schema["$ref"]?.string, !entered.insert(reference).inserted {
      return  // a recursive type is visited once
    }
    guard let schema = contract.resolve(schema) else { return }
    for keyword in ParameterLimit.Keyword.allCases {
      guard let value = schema[keyword.rawValue], let bound = value.number else { continue }
      // A minimum of 0 cannot be violated.
      if [.minLength, .minItems].contains(keyword), bound.int == 0 { continue }
      found.append(
        ParameterLimit(method: method, path: path, keyword: keyword, bound: bound, range: value.range))
    }
    for (name, value) in schema["properties"]?.object?.members.map({ ($0.name, $0.value) }) ?? [] {
      walk(value, path + [name], entered, &found)
    }
    if let items = schema["items"], items.object != nil { walk(items, path + ["*"], entered, &found) }
    for keyword in ["allOf", "anyOf", "oneOf"] {
      for branch in schema[keyword]?.array ?? [] { walk(branch, path, entered, &found) }
    }
  }
}
