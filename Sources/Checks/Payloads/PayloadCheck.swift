import Diagnostics
import OpenRPC
import Pages

/// JSON-RPC messages and `schema=` blocks conform to the contract; responses, to the method of the request before them.
struct PayloadCheck {
  static let check = Check(
    .payloads, [.contractMismatch, .unknownContractName],
    .shownPage { PayloadCheck(checked: $0).findings() })

  let checked: CheckedPage

  private var page: Page { checked.page }

  func findings() -> [Diagnostic] {
    guard let contract = checked.context.contract else { return withoutContract() }
    let rules = MessageRules(page: page, contract: contract)
    var findings: [Diagnostic] = []
    var before: PageMessage?
    for (position, block) in page.blocks.enumerated() {
      let message = self.message(in: block)
      defer { before = message }
      guard let message, block.attributes.fails == nil else { continue }
      if let name = block.attributes.schema {
        findings += rules.schema(name, message.json, of: block)
        continue
      }
      switch contract.callProtocol == .jsonRPC ? message.role : .other {
      case .request:
        let next = position + 1 < page.blocks.count ? self.message(in: page.blocks[position + 1]) : nil
        findings += rules.requests(
          message.json, answeredBy: next?.role == .response ? next?.json : nil, of: block)
      case .response:
        findings += rules.responses(
          message.json, to: before?.role == .request ? before?.json : nil, of: block)
      case .other: continue
      }
    }
    return findings
  }

  private func message(in block: Block) -> PageMessage? {
    checked.messages.message(in: block, checked.context)
  }

  private func withoutContract() -> [Diagnostic] {
    page.blocks.compactMap { block in
      block.attributes.schema.map { MessageRules.withoutContract($0, of: block, on: page) }
    }
  }
}
