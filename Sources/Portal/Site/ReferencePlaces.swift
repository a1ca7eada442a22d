import Markdown
import OpenRPC
import Pages
import Reference

/// On which page each part of the contract is shown.
struct ReferencePlaces: Sendable {
  private var pages: [ContractReference.Target: String] = [:]

  /// By the `id` of a part: the page, relative to the content folder, and how many of its headings come before.
  private(set) var anchors: [String: (page: String, section: Int)] = [:]

  /// `pages` are those with directives, with the path of their output.
  init(_ pages: [(page: Page, output: String)], contract: Contract?, metrics: [MetricDescription] = []) {
    guard let contract else { return }
    for (page, output) in pages {
      for directive in page.directives {
        switch directive.name {
        case .signature: add(directive.argument.map { .method($0) }, output)
        case .schema: add(directive.argument.map { .schema($0) }, output)
        case .errorData: add(directive.argument.flatMap(Int.init).map { .error($0) }, output)
        case .webhook: add(directive.argument.map { .webhook($0) }, output)
        case .permissions:
          for name in Set(contract.methods.compactMap(\.permission)) { add(.permission(name), output) }
        case .rateLimits: add(.rateLimits, output)
        case .method, .exchange, .error, .methods, .parameters, .result, .methodErrors, .schemas, .errors,
          .webhooks, .webhookDelivery, .table, .metrics, .commands, .command, .settings, .fences,
          .rules, .directives, .frontMatter, .verdicts:
          break
        }
        let section = page.section(of: directive.node)
        let shown = directive.name == .metrics ? metrics.map(\.anchor) : contract.anchors(of: directive)
        for anchor in shown where anchors[anchor] == nil { anchors[anchor] = (page.path, section) }
      }
    }
    // An error without a page of its own is in the table of all.
    for (page, output) in pages where page.directives.contains(where: { $0.name == .errors }) {
      for error in contract.errors { add(.error(error.code), output) }
    }
  }

  private mutating func add(_ target: ContractReference.Target?, _ output: String) {
    if let target, pages[target] == nil { pages[target] = output }
  }

  /// The address of a target seen from a file of the portal.
  func address(of target: ContractReference.Target, from output: String) -> String? {
    guard let page = pages[target] else { return nil }
    var address: [UInt8] = []
    if page != output {
      address.put(raw: PagePaths.root(from: output))
      address.put(path: page)
    }
    address.put("#")
    address.put(url: target.anchor)
    return String(decoding: address, as: UTF8.self)
  }
}

extension Page {
  /// How many headings come before a node: nodes with the same number are in the same section.
  func section(of node: MarkdownDocument.NodeID) -> Int {
    headings.prefix { $0.node < node }.count
  }
}
