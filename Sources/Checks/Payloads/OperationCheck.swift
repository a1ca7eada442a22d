import Diagnostics
import JSON
import OpenRPC
import Pages

/// HTTP requests and responses conform to the operations of the contract: their bodies, and the statuses.
///
/// Whether a path and a verb exist is the question of `RouteCheck`; a request that fits no operation, or several, is not
/// judged.
struct OperationCheck {
  static let check = Check(
    .payloads, [.contractMismatch],
    .shownPage { checked in
      guard let contract = checked.context.contract, contract.callProtocol == .http else { return [] }
      return OperationCheck(checked: checked, contract: contract).findings()
    })

  private let checked: CheckedPage
  private let contract: Contract
  private let rules: MessageRules

  private init(checked: CheckedPage, contract: Contract) {
    self.checked = checked
    self.contract = contract
    rules = MessageRules(page: checked.page, contract: contract)
  }

  private var page: Page { checked.page }
  private var operations: ContractOperations { checked.context.operations }

  private func findings() -> [Diagnostic] {
    page.blocks.enumerated().flatMap { position, block -> [Diagnostic] in
      guard let (method, operation) = operation(of: block) else { return [] }
      // What is refused, or is to fail, may be wrong.
      let mayBeWrong = block.attributes.fails != nil
      guard position + 1 < page.blocks.count, let status = status(of: page.blocks[position + 1]) else {
        return mayBeWrong ? [] : request(block, operation)
      }
      return (mayBeWrong || status.code >= 400 ? [] : request(block, operation))
        + response(page.blocks[position + 1], status, operation, of: method)
    }
  }

  private func operation(of block: Block) -> (method: Method, operation: HTTPOperation)? {
    guard let request = PageRequests.request(in: block, on: checked) else { return nil }
    let fitting = operations.index.fitting(request.path).filter {
      $0.operation.verb == request.verb && operations.serve(request.path, $0.path)
    }
    return fitting.count == 1 ? (fitting[0].method, fitting[0].operation) : nil
  }

  private func request(_ block: Block, _ operation: HTTPOperation) -> [Diagnostic] {
    guard let message = checked.messages.message(in: block, checked.context),
      let body = onlyJSON(operation.bodies)
    else { return [] }
    return rules.body(message.json, body, sentBy: .caller, of: block)
  }

  private func response(
    _ block: Block, _ status: (code: Int, range: Range<Int>), _ operation: HTTPOperation, of method: Method
  ) -> [Diagnostic] {
    guard let response = operation.response(of: status.code) else {
      let known = operation.responses.map { "`\($0.status)`" }.joined(separator: ", ")
      if known.isEmpty { return [] }
      return [
        Diagnostic(
          .contractMismatch, "The contract has no response `\(status.code)` of `\(method.name)`",
          at: page.span(inCodeOf: block, codeRange: status.range),
          notes: [.init("the contract has \(known)", span: contract.span(method.nameRange))])
      ]
    }
    guard let message = checked.messages.message(in: block, checked.context),
      let body = onlyJSON(response.content)
    else { return [] }
    return rules.body(message.json, body, sentBy: .service, of: block)
  }

  /// Of several media types with JSON it is not known which one is meant.
  private func onlyJSON(_ bodies: [MediaContent]) -> MediaContent? {
    let bodies = bodies.filter(\.isJSON)
    return bodies.count == 1 ? bodies[0] : nil
  }

  /// The status of a response, and its place in the block.
  private func status(of block: Block) -> (code: Int, range: Range<Int>)? {
    guard block.form == .http, !checked.context.isText(block) else { return nil }
    let line = block.code.prefix { $0 != "\n" }
    let words = line.split(separator: " ")
    guard words.count > 1, words[0].hasPrefix("HTTP/"), let code = Int(words[1]) else { return nil }
    let start = line.utf8.distance(from: line.startIndex, to: words[1].startIndex)
    return (code, start..<(start + words[1].utf8.count))
  }
}
