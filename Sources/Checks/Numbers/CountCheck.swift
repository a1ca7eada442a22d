import Diagnostics
import Markdown
import Pages

/// A sentence that says how many things follow is followed by so many: `It has three parts:` before a list or table.
enum CountCheck {
  static let check = Check(.facts, [.wrongTotal], .shownPage { findings($0.page) })

  private static func findings(_ page: Page) -> [Diagnostic] {
    let document = page.document
    return document.nodes.indices.compactMap { index in
      let node = document.nodes[index]
      guard node.kind == .paragraph, let listed = listed(after: node, in: document) else { return nil }
      let text = document.plainText(of: MarkdownDocument.NodeID(index))
      guard let count = StatedCount(endOf: text), !listed.counts.contains(count.number) else { return nil }
      let area = page.range(of: count.text, around: MarkdownDocument.NodeID(index))
      let listing =
        listed.counts[0] == 1
        ? "1 \(listed.name.dropLast()) follows" : "\(listed.counts[0]) \(listed.name) follow"
      return Diagnostic(
        .wrongTotal, "`\(count.text)`, but \(listing)", at: page.source.span(area),
        notes: [.init("what follows", span: page.source.span(ofLine: listed.line))],
        fix: "correct the number, or what follows")
    }
  }

  /// The items or rows that directly follow a paragraph; `nil` when something else does, or a second list may continue it.
  /// A table may list something in each of its cells.
  private static func listed(
    after node: MarkdownDocument.Node, in document: MarkdownDocument
  ) -> (counts: [Int], name: String, line: Int)? {
    guard node.nextSibling >= 0 else { return nil }
    let next = document[node.nextSibling]
    guard next.kind == .list || next.kind == .table else { return nil }
    var after = next.nextSibling
    while after >= 0, document[after].kind != .heading, document[after].kind != .paragraph {
      if document[after].kind == next.kind { return nil }
      after = document[after].nextSibling
    }
    if after >= 0, document[after].kind == .paragraph, continues(after, next.kind, in: document) {
      return nil
    }
    let children = Array(document.children(of: node.nextSibling))
    if next.kind == .list { return ([children.count], "items", Int(next.startLine)) }
    let rows = children.count - 1
    let columns = children.first.map { Array(document.children(of: $0)).count } ?? 0
    return ([rows, rows * columns], "rows", Int(next.startLine))
  }

  /// Whether a list after a paragraph may be the rest of the one before it.
  private static func continues(
    _ paragraph: MarkdownDocument.NodeID, _ kind: MarkdownDocument.Kind, in document: MarkdownDocument
  ) -> Bool {
    let next = document[paragraph].nextSibling
    return next >= 0 && document[next].kind == kind && !document.plainText(of: paragraph).hasSuffix(":")
  }
}

/// `three parts` at the end of a sentence that announces them.
struct StatedCount {
  let number: Int
  /// As it is written: from the number to the noun.
  let text: String

  /// `nil` when the text does not end with a colon after a number and what it counts.
  init?(endOf text: String) {
    let text = text.trimmed
    guard text.hasSuffix(":") else { return nil }
    let sentence = text.dropLast().split(whereSeparator: { ".!?;(".contains($0) }).last ?? ""
    let words = sentence.split(whereSeparator: \.isWhitespace).map(String.init)
    let numbers = words.indices.filter { Self.number(words[$0]) != nil }
    guard numbers.count == 1, let at = numbers.first, let number = Self.number(words[at]),
      (2...99).contains(number)
    else { return nil }
    let counted = words[(at + 1)...]
    guard (1...3).contains(counted.count), counted.allSatisfy({ $0.allSatisfy { $0.isLetter || $0 == "-" } }),
      let noun = counted.last?.lowercased(), noun.hasSuffix("s"), !noun.hasSuffix("ss"),
      !counted.contains(where: { Self.others.contains($0.lowercased()) }),
      !words[..<at].suffix(3).contains(where: { Self.vague.contains($0.lowercased()) }),
      let before = words[..<at].last?.lowercased(), Self.announcing.contains(before)
    else { return nil }
    self.number = number
    self.text = words[at...].joined(separator: " ")
  }

  private static func number(_ word: String) -> Int? {
    words[word.lowercased()] ?? (word.utf8.allSatisfy(\.isDigit) ? Int(word) : nil)
  }

  static let words = [
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11,
    "twelve": 12,
  ]

  /// Words before a number that says how many things follow.
  private static let announcing: Set<String> = [
    "following", "are", "has", "have", "with", "in", "into", "supports", "support", "provides", "offers",
    "includes",
    "contains", "defines", "exposes", "accepts", "knows", "returns", "the", "comprises", "exports", "covers",
    "ships",
  ]

  /// Numbers that are not exact, or that count something else.
  private static let vague: Set<String> = [
    "least", "most", "to", "about", "around", "over", "than", "first", "last", "next", "every", "or", "and",
    "of", "version",
    "step", "approximately", "roughly", "another", "other", "additional", "more", "these", "those", "both",
    "within", "after",
    "for", "between", "port", "chapter", "section", "level", "phase", "part", "python", "node", "java", "top",
    "all",
  ]

  /// What is measured rather than listed, and words that are not what is counted.
  private static let others: Set<String> = [
    "seconds", "minutes", "hours", "days", "weeks", "months", "years", "times", "bytes", "pixels", "points",
    "lines", "users",
    "people", "dollars", "characters", "digits", "bits", "degrees", "is", "are", "as", "has", "does", "was",
    "of", "in", "for",
    "with", "and", "or", "to", "requires", "this", "follows", "more", "other", "others", "columns", "units",
    "cores", "gpus",
    "replicas", "nodes", "instances", "values", "levels", "rows", "processes", "threads", "pods", "attempts",
    "retries",
    "versions", "releases", "commits", "that", "which", "runs", "uses", "looks", "works", "contains",
    "includes", "sets",
  ]
}
