import Diagnostics
import Markdown
import Pages

extension Rule {
  public static let unreadLink = Rule(
    "unread-link", .error, "Text that is written like a link, but is shown as it is written")
}

/// Links are written `[text](address)`: an address with a space or an open parenthesis needs `<…>` around it, and
/// `(text)[address]` is text (CommonMark 0.31, section 6.3).
enum UnreadLinkCheck {
  static let check = Check(.pages, [.unreadLink], .shownPage { findings($0.page) })

  private static func findings(_ page: Page) -> [Diagnostic] {
    guard page.source.bytes.hasPair("]", "(") || page.source.bytes.hasPair(")", "[") else { return [] }
    return InlineTexts(page.document).flatMap { text in
      Form.allCases.flatMap { form in findings(form, in: text, on: page) }
    }
  }

  private enum Form: CaseIterable {
    case address, reversed

    var marks: [UInt8] { Array((self == .address ? "](" : ")[").utf8) }
    var open: UInt8 { self == .address ? UInt8(ascii: "[") : UInt8(ascii: "(") }
    var close: UInt8 { self == .address ? UInt8(ascii: ")") : UInt8(ascii: "]") }
  }

  private static func findings(_ form: Form, in text: InlineTexts.Text, on page: Page) -> [Diagnostic] {
    var found: [Diagnostic] = []
    var at = 0
    var from = 0
    while let marks = text.bytes[at...].firstRange(of: form.marks) {
      at = marks.upperBound
      let before = text.bytes[..<marks.lowerBound].suffix(LinkMarkup.longestPart)
      guard let open = before.lastIndex(of: form.open), open + 1 < marks.lowerBound else { continue }
      // What follows the last inline that is not text: the same in the source, if nothing in it is escaped.
      let start = text.bytes[open..<marks.lowerBound].lastIndex(of: InlineTexts.other).map { $0 + 1 } ?? open
      let written = text.bytes[start..<marks.upperBound]
      let area = page.range(of: String(decoding: written, as: UTF8.self), around: text.node, from: from)
      guard page.source.bytes[area].elementsEqual(written) else { continue }
      from = area.upperBound
      let isEscaped = area.lowerBound > 0 && page.source.bytes[area.lowerBound - 1] == UInt8(ascii: "\\")
      if !isEscaped, let finding = finding(form, area, on: page) { found.append(finding) }
    }
    return found
  }

  /// - Parameter area: of the text up to the opening mark of the address.
  private static func finding(_ form: Form, _ area: Range<Int>, on page: Page) -> Diagnostic? {
    let bytes = page.source.bytes
    let rest = bytes[area.upperBound...].prefix(LinkMarkup.longestPart).prefix { $0 != 0x0A && $0 != 0x0D }
    let address = rest.prefix { $0 != form.close }
    guard address.count < LinkMarkup.longestPart, LinkMarkup.isAddress(address) else { return nil }
    let end = min(address.endIndex + 1, rest.endIndex)
    let isClosed = address.endIndex < rest.endIndex
    let fix =
      if form == .reversed {
        "write `[text](address)`"
      } else if isClosed {
        "write the address between `<` and `>`, or `%20` for a space in it"
      } else {
        "write `)` after the address"
      }
    return Diagnostic(
      .unreadLink, "This is not a link, and is shown as it is written",
      at: page.source.span(area.lowerBound..<end), fix: fix)
  }
}
