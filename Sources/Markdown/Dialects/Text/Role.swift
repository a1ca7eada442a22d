/// A role of MyST: a name in braces directly before code, ``{ref}`Setup <setup>` ``. It is shown as its text, without a
/// link, because the tool may generate the page that it leads to.
struct Role {
  let name: String
  let whole: Range<Int>
  /// The part of the source that is shown.
  let text: Range<Int>
  /// What is in brackets after the text: what an abbreviation stands for, or where a link leads.
  private let title: String

  /// The role that a text begins with; `nil` for other braces.
  init?(_ bytes: ArraySlice<UInt8>) {
    let word = bytes.dropFirst().prefix { $0.isAlphanumeric || ":-_.".utf8.contains($0) }
    let rest = bytes[word.endIndex...]
    guard !word.isEmpty, rest.starts(with: "}`".utf8) else { return nil }
    let ticks = rest.dropFirst().prefix { $0 == UInt8(ascii: "`") }.count
    let start = rest.startIndex + 1 + ticks
    guard let close = bytes[start...].firstRange(of: [UInt8](repeating: UInt8(ascii: "`"), count: ticks)),
      close.lowerBound > start
    else { return nil }
    name = String(decoding: word, as: UTF8.self)
    whole = bytes.startIndex..<close.upperBound
    var text = start..<close.lowerBound
    var title = ""
    let marks: [UInt8] = name == "abbr" ? Array("()".utf8) : Array("<>".utf8)
    if bytes[text].last == marks[1], let open = bytes[text].lastIndex(of: marks[0]), open > start {
      title = String(decoding: bytes[(open + 1)..<(text.upperBound - 1)], as: UTF8.self)
      text = start..<open
      while text.upperBound > start, bytes[text.upperBound - 1] == 0x20 {
        text = start..<(text.upperBound - 1)
      }
    }
    // A page is named by its last part.
    if name == "doc", title.isEmpty, let slash = bytes[text].lastIndex(of: UInt8(ascii: "/")) {
      text = (slash + 1)..<text.upperBound
    }
    self.title = title
    self.text = text
  }

  /// Whether nothing is shown: an icon.
  var isLeftOut: Bool {
    ["octicon", "fa", "fas", "fab", "far", "fa-solid", "fa-brands", "icon", "eval"].contains(name)
      || name.hasPrefix("material-")
  }

  /// What is before and after the text in Markdown.
  var marks: (String, String) {
    if isLeftOut { return ("", "") }
    switch name {
    case "abbr" where !title.contains { "\"<>&".contains($0) }:
      return ("<abbr title=\"\(title)\">", "</abbr>")
    case "kbd", "sub", "sup": return ("<\(name)>", "</\(name)>")
    case "subscript": return ("<sub>", "</sub>")
    case "superscript": return ("<sup>", "</sup>")
    case "math": return ("$`", "`$")
    case "ref", "doc", "numref", "term", "any", "eq", "abbr", "download", "cite", "button", "button-ref",
      "button-link", "guilabel", "menuselection", "strong", "u", "underline", "del", "strike", "smallcaps":
      return ("", "")
    case _ where name.hasPrefix("bdg") || name.hasPrefix("cite") || name.hasPrefix("button"): return ("", "")
    default: return ("`", "`")
    }
  }

  /// Whether a line is a comment, `% …`, or divides a page or a card into parts, `+++` and `^^^`.
  static func isNoText(_ line: ArraySlice<UInt8>) -> Bool {
    if line.starts(with: "% ".utf8) || line.elementsEqual("^^^".utf8) { return true }
    return line.starts(with: "+++".utf8) && (line.count == 3 || line.dropFirst(3).first == 0x20)
  }
}
