import Markdown
import Pages

/// Inline code that is a path of a file, perhaps with a line or name in it: `src/app.py`, `src/app.py:120`, `tests/a.py::test_b`.
struct PathMention {
  let node: MarkdownDocument.NodeID
  /// The whole code.
  let text: String
  let path: String
  /// Bytes of the path, or of what is cited in it, in the code.
  let range: Range<Int>
  /// The last line that is cited.
  let line: Int?
  /// The name that is cited.
  let name: String?

  /// All on a page but those in links, whose targets have a check of their own.
  static func all(on page: Page) -> [PathMention] {
    let document = page.document
    return document.nodes.indices.compactMap { index in
      let node = document.nodes[index]
      guard node.kind == .code, document[node.parent].kind != .link else { return nil }
      let bytes = document.bytes(node.literal)
      guard bytes.contains(UInt8(ascii: "/")), bytes.contains(UInt8(ascii: ".")) else { return nil }
      return PathMention(document.string(node.literal), MarkdownDocument.NodeID(index))
    }
  }

  init?(_ text: String, _ node: MarkdownDocument.NodeID) {
    let colon = text.firstIndex { $0 == ":" || $0 == "#" }
    let path = colon.map { text[..<$0] } ?? text[...]
    guard PathText.isPath(path) else { return nil }
    let rest = colon.map { text[$0...] } ?? ""
    (self.text, self.node, self.path) = (text, node, String(path))
    line = Self.line(rest)
    name = rest.hasPrefix("::") ? Self.name(rest) : nil
    if !rest.isEmpty, line == nil, name == nil { return nil }
    range = rest.isEmpty ? 0..<text.utf8.count : path.utf8.count..<text.utf8.count
  }

  /// `:120`, `:120-130`, `#L120-L130`.
  private static func line(_ rest: Substring) -> Int? {
    guard rest.hasPrefix(":") || rest.hasPrefix("#L") else { return nil }
    let numbers = rest.dropFirst().split { $0 == "-" || $0 == "L" || $0 == ":" || $0 == "–" }
    guard let last = numbers.last, numbers.allSatisfy({ Int($0) != nil }) else { return nil }
    // `:120:5` is a line and a column.
    return rest.contains("-") || rest.contains("–") ? Int(last) : numbers.first.flatMap { Int($0) }
  }

  /// `test_b` of `::TestA::test_b[case]`.
  private static func name(_ rest: Substring) -> String? {
    let last = rest.split(separator: ":").last?.prefix { $0 != "[" && $0 != "(" }
    guard let last, !last.isEmpty, last.utf8.allSatisfy({ $0.isAlphanumeric || $0 == UInt8(ascii: "_") })
    else { return nil }
    return String(last)
  }
}

/// Lines and names of files that a page cites.
enum CitedPlace {
  /// What is wrong with a cited place; `nil` when it is there, or its file cannot be read.
  static func problem(_ mention: PathMention, _ places: PathPlaces) -> String? {
    guard mention.line != nil || mention.name != nil, let source = places.source(mention.path) else {
      return nil
    }
    // The line break at the end does not begin another line.
    let lines = source.lines.count - (source.bytes.last == UInt8(ascii: "\n") ? 1 : 0)
    if let line = mention.line, line > lines {
      return "`\(mention.path)` has \(lines) line\(lines == 1 ? "" : "s")"
    }
    if let name = mention.name, source.bytes.firstRange(of: Array(name.utf8)) == nil {
      return "`\(mention.path)` has no `\(name)`"
    }
    return nil
  }
}
