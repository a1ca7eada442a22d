/// The entries of `{toctree}` of Sphinx, in Markdown and in `{eval-rst}`.
public enum TableOfContents {
  public struct Entry: Sendable, Hashable {
    public var path: String
    public var title: String?
    /// The title of the list that it is in.
    public var caption: String?
    /// The number of that list on its page.
    public var list = 0
  }

  /// All entries of a page, in their order.
  public static func entries(in bytes: [UInt8]) -> [Entry] {
    var found: [Entry] = []
    var list = List()
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
          list.add(line, bytes, to: &found)
        }
      } else if let outer = indent, line.isBlank || line.indent > outer {
        list.add(line, bytes, to: &found)
      } else if fences.takes(line, bytes) {
        indent = nil
      } else {
        indent = bytes[line.first..<line.end].starts(with: ".. toctree::".utf8) ? line.indent : nil
        if indent != nil { list.begin() }
        let (start, column) = line.text(bytes)
        let opening = DirectiveOpening(bytes, start..<line.end)
        if opening?.name == "toctree" {
          open = opening
          list.begin()
        } else {
          fences.begin(line, at: start, column, opening, bytes)
        }
      }
    }
    return found
  }

  /// A list that is being read.
  private struct List {
    private var number = 0
    private var caption: String?

    mutating func begin() {
      number += 1
      caption = nil
    }

    /// Takes `path` or `Title <path>`, and the caption among the options.
    mutating func add(_ line: MarkupLine, _ bytes: [UInt8], to found: inout [Entry]) {
      let text = String(
        decoding: bytes[Words(bytes: bytes, at: line.first, end: line.end).rest], as: UTF8.self)
      if let value = Self.caption(text) { caption = value }
      if text.isEmpty || line.isField(bytes) || text.contains("://") || text == "self" { return }
      // Options may also be between lines `---`.
      if Self.caption(text) != nil || text == "---" { return }
      guard text.hasSuffix(">"), let start = text.lastIndex(of: "<") else {
        found.append(Entry(path: text, caption: caption, list: number))
        return
      }
      let title = text[..<start].split(separator: " ").joined(separator: " ")
      found.append(
        Entry(
          path: String(text[text.index(after: start)...].dropLast()), title: title.isEmpty ? nil : title,
          caption: caption, list: number))
    }

    /// The value of `:caption: Guides`, or of `caption: Guides`.
    private static func caption(_ text: String) -> String? {
      let bare = text.hasPrefix(":") ? text.dropFirst() : text[...]
      guard bare.hasPrefix("caption:") else { return nil }
      let value = bare.dropFirst("caption:".count).drop { $0 == " " }
      return value.isEmpty ? nil : String(value)
    }
  }
}
