import MathML

/// Reads labels: entity codes, line breaks, inline HTML and Markdown strings.
///
/// Labels are data. HTML in them is never passed on: `<br>` breaks the line, `<b>`, `<i>`, `<code>` and
/// their kin style the words, all other tags are dropped, as a browser that shows only text would.
enum Label {
  /// A plain label. Line ends, `<br/>` and `\n` (written out) begin a new line.
  /// - Parameter escapes: whether a written `\n` does; sequence diagrams and Gantt charts show it as it is.
  static func plain(_ bytes: some Collection<UInt8>, escapes: Bool = true) -> RichText {
    var reader = LabelReader(Array(bytes), markdown: false, escapes: escapes)
    return reader.read()
  }

  /// The content of a Markdown string ``"`…`"``: `**bold**`, `*italic*`, `` `code` ``; line ends break.
  static func markdown(_ bytes: some Collection<UInt8>) -> RichText {
    var reader = LabelReader(Array(bytes), markdown: true, escapes: true)
    return reader.read()
  }

  /// A description of one or several lines, each without the white space around it.
  static func description(_ bytes: some Collection<UInt8>) -> String {
    decoded(bytes).split(whereSeparator: \.isNewline).map { $0.trimmingSpace() }.joined(separator: "\n")
      .trimmingSpace()
  }

  /// The text with its entity codes decoded (`#35;`, `#quot;`, `&amp;`) and nothing else changed.
  static func decoded(_ bytes: some Collection<UInt8>) -> String {
    let bytes = Array(bytes)
    guard bytes.contains(where: { $0 == DiagramText.entityStart || $0 == UInt8(ascii: "&") }) else {
      return String(decoding: bytes, as: UTF8.self)
    }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      if let entity = Entity(bytes, at: at) {
        result += entity.text.utf8
        at = entity.end
      } else {
        result.append(bytes[at])
        at += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

private struct LabelReader {
  let bytes: [UInt8]
  let markdown: Bool
  let escapes: Bool
  private var at = 0
  private var lines: [[RichText.Run]] = [[]]
  private var pending: [UInt8] = []
  private var bold = 0
  private var italic = 0
  private var code = 0
  private var raised = 0
  private var lowered = 0
  /// The lists that are open, from the outside in: the number of the last item, `nil` where items have no numbers.
  private var lists: [Int?] = []
  private var isList = false
  private var starBold = false
  private var starItalic = false
  /// Names of the icons that were left out.
  private var icons: [String] = []

  init(_ bytes: [UInt8], markdown: Bool, escapes: Bool) {
    self.bytes = bytes
    self.markdown = markdown
    self.escapes = escapes
  }

  mutating func read() -> RichText {
    if markdown { takeListMark() }
    while at < bytes.count {
      let byte = bytes[at]
      if byte == .newline {
        at += 1
        breakLine()
        if markdown { takeListMark() }
        while at < bytes.count, bytes[at].isBlank { at += 1 }
      } else if escapes, byte == .backslash, at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "n") {
        at += 2
        breakLine()
      } else if byte == UInt8(ascii: "<"), takeTag() {
        continue
      } else if let entity = Entity(bytes, at: at) {
        pending += entity.text.utf8
        at = entity.end
      } else if takeIcon() || takeFormula() {
        continue
      } else if markdown, takeEmphasis() {
        continue
      } else {
        pending.append(byte)
        at += 1
      }
    }
    flush()
    let result = trimmed()
    // A label that is only an icon says the icon's name, so that nothing is lost.
    if !icons.isEmpty, result.allSatisfy({ $0.allSatisfy(\.text.isEmpty) }) {
      return RichText(icons.joined(separator: " "))
    }
    var label = RichText(lines: result)
    label.isList = isList && result.count > 1
    return label
  }

  private mutating func breakLine() {
    flush()
    lines.append([])
  }

  /// A new line, unless nothing is written on this one.
  private mutating func endLine() {
    flush()
    if lines[lines.count - 1].contains(where: { !$0.text.allSatisfy(\.isWhitespace) }) { lines.append([]) }
  }

  private mutating func beginItem() {
    endLine()
    isList = true
    guard let last = lists.last, let number = last else {
      pending += (lists.count > 1 ? "◦ " : "• ").utf8
      return
    }
    lists[lists.count - 1] = number + 1
    pending += "\(number + 1). ".utf8
  }

  /// A line of a Markdown string that begins with `- `, `* ` or `+ ` is an item of a list.
  private mutating func takeListMark() {
    var place = at
    while place < bytes.count, bytes[place].isBlank { place += 1 }
    guard place + 1 < bytes.count, "-*+".utf8.contains(bytes[place]), bytes[place + 1].isBlank else { return }
    at = place + 2
    isList = true
    pending += "• ".utf8
  }

  private mutating func flush() {
    guard !pending.isEmpty else { return }
    let run = RichText.Run(
      String(decoding: pending, as: UTF8.self), bold: bold > 0 || starBold, italic: italic > 0 || starItalic,
      code: code > 0, position: raised > 0 ? .superscript : lowered > 0 ? .subscript : .baseline)
    pending.removeAll(keepingCapacity: true)
    if let last = lines[lines.count - 1].last, last.hasSameStyle(as: run) {
      lines[lines.count - 1][lines[lines.count - 1].count - 1].text += run.text
    } else {
      lines[lines.count - 1].append(run)
    }
  }

  /// No white space at the ends of lines, no empty lines at the ends of the label.
  private func trimmed() -> [[RichText.Run]] {
    var result = lines.map { line in
      var line = line
      while let first = line.first {
        let text = first.text.drop(while: \.isWhitespace)
        line[0].text = String(text)
        if !text.isEmpty { break }
        line.removeFirst()
      }
      while var last = line.last {
        while let character = last.text.last, character.isWhitespace { last.text.removeLast() }
        line[line.count - 1] = last
        if !last.text.isEmpty { break }
        line.removeLast()
      }
      return line
    }
    while result.count > 1, result.last?.isEmpty == true { result.removeLast() }
    while result.count > 1, result.first?.isEmpty == true { result.removeFirst() }
    return result.map { $0.isEmpty ? [RichText.Run("")] : $0 }
  }

  private mutating func takeTag() -> Bool {
    var place = at + 1
    let closing = place < bytes.count && bytes[place] == UInt8(ascii: "/")
    if closing { place += 1 }
    let nameStart = place
    while place < bytes.count, bytes[place].isLetter || bytes[place].isDigit { place += 1 }
    guard place > nameStart, bytes[nameStart].isLetter, let close = endOfTag(from: place) else {
      return false
    }
    let name = String(decoding: bytes[nameStart..<place].map(\.folded), as: UTF8.self)
    guard let effect = Self.effects[name] else {
      // `List<Item>` and `<your key>` are words, not HTML.
      guard Self.dropped.contains(name) else { return false }
      at = close
      return true
    }
    flush()
    let step = closing ? -1 : 1
    switch effect {
    case .lineBreak: breakLine()
    case .bold: bold = max(0, bold + step)
    case .italic: italic = max(0, italic + step)
    case .code: code = max(0, code + step)
    case .raised: raised = max(0, raised + step)
    case .lowered: lowered = max(0, lowered + step)
    case .paragraph: endLine()
    case .list(let isNumbered):
      endLine()
      if closing { _ = lists.popLast() } else { lists.append(isNumbered ? 0 : nil) }
    case .item: if !closing { beginItem() }
    }
    at = close
    return true
  }

  /// One past the `>`; a tag stays on its line and has no `<` inside.
  private func endOfTag(from start: Int) -> Int? {
    var place = start
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: ">"): return place + 1
      case UInt8(ascii: "<"), .newline: return nil
      default: place += 1
      }
    }
    return nil
  }

  private enum Effect {
    case lineBreak, paragraph, bold, italic, code, raised, lowered, item
    case list(isNumbered: Bool)
  }

  private static let effects: [String: Effect] = [
    "br": .lineBreak, "b": .bold, "strong": .bold, "h1": .bold, "h2": .bold, "h3": .bold, "h4": .bold,
    "i": .italic, "em": .italic, "code": .code, "tt": .code, "kbd": .code, "pre": .code,
    "sup": .raised, "sub": .lowered, "p": .paragraph, "div": .paragraph, "li": .item,
    "ul": .list(isNumbered: false), "ol": .list(isNumbered: true),
  ]

  private static let dropped: Set<String> = [
    "a", "big", "center", "font", "hr", "img", "mark", "s", "script", "small", "span", "style", "svg",
    "table",
    "td", "th", "tr", "u",
  ]

  /// `fa:fa-car` names a picture of an icon font that nothing here carries; it is left out where there are words.
  private mutating func takeIcon() -> Bool {
    guard bytes[at] == UInt8(ascii: "f"), at == 0 || !bytes[at - 1].isWord, at + 1 < bytes.count,
      bytes[at + 1] == UInt8(ascii: "a")
    else { return false }
    var place = at + 2
    if place < bytes.count, "bklrs".utf8.contains(bytes[place]) { place += 1 }
    guard bytes[place...].starts(with: ":fa-".utf8) else { return false }
    place += 4
    let name = place
    while place < bytes.count, bytes[place].isWord || bytes[place] == .hyphen { place += 1 }
    guard place > name else { return false }
    icons.append(String(decoding: bytes[name..<place], as: UTF8.self))
    if place < bytes.count, bytes[place] == .space { place += 1 }
    at = place
    return true
  }

  /// `$$x^2$$` is a formula; one that cannot be typeset is shown as its source, as code.
  private mutating func takeFormula() -> Bool {
    let dollar = UInt8(ascii: "$")
    func isMark(_ place: Int) -> Bool {
      place + 1 < bytes.count && bytes[place] == dollar && bytes[place + 1] == dollar
    }
    guard isMark(at) else { return false }
    var end = at + 2
    while end < bytes.count, bytes[end] != .newline, !isMark(end) { end += 1 }
    guard isMark(end), end > at + 2 else { return false }
    flush()
    let tex = Label.decoded(bytes[(at + 2)..<end])
    do throws(FormulaError) {
      lines[lines.count - 1].append(.init(try Formula(tex: tex)))
    } catch {
      lines[lines.count - 1].append(.init(tex, code: true))
    }
    at = end + 2
    return true
  }

  private mutating func takeEmphasis() -> Bool {
    let byte = bytes[at]
    if byte == .backslash, at + 1 < bytes.count, "\\`*_{}[]()#+-.!<>".utf8.contains(bytes[at + 1]) {
      pending.append(bytes[at + 1])
      at += 2
      return true
    }
    if byte == .backtick {
      guard let close = bytes[(at + 1)...].firstIndex(of: .backtick), close > at + 1 else { return false }
      flush()
      code += 1
      pending += bytes[(at + 1)..<close]
      flush()
      code -= 1
      at = close + 1
      return true
    }
    guard byte == UInt8(ascii: "*") || byte == UInt8(ascii: "_") else { return false }
    var end = at
    while end < bytes.count, bytes[end] == byte { end += 1 }
    let length = end - at
    guard length <= 3 else { return false }
    let before = at > 0 ? bytes[at - 1] : .space
    let after = end < bytes.count ? bytes[end] : .space
    let isWordInside = byte == UInt8(ascii: "_") && before.isWord && after.isWord
    let wantsBold = length >= 2
    let wantsItalic = length != 2
    let closes = !before.isSpace && !isWordInside && (!wantsBold || starBold) && (!wantsItalic || starItalic)
    let opens =
      !after.isSpace && !isWordInside && !(wantsBold && starBold) && !(wantsItalic && starItalic)
      && hasCloser(of: byte, length: length, from: end)
    guard closes || opens else { return false }
    flush()
    if wantsBold { starBold = !closes }
    if wantsItalic { starItalic = !closes }
    at = end
    return true
  }

  /// Whether a run of at least as many markers follows a word later on. Bounded, so that a label of
  /// markers alone stays linear.
  private func hasCloser(of marker: UInt8, length: Int, from start: Int) -> Bool {
    var run = 0
    for index in start..<min(bytes.count, start + 400) {
      if bytes[index] == marker {
        run += 1
        if run == length, index - length >= start, !bytes[index - length].isSpace { return true }
      } else {
        run = 0
      }
    }
    return false
  }
}
