import OpenRPC
import Pages

/// On which page each part of the contract is shown.
struct ReferencePlaces: Sendable {
  private var pages: [ContractReference.Target: String] = [:]

  /// By the `id` of a part: the page, relative to the content folder, and how many of its headings come before.
  private(set) var anchors: [String: (page: String, section: Int)] = [:]

  /// `pages` are those with directives, with the path of their output.
  init(_ pages: [(page: Page, output: String)], contract: Contract?) {
    guard let contract else { return }
    for (page, output) in pages {
      for directive in page.directives {
        let shown: [String]
        switch directive.name {
        case .method:
          add(directive.argument.map { .method($0) }, output)
          shown = contract.anchors(ofMethod: directive.argument ?? "")
        case .schema:
          add(directive.argument.map { .schema($0) }, output)
          shown = contract.anchors(ofSchema: directive.argument ?? "")
        case .errors:
          for error in contract.errors { add(.error(error.code), output) }
          shown = contract.errorTableAnchors
        case .methods: shown = contract.overviewAnchors
        }
        let section = page.section(of: directive.node)
        for anchor in shown where anchors[anchor] == nil { anchors[anchor] = (page.path, section) }
      }
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

extension PageRendering {
  /// What a directive asks for. What the contract does not have is an error of the checks and nothing here.
  ///
  /// Gives the headings of what was written, for the table of contents.
  func reference(_ directive: Directive, into output: inout [UInt8]) -> [PageHeading] {
    guard let reference else { return [] }
    let fragment: [UInt8]? =
      switch directive.name {
      case .methods: reference.methods()
      case .errors: reference.errors()
      case .method: directive.argument.flatMap { reference.method(named: $0) }
      case .schema: directive.argument.flatMap { reference.schema(named: $0) }
      }
    guard let fragment else { return [] }
    output.append(contentsOf: fragment)
    guard directive.name == .method, let method = directive.argument else { return [] }
    return ContractAnchor.Section.allCases.compactMap { section in
      let anchor = ContractAnchor.section(section, ofMethod: method)
      let heading = Array("class=\"api-heading\" id=\"\(anchor)\"".utf8)
      guard fragment.firstRange(of: heading) != nil else { return nil }
      return PageHeading(
        level: reference.headingLevel, text: Navigation.readable(section.rawValue), anchor: anchor)
    }
  }
}

extension Page {
  /// How many headings come before a node: nodes with the same number are in the same section.
  func section(of node: MarkdownDocument.NodeID) -> Int {
    headings.prefix { $0.node < node }.count
  }
}
