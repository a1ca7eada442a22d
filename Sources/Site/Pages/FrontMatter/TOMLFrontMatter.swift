import Diagnostics
import Yams

/// Front matter in TOML, as Hugo and Zola have it: its lines `key = value` before the first table. Strings, numbers and
/// arrays of one line are read; what else there is belongs to the tool.
extension FrontMatter {
  init(toml source: SourceText, lines: Range<Int>, range: Range<Int>) {
    self.init(range: range)
    let text = String(decoding: source.bytes[lines], as: UTF8.self)
    for line in text.split(whereSeparator: \.isNewline) {
      if line.first == "[" { return }
      guard let equals = line.firstIndex(of: "=") else { continue }
      let key = Self.trimmed(line[..<equals])
      let value = Self.trimmed(line[line.index(after: equals)...])
      guard let node = Self.node(value) else { continue }
      if let known = FrontMatterKey.named(key) {
        if let text = node.scalar?.string { known.read(FrontMatterValue(key, words: text), &self) }
      } else {
        takeOver(key, node)
      }
    }
  }

  private static func node(_ value: String) -> Node? {
    guard let first = value.first else { return nil }
    if first == "[", value.last == "]" {
      return Node(value.dropFirst().dropLast().split(separator: ",").compactMap { node(trimmed($0)) })
    }
    if first == "\"" || first == "'" {
      let rest = value.dropFirst()
      return rest.firstIndex(of: first).map { Node(String(rest[..<$0])) }
    }
    return first.isNumber || first == "-" ? Node(String(value.prefix { $0 != " " && $0 != "#" })) : nil
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
