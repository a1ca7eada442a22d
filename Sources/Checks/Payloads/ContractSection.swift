import Markdown
import OpenRPC
import Pages

/// What a place on a page is about: the method or type of the contract that the nearest heading names, or one of those
/// around it.
struct ContractSection {
  enum Subject {
    case method(Method)
    case schema(NamedSchema)
  }

  let subject: Subject
  /// The headings between the one that names the subject and the place, in lower case, the nearest one first.
  let titles: [String]

  /// `nil` when no heading around the place names anything of the contract.
  init?(around node: MarkdownDocument.NodeID, on page: Page, in contract: Contract) {
    var titles: [String] = []
    for heading in Self.headings(around: node, on: page) {
      if let subject = Self.subject(of: heading.text, in: contract) {
        (self.subject, self.titles) = (subject, titles)
        return
      }
      titles.append(heading.text.lowercased())
    }
    return nil
  }

  var method: Method? {
    if case .method(let method) = subject { method } else { nil }
  }

  /// Whether a heading between has one of some words.
  func mentions(_ words: String...) -> Bool {
    titles.contains { title in words.contains { title.contains($0) } }
  }

  /// The heading of the section, and those of the sections around it.
  private static func headings(around node: MarkdownDocument.NodeID, on page: Page) -> [Heading] {
    var level = 7
    return page.headings[..<page.section(of: node)].reversed().filter { heading in
      guard heading.level < level else { return false }
      level = heading.level
      return true
    }
  }

  private static func subject(of heading: String, in contract: Contract) -> Subject? {
    let words = heading.split { " `:()".contains($0) }.map(String.init)
    if let method = words.lazy.compactMap({ contract.method(named: $0) }).first { return .method(method) }
    guard words.count <= 2 else { return nil }
    return words.lazy.compactMap { contract.schema(named: $0) }.first.map(Subject.schema)
  }
}
