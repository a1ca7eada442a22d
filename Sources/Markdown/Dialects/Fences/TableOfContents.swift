/// The entries of `{toctree}` of Sphinx, in Markdown and in `{eval-rst}`.
public enum TableOfContents {
  public struct Entry: Sendable, Hashable {
    public var path: String
    public var title: String?
  }

  /// All entries of a page, in their order.
  public static func entries(in bytes: [UInt8]) -> [Entry] {
    var found: [Entry] = []
    var open: DirectiveOpening?
    var fences = DirectiveFences()
    /// The columns before `.. toctree::`, whose entries are indented more.
    var indent: Int?
    var at = 0
    while at < bytes.count {
      let line = MarkupLine(bytes, at)
      at = line.next
      if let toctree = open {
        if line.closes(mark: toctree.mark, length: toctree.length, indent: nil, bytes) {
          open = nil
        } else {
          add(line, bytes, to: &found)
        }
      } else if let outer = indent, line.isBlank || line.indent > outer {
        add(line, bytes, to: &found)
      } else if fences.takes(line, bytes) {
        indent = nil
      } else {
        indent = bytes[line.first..<line.end].starts(with: ".. toctree::".utf8) ? line.indent : nil
        let (start, column) = line.text(bytes)
        let opening = DirectiveOpening(bytes, start..<line.end)
        if opening?.name == "toctree" {
          open = opening
        } else {
          fences.begin(line, at: start, column, opening, bytes)
        }
      }
    }
    return found
  }

  /// `path` or `Title <path>`; not an option.
  private static func add(_ line: MarkupLine, _ bytes: [UInt8], to found: inout [Entry]) {
    let text = String(decoding: bytes[Words(bytes: bytes, at: line.first, end: line.end).rest], as: UTF8.self)
    if text.isEmpty || line.isField(bytes) || text.contains("://") || text == "self" { return }
    guard text.hasSuffix(">"), let start = text.lastIndex(of: "<") else {
      found.append(Entry(path: text))
      return
    }
    let title = text[..<start].split(separator: " ").joined(separator: " ")
    found.append(
      Entry(path: String(text[text.index(after: start)...].dropLast()), title: title.isEmpty ? nil : title))
  }
}
