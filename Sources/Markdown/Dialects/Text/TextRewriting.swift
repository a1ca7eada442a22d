import Diagnostics

/// Markup in text as Markdown and HTML: formulas, `++ctrl+c++`, `==marked==`, `:rocket:` and abbreviations.
///
///     Press ++ctrl+c++ :rocket: →  Press <kbd>Ctrl</kbd>+<kbd>C</kbd> 🚀
///     $x^2$                     →  $`x^2`$
///
/// Code, HTML, addresses and the destinations of links stay as they are. A formula over several lines becomes a block
/// `math`.
public struct TextRewriting {
  let bytes: [UInt8]
  let markup: TextMarkup
  private let source: SourceText
  private var assembly = SourceAssembly()
  private var copied = 0
  /// By the word that they begin with.
  private var abbreviations: [ArraySlice<UInt8>: Abbreviations] = [:]
  /// Up to where code that goes over the end of a line was skipped.
  private var skipped = 0
  /// Where `</mark>` is to be written.
  private var markEnds: Set<Int> = []

  struct Abbreviation {
    let name: [UInt8]
    let title: String
  }

  /// Abbreviations that begin with the same word.
  struct Abbreviations {
    private(set) var titles: [ArraySlice<UInt8>: String] = [:]
    /// How long they are, each length once, longer ones first: `HTML 5` before `HTML`.
    private(set) var lengths: [Int] = []

    mutating func add(_ abbreviation: Abbreviation) {
      if titles[abbreviation.name[...]] == nil { titles[abbreviation.name[...]] = abbreviation.title }
    }

    mutating func sort() { lengths = Set(titles.keys.map(\.count)).sorted(by: >) }
  }

  /// The text with its markup rewritten; `nil` when it has none.
  ///
  /// - Parameter offset: where Markdown begins, after the front matter.
  public static func rewritten(
    _ source: SourceText, from offset: Int, _ markup: TextMarkup
  ) -> SourceText? {
    let markup = markup.intersection(.inLines)
    guard mayOccur(in: source.bytes, from: offset, markup) else { return nil }
    var rewriting = TextRewriting(source, markup)
    rewriting.run(from: offset)
    guard rewriting.copied > 0 else { return nil }
    rewriting.assembly.copy(rewriting.copied..<source.bytes.count, of: source)
    return rewriting.assembly.text(path: source.path)
  }

  private init(_ source: SourceText, _ markup: TextMarkup) {
    self.source = source
    self.markup = markup
    bytes = source.bytes
  }

  private static func mayOccur(in bytes: [UInt8], from offset: Int, _ markup: TextMarkup) -> Bool {
    guard !markup.isEmpty, offset < bytes.count else { return false }
    return bytes[offset...].withUnsafeBufferPointer { bytes in
      for (at, byte) in bytes.enumerated() {
        switch byte {
        case UInt8(ascii: "$") where markup.contains(.dollars): return true
        case UInt8(ascii: "{"), UInt8(ascii: "%"):
          if markup.contains(.roles) { return true }
        case UInt8(ascii: "\\") where !markup.isDisjoint(with: [.brackets, .doubleBrackets]): return true
        case UInt8(ascii: ":") where markup.contains(.emoji) && at + 1 < bytes.count && bytes[at + 1] > 0x20:
          return true
        case UInt8(ascii: "*"), UInt8(ascii: "="), UInt8(ascii: "+"):
          if !markup.isDisjoint(with: [.abbreviations, .keys, .marks, .roles]) { return true }
        default: break
        }
      }
      return false
    }
  }

  private mutating func run(from offset: Int) {
    if markup.contains(.abbreviations) { readAbbreviations(from: offset) }
    var lines = TextLines(bytes, from: offset)
    while let line = lines.next() {
      let text = line.text(bytes)
      if markup.contains(.abbreviations), Abbreviation.definition(bytes, text..<line.line.end) != nil {
        replace(text..<line.line.end, with: "")
      } else if markup.contains(.roles), Role.isNoText(bytes[text..<line.line.end]) {
        replace(text..<line.line.end, with: "")
      } else if let end = block(line, text) {
        lines.at = end
      } else if !isDefinition(text..<line.line.end) {
        scan(from: max(text, skipped), to: line.line.end)
      }
    }
  }

  /// `[label]: destination`.
  private func isDefinition(_ range: Range<Int>) -> Bool {
    guard bytes[range].first == UInt8(ascii: "["), !bytes[range].starts(with: "[^".utf8),
      let close = bytes[range].firstIndex(of: UInt8(ascii: "]"))
    else { return false }
    return bytes[close..<range.upperBound].starts(with: "]:".utf8)
  }

  mutating func replace(_ range: Range<Int>, with text: String) {
    assembly.copy(copied..<range.lowerBound, of: source)
    assembly.add(text, from: source, at: range)
    copied = range.upperBound
  }

  /// Writes a formula in the form of code hosts.
  private mutating func formula(_ whole: Range<Int>, _ inner: Range<Int>) {
    replace(whole.lowerBound..<inner.lowerBound, with: "$`")
    replace(inner.upperBound..<whole.upperBound, with: "`$")
  }
}

/// Lines of text.
extension TextRewriting {
  private mutating func scan(from start: Int, to end: Int) {
    var at = start
    while at < end {
      if markEnds.remove(at) != nil {
        replace(at..<(at + 2), with: "</mark>")
        at += 2
        continue
      }
      at = next(at, start, end)
    }
  }

  /// Rewrites what begins at a place; gives the place after it.
  private mutating func next(_ at: Int, _ start: Int, _ end: Int) -> Int {
    switch bytes[at] {
    case UInt8(ascii: "\\"): return bracketFormula(at, start, end) ?? at + 2
    case UInt8(ascii: "`"): return behindCode(at)
    case UInt8(ascii: "<"): return behindTag(at, end)
    case UInt8(ascii: "]") where at + 1 < end && bytes[at + 1] == UInt8(ascii: "("):
      return behindDestination(at + 1, end)
    case UInt8(ascii: "$") where markup.contains(.dollars): return dollarFormula(at, end)
    case UInt8(ascii: ":") where markup.contains(.emoji): return emoji(at, start, end)
    case UInt8(ascii: "{") where markup.contains(.roles): return role(at, end)
    case UInt8(ascii: "+") where markup.contains(.keys): return keys(at, end)
    case UInt8(ascii: "=") where markup.contains(.marks): return mark(at, end)
    case UInt8(ascii: "h") where isAddress(at, end):
      return bytes[at..<end].firstIndex { $0 <= 0x20 || $0 == UInt8(ascii: ")") } ?? end
    case let byte where byte.isAlphanumeric || byte >= 0x80: return word(at, end)
    default: return at + 1
    }
  }

  private func isAddress(_ at: Int, _ end: Int) -> Bool {
    bytes[at..<end].starts(with: "http://".utf8) || bytes[at..<end].starts(with: "https://".utf8)
  }

  /// Code may go over the ends of lines, up to an empty one.
  private mutating func behindCode(_ start: Int) -> Int {
    let mark = UInt8(ascii: "`")
    let length = bytes[start...].prefix { $0 == mark }.count
    var at = start + length
    var isLineEmpty = false
    while at < bytes.count {
      if bytes[at] == mark {
        let run = bytes[at...].prefix { $0 == mark }.count
        at += run
        if run == length {
          skipped = at
          return at
        }
      } else if bytes[at] == 0x0A {
        if isLineEmpty { break }
        isLineEmpty = true
        at += 1
        continue
      } else {
        at += 1
      }
      isLineEmpty = false
    }
    return start + length
  }

  private func behindTag(_ at: Int, _ end: Int) -> Int {
    guard at + 1 < end, bytes[at + 1].isLetter || "/!?".utf8.contains(bytes[at + 1]) else { return at + 1 }
    return bytes[at..<end].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? at + 1
  }

  private func behindDestination(_ open: Int, _ end: Int) -> Int {
    var depth = 0
    for at in open..<end {
      if bytes[at] == UInt8(ascii: "(") { depth += 1 }
      if bytes[at] == UInt8(ascii: ")") { depth -= 1 }
      if depth == 0 { return at + 1 }
    }
    return open + 1
  }

  /// After ``$`x`$``, the form of code hosts.
  private mutating func behindFormula(_ code: Int, _ end: Int) -> Int {
    let after = behindCode(code)
    return after < end && bytes[after] == UInt8(ascii: "$") ? after + 1 : after
  }

  /// As on code hosts: no white space inside the marks, and no word or amount directly outside of them.
  private mutating func dollarFormula(_ at: Int, _ end: Int) -> Int {
    let mark = UInt8(ascii: "$")
    let length = bytes[at..<end].prefix { $0 == mark }.count
    let inner = at + length
    if inner < end, bytes[inner] == UInt8(ascii: "`") { return behindFormula(inner, end) }
    guard length <= 2, inner < end, bytes[inner] > 0x20,
      at == 0 || !(bytes[at - 1].isAlphanumeric || bytes[at - 1] >= 0x80)
    else { return inner }
    var close = inner
    while close < end {
      if bytes[close] == UInt8(ascii: "\\") {
        close += 2
        continue
      }
      if bytes[close] == UInt8(ascii: "`") { return inner }
      guard bytes[close] == mark else {
        close += 1
        continue
      }
      let run = bytes[close..<end].prefix { $0 == mark }.count
      let after = close + run
      guard run == length, bytes[close - 1] > 0x20,
        after == end || !(bytes[after].isAlphanumeric || bytes[after] >= 0x80 && length == 1)
      else { return inner }
      formula(at..<after, inner..<close)
      return after
    }
    return inner
  }

  /// `\(x\)`, `\[x\]`; with two backslashes in mdBook. Within a line, `\[` is a bracket: `<sup>\[[1](notes.md)\]</sup>`.
  private mutating func bracketFormula(_ at: Int, _ start: Int, _ end: Int) -> Int? {
    for slashes in bracketSlashes {
      if slashes.count == 1, at + 1 < end, bytes[at + 1] == UInt8(ascii: "["), !isFirst(at, start) {
        continue
      }
      guard let (inner, close) = brackets(at, slashes, end), close < end, inner < close else { continue }
      let after = close + slashes.count + 1
      if bytes[inner..<close].contains(UInt8(ascii: "`")) { continue }
      let trimmed = Words(bytes: bytes, at: inner, end: close).rest
      if trimmed.isEmpty { continue }
      formula(at..<after, trimmed)
      return after
    }
    return nil
  }

  /// Whether only the mark of a list item is before a place in its line.
  private func isFirst(_ at: Int, _ start: Int) -> Bool {
    bytes[start..<at].allSatisfy { $0 <= 0x20 || $0.isDigit || "-*+.)".utf8.contains($0) }
  }

  private var bracketSlashes: [[UInt8]] {
    (markup.contains(.doubleBrackets) ? [[0x5C, 0x5C]] : []) + (markup.contains(.brackets) ? [[0x5C]] : [])
  }

  /// The inside of a formula in brackets that begins at a place.
  private func brackets(_ at: Int, _ slashes: [UInt8], _ end: Int) -> (inner: Int, close: Int)? {
    let inner = at + slashes.count + 1
    guard inner <= end, bytes[at..<end].starts(with: slashes) else { return nil }
    let closing: UInt8
    switch bytes[inner - 1] {
    case UInt8(ascii: "("): closing = UInt8(ascii: ")")
    case UInt8(ascii: "["): closing = UInt8(ascii: "]")
    default: return nil
    }
    return bytes[inner..<end].firstRange(of: slashes + [closing]).map { (inner, $0.lowerBound) }
  }

  private mutating func emoji(_ at: Int, _ start: Int, _ end: Int) -> Int {
    if at > start, bytes[at - 1].isAlphanumeric || bytes[at - 1] == UInt8(ascii: ":") { return at + 1 }
    let name = bytes[(at + 1)..<end].prefix { $0.isAlphanumeric || "_-+".utf8.contains($0) }
    let close = name.endIndex
    guard close < end, bytes[close] == UInt8(ascii: ":"),
      close + 1 == end || !bytes[close + 1].isAlphanumeric
    else { return at + 1 }
    let word = String(decoding: name, as: UTF8.self)
    if Emoji.isIcon(word) { return leaveOutIcon(at..<(close + 1), end) }
    guard let character = Emoji.character(named: word) else { return at + 1 }
    replace(at..<(close + 1), with: character)
    return close + 1
  }

  /// Bytes of the attributes of an icon: more are text.
  private static let longestList = 1 << 8

  /// Leaves out an icon with the list of its attributes and the spaces behind it; gives the place after them.
  private mutating func leaveOutIcon(_ icon: Range<Int>, _ end: Int) -> Int {
    var after = icon.upperBound
    if after < end, bytes[after] == UInt8(ascii: "{"),
      let list = AttributeList(
        Substring(String(decoding: bytes[after..<min(end, after + Self.longestList)], as: UTF8.self)))
    {
      after += list.length
    }
    while after < end, bytes[after] == 0x20 { after += 1 }
    replace(icon.lowerBound..<after, with: "")
    return after
  }

  /// Writes what a role shows; gives the place after it.
  private mutating func role(_ at: Int, _ end: Int) -> Int {
    guard let role = Role(bytes[at..<end]) else { return at + 1 }
    let (before, after) = role.marks
    replace(role.whole.lowerBound..<role.text.lowerBound, with: before)
    if role.isLeftOut { copied = role.text.upperBound }
    replace(role.text.upperBound..<role.whole.upperBound, with: after)
    return role.whole.upperBound
  }

  private mutating func keys(_ at: Int, _ end: Int) -> Int {
    guard isPair(at, end), at == 0 || !bytes[at - 1].isAlphanumeric else { return at + 1 }
    let inner = at + 2
    guard let close = bytes[inner..<end].firstRange(of: "++")?.lowerBound,
      let html = Keys.html(String(decoding: bytes[inner..<close], as: UTF8.self))
    else { return inner }
    replace(at..<(close + 2), with: html)
    return close + 2
  }

  private mutating func mark(_ at: Int, _ end: Int) -> Int {
    let inner = at + bytes[at..<end].prefix { $0 == bytes[at] }.count
    guard inner == at + 2, at == 0 || !bytes[at - 1].isAlphanumeric, inner < end, bytes[inner] > 0x20,
      let close = markEnd(inner, end), close > inner,
      bytes[close - 1] > 0x20, isPair(close, end), close + 2 == end || !bytes[close + 2].isAlphanumeric,
      !bytes[inner..<close].contains(UInt8(ascii: "`"))
    else { return inner }
    replace(at..<inner, with: "<mark>")
    markEnds.insert(close)
    return inner
  }

  /// The next `==` that scanning comes to, which steps over addresses, tags, destinations and formulas.
  private func markEnd(_ start: Int, _ end: Int) -> Int? {
    var trial = self
    trial.assembly = SourceAssembly()
    trial.copied = start
    var at = start
    while at < end, bytes[at] != UInt8(ascii: "`") {
      if bytes[at...].prefix(2).elementsEqual("==".utf8) { return at }
      at = trial.next(at, start, end)
    }
    return nil
  }

  /// Two equal bytes, and no third one.
  private func isPair(_ at: Int, _ end: Int) -> Bool {
    at + 1 < end && bytes[at + 1] == bytes[at] && (at + 2 == end || bytes[at + 2] != bytes[at])
      && (at == 0 || bytes[at - 1] != bytes[at])
  }

  private mutating func word(_ start: Int, _ end: Int) -> Int {
    let word = Abbreviation.firstWord(bytes[start..<end])
    guard let names = abbreviations[word] else { return word.endIndex }
    for length in names.lengths where length <= end - start {
      let after = start + length
      guard after == end || !bytes[after].isAlphanumeric, let title = names.titles[bytes[start..<after]]
      else {
        continue
      }
      replace(start..<start, with: "<abbr title=\"\(title)\">")
      replace(after..<after, with: "</abbr>")
      return after
    }
    return word.endIndex
  }
}

/// Formulas over several lines, or alone on one.
extension TextRewriting {
  /// How many lines such a formula may have.
  private static let longest = 200

  private enum Marks {
    case dollars
    case brackets(slashes: Int)

    var length: Int {
      switch self {
      case .dollars: 2
      case .brackets(let slashes): slashes + 1
      }
    }

    var closing: [UInt8] {
      switch self {
      case .dollars: Array("$$".utf8)
      case .brackets(let slashes): Array(repeating: 0x5C, count: slashes) + [UInt8(ascii: "]")]
      }
    }
  }

  private func marks(at text: Int, _ end: Int) -> Marks? {
    if markup.contains(.dollars), bytes[text..<end].starts(with: "$$".utf8) {
      return bytes[text..<end].dropFirst(2).first == UInt8(ascii: "$") ? nil : .dollars
    }
    for slashes in bracketSlashes where bytes[text..<end].starts(with: slashes + [UInt8(ascii: "[")]) {
      return .brackets(slashes: slashes.count)
    }
    return nil
  }

  /// Makes a formula that begins with a line a block; gives the start of the line after it.
  private mutating func block(_ first: QuotedLine, _ text: Int) -> Int? {
    guard let marks = marks(at: text, first.line.end) else { return nil }
    let inner = text + marks.length
    var line = first
    var from = inner
    for _ in 0..<Self.longest {
      if let close = bytes[from..<line.line.end].firstRange(of: marks.closing),
        let label = label(behind: close.upperBound, line.line.end)
      {
        write(marks, first, text, inner, line, close, label: label)
        return line.line.next
      }
      line = QuotedLine(bytes, line.line.next)
      guard line.line.start < bytes.count, line.depth == first.depth else { return nil }
      if endsFormulas(line) { return nil }
      from = line.start
    }
    return nil
  }

  /// Whether no formula reaches over a line. It ends with the paragraph, but in Sphinx, where it may have empty lines.
  private func endsFormulas(_ line: QuotedLine) -> Bool {
    if line.isBlank { return !markup.contains(.columns) }
    if line.line.fence(bytes, at: line.first) != nil { return true }
    let marks = bytes[line.first..<line.line.end].prefix { $0 == UInt8(ascii: "#") }
    return (1...6).contains(marks.count) && (marks.endIndex == line.line.end || bytes[marks.endIndex] <= 0x20)
  }

  /// The name of a formula in MyST, `$$ (name)`; `nil` for other text, empty for none.
  private func label(behind at: Int, _ end: Int) -> String? {
    let rest = String(decoding: bytes[Words(bytes: bytes, at: at, end: end).rest], as: UTF8.self)
    if rest.isEmpty { return "" }
    guard rest.hasPrefix("("), rest.hasSuffix(")"), !rest.contains(" ") else { return nil }
    return String(rest.dropFirst().dropLast())
  }

  private mutating func write(
    _ marks: Marks, _ first: QuotedLine, _ text: Int, _ inner: Int, _ last: QuotedLine, _ close: Range<Int>,
    label: String
  ) {
    let prefix = first.prefix(bytes, before: text)
    let name = label.isEmpty ? "" : "(\(label))=\n\(prefix)\n\(prefix)"
    let head = Words(bytes: bytes, at: inner, end: first.line.end).rest
    let isOneLine = first.line.start == last.line.start
    let whole = inner..<close.lowerBound
    let hasColumns =
      markup.contains(.columns) && bytes[whole].firstRange(of: [0x5C, 0x5C]) != nil
      && bytes[whole].firstRange(of: "\\begin{") == nil
    let (begin, end) =
      hasColumns
      ? ("\n\(prefix)\\begin{aligned}", "\n\(prefix)\\end{aligned}\n\(prefix)```") : ("", "\n\(prefix)```")
    replace(text..<inner, with: name + "```math" + begin)
    if isOneLine {
      let formula = Words(bytes: bytes, at: inner, end: close.lowerBound).rest
      replace(inner..<formula.lowerBound, with: "\n" + prefix)
      replace(formula.upperBound..<last.line.end, with: end)
      return
    }
    replace(inner..<head.lowerBound, with: head.isEmpty ? "" : "\n" + prefix)
    let tail = Words(bytes: bytes, at: last.first, end: close.lowerBound).rest
    replace(
      tail.upperBound..<last.line.end, with: tail.isEmpty ? String(end.dropFirst(1 + prefix.count)) : end)
  }
}

extension TextRewriting.Abbreviation {
  /// Letters, digits and `_` at the start of a text.
  static func firstWord(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    text.prefix { $0.isAlphanumeric || $0 >= 0x80 || $0 == UInt8(ascii: "_") }
  }

  /// `*[HTML]: Hypertext Markup Language`.
  static func definition(_ bytes: [UInt8], _ range: Range<Int>) -> Self? {
    guard bytes[range].starts(with: "*[".utf8),
      let close = bytes[range].firstRange(of: "]:"), close.lowerBound > range.lowerBound + 2
    else { return nil }
    let title = String(
      decoding: bytes[Words(bytes: bytes, at: close.upperBound, end: range.upperBound).rest], as: UTF8.self)
    return Self(
      name: Array(bytes[(range.lowerBound + 2)..<close.lowerBound]),
      title: title.replacing("&", with: "&amp;").replacing("\"", with: "&quot;").replacing("<", with: "&lt;"))
  }
}

extension TextRewriting {
  private mutating func readAbbreviations(from offset: Int) {
    var verbatim = QuotedVerbatim()
    var at = offset
    while at < bytes.count {
      let line = QuotedLine(bytes, at)
      at = line.line.next
      if verbatim.takes(line, bytes) { continue }
      if let found = Abbreviation.definition(bytes, line.text(bytes)..<line.line.end) {
        abbreviations[Abbreviation.firstWord(found.name[...]), default: .init()].add(found)
      }
    }
    for word in abbreviations.keys { abbreviations[word]?.sort() }
  }
}
