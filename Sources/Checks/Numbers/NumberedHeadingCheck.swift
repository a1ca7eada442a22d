import Diagnostics
import Markdown
import Pages

/// A page that says how many of its numbered headings there are has so many: `three stories` and `## Story 1`, `## Story 2`.
enum NumberedHeadingCheck {
  static let check = Check(.facts, [.wrongTotal], .shownPage { findings($0.page) })

  private static func findings(_ page: Page) -> [Diagnostic] {
    let groups = groups(page.headings)
    if groups.isEmpty { return [] }
    let document = page.document
    let texts = document.nodes.indices.filter { document.nodes[$0].kind == .text }.map { index in
      Text(
        node: MarkdownDocument.NodeID(index),
        words: document.string(document.nodes[index].literal).split { !$0.isLetter && !$0.isNumber })
    }
    return groups.compactMap { finding($0, texts, page) }
  }

  /// The words of a text node.
  private struct Text {
    var node: MarkdownDocument.NodeID
    var words: [Substring]
  }

  private struct Group {
    var noun: String
    var headings: [Heading]
  }

  /// Headings that are numbered from 1 without gaps, by their first word.
  private static func groups(_ headings: [Heading]) -> [Group] {
    let numbered = headings.compactMap { heading -> (noun: String, number: Int, heading: Heading)? in
      let words = heading.text.split { $0 == " " || $0 == ":" || $0 == "." || $0 == "—" }
      guard words.count >= 2, let number = Int(words[1]) else { return nil }
      return (words[0].lowercased(), number, heading)
    }
    return Dictionary(grouping: numbered, by: \.noun).compactMap { noun, all in
      guard all.count >= 2, all.map(\.number) == Array(1...all.count) else { return nil }
      return Group(noun: noun, headings: all.map(\.heading))
    }.sorted { $0.noun < $1.noun }
  }

  /// Words before a number that counts some of them, or is not exact.
  private static let vague: Set<String> = [
    "first", "last", "next", "previous", "preceding", "of", "least", "most", "to", "than", "about", "these",
    "those", "other", "another", "only", "any",
  ]

  private static func finding(_ group: Group, _ texts: [Text], _ page: Page) -> Diagnostic? {
    let plural = group.noun.hasSuffix("y") ? group.noun.dropLast() + "ies" : group.noun + "s"
    let first = group.headings[0].node
    var stated: [(number: Int, text: String, node: MarkdownDocument.NodeID)] = []
    for text in texts where text.node < first {
      let words = text.words
      for (at, word) in words.enumerated().dropFirst() where word.lowercased() == plural {
        let number = StatedCount.words[words[at - 1].lowercased()] ?? Int(words[at - 1])
        let before = at >= 2 ? words[at - 2].lowercased() : ""
        guard let number, number < 100,
          !Self.vague.contains(before)
        else { continue }
        stated.append((number, "\(words[at - 1]) \(word)", text.node))
      }
    }
    guard stated.count == 1, let count = stated.first, count.number != group.headings.count,
      let last = group.headings.last
    else { return nil }
    return Diagnostic(
      .wrongTotal, "`\(count.text)`, but \(group.headings.count) are numbered on this page",
      at: page.source.span(page.range(of: count.text, around: count.node)),
      notes: [.init("the last one", span: page.source.span(ofLine: last.line))], fix: "correct the number")
  }
}
