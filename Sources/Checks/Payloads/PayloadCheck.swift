import Diagnostics
import OpenRPC
import Pages

/// JSON-RPC messages and `schema=` blocks conform to the contract; responses, to the method of the request before them.
struct PayloadCheck {
  static let check = Check(
    .payloads, [.contractMismatch, .unknownContractName],
    .shownPage { PayloadCheck(page: $0.page, context: $0.context).findings() })

  let page: Page
  let context: CheckContext

  func findings() -> [Diagnostic] {
    guard let contract = context.contract else { return withoutContract() }
    let rules = MessageRules(page: page, contract: contract)
    var findings: [Diagnostic] = []
    var before: PageMessage?
    for (position, block) in page.blocks.enumerated() {
      let message = PageMessage(block, context)
      defer { before = message }
      guard let message, block.attributes.fails == nil else { continue }
      if let name = block.attributes.schema {
        findings += rules.schema(name, message.json, of: block)
        continue
      }
      switch message.role {
      case .request:
        let next = position + 1 < page.blocks.count ? PageMessage(page.blocks[position + 1], context) : nil
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

  private func withoutContract() -> [Diagnostic] {
    page.blocks.compactMap { block in
      block.attributes.schema.map { MessageRules.withoutContract($0, of: block, on: page) }
    }
  }
}
