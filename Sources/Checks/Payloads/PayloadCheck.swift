import Diagnostics
import JSON
import JSONRPC
import OpenRPC
import Pages

/// JSON-RPC messages and `schema=` blocks fit the contract, responses that of the method called before them.
struct PayloadCheck {
  let page: Page
  let context: CheckContext

  func findings() -> [Diagnostic] {
    guard let contract = context.contract else { return withoutContract() }
    var findings: [Diagnostic] = []
    var before: PageMessage?
    for (position, block) in page.blocks.enumerated() {
      let message = PageMessage(block, context)
      defer { before = message }
      guard let message, block.attributes.fails == nil else { continue }
      if block.attributes.schema != nil {
        findings += schema(message, contract)
        continue
      }
      switch message.role {
      case .request:
        let next = position + 1 < page.blocks.count ? PageMessage(page.blocks[position + 1], context) : nil
        findings += requests(message, answeredBy: next?.role == .response ? next : nil, contract)
      case .response:
        findings += responses(message, to: before?.role == .request ? before : nil, contract)
      case .other: continue
      }
    }
    return findings
  }

  private func withoutContract() -> [Diagnostic] {
    page.blocks.compactMap { block in
      guard let name = block.attributes.schema else { return nil }
      return Diagnostic(
        .unknownContractName, "`schema=\(name)` needs a contract, and the project has none",
        at: page.span(ofAttribute: "schema", of: block),
        fix: "name it as `contract:` in `\(Project.definition)`")
    }
  }

  // MARK: - Schemas

  private func schema(_ message: PageMessage, _ contract: Contract) -> [Diagnostic] {
    let name = message.block.attributes.schema ?? ""
    let value = Placeholders(message.json)
    guard let violations = contract.validate(value.value, schemaNamed: name) else {
      return [
        Diagnostic(
          .unknownContractName, "the contract has no schema `\(name)`",
          at: page.span(ofAttribute: "schema", of: message.block),
          fix: NearMiss.nearest(to: name, in: contract.schemas.map(\.name)).map { "write `\($0)`" })
      ]
    }
    return diagnostics(violations, value, message, whole: "the value")
  }

  // MARK: - Requests

  private func requests(
    _ message: PageMessage, answeredBy answer: PageMessage?, _ contract: Contract
  ) -> [Diagnostic] {
    message.messages.flatMap { json -> [Diagnostic] in
      let refusal = refusal(of: json, in: answer, alone: message.json.array == nil)
      do throws(InvalidRequest) {
        let request = try Request(json)
        return call(request, json, refusal, message, contract)
      } catch {
        // A page may show a message that is no request, with the error it is answered with.
        if refusal == RPCError.invalidRequest.code { return [] }
        return [invalid(error.field, error.reason, error.range ?? json.range, message)]
      }
    }
  }

  private func call(
    _ request: Request, _ json: JSON, _ refusal: Int?, _ message: PageMessage, _ contract: Contract
  ) -> [Diagnostic] {
    guard let method = contract.method(named: request.method) else {
      if refusal == RPCError.methodNotFound.code { return [] }
      return [
        Diagnostic(
          .contractMismatch, "the contract has no method `\(request.method)`",
          at: span(json["method"]?.range, message),
          fix: NearMiss.nearest(to: request.method, in: contract.methods.map(\.name)).map { "write `\($0)`" })
      ]
    }
    let params = request.params.map(Placeholders.init)
    let violations = contract.validateParams(params?.value, of: method)
      .filter { !(params?.excuse($0) ?? false) && $0.code != refusal }
    return violations.map { violation in
      Diagnostic(
        .contractMismatch, violation.sentence(whole: "`params`"),
        at: span(violation.instanceRange ?? json.range, message), notes: [violation.note])
    }
  }

  /// The code of the error that a request is answered with on the page.
  private func refusal(of request: JSON, in answer: PageMessage?, alone: Bool) -> Int? {
    guard let answer else { return nil }
    let response =
      alone && answer.messages.count == 1
      ? answer.messages.first : answer.messages.first { $0["id"] == request["id"] }
    return response?["error"]?["code"]?.int
  }

  // MARK: - Responses

  private func responses(
    _ message: PageMessage, to request: PageMessage?, _ contract: Contract
  ) -> [Diagnostic] {
    message.messages.flatMap { json -> [Diagnostic] in
      let value = Placeholders(json)
      do throws(InvalidResponse) {
        let response = try Response(value.value)
        let called = request.flatMap {
          self.request(answeredBy: response, alone: message.json.array == nil, in: $0)
        }
        let method = called?["method"]?.string.flatMap(contract.method(named:))
        switch response.outcome {
        case .success(let result):
          guard let method else { return [] }
          return diagnostics(contract.validateResult(result, of: method), value, message, whole: "`result`")
        case .failure:
          guard request != nil, let error = value.value["error"] else { return [] }
          return diagnostics(contract.validateError(error, of: method), value, message, whole: "`error`")
        }
      } catch {
        return [invalid(error.field, error.reason, error.range ?? json.range, message)]
      }
    }
  }

  private func request(answeredBy response: Response, alone: Bool, in request: PageMessage) -> JSON? {
    if alone, request.json.array == nil { return request.json }
    return request.messages.first { $0["id"].flatMap(JSONRPCID.init) == response.id }
  }

  // MARK: - Findings

  private func diagnostics(
    _ violations: [ContractViolation], _ value: Placeholders, _ message: PageMessage, whole: String
  ) -> [Diagnostic] {
    violations.filter { !value.excuse($0) }.map { violation in
      Diagnostic(
        .contractMismatch, violation.sentence(whole: whole),
        at: span(violation.instanceRange ?? value.value.range, message), notes: [violation.note])
    }
  }

  private func invalid(_ field: String?, _ reason: String, _ range: Range<Int>?, _ message: PageMessage)
    -> Diagnostic
  {
    Diagnostic(.contractMismatch, (field.map { "`\($0)` " } ?? "") + reason, at: span(range, message))
  }

  private func span(_ range: Range<Int>?, _ message: PageMessage) -> SourceSpan {
    range.map { page.span(inCodeOf: message.block, codeRange: $0) } ?? page.span(ofFenceOf: message.block)
  }
}
