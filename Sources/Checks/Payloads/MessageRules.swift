import Diagnostics
import JSON
import JSONRPC
import OpenRPC
import Pages
import Project

/// How JSON on a page is validated against the contract: the one home of these rules, for the checks, which run
/// nothing, and for the verification, which gives a verdict on every block. Pure.
public struct MessageRules: Sendable {
  let page: Page
  let contract: Contract
  /// The parts of a request in code that are computed, so that their values are not known.
  let unknown: Set<Range<Int>>
  /// The variables that the page captures.
  private let captured: Set<String>

  public init(page: Page, contract: Contract, unknown: Set<Range<Int>> = []) {
    self.page = page
    self.contract = contract
    self.unknown = unknown
    captured = page.captured
  }

  /// Violations in the value of a block with `schema=NAME`.
  public func schema(_ name: String, _ json: JSON, of block: Block) -> [Diagnostic] {
    let value = Placeholders(json, captured: captured)
    guard let violations = contract.validate(value.value, schemaNamed: name) else {
      return [
        Diagnostic(
          .unknownContractName, "The contract has no schema `\(name)`",
          at: page.span(ofAttribute: "schema", of: block), name: name,
          guess: NearMiss.guess(for: name, in: contract.schemas.map(\.name)))
      ]
    }
    return diagnostics(violations, value, block, whole: "the value")
  }

  /// A block that says `schema=NAME` in a project that has no contract.
  public static func withoutContract(_ name: String, of block: Block, on page: Page) -> Diagnostic {
    Diagnostic(
      .unknownContractName, "`schema=\(name)` needs a contract, but the project has none",
      at: page.span(ofAttribute: "schema", of: block),
      fix: "set `contract:` in `\(Project.definition)`")
  }

  /// Violations in a request or a batch of them.
  ///
  /// - Parameter answer: the response on the page: a rejected request may be invalid.
  public func requests(_ message: JSON, answeredBy answer: JSON?, of block: Block) -> [Diagnostic] {
    (message.array ?? [message]).flatMap { json -> [Diagnostic] in
      // Of params that are a variable nothing is known.
      if isComputed(json["params"]) { return unknownMethod(json["method"], refusal: nil, block) }
      let refusal = refusal(of: json, in: answer, alone: message.array == nil)
      do throws(InvalidRequest) {
        let request = try Request(json)
        return call(request, json, refusal, block)
      } catch {
        // A page may show a message that is not a request, with the error it is answered with.
        if refusal == RPCError.invalidRequest.code { return [] }
        return [invalid(error.field, error.reason, error.range ?? json.range, block)]
      }
    }
  }

  private func call(
    _ request: Request, _ json: JSON, _ refusal: Int?, _ block: Block
  ) -> [Diagnostic] {
    guard let method = contract.method(named: request.method) else {
      return unknownMethod(json["method"], refusal: refusal, block)
    }
    let params = request.params.map { Placeholders($0, captured: captured) }
    let violations = contract.validateParams(params?.value, of: method)
      .filter { !(params?.excuse($0) ?? false) && $0.code != refusal && !dependsOnUnknown($0) }
    return violations.map { violation in
      Diagnostic(
        .contractMismatch, violation.sentence(whole: "`params`"),
        at: span(violation.instanceRange ?? json.range, block), notes: [violation.note])
    }
  }

  private func isComputed(_ params: JSON?) -> Bool {
    guard let params, params.object == nil, params.array == nil else { return false }
    return params.range.map(unknown.contains) ?? false
  }

  private func unknownMethod(_ method: JSON?, refusal: Int?, _ block: Block) -> [Diagnostic] {
    guard let name = method?.string, contract.method(named: name) == nil,
      refusal != RPCError.methodNotFound.code
    else { return [] }
    return [
      Diagnostic(
        .contractMismatch, "The contract has no method `\(name)`", at: span(method?.range, block),
        name: "\"\(name)\"", guess: NearMiss.guess(for: name, in: contract.methods.map(\.name)),
        write: { "\"\($0)\"" })
    ]
  }

  /// Whether a violation may only be one because a part of the value is not known.
  private func dependsOnUnknown(_ violation: ContractViolation) -> Bool {
    guard let range = violation.instanceRange, !unknown.isEmpty else { return false }
    if unknown.contains(range) { return true }
    let ofWhole = ["oneOf", "anyOf", "not", "if", "contains", "uniqueItems", "enum", "const"]
    return ofWhole.contains(violation.keyword ?? "") && unknown.contains { range.contains($0.lowerBound) }
  }

  /// The code of the error that a request is answered with on the page.
  private func refusal(of request: JSON, in answer: JSON?, alone: Bool) -> Int? {
    guard let answer else { return nil }
    let answers = answer.array ?? [answer]
    let response =
      alone && answers.count == 1 ? answers.first : answers.first { $0["id"] == request["id"] }
    return response?["error"]?["code"]?.int
  }

  /// Violations in a response or a batch of them, by the methods of the request on the page.
  public func responses(_ message: JSON, to request: JSON?, of block: Block) -> [Diagnostic] {
    (message.array ?? [message]).flatMap { json -> [Diagnostic] in
      let value = Placeholders(json, captured: captured)
      do throws(InvalidResponse) {
        _ = try Response(value.value)
      } catch {
        let range = error.range ?? json.range
        // A missing member may be among those that "…" replaces.
        if !value.isElided(range) { return [invalid(error.field, error.reason, range, block)] }
      }
      let called = request.flatMap {
        self.request(answeredBy: value.value["id"], message.array == nil, in: $0)
      }
      let method = called?["method"]?.string.flatMap(contract.method(named:))
      if let error = value.value["error"] {
        guard request != nil else { return [] }
        return diagnostics(contract.validateError(error, of: method), value, block, whole: "`error`")
      }
      guard let result = value.value["result"], let method else { return [] }
      return diagnostics(contract.validateResult(result, of: method), value, block, whole: "`result`")
    }
  }

  /// Violations in the body of an HTTP message.
  public func body(
    _ json: JSON, _ content: MediaContent, sentBy sender: MessageSender, of block: Block
  ) -> [Diagnostic] {
    let value = Placeholders(json, captured: captured)
    let violations = contract.validate(body: value.value, as: content, sentBy: sender)
    return diagnostics(violations, value, block, whole: "the body")
  }

  private func request(answeredBy id: JSON?, _ isAlone: Bool, in request: JSON) -> JSON? {
    if isAlone, request.array == nil { return request }
    return (request.array ?? [request]).first { $0["id"] == id }
  }

  private func diagnostics(
    _ violations: [ContractViolation], _ value: Placeholders, _ block: Block, whole: String
  ) -> [Diagnostic] {
    violations.filter { !value.excuse($0) }.map { violation in
      Diagnostic(
        .contractMismatch, violation.sentence(whole: whole),
        at: span(violation.instanceRange ?? value.value.range, block), notes: [violation.note])
    }
  }

  private func invalid(_ field: String?, _ reason: String, _ range: Range<Int>?, _ block: Block)
    -> Diagnostic
  {
    Diagnostic(.contractMismatch, (field.map { "`\($0)` " } ?? "") + reason, at: span(range, block))
  }

  private func span(_ range: Range<Int>?, _ block: Block) -> SourceSpan {
    range.map { page.span(inCodeOf: block, codeRange: $0) } ?? page.span(ofFenceOf: block)
  }
}
