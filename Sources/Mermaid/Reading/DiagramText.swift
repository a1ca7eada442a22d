import Diagnostics

/// A diagram's text as mermaid.js passes it to its grammars: without front matter, directives and comment lines, with
/// `\n` line ends, marked entity codes and a final `\n`.
///
/// Every position maps back to the byte of the file it came from, so that removed text never shifts a finding. The
/// grammars work with positions in `bytes`; `range(in:)` gives the file's.
struct DiagramText: Sendable {
  let source: SourceText
  /// The input of the grammar. In it `#name;` is written `\u{1}name\u{2}`, as mermaid.js protects entity codes from its
  /// grammars; these two bytes occur nowhere else.
  private(set) var bytes: [UInt8]
  /// Title and the like from the front matter.
  private(set) var header = DiagramHeader()
  private(set) var frontMatter = ConfigValue.mapping([])
  private(set) var directives = ConfigValue.mapping([])
  /// `config:` of the front matter, and the directives merged into it.
  private(set) var config = ConfigValue.mapping([])
  /// Where text positions begin to correspond to source positions, ascending in `text`.
  private var pieces: [Piece]

  /// Begins and ends an entity code in `bytes`.
  static let entityStart: UInt8 = 1
  static let entityEnd: UInt8 = 2

  private struct Piece: Sendable {
    var text: Int
    var source: Int
  }

  /// - Parameter ranges: the byte ranges of `source` that make up the diagram, in order: one for a file or
  ///   a plain fenced block, one for each line where Markdown puts something before the lines.
  init(_ source: SourceText, ranges: [Range<Int>], findings: inout Findings) {
    self.source = source
    bytes = []
    pieces = []
    for range in ranges.map({ $0.clamped(to: 0..<source.bytes.count) }) where !range.isEmpty {
      pieces.append(Piece(text: bytes.count, source: range.lowerBound))
      bytes += source.bytes[range]
    }
    normalizeLineEnds()
    takeFrontMatter(&findings)
    takeDirectives(&findings)
    remove(commentLines())
    remove([0..<leadingSpace()])
    remove(semicolonsAfterColors())
    markEntities()
    bytes.append(.newline)
  }

  /// The file's byte range for a range of `bytes`.
  func range(in text: Range<Int>) -> Range<Int> {
    let lower = offset(text.lowerBound)
    guard text.lowerBound < text.upperBound else { return lower..<lower }
    return lower..<max(offset(text.upperBound - 1) + 1, lower)
  }

  /// `range` up to its first line end, for messages.
  func firstLine(of range: Range<Int>) -> Range<Int> {
    range.lowerBound..<(bytes[range].firstIndex(of: .newline) ?? range.upperBound)
  }

  private func offset(_ position: Int) -> Int {
    var low = 0
    var high = pieces.count
    while low < high {
      let middle = (low + high) / 2
      if pieces[middle].text <= position { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return pieces.first?.source ?? 0 }
    return min(pieces[low - 1].source + position - pieces[low - 1].text, source.bytes.count)
  }

  /// Takes out the white space between a `}` and the next line, blank lines included, as the grammar of
  /// flowcharts wants it.
  mutating func dropSpaceAfterBraces() {
    var drops: [Range<Int>] = []
    var at = 0
    while let brace = bytes[at...].firstIndex(of: .closeBrace) {
      at = Whitespace.end(bytes, brace + 1)
      if let last = bytes[(brace + 1)..<at].lastIndex(of: .newline), last > brace + 1 {
        drops.append(brace + 1..<last)
      }
      at = max(at, brace + 1)
    }
    remove(drops)
  }

  /// Takes ranges (ascending, apart) out of the text.
  private mutating func remove(_ ranges: [Range<Int>]) {
    guard ranges.contains(where: { !$0.isEmpty }) else { return }
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.count)
    var keptPieces: [Piece] = []
    var piece = 0
    var at = 0
    func keep(_ range: Range<Int>, _ kept: inout [UInt8], _ keptPieces: inout [Piece]) {
      guard !range.isEmpty else { return }
      while piece + 1 < pieces.count, pieces[piece + 1].text <= range.lowerBound { piece += 1 }
      var start = range.lowerBound
      while start < range.upperBound {
        let next = piece + 1 < pieces.count ? pieces[piece + 1].text : bytes.count
        let end = min(next, range.upperBound)
        keptPieces.append(
          Piece(text: kept.count, source: pieces[piece].source + start - pieces[piece].text))
        kept += bytes[start..<end]
        start = end
        if start < range.upperBound { piece += 1 }
      }
    }
    for range in ranges {
      keep(at..<range.lowerBound, &kept, &keptPieces)
      at = range.upperBound
    }
    keep(at..<bytes.count, &kept, &keptPieces)
    if at >= bytes.count, let end = pieces.last {
      // The position after the last byte maps to the position after the text removed at the end.
      keptPieces.append(Piece(text: kept.count, source: end.source + bytes.count - end.text))
    }
    bytes = kept
    pieces = keptPieces
  }

  /// `\r\n` and a lone `\r` become `\n`; quotes round attribute values in HTML tags become `'`, since the grammars
  /// would read them as the end of a string.
  private mutating func normalizeLineEnds() {
    var drops: [Range<Int>] = []
    for index in bytes.indices {
      switch bytes[index] {
      case .carriageReturn:
        if index + 1 < bytes.count, bytes[index + 1] == .newline {
          drops.append(index..<index + 1)
        } else {
          bytes[index] = .newline
        }
      case Self.entityStart, Self.entityEnd: bytes[index] = .space
      default: break
      }
    }
    remove(drops)
    requoteTags()
  }

  private mutating func requoteTags() {
    var at = 0
    while let open = bytes[at...].firstIndex(of: UInt8(ascii: "<")) {
      at = open + 1
      while at < bytes.count, bytes[at].isWord { at += 1 }
      if at == open + 1 { continue }
      guard let close = bytes[at...].firstIndex(of: UInt8(ascii: ">")) else { return }
      while at + 1 < close {
        if bytes[at] == UInt8(ascii: "="), bytes[at + 1] == .quote,
          let end = bytes[(at + 2)..<close].firstIndex(of: .quote)
        {
          bytes[at + 1] = .apostrophe
          bytes[end] = .apostrophe
          at = end
        } else if bytes[at] == UInt8(ascii: "="), bytes[at + 1] == .quote {
          break
        } else {
          at += 1
        }
      }
      at = close + 1
    }
  }

  /// `---`, lines of YAML, `---` at the very start, both at the same indentation.
  private mutating func takeFrontMatter(_ findings: inout Findings) {
    var at = leadingSpace()
    var lineStart = at
    while lineStart > 0, bytes[lineStart - 1] != .newline { lineStart -= 1 }
    let indent = Array(bytes[lineStart..<at])
    let fence = Array("---".utf8)
    guard bytes[at...].starts(with: fence) else { return }
    let opening = at..<at + 3
    at += 3
    let firstLine = end(ofLine: at)
    guard bytes[at..<firstLine].allSatisfy(\.isSpace), firstLine < bytes.count else {
      return
    }
    let content = firstLine + 1
    var line = content
    while line < bytes.count {
      let next = end(ofLine: line)
      let text = bytes[line..<next]
      if line > content, text.starts(with: indent + fence),
        text.dropFirst(indent.count + 3).allSatisfy(\.isSpace),
        next < bytes.count
      {
        read(frontMatter: content..<line, &findings)
        remove([0..<next + 1])
        return
      }
      line = next + 1
    }
    findings.report(
      .mermaidFrontMatter, "the front matter that begins here has no end", at: range(in: opening),
      fix: "write `---` alone on a line, with the same indentation, after the last line of the front matter")
  }

  private mutating func read(frontMatter: Range<Int>, _ findings: inout Findings) {
    do throws(YAMLSubset.Failure) {
      let value = try YAMLSubset.parse(Array(bytes[frontMatter]))
      if let title = value["title"]?.text, !title.isEmpty { header.title = title }
      self.frontMatter = value
      config.merge(value["config"] ?? .mapping([]))
    } catch {
      let place =
        (frontMatter.lowerBound + error.range.lowerBound)..<(frontMatter.lowerBound + error.range.upperBound)
      findings.report(.mermaidFrontMatter, error.message, at: range(in: place), fix: error.fix)
    }
  }

  /// `%%{name: …}%%` anywhere, read as mermaid's pattern reads it: a directive without its `}%%` goes on to
  /// the end of the diagram.
  private mutating func takeDirectives(_ findings: inout Findings) {
    var found: [Range<Int>] = []
    var at = 0
    while at + 2 < bytes.count {
      guard bytes[at] == .percent, bytes[at + 1] == .percent, bytes[at + 2] == UInt8(ascii: "{") else {
        at += 1
        continue
      }
      let start = at
      at = skip(from: at + 3, where: \.isSpace)
      let name = at..<skip(from: at, where: \.isWord)
      if name.isEmpty { continue }
      at = skip(from: name.upperBound, where: \.isSpace)
      if at < bytes.count, bytes[at] == .colon {
        at = skip(from: at + 1, where: \.isSpace)
      }
      let word = at..<skip(from: at, where: \.isWord)
      if word.isEmpty {
        let argument = at
        while at < bytes.count, !isDirectiveEnd(at) { at += 1 }
        readDirective(name: name, argument: argument..<at, &findings)
      } else {
        at = word.upperBound
      }
      let end = skip(from: at, where: \.isSpace)
      at = isDirectiveEnd(end) ? end + 3 : end
      found.append(start..<at)
    }
    remove(found)
  }

  private func isDirectiveEnd(_ at: Int) -> Bool {
    at + 2 < bytes.count && bytes[at] == UInt8(ascii: "}") && bytes[at + 1] == .percent
      && bytes[at + 2] == .percent
  }

  private mutating func readDirective(name: Range<Int>, argument: Range<Int>, _ findings: inout Findings) {
    let word = String(decoding: bytes[name], as: UTF8.self).lowercased()
    guard word == "init" || word == "initialize", !argument.isEmpty else { return }
    do throws(YAMLSubset.Failure) {
      let value = try YAMLSubset.parseFlow(Array(bytes[argument]))
      directives.merge(value)
      config.merge(value)
    } catch {
      let place =
        (argument.lowerBound + error.range.lowerBound)..<(argument.lowerBound + error.range.upperBound)
      findings.report(.mermaidDirective, error.message, at: range(in: place), fix: error.fix)
    }
  }

  /// Lines that begin with `%%` and say anything, with the blank lines before them.
  private func commentLines() -> [Range<Int>] {
    var found: [Range<Int>] = []
    var blankStart = 0
    var line = 0
    while line < bytes.count {
      let next = end(ofLine: line)
      let text = skip(from: line, to: next, where: \.isSpace)
      if text == next {
        line = next + 1
        continue
      }
      if next - text > 2, bytes[text] == .percent, bytes[text + 1] == .percent,
        bytes[text + 2] != UInt8(ascii: "{")
      {
        found.append(blankStart..<min(next + 1, bytes.count))
      }
      line = next + 1
      blankStart = min(line, bytes.count)
    }
    return found
  }

  /// mermaid.js removes the last `;` of lines such as `style A fill:#f9f;`, where it would look like the end of an
  /// entity code.
  private func semicolonsAfterColors() -> [Range<Int>] {
    var found: [Range<Int>] = []
    var line = 0
    while line < bytes.count {
      let next = end(ofLine: line)
      defer { line = next + 1 }
      for keyword in ["style", "classDef"] {
        let word = Array(keyword.utf8)
        guard let start = bytes.firstRange(of: word, in: line..<next),
          let semicolon = bytes[start.upperBound..<next].lastIndex(of: .semicolon),
          found.last?.lowerBound != semicolon
        else { continue }
        var seenColon = false
        scan: for index in start.upperBound..<semicolon {
          switch bytes[index] {
          case .colon: seenColon = true
          case .hash where seenColon:
            found.append(semicolon..<semicolon + 1)
            break scan
          case let byte where byte.isSpace: seenColon = false
          default: break
          }
        }
      }
    }
    return found
  }

  /// `#35;` and `#quot;` become `\u{1}35\u{2}`.
  private mutating func markEntities() {
    var at = 0
    while at < bytes.count {
      guard bytes[at] == .hash else {
        at += 1
        continue
      }
      let end = skip(from: at + 1, where: \.isWord)
      if end > at + 1, end < bytes.count, bytes[end] == .semicolon {
        bytes[at] = Self.entityStart
        bytes[end] = Self.entityEnd
      }
      at = end
    }
  }

  private func leadingSpace() -> Int { Whitespace.end(bytes, 0) }

  private func skip(from start: Int, where belongs: (UInt8) -> Bool) -> Int {
    skip(from: start, to: bytes.count, where: belongs)
  }

  private func skip(from start: Int, to end: Int, where belongs: (UInt8) -> Bool) -> Int {
    var at = start
    while at < end, belongs(bytes[at]) { at += 1 }
    return at
  }

  private func end(ofLine start: Int) -> Int {
    skip(from: start) { $0 != .newline }
  }
}
