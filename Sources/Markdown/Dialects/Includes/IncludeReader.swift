/// Finds the places of a page where a tool puts the text of files:
///
/// - `--8<-- "file:part"`, and several files between two lines `--8<--`, of pymdownx; `{! file !}` of markdown-include and
///   `{* file ln[1:3] *}` of FastAPI's macros, for MkDocs;
/// - `{{#include file:part}}`, `{{#rustdoc_include …}}` and `{{#playground …}}` of mdBook;
/// - `<<< @/file#region{1,3}` and `<!--@include: ./file{1,3}-->` of VitePress;
/// - `{literalinclude}` and `{include}` of Sphinx and MyST.
public struct IncludeReader {
  private let bytes: [UInt8]
  private let dialect: Dialect
  private var found: [ToolInclude] = []
  private var verbatim: VerbatimText?
  private var fences = DirectiveFences()

  /// All places, in order.
  public static func includes(in bytes: [UInt8], from offset: Int, _ dialect: Dialect) -> [ToolInclude] {
    guard dialect.includes != .none, mayOccur(in: bytes, from: offset) else { return [] }
    var reader = IncludeReader(bytes: bytes, dialect: dialect)
    reader.run(from: offset)
    return reader.found
  }

  private init(bytes: [UInt8], dialect: Dialect) {
    self.bytes = bytes
    self.dialect = dialect
  }

  private static func mayOccur(in bytes: [UInt8], from offset: Int) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      var at = offset
      while at + 2 < bytes.count {
        switch (bytes[at], bytes[at + 1]) {
        case (UInt8(ascii: "8"), UInt8(ascii: "<")), (UInt8(ascii: "{"), UInt8(ascii: "!")),
          (UInt8(ascii: "{"), UInt8(ascii: "*")), (UInt8(ascii: "<"), UInt8(ascii: "<")),
          (UInt8(ascii: "@"), UInt8(ascii: "i")), (UInt8(ascii: "{"), UInt8(ascii: "l")),
          (UInt8(ascii: "{"), UInt8(ascii: "i")):
          return true
        case (UInt8(ascii: "{"), UInt8(ascii: "{")) where bytes[at + 2] == UInt8(ascii: "#"): return true
        default: at += 1
        }
      }
      return false
    }
  }

  private mutating func run(from offset: Int) {
    var at = offset
    while at < bytes.count {
      let line = MarkupLine(bytes, at)
      at = line.next
      switch dialect.includes {
      case .none: return
      case .snippets: at = scissors(line)
      case .braces: braces(line)
      case .vitePress: vitePress(line)
      case .directives: at = directive(line)
      }
    }
  }

  private mutating func add(
    _ range: Range<Int>, _ pathRange: Range<Int>, _ base: ToolInclude.Base, _ part: IncludedPart = .whole,
    at partRange: Range<Int>? = nil, _ form: ToolInclude.Form = .text
  ) {
    let path = String(decoding: bytes[pathRange], as: UTF8.self)
    // A file of another host, or one that a template names.
    guard !path.isEmpty, !path.contains("://"), !path.contains("{"), !path.contains("$") else { return }
    found.append(
      ToolInclude(
        range: range, path: path, pathRange: pathRange, base: base, part: part,
        partRange: partRange ?? pathRange.upperBound..<pathRange.upperBound, form: form))
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    Words(bytes: bytes, at: range.lowerBound, end: range.upperBound).rest
  }

  private func range(of text: String, in range: Range<Int>) -> Range<Int>? {
    bytes[range].firstRange(of: Array(text.utf8))
  }

  private func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}

/// MkDocs.
extension IncludeReader {
  /// Reads a line, and the lines of a block of paths; gives the start of the next line.
  private mutating func scissors(_ line: MarkupLine) -> Int {
    if bytes[line.first..<line.end].first == UInt8(ascii: "{") {
      macro(line)
      return line.next
    }
    guard let rest = behindScissors(line) else { return line.next }
    if !rest.isEmpty {
      guard let mark = bytes[rest].first, mark == UInt8(ascii: "\"") || mark == UInt8(ascii: "'"),
        rest.count > 2,
        bytes[rest.upperBound - 1] == mark
      else { return line.next }
      snippet(line.first..<line.end, (rest.lowerBound + 1)..<(rest.upperBound - 1))
      return line.next
    }
    var paths: [MarkupLine] = []
    var next = MarkupLine(bytes, line.next)
    while next.start < bytes.count {
      if let rest = behindScissors(next) {
        guard rest.isEmpty else { break }
        // The marks themselves go.
        found.append(removed(line))
        for path in paths where !path.isBlank {
          if bytes[path.first] == UInt8(ascii: ";") {
            found.append(removed(path))
          } else {
            snippet(path.first..<path.end, trimmed(path.first..<path.end))
          }
        }
        found.append(removed(next))
        return next.next
      }
      paths.append(next)
      next = MarkupLine(bytes, next.next)
    }
    return line.next
  }

  private func removed(_ line: MarkupLine) -> ToolInclude {
    ToolInclude(
      range: line.first..<line.end, path: "", pathRange: line.end..<line.end, base: .settings, part: .whole,
      partRange: line.end..<line.end, form: .text)
  }

  /// What is after `--8<--` at the start of a line.
  private func behindScissors(_ line: MarkupLine) -> Range<Int>? {
    var words = Words(bytes: bytes, at: line.first, end: line.end)
    guard words.skip(UInt8(ascii: "-")) > 0, words.skip(UInt8(ascii: "8")) == 1,
      words.skip(UInt8(ascii: "<")) == 1, words.skip(UInt8(ascii: "-")) > 0
    else { return nil }
    guard words.skipSpace() > 0 || words.isAtEnd else { return nil }
    return words.rest
  }

  /// `file.md`, `file.md:2:4,7:8`, `file.md:name`.
  private mutating func snippet(_ range: Range<Int>, _ written: Range<Int>) {
    guard let colon = bytes[written].firstIndex(of: UInt8(ascii: ":")), !string(written).contains("://")
    else {
      return add(range, written, .settings)
    }
    let partRange = (colon + 1)..<written.upperBound
    let text = string(partRange)
    let part: IncludedPart? =
      text.first?.isLetter == true ? .region(text) : Self.ranges(text, ",", ":").map { .lines($0) }
    guard let part else { return add(range, written, .settings) }
    add(range, written.lowerBound..<colon, .settings, part, at: partRange)
  }

  /// `{! file !}`, `{!> file !}`, and `{* file ln[1:3] hl[2] *}`, alone on a line.
  private mutating func macro(_ line: MarkupLine) {
    let text = trimmed(line.first..<line.end)
    if bytes[text].starts(with: "{!".utf8), bytes[text].suffix(2).elementsEqual("!}".utf8), text.count > 4 {
      let start = text.lowerBound + (bytes[text.lowerBound + 2] == UInt8(ascii: ">") ? 3 : 2)
      guard start < text.upperBound - 2 else { return }
      let path = trimmed(start..<(text.upperBound - 2))
      // Options are of mdx_include alone.
      if !bytes[path].contains(0x20), !bytes[path].contains(UInt8(ascii: "[")) { add(text, path, .settings) }
    } else if bytes[text].starts(with: "{* ".utf8), bytes[text].suffix(3).elementsEqual(" *}".utf8),
      text.count > 6
    {
      let inside = trimmed((text.lowerBound + 3)..<(text.upperBound - 3))
      let path = inside.lowerBound..<(bytes[inside].firstIndex(of: 0x20) ?? inside.upperBound)
      let words = string(path.upperBound..<inside.upperBound).split(separator: " ")
      func option(_ name: String) -> String? {
        words.first { $0.hasPrefix(name + "[") && $0.hasSuffix("]") }.map {
          String($0.dropFirst(name.count + 1).dropLast())
        }
      }
      let lines = option("ln").flatMap { Self.ranges($0, ",", ":", isSingle: true) }
      let marks =
        lines == nil
        ? option("hl").map { " hl_lines=\"\($0.replacing(":", with: "-").replacing(",", with: " "))\"" } : nil
      let language = Self.language(ofFile: string(path))
      add(
        text, path, .settings, lines.map { .lines($0) } ?? .whole, at: path.upperBound..<inside.upperBound,
        .code(info: language + (marks ?? "")))
    }
  }

  /// `2:4,7:8`, `:4`, `2:`; a single number is a line, or, unless `isSingle`, the first of all up to the end.
  static func ranges(
    _ text: some StringProtocol, _ comma: Character, _ separator: Character, isSingle: Bool = false
  ) -> [ClosedRange<Int>]? {
    var ranges: [ClosedRange<Int>] = []
    for part in text.split(separator: comma) {
      let ends: [String] = part.split(separator: separator, maxSplits: 1, omittingEmptySubsequences: false)
        .map { String($0.filter { $0 != " " }) }
      guard let start = number(ends[0], otherwise: 1), start > 0 else { return nil }
      let last = ends.count > 1 ? ends[1] : isSingle ? ends[0] : ""
      guard let end = number(last, otherwise: .max), end >= start else { return nil }
      ranges.append(start...end)
    }
    return ranges.isEmpty ? nil : ranges
  }

  private static func number(_ text: String, otherwise value: Int) -> Int? {
    text.isEmpty ? value : Int(text)
  }

  static func language(ofFile path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    return name.lastIndex(of: ".").map { String(name[name.index(after: $0)...]) } ?? ""
  }
}

/// mdBook.
extension IncludeReader {
  private mutating func braces(_ line: MarkupLine) {
    var at = line.first
    while let open = range(of: "{{#", in: at..<line.end),
      let close = range(of: "}}", in: open.upperBound..<line.end)
    {
      at = close.upperBound
      if open.lowerBound > line.start, bytes[open.lowerBound - 1] == UInt8(ascii: "\\") { continue }
      let inside = trimmed(open.upperBound..<close.lowerBound)
      guard let space = bytes[inside].firstIndex(of: 0x20) else { continue }
      let name = string(inside.lowerBound..<space)
      let written = trimmed(space..<inside.upperBound)
      let whole = open.lowerBound..<close.upperBound
      switch name {
      case "include", "rustdoc_include": bracesInclude(whole, written)
      case "playground", "playpen":
        let end = bytes[written].firstIndex(of: 0x20) ?? written.upperBound
        let words = string(end..<written.upperBound).split(separator: " ")
        let info = (["rust"] + words.map(String.init)).joined(separator: ",")
        add(whole, written.lowerBound..<end, .page, .whole, .code(info: info))
      default: continue
      }
    }
  }

  /// `file`, `file:2`, `file:2:10`, `file::10`, `file:name`.
  private mutating func bracesInclude(_ range: Range<Int>, _ written: Range<Int>) {
    guard let colon = bytes[written].firstIndex(of: UInt8(ascii: ":")) else {
      return add(range, written, .page)
    }
    let partRange = (colon + 1)..<written.upperBound
    let text = string(partRange)
    let isLines = text.allSatisfy { $0.isNumber || $0 == ":" }
    let part: IncludedPart =
      text.isEmpty
      ? .whole
      : isLines
        ? Self.ranges(text, ",", ":", isSingle: true).map { .lines($0) } ?? .whole
        : .region(String(text.prefix { $0 != ":" }))
    add(range, written.lowerBound..<colon, .page, part, at: partRange)
  }
}

/// VitePress.
extension IncludeReader {
  private mutating func vitePress(_ line: MarkupLine) {
    if let open = verbatim {
      comment(line)
      if open.ends(line, bytes) { verbatim = nil }
      return
    }
    if bytes[line.first..<line.end].starts(with: "<<<".utf8), line.indent < 4 { return snippet(of: line) }
    comment(line)
    let (start, column) = line.text(bytes)
    verbatim = VerbatimText(bytes, line, at: start, indent: column)
  }

  /// `<<< @/file#region{1,3 ts} [title]`.
  private mutating func snippet(of line: MarkupLine) {
    var rest = trimmed((line.first + 3)..<line.end)
    var info = ""
    if bytes[rest].last == UInt8(ascii: "]"), let open = bytes[rest].lastIndex(of: UInt8(ascii: "[")) {
      info = " " + string(open..<rest.upperBound)
      rest = trimmed(rest.lowerBound..<open)
    }
    var language: String?
    if bytes[rest].last == UInt8(ascii: "}"), let open = bytes[rest].lastIndex(of: UInt8(ascii: "{")) {
      for word in string((open + 1)..<(rest.upperBound - 1)).split(separator: " ") {
        if word.first?.isNumber == true { info = " {\(word)}" + info } else { language = String(word) }
      }
      rest = trimmed(rest.lowerBound..<open)
    }
    let hash = bytes[rest].firstIndex(of: UInt8(ascii: "#"))
    let path = rest.lowerBound..<(hash ?? rest.upperBound)
    let part = hash.map { ($0 + 1)..<rest.upperBound }
    let file = string(path)
    add(
      line.first..<line.end, withoutRoot(path), file.hasPrefix("@") ? .root : .page,
      part.map { .region(string($0)) } ?? .whole, at: part,
      .code(info: (language ?? Self.language(ofFile: file)) + info))
  }

  /// `@/a.md` is at the root of the sources.
  private func withoutRoot(_ path: Range<Int>) -> Range<Int> {
    bytes[path].starts(with: "@/".utf8) ? (path.lowerBound + 2)..<path.upperBound : path
  }

  /// `<!-- @include: ./file.md#region{3,10} -->`.
  private mutating func comment(_ line: MarkupLine) {
    guard let open = range(of: "<!--", in: line.first..<line.end),
      let close = range(of: "-->", in: open.upperBound..<line.end)
    else { return }
    let inside = trimmed(open.upperBound..<close.lowerBound)
    guard bytes[inside].starts(with: "@include:".utf8) else { return }
    var rest = trimmed((inside.lowerBound + "@include:".utf8.count)..<inside.upperBound)
    var part: (IncludedPart, Range<Int>)?
    if bytes[rest].last == UInt8(ascii: "}"), let open = bytes[rest].lastIndex(of: UInt8(ascii: "{")) {
      let range = (open + 1)..<(rest.upperBound - 1)
      if let lines = Self.ranges(string(range), ";", ",", isSingle: true) { part = (.lines(lines), range) }
      rest = trimmed(rest.lowerBound..<open)
    }
    if let hash = bytes[rest].firstIndex(of: UInt8(ascii: "#")) {
      let range = (hash + 1)..<rest.upperBound
      part = part ?? (.region(string(range)), range)
      rest = rest.lowerBound..<hash
    }
    add(
      open.lowerBound..<close.upperBound, withoutRoot(rest),
      bytes[rest].first == UInt8(ascii: "@") ? .root : .page,
      part?.0 ?? .whole, at: part?.1)
  }
}

/// MyST.
extension IncludeReader {
  /// A directive `{literalinclude}` or `{include}` with its options; gives the start of the next line.
  private mutating func directive(_ line: MarkupLine) -> Int {
    if fences.takes(line, bytes) { return line.next }
    let (start, column) = line.text(bytes)
    let found = DirectiveOpening(bytes, start..<line.end)
    guard let opening = found, ["literalinclude", "include"].contains(opening.name) else {
      fences.begin(line, at: start, column, found, bytes)
      return line.next
    }
    var options: [(name: String, value: Range<Int>)] = []
    var next = MarkupLine(bytes, line.next)
    // It has nothing but options.
    for _ in 0..<100 where next.start < bytes.count {
      if next.closes(mark: opening.mark, length: opening.length, indent: nil, bytes) {
        include(opening.name, opening.argument, options, start..<next.end)
        return next.next
      }
      if next.isField(bytes), let colon = bytes[(next.first + 1)..<next.end].firstIndex(of: UInt8(ascii: ":"))
      {
        options.append((string((next.first + 1)..<colon), trimmed((colon + 1)..<next.end)))
      }
      next = MarkupLine(bytes, next.next)
    }
    return line.next
  }

  private mutating func include(
    _ name: String, _ path: Range<Int>, _ options: [(name: String, value: Range<Int>)], _ range: Range<Int>
  ) {
    func value(_ name: String) -> String? {
      guard let text = options.first(where: { $0.name == name }).map({ string($0.value) }) else { return nil }
      let isQuoted = text.count > 1 && text.first == text.last && "\"'".contains(text.prefix(1))
      return isQuoted ? String(text.dropFirst().dropLast()) : text
    }
    // A part that is found by the names of a program, a difference, and links that change are the tool's.
    if ["pyobject", "diff", "relative-docs", "relative-images"].contains(where: { value($0) != nil }) {
      return
    }
    var limits = IncludedPart.Limits()
    limits.startAfter = value("start-after")
    limits.startAt = value("start-at")
    limits.endBefore = value("end-before")
    limits.endAt = value("end-at")
    var part = limits.isEmpty ? IncludedPart.whole : .between(limits)
    if let lines = value("lines").flatMap({ Self.ranges($0, ",", "-", isSingle: true) }) {
      part = .lines(lines)
    }
    if name == "include",
      let start = value("start-line").map({ Int($0) ?? 0 }) ?? (value("end-line") == nil ? nil : 0)
    {
      let end = value("end-line").flatMap { Int($0) } ?? Int.max
      if start >= 0, end > start { part = .lines([(start + 1)...end]) }
    }
    let partRange = options.first {
      ["lines", "start-after", "start-at", "end-before", "end-at", "start-line"].contains($0.name)
    }?.value
    let isRooted = bytes[path].first == UInt8(ascii: "/")
    let marks = value("emphasize-lines").map { " {\($0.filter { $0 != " " })}" } ?? ""
    let language = value("language") ?? Self.language(ofFile: string(path))
    add(
      range, isRooted ? (path.lowerBound + 1)..<path.upperBound : path, isRooted ? .root : .page, part,
      at: partRange,
      name == "include" && value("literal") == nil && value("code") == nil
        ? .text : .code(info: language + marks))
  }
}
