import Diagnostics
import Markdown
import Pages

/// HTML under construction. All text of the contract goes through `text`, which escapes it.
struct HTMLText {
  private(set) var bytes: [UInt8] = []
  /// How many params, fields and forms have been written.
  var parameterCount = 0
  /// The `id`s of what has been opened, in order.
  private(set) var anchors: [String] = []
  private var taken: Set<String> = []
  /// Whether only the anchors are of interest: descriptions are left out.
  let isOutline: Bool

  init(isOutline: Bool = false) { self.isOutline = isOutline }

  /// Markup that the program itself wrote.
  mutating func raw(_ markup: String) { bytes.append(contentsOf: markup.utf8) }

  mutating func raw(bytes markup: [UInt8]) { bytes += markup }

  /// Content or the value of an attribute in quotes.
  mutating func text(_ text: String) { MarkdownHTML.escape(text, into: &bytes) }

  mutating func open(_ name: String, id: String? = nil, class classes: String? = nil) {
    raw("<\(name)")
    if let id {
      anchors.append(id)
      taken.insert(id)
      raw(" id=\"")
      text(id)
      raw("\"")
    }
    if let classes { raw(" class=\"\(classes)\"") }
    raw(">\n")
  }

  /// An anchor, unless another element has it: a field `a-b`, and the field `b` of `a`.
  func free(_ anchor: String?) -> String? { anchor.flatMap { taken.contains($0) ? nil : $0 } }

  mutating func close(_ name: String) { raw("</\(name)>\n") }

  /// An element on one line, with text in it.
  mutating func element(_ name: String, _ content: String, class classes: String) {
    raw("<\(name) class=\"\(classes)\">")
    text(content)
    raw("</\(name)>")
  }

  mutating func code(_ content: String) {
    raw("<code>")
    text(content)
    raw("</code>")
  }

  /// The text of markup as a reader sees it, with a blank for every tag except those at which a word may break.
  static func visible(_ markup: ArraySlice<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(markup.count)
    var index = markup.startIndex
    while index < markup.endIndex {
      switch markup[index] {
      case UInt8(ascii: "<"):
        if !markup[index...].starts(with: "<wbr>".utf8) { text.append(UInt8(ascii: " ")) }
        // `>` in values of attributes is escaped.
        index = markup[index...].firstIndex(of: UInt8(ascii: ">")) ?? markup.endIndex
      case UInt8(ascii: "&"):
        let entity = HTMLEntity.decoded(at: index, in: markup)
        text.append(entity?.character ?? UInt8(ascii: "&"))
        index += (entity?.length ?? 1) - 1
      case let byte: text.append(byte)
      }
      index += 1
    }
    return text
  }

  /// Appends what `body` writes to the buffer.
  mutating func write(_ body: (inout [UInt8]) -> Void) { body(&bytes) }
}
