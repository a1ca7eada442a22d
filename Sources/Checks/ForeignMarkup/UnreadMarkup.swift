import Diagnostics
import Markdown
import Pages

/// Markup of other tools that a portal shows as text: each kind is reported once for all pages.
enum UnreadMarkup {
  static let check = Check(
    .pages, [.foreignMarkup],
    .allPages { checked in
      // A folder without `site/portal.yml` may be read by the tool that knows it.
      guard checked.context.project.isConfigured else { return [] }
      var found: [Kind: (first: SourceSpan, count: Int)] = [:]
      for page in checked.pages {
        for (kind, range) in places(on: page) {
          found[kind] = (found[kind]?.first ?? page.source.span(range), (found[kind]?.count ?? 0) + 1)
        }
      }
      return Kind.allCases.compactMap { kind in
        found[kind].map { first, count in
          let rest = count == 1 ? "" : ", here and \(count - 1) more time\(count == 2 ? "" : "s")"
          return Diagnostic(
            .foreignMarkup, kind.name + " shown as text" + rest, at: first, fix: kind.fix)
        }
      }
    })

  enum Kind: CaseIterable {
    case abbreviation, definition, docCDirective, shortcode, include, template, comment, role,
      wikiLink, emoji, mathematics, highlight, keys

    /// With the verb of the message.
    var name: String {
      switch self {
      case .abbreviation: "An abbreviation, `*[HTML]: …`, is"
      case .definition: "A definition list, `: …` below a term, is"
      case .docCDirective: "A directive of DocC, `@Metadata { … }`, is"
      case .shortcode: "A shortcode of Hugo, `{{< … >}}`, is"
      case .include: "An include of another tool is"
      case .template: "A template expression, `{{ … }}` or `{% … %}`, is"
      case .comment: "A comment of MDX, `{/* … */}`, is"
      case .role: "A role of MyST, `{ref}` before code, is"
      case .wikiLink: "A wiki link, `[[…]]`, is"
      case .emoji: "A short code of an icon, or of an emoji that is not known, is"
      case .highlight: "A highlight, `==…==`, is"
      case .keys: "Names of keys, `++…++`, are"
      case .mathematics: "A formula between `\\(` and `\\)`, or `\\[` and `\\]`, is"
      }
    }

    var fix: String {
      switch self {
      case .abbreviation: "write the long form in the text, and remove the line"
      case .definition: "write a list or a table"
      case .docCDirective, .comment: "remove it"
      case .shortcode, .template: "write in Markdown what it becomes"
      case .include: "copy the text, or include code with `file=` after the language of a block"
      case .role: "write a link"
      case .wikiLink: "write a link: `[text](page.md)`"
      case .emoji: "write the character itself"
      case .highlight: "write `**…**`, or `<mark>…</mark>`"
      case .keys: "write `<kbd>…</kbd>`"
      case .mathematics: "write it as `$`…`$` with backticks inside the dollar signs, or as a block `math`"
      }
    }
  }

  /// What there is in the paragraphs and tables of a page, in order.
  private static func places(on page: Page) -> [(Kind, Range<Int>)] {
    var found: [(Kind, Range<Int>)] = []
    for node in page.document.nodes where node.kind == .paragraph || node.kind == .table {
      let start = page.source.lines.start(Int(node.startLine))
      let end = page.source.lines.content(Int(max(node.startLine, node.endLine)), in: page.source.bytes)
        .upperBound
      guard start < end, MarkedText.mayHaveMarkup(page.source.bytes[start..<end]) else { continue }
      found += MarkedText(page.source.bytes, start..<end).places()
    }
    return found
  }
}

/// A text whose inline code is not looked at.
private struct MarkedText {
  private var bytes: [UInt8]
  private let start: Int

  /// Whether a text has one of the characters that all kinds of markup need. Most texts do not.
  static func mayHaveMarkup(_ text: ArraySlice<UInt8>) -> Bool {
    let isMark = isMark
    return text.contains { isMark[Int($0)] }
  }

  /// By the value of a byte, whether some markup needs it.
  private static let isMark = (UInt8.min...UInt8.max).map { "{[\\=+:@<".utf8.contains($0) }

  init(_ source: [UInt8], _ range: Range<Int>) {
    bytes = Array(source[range])
    start = range.lowerBound
    blankCode()
  }

  /// Code spans are between equal runs of backticks (CommonMark 0.31, section 6.1).
  private mutating func blankCode() {
    var at = 0
    while let open = bytes[at...].firstIndex(of: UInt8(ascii: "`")) {
      let length = bytes[open...].prefix { $0 == UInt8(ascii: "`") }.count
      var next = open + length
      at = next
      while next < bytes.count, let close = bytes[next...].firstIndex(of: UInt8(ascii: "`")) {
        let other = bytes[close...].prefix { $0 == UInt8(ascii: "`") }.count
        next = close + other
        if other != length { continue }
        // The marks stay: a role is directly before them.
        for index in (open + length)..<close where bytes[index] != 0x0A { bytes[index] = 0x20 }
        at = next
        break
      }
    }
  }

  func places() -> [(UnreadMarkup.Kind, Range<Int>)] {
    var found: [(UnreadMarkup.Kind, Range<Int>)] = []
    var lines = 0
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let text = line.drop { $0 <= 0x20 }
      if let kind = Self.kind(ofLine: text, isFirst: lines == 0) {
        found.append((kind, place(text.startIndex..<line.endIndex)))
      } else {
        found += inLine(text)
      }
      lines += 1
    }
    return found
  }

  private func place(_ range: Range<Int>) -> Range<Int> {
    (start + range.lowerBound)..<(start + range.upperBound)
  }

  /// What a whole line is.
  private static func kind(ofLine text: ArraySlice<UInt8>, isFirst: Bool) -> UnreadMarkup.Kind? {
    func begins(_ mark: StaticString) -> Bool {
      text.starts(with: UnsafeBufferPointer(start: mark.utf8Start, count: mark.utf8CodeUnitCount))
    }
    switch text.first {
    case UInt8(ascii: "*") where begins("*["):
      return text.firstRange(of: "]: ") == nil ? nil : .abbreviation
    case UInt8(ascii: ":") where !isFirst && text.dropFirst().first == 0x20: return .definition
    case UInt8(ascii: "@"):
      let rest = text.dropFirst().drop { $0.isLetter }
      let name = rest.startIndex - text.startIndex
      guard name > 2, text.dropFirst().first.map({ (0x41...0x5A).contains($0) }) == true else { return nil }
      return [UInt8(ascii: "{"), UInt8(ascii: "(")].contains(rest.drop { $0 == 0x20 }.first ?? 0)
        ? .docCDirective : nil
    case UInt8(ascii: "-") where begins("--8<--"), UInt8(ascii: "<") where begins("<<< "),
      UInt8(ascii: "{") where begins("{* ") || begins("{!") || begins("{{#"):
      return .include
    default: return nil
    }
  }

  /// What is in a line, one of each kind.
  private func inLine(_ text: ArraySlice<UInt8>) -> [(UnreadMarkup.Kind, Range<Int>)] {
    var found: [(UnreadMarkup.Kind, Range<Int>)] = []
    func add(
      _ kind: UnreadMarkup.Kind, _ open: StaticString, _ close: StaticString,
      where isMarkup: (ArraySlice<UInt8>) -> Bool = { _ in true }
    ) {
      guard !found.contains(where: { $0.0 == kind }), let range = text.firstRange(of: open),
        let end = text[range.upperBound...].firstRange(of: close),
        isMarkup(text[range.upperBound..<end.lowerBound])
      else { return }
      let isEscaped = range.lowerBound > text.startIndex && text[range.lowerBound - 1] == UInt8(ascii: "\\")
      if !isEscaped { found.append((kind, place(range.lowerBound..<end.upperBound))) }
    }
    add(.shortcode, "{{<", ">}}")
    add(.shortcode, "{{%", "%}}")
    if found.isEmpty { add(.template, "{{", "}}") }
    if found.isEmpty { add(.template, "{%", "%}") }
    add(.comment, "{/*", "*/}")
    add(.wikiLink, "[[", "]]") { inside in
      // A link whose text is in brackets.
      let after = inside.endIndex + 2
      let isLink = after < text.endIndex && "[(".utf8.contains(text[after])
      return !inside.isEmpty && !isLink && !inside.contains { "[]()".utf8.contains($0) }
    }
    add(.mathematics, "\\(", "\\)")
    // Brackets are escaped for other reasons, too.
    add(.mathematics, "\\[", "\\]") { inside in
      inside.count + 4 == text.count || inside.contains { "\\^=".utf8.contains($0) }
    }
    if let highlight = marked(text, UInt8(ascii: "=")) { found.append((.highlight, place(highlight))) }
    if let keys = marked(text, UInt8(ascii: "+")) { found.append((.keys, place(keys))) }
    if let role = role(in: text) { found.append((.role, place(role))) }
    if let emoji = emoji(in: text) { found.append((.emoji, place(emoji))) }
    return found
  }

  /// `==words==` and `++ctrl+c++`, which touch no other word.
  private func marked(_ text: ArraySlice<UInt8>, _ mark: UInt8) -> Range<Int>? {
    guard text.contains(mark) else { return nil }
    func isWord(_ index: Int) -> Bool { text.indices.contains(index) && text[index].isAlphanumeric }
    func isPair(_ index: Int) -> Bool {
      text.indices.contains(index + 1) && text[index] == mark && text[index + 1] == mark
    }
    var open: Int?
    for index in text.indices where isPair(index) {
      let isRun =
        index > text.startIndex && text[index - 1] == mark
        || text.indices.contains(index + 2) && text[index + 2] == mark
      if isRun { continue }
      if let start = open, isWord(index - 1) || !" (".utf8.contains(text[index - 1]), !isWord(index + 2) {
        let inside = text[(start + 2)..<index]
        // Keys have names without spaces.
        if mark != UInt8(ascii: "+") || !inside.contains(0x20) { return start..<(index + 2) }
      }
      open = !isWord(index - 1) && index + 2 < text.endIndex && text[index + 2] > 0x20 ? index : nil
    }
    return nil
  }

  /// `{ref}` directly before a code span.
  private func role(in text: ArraySlice<UInt8>) -> Range<Int>? {
    guard let end = text.firstRange(of: "}`"),
      let open = text[..<end.lowerBound].lastIndex(of: UInt8(ascii: "{"))
    else { return nil }
    let name = text[(open + 1)..<end.lowerBound]
    return !name.isEmpty && name.allSatisfy { $0.isLetter || ":-_".utf8.contains($0) }
      ? open..<end.upperBound : nil
  }

  /// An emoji short code, such as `:rocket:`, that does not touch a word.
  private func emoji(in text: ArraySlice<UInt8>) -> Range<Int>? {
    var at = text.startIndex
    while let open = text[at...].firstIndex(of: UInt8(ascii: ":")) {
      at = open + 1
      let name = text[at...].prefix { $0.isAlphanumeric || "_-+".utf8.contains($0) }
      let close = name.endIndex
      guard name.count > 1, name.first?.isLetter == true, close < text.endIndex,
        text[close] == UInt8(ascii: ":"),
        open == text.startIndex || text[open - 1] <= 0x20 || text[open - 1] == UInt8(ascii: "("),
        close + 1 == text.endIndex || !text[close + 1].isAlphanumeric && text[close + 1] != UInt8(ascii: ":")
      else { continue }
      return open..<(close + 1)
    }
    return nil
  }
}
