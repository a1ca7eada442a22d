import Diagnostics
import JSON
import OpenRPC
import Pages

/// Checks JSON on a page against the contract. Pure.
struct PayloadJudge: Sendable {
  var page: Page
  var contract: Contract?

  /// The value of a block, or of the part of a block that begins at `offset`; `nil` with what is wrong.
  func parse(_ text: String, of block: Block, offset: Int = 0) -> Result<JSON, DiagnosticError> {
    do throws(JSONSyntaxError) {
      return .success(try JSONParser.parse(text.utf8, base: offset))
    } catch {
      return .failure(
        DiagnosticError(
          Diagnostic(.invalidJSON, error.message, at: page.span(inCodeOf: block, codeRange: error.range))))
    }
  }

  /// A JSON block that is not part of an exchange.
  func judge(_ block: Block) -> BlockOutcome {
    let outcome = judgement(of: block)
    guard let text = block.attributes.fails else { return outcome }
    if outcome.diagnostics.contains(where: { $0.message.contains(text) }) {
      return BlockOutcome(.failedAsStated)
    }
    let place = page.span(ofAttribute: "fails", of: block)
    return .failed(
      Diagnostic(
        .didNotFail,
        "this block is said to be wrong with \"\(text)\", but "
          + (outcome.diagnostics.first.map { "what is wrong is: \($0.message)" }
            ?? "nothing is wrong with it"),
        at: place))
  }

  private func judgement(of block: Block) -> BlockOutcome {
    let value: JSON
    switch parse(block.code, of: block) {
    case .success(let parsed): value = parsed
    case .failure(let error):
      return BlockOutcome(.failed, reason: error.diagnostics.first?.message, diagnostics: error.diagnostics)
    }
    if let name = block.attributes.schema {
      guard let contract else {
        return .failed(
          Diagnostic(
            .contractMismatch, "`schema=\(name)` needs a contract, and the project has none",
            at: page.span(ofAttribute: "schema", of: block), fix: "name it as `contract:` in site/portal.yml")
        )
      }
      guard let violations = contract.validate(value, schemaNamed: name) else {
        let nearest = NearMiss.nearest(to: name, in: contract.schemas.map(\.name))
        return .failed(
          Diagnostic(
            .contractMismatch, "the contract has no schema `\(name)`",
            at: page.span(ofAttribute: "schema", of: block), fix: nearest.map { "write `\($0)`" }))
      }
      return outcome(violations, in: value, of: block)
    }
    guard let contract, RPCShape.shape(of: value) == .request else { return BlockOutcome(.parsed) }
    return outcome(requestViolations(value, contract), in: value, of: block)
  }

  private func outcome(_ violations: [ContractViolation], in value: JSON, of block: Block) -> BlockOutcome {
    let diagnostics = self.diagnostics(violations, in: value, of: block)
    return diagnostics.isEmpty
      ? BlockOutcome(.validated)
      : BlockOutcome(.failed, reason: diagnostics[0].message, diagnostics: diagnostics)
  }

  /// Findings for violations, without those that only come from places such as `<uuid>` and `…`.
  func diagnostics(_ violations: [ContractViolation], in value: JSON, of block: Block) -> [Diagnostic] {
    let places = Places(value)
    return violations.filter { !places.excuses($0) }.map { violation in
      Diagnostic(
        .contractMismatch, violation.sentence(),
        at: violation.instanceRange.map { page.span(inCodeOf: block, codeRange: $0) }
          ?? page.span(ofFenceOf: block), notes: [violation.note])
    }
  }

  /// What is wrong with the params of one request or of each member of a batch.
  func requestViolations(_ value: JSON, _ contract: Contract) -> [ContractViolation] {
    (value.array ?? [value]).flatMap { request -> [ContractViolation] in
      guard let name = request["method"], let text = name.string else { return [] }
      guard let method = contract.method(named: text) else {
        let nearest = NearMiss.nearest(to: text, in: contract.methods.map(\.name))
        let near = nearest.flatMap { contract.method(named: $0) }
        return [
          ContractViolation(
            field: "method",
            message: "is `\(text)`, which the contract does not have"
              + (nearest.map { "; the nearest is `\($0)`" } ?? ""),
            instanceRange: name.range, contractSpan: contract.span(near?.nameRange ?? 0..<0))
        ]
      }
      return contract.validateParams(request["params"], of: method)
    }
  }

  /// What is wrong with a response, or with the members of a batch of them, by the methods that were called.
  func responseViolations(_ response: JSON, to request: JSON, _ contract: Contract) -> [ContractViolation] {
    let requests = request.array ?? [request]
    return (response.array ?? [response]).flatMap { response -> [ContractViolation] in
      let called = requests.count == 1 ? requests.first : requests.first { $0["id"] == response["id"] }
      let method = called?["method"]?.string.flatMap { contract.method(named: $0) }
      if let error = response["error"] { return contract.validateError(error, of: method) }
      guard let result = response["result"], let method else { return [] }
      return contract.validateResult(result, of: method)
    }
  }

  /// Whether the page shows a request that is meant to be refused.
  static func isRefused(_ response: JSON) -> Bool {
    (response.array ?? [response]).contains { $0["error"] != nil }
  }
}

/// The byte ranges of values and objects that stand for something else.
private struct Places {
  private var excused: Set<Range<Int>> = []

  init(_ value: JSON) { collect(value) }

  private mutating func collect(_ value: JSON) {
    if JSONPattern.isPlace(value), let range = value.range { excused.insert(range) }
    switch value.content {
    case .object(let object):
      if JSONPattern.elides(object), let range = value.range { excused.insert(range) }
      for member in object {
        if member.name == JSONPattern.ellipsis || member.name == "...", let range = member.nameRange {
          excused.insert(range)
        }
        collect(member.value)
      }
    case .array(let items):
      if items.contains(where: JSONPattern.isEllipsis), let range = value.range { excused.insert(range) }
      items.forEach { collect($0) }
    default: break
    }
  }

  func excuses(_ violation: ContractViolation) -> Bool {
    violation.instanceRange.map { excused.contains($0) } ?? false
  }
}
