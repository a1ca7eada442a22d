import Diagnostics

/// Definition lists as HTML with Markdown in it:
///
///     Crema             <dl> <dt id="crema"> Crema </dt>
///     : The foam.   →   <dd> The foam. </dd> </dl>
///
/// each tag on a line of its own, with empty lines around what is Markdown.
public struct DefinitionLists {
  private let source: SourceText
  private let bytes: [UInt8]
  private var lines: [(line: QuotedLine, isVerbatim: Bool)] = []
  private var assembly = SourceAssembly()
  private var copied = 0
  /// The addresses of terms, as Hugo makes them.
  private var anchors: Anchors?
  /// The line before which all headings have their addresses.
  private var headings = 0

  /// How many terms one definition may have: more lines are a paragraph.
  private static let mostTerms = 6

  /// The text with its lists rewritten; `nil` when it has none.
  ///
  /// - Parameters:
  ///   - offset: where Markdown begins, after the front matter.
  ///   - hasTerms: whether terms are anchors.
  public static func rewritten(_ source: SourceText, from offset: Int, hasTerms: Bool) -> SourceText? {
    guard mayOccur(in: source.bytes, from: offset) else { return nil }
    var lists = DefinitionLists(source, from: offset, hasTerms: hasTerms)
    lists.run()
    guard lists.copied > 0 else { return nil }
    lists.assembly.copy(lists.copied..<source.bytes.count, of: source)
    return lists.assembly.text(path: source.path)
  }

  private static func mayOccur(in bytes: [UInt8], from offset: Int) -> Bool {
    var at = offset
    while let colon = bytes[at...].firstIndex(of: UInt8(ascii: ":")) {
      at = colon + 1
      guard at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x09 else { continue }
      var before = colon
      while before > offset, bytes[before - 1] == 0x20 || bytes[before - 1] == UInt8(ascii: ">") {
        before -= 1
      }
      if before == offset || bytes[before - 1] == 0x0A { return true }
    }
    return false
  }

  private init(_ source: SourceText, from offset: Int, hasTerms: Bool) {
    self.source = source
    bytes = source.bytes
    var verbatim = QuotedVerbatim()
    var at = offset
    while at < bytes.count {
      let line = QuotedLine(bytes, at)
      lines.append((line, verbatim.takes(line, bytes)))
      at = line.line.next
    }
    if hasTerms { anchors = Anchors(.github) }
  }

  /// Headings and terms have their addresses in the order of the page.
  private mutating func takeHeadings(before index: Int) {
    for (line, isVerbatim) in lines[headings..<index] where !isVerbatim {
      let text = bytes[line.first..<line.line.end].drop { $0 == UInt8(ascii: "#") }
      guard text.startIndex > line.first, text.first == 0x20 else { continue }
      let title = Self.plain(text)
      if let open = title.lastIndex(of: "{"), let id = AttributeList(title[open...])?.id {
        _ = anchors?.take(id)
      } else {
        _ = anchors?.next(for: title)
      }
    }
    headings = index
  }

  private static func plain(_ text: ArraySlice<UInt8>) -> String {
    String(decoding: text.filter { !"`*".utf8.contains($0) }.drop { $0 == 0x20 }, as: UTF8.self)
  }

  private mutating func run() {
    var index = 0
    var free = 0
    while index < lines.count {
      guard isDefinition(index), let terms = terms(before: index, from: free) else {
        index += 1
        continue
      }
      index = write(terms)
      free = index
    }
  }

  /// `: text`.
  private func isDefinition(_ index: Int) -> Bool {
    let (line, isVerbatim) = lines[index]
    guard !isVerbatim, line.indent < 4, line.line.end - line.first > 2 else { return false }
    return bytes[line.first] == UInt8(ascii: ":") && bytes[line.first + 1] <= 0x20
  }

  /// The lines of the terms that a definition is for; `nil` when it has none, and so is text.
  private func terms(before index: Int, from free: Int) -> Range<Int>? {
    var end = index
    if end > free, lines[end - 1].line.isBlank { end -= 1 }
    var start = end
    while start > free, isTerm(start - 1, depth: lines[index].line.depth) { start -= 1 }
    guard start < end, end - start <= Self.mostTerms else { return nil }
    // What is above is another paragraph.
    guard start == free || lines[start - 1].line.isBlank || !lines[start - 1].isVerbatim else { return nil }
    return start..<end
  }

  private func isTerm(_ index: Int, depth: Int) -> Bool {
    let (line, isVerbatim) = lines[index]
    guard !isVerbatim, !line.isBlank, line.depth == depth, line.indent < 4, line.text(bytes) == line.first
    else {
      return false
    }
    let text = bytes[line.first..<line.line.end]
    return !Self.otherBlocks.contains { text.starts(with: $0.utf8) } && !isDefinition(index)
  }

  /// How headings, tables, HTML, boxes and lines between parts begin.
  private static let otherBlocks = [
    "#", "|", "<", ":", "!!!", "???", "===", "---", "***", "```", "~~~", "$$",
  ]

  /// Writes a list from its first terms on; gives the line after it.
  private mutating func write(_ first: Range<Int>) -> Int {
    let begin = lines[first.lowerBound].line
    let prefix = begin.prefix(bytes, before: begin.start)
    let start = begin.line.start
    flush(to: start)
    add(prefix + "<dl>\n", at: start)
    var terms = first
    while true {
      for index in terms {
        takeHeadings(before: index)
        write(term: lines[index].line, prefix)
      }
      var next = terms.upperBound
      while let end = definition(at: next, prefix) { next = end }
      guard let following = following(next) else {
        add(prefix + "</dl>\n" + prefix + "\n", at: copied)
        return next
      }
      terms = following
    }
  }

  /// The terms that come next in the same list.
  private func following(_ index: Int) -> Range<Int>? {
    var start = index
    while start < lines.count, lines[start].line.isBlank { start += 1 }
    guard start < lines.count, start > index || index == lines.count else { return nil }
    var end = start
    while end < lines.count, end - start <= Self.mostTerms, isTerm(end, depth: lines[start].line.depth) {
      end += 1
    }
    var definition = end
    if definition < lines.count, lines[definition].line.isBlank { definition += 1 }
    return end > start && definition < lines.count && isDefinition(definition) ? start..<end : nil
  }

  private mutating func write(term line: QuotedLine, _ prefix: String) {
    let id = anchors?.next(for: Self.plain(bytes[line.first..<line.line.end]))
    skip(to: line.first)
    add(prefix + (id.map { "<dt id=\"\($0)\">" } ?? "<dt>") + "\n\(prefix)\n\(prefix)", at: line.first)
    flush(to: line.line.end)
    add("\n\(prefix)\n\(prefix)</dt>\n", at: line.line.end)
    skip(to: line.line.next)
  }

  /// Writes a definition; gives the line after it, or `nil` when none is there.
  private mutating func definition(at index: Int, _ prefix: String) -> Int? {
    var start = index
    while start < lines.count, lines[start].line.isBlank { start += 1 }
    guard start < lines.count, isDefinition(start) else { return nil }
    let first = lines[start].line
    var text = first.first + 1
    while text < first.line.end, bytes[text] <= 0x20 { text += 1 }
    skip(to: text)
    add(prefix + "<dd>\n\(prefix)\n\(prefix)", at: text)
    flush(to: first.line.end)
    let end = end(ofDefinition: start)
    for line in lines[(start + 1)..<end].map(\.line) {
      add("\n", at: line.line.start)
      let content = min(line.first, line.start + text - first.start)
      skip(to: content)
      if !line.isBlank { add(prefix, at: content) }
      flush(to: line.line.end)
    }
    add("\n\(prefix)\n\(prefix)</dd>\n", at: copied)
    skip(to: lines[end - 1].line.line.next)
    return end
  }

  /// A definition goes on with lines below it, and with indented ones below an empty line.
  private func end(ofDefinition start: Int) -> Int {
    var end = start + 1
    var next = end
    while next < lines.count {
      let line = lines[next].line
      if line.isBlank {
        next += 1
        continue
      }
      let isBehindBlank = next > end || lines[next - 1].line.isBlank
      if isDefinition(next) || line.depth != lines[start].line.depth { break }
      if isBehindBlank, line.indent < 2 { break }
      next += 1
      end = next
    }
    return end
  }

  private mutating func add(_ text: String, at place: Int) {
    assembly.add(text, from: source, at: place..<place)
  }

  private mutating func flush(to end: Int) {
    assembly.copy(copied..<end, of: source)
    copied = end
  }

  private mutating func skip(to end: Int) { copied = end }
}
