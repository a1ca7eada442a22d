import Diagnostics
import JSON
import JSONSchema

extension ContractLint {
  mutating func descriptions(of method: Method) {
    let noun = contract.callProtocol.noun
    missingDescriptions.count(noun, 1)
    if isBlank(method.summary), isBlank(method.description) {
      undescribed(
        noun, "The \(noun) `\(method.name)` has no description", method.nameRange,
        fix: "add \"summary\": one sentence that says what it does")
    }
    // The body of a request is described by its operation.
    let params = method.operation?.parameters.map(\.descriptor) ?? method.params
    missingDescriptions.count("parameter", params.count)
    for param in params where isBlank(param.description) && isBlank(param.summary) {
      guard !isDescribed(param.schemaValue) else { continue }
      undescribed(
        "parameter", "The parameter `\(param.name)` of `\(method.name)` has no description",
        param.nameRange, fix: "add \"description\": its meaning, and its default when it is optional")
    }
    if let result = method.result, isBlank(result.description), isBlank(result.summary),
      !isDescribed(result.schemaValue)
    {
      report(
        .contractDescription, "The result of `\(method.name)` has no description", result.nameRange,
        fix: "add \"description\": what the result contains")
    }
  }

  mutating func componentDescriptions() {
    missingDescriptions.count("schema", contract.schemas.count)
    for schema in contract.schemas where !isDescribed(schema.value) {
      undescribed(
        "schema", "The schema `\(schema.name)` has no description", schema.nameRange,
        fix: "add \"description\": what such a value represents")
    }
    for error in contract.document["x-errors"]?.array ?? [] where isBlank(error["description"]?.string) {
      report(
        .contractDescription, "The error \(error["code"]?.int ?? 0) has no description", error["code"]?.range,
        fix: "add \"description\": when it happens and what to do")
    }
  }

  /// The fields of one schema are reported together.
  mutating func propertyDescriptions(of schema: JSON, at pointer: JSONPointer) {
    // The branches of a condition repeat fields that are described outside it.
    guard !pointer.tokens.contains(where: { ["if", "then", "else", "not", "oneOf", "anyOf"].contains($0) })
    else {
      return
    }
    let properties = schema["properties"]?.object?.members ?? []
    missingDescriptions.count("field", properties.count)
    let missing = properties.filter { !isDescribed($0.value) }
    guard let first = missing.first else { return }
    let names = missing.map { "`\($0.name)`" }
    let shown = names.count > 5 ? names.prefix(4) + ["\(names.count - 4) more"] : names
    let fields = names.count == 1 ? "The field \(names[0])" : "The fields \(Phrase.list(shown, "and"))"
    undescribed(
      "field", "\(fields) of \(owner(of: pointer)) \(names.count == 1 ? "has" : "have") no description",
      first.nameRange, count: names.count, fix: "add \"description\": its meaning and unit")
  }

  private mutating func undescribed(
    _ kind: String, _ message: String, _ range: Range<Int>?, count: Int = 1, fix: String
  ) {
    missingDescriptions.add(
      kind, count,
      Diagnostic(.contractDescription, message, at: range.map(contract.span), fix: fix))
  }

  /// What a schema is a part of: the component, the error, the response or the method.
  private func owner(of pointer: JSONPointer) -> String {
    let tokens = pointer.tokens
    guard tokens.count > 2 else { return "a schema" }
    if tokens[0] == "components" { return "`\(tokens[2])`" }
    // `/methods/0` of OpenRPC, `/paths/~1pets/get` of OpenAPI.
    let method = (2...3).lazy.compactMap { methodsByPlace[Array(tokens.prefix($0))] }.first
    guard let method else { return "a schema" }
    let rest = tokens.dropFirst(method.pointer.tokens.count)
    switch rest.first {
    case "responses": return "the response \(rest.dropFirst().first ?? "") of `\(method.name)`"
    case "requestBody": return "the body of `\(method.name)`"
    default: return "`\(method.name)`"
    }
  }

  private func isBlank(_ text: String?) -> Bool {
    text?.utf8.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") } ?? true
  }

  /// Whether a schema, or the one it refers to, has a description.
  private func isDescribed(_ schema: JSON) -> Bool {
    if !isBlank(schema["description"]?.string) { return true }
    return schema["$ref"] != nil
      && contract.resolve(schema).map { !isBlank($0["description"]?.string) } ?? true
  }
}

/// What has no description, and how much of each kind there is. A contract that describes nearly all of a kind has
/// forgotten the others, each of which is reported; of one that describes less than half, one finding says so.
struct MissingDescriptions {
  private var totals: [String: Int] = [:]
  private var missing: [(kind: String, count: Int, finding: Diagnostic)] = []
  /// A contract is small, and each finding is shown, up to so many of a kind.
  private static let few = 10

  mutating func count(_ kind: String, _ number: Int) { totals[kind, default: 0] += number }

  mutating func add(_ kind: String, _ count: Int, _ finding: Diagnostic) {
    missing.append((kind, count, finding))
  }

  /// In the order in which they were added.
  var findings: [Diagnostic] {
    let counts = Dictionary(missing.map { ($0.kind, $0.count) }, uniquingKeysWith: +)
    var summed: Set<String> = []
    return missing.compactMap { kind, _, finding in
      let (count, total) = (counts[kind] ?? 0, totals[kind] ?? 0)
      guard count > Self.few, count * 2 > total else { return finding }
      guard summed.insert(kind).inserted else { return nil }
      let message = "\(count) of \(total) \(kind)s have no description, the first here"
      return Diagnostic(.contractDescription, message, at: finding.span, fix: finding.fix)
    }
  }
}
