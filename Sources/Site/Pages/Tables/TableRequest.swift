import Diagnostics

extension Rule {
  public static let badTable = Rule(
    "bad-table", .error, "Table of an unknown file, JSON Pointer or column")
}

/// What a directive asks for that shows data as a table:
///
///     <!-- flowdocs:table examples/deploy/alerts.yml rows=/groups/*/rules
///          columns="Alert=`alert`, Severity=labels.severity, Playbook=[annotations.summary](annotations.page)"
///          empty="not yet measured" -->
///
/// - The file is YAML or JSON, named from the project's root. A YAML file of several documents is the list of them.
///   With one `*` in its name it is a mapping from the names of all files like it to what they hold.
/// - `rows` is a JSON Pointer to a list, or to a mapping whose members are the rows; `*` stands for every item.
/// - A column is `Title=key`. The key may go into values (`labels.severity`), `@key` is the name of a mapping's
///   member. `` `key` `` sets the value as code, `[key](key)` makes a link; `{key}` stands for a value inside the
///   link's address.
/// - `empty` is shown for what is missing or null; nothing when it is left out.
struct TableRequest {
  struct Column {
    var title: String
    var text: Key
    var isCode: Bool
    /// Parts of a link's address: fixed text and keys in turn, beginning with text.
    var address: [AddressPart]?
    /// Bytes of the whole column in the page.
    var range: Range<Int>
  }

  struct Key {
    var path: [String]
    var range: Range<Int>
  }

  enum AddressPart {
    case text(String)
    case key(Key)
  }

  var file: String
  var fileRange: Range<Int>
  var rows: [String] = []
  var rowsRange: Range<Int>
  var columns: [Column] = []
  var empty = ""
  let source: SourceText
  /// Bytes of the whole comment in the page.
  let range: Range<Int>

  static let usage = "write `<!-- flowdocs:table FILE rows=/path columns=\"Title=key, Other=a.b\" -->`"

  /// Reads the words between `words.lowerBound`, which is after `flowdocs:table`, and the comment's end.
  ///
  /// - Throws: everything that is wrong with the words.
  init(_ source: SourceText, words: Range<Int>, comment: Range<Int>) throws(DiagnosticError) {
    self.source = source
    range = comment
    (file, fileRange) = ("", comment)
    rowsRange = comment
    var seen: Set<String> = []
    var findings: [Diagnostic] = []
    for word in Self.words(source.bytes, words) {
      do throws(DiagnosticError) {
        try read(word, &seen)
      } catch {
        findings += error.diagnostics
      }
    }
    // Without its file or columns it is only incomplete, unless the words that were not read are those.
    if findings.isEmpty, file.isEmpty || columns.isEmpty {
      findings.append(
        Diagnostic(
          .badTable, file.isEmpty ? "Table without a file" : "Table without columns",
          at: source.span(comment), fix: Self.usage))
    }
    if !findings.isEmpty { throw DiagnosticError(findings) }
  }

  private static let parameters = ["rows", "columns", "empty"]

  private mutating func read(_ word: Word, _ seen: inout Set<String>) throws(DiagnosticError) {
    guard let name = word.name, let nameRange = word.nameRange else {
      guard file.isEmpty else {
        throw DiagnosticError(
          Diagnostic(
            .badTable, "Unexpected word `\(word.value)` in a table", at: source.span(word.range),
            fix: Self.usage))
      }
      (file, fileRange) = (word.value, word.range)
      return
    }
    guard seen.insert(name).inserted else {
      throw DiagnosticError(Diagnostic(.badTable, "`\(name)` is given twice", at: source.span(nameRange)))
    }
    switch name {
    case "rows":
      rowsRange = word.range
      guard word.value.isEmpty || word.value.hasPrefix("/") else {
        throw DiagnosticError(
          Diagnostic(
            .badTable, "`rows` must be a JSON Pointer", at: source.span(word.range),
            fix: "write `rows=/\(word.value)`"))
      }
      rows = word.value.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map {
        String($0).replacing("~1", with: "/").replacing("~0", with: "~")
      }
    case "columns": columns = try Self.columns(source, word.range)
    case "empty": empty = word.value
    default:
      throw DiagnosticError(
        Diagnostic(
          .badTable, "Unknown parameter `\(name)` of a table", at: source.span(nameRange), name: name,
          guess: NearMiss.guess(for: name, in: Self.parameters), otherwise: Self.usage))
    }
  }

  private struct Word {
    var name: String?
    var nameRange: Range<Int>?
    var value: String
    /// The range of the value without its quotation marks, or of the word if it has no name.
    var range: Range<Int>
  }

  private static func words(_ bytes: [UInt8], _ range: Range<Int>) -> [Word] {
    var words: [Word] = []
    var at = range.lowerBound
    while at < range.upperBound {
      if bytes[at] <= 0x20 {
        at += 1
        continue
      }
      var name: String?
      var nameRange: Range<Int>?
      var start = at
      while at < range.upperBound, bytes[at] > 0x20, bytes[at] != UInt8(ascii: "=") { at += 1 }
      if at < range.upperBound, bytes[at] == UInt8(ascii: "=") {
        name = String(decoding: bytes[start..<at], as: UTF8.self)
        nameRange = start..<at
        at += 1
        start = at
        if at < range.upperBound, bytes[at] == UInt8(ascii: "\"") {
          start = at + 1
          at = start
          while at < range.upperBound, bytes[at] != UInt8(ascii: "\"") { at += 1 }
          words.append(
            Word(
              name: name, nameRange: nameRange, value: String(decoding: bytes[start..<at], as: UTF8.self),
              range: start..<at))
          at += 1
          continue
        }
        while at < range.upperBound, bytes[at] > 0x20 { at += 1 }
      }
      words.append(
        Word(
          name: name, nameRange: nameRange, value: String(decoding: bytes[start..<at], as: UTF8.self),
          range: start..<at))
    }
    return words
  }

  private static func columns(_ source: SourceText, _ range: Range<Int>) throws(DiagnosticError) -> [Column] {
    var columns: [Column] = []
    var start = range.lowerBound
    for at in range.lowerBound...range.upperBound {
      guard at == range.upperBound || source.bytes[at] == UInt8(ascii: ",") else { continue }
      let part = trimmed(source.bytes, start..<at)
      start = at + 1
      if part.isEmpty { continue }
      columns.append(try column(source, part))
    }
    return columns
  }

  private static func column(_ source: SourceText, _ range: Range<Int>) throws(DiagnosticError) -> Column {
    let bytes = source.bytes
    let equals = bytes[range].firstIndex(of: UInt8(ascii: "="))
    var cell = equals.map { trimmed(bytes, ($0 + 1)..<range.upperBound) } ?? range
    var title = source.text(in: trimmed(bytes, range.lowerBound..<(equals ?? range.upperBound)))
    var address: [AddressPart]?
    func fail(_ message: String, _ range: Range<Int>) -> DiagnosticError {
      DiagnosticError(
        Diagnostic(
          .badTable, message, at: source.span(range),
          fix: "write a column as `Title=key`, ``Title=`key` `` or `Title=[key](key)`"))
    }
    if bytes[cell].first == UInt8(ascii: "[") {
      guard let middle = bytes[cell].firstRange(of: Array("](".utf8)), bytes[cell].last == UInt8(ascii: ")")
      else {
        throw fail("Link without a destination", cell)
      }
      address = addressParts(source, middle.upperBound..<(cell.upperBound - 1))
      cell = (cell.lowerBound + 1)..<middle.lowerBound
    }
    var isCode = false
    if cell.count > 2, bytes[cell].first == UInt8(ascii: "`"), bytes[cell].last == UInt8(ascii: "`") {
      isCode = true
      cell = (cell.lowerBound + 1)..<(cell.upperBound - 1)
    }
    let text = key(source, cell)
    if text.path.contains("") { throw fail("Column without a key", range) }
    if equals == nil { title = source.text(in: cell) }
    return Column(title: title, text: text, isCode: isCode, address: address, range: range)
  }

  /// `{key}` in an address, or the whole of it a key.
  private static func addressParts(_ source: SourceText, _ range: Range<Int>) -> [AddressPart] {
    guard source.bytes[range].contains(UInt8(ascii: "{")) else { return [.key(key(source, range))] }
    var parts: [AddressPart] = []
    var start = range.lowerBound
    while start < range.upperBound {
      guard let open = source.bytes[start..<range.upperBound].firstIndex(of: UInt8(ascii: "{")),
        let close = source.bytes[open..<range.upperBound].firstIndex(of: UInt8(ascii: "}"))
      else {
        parts.append(.text(source.text(in: start..<range.upperBound)))
        break
      }
      parts.append(.text(source.text(in: start..<open)))
      parts.append(.key(key(source, (open + 1)..<close)))
      start = close + 1
    }
    return parts
  }

  private static func key(_ source: SourceText, _ range: Range<Int>) -> Key {
    Key(
      path: source.text(in: range).split(separator: ".", omittingEmptySubsequences: false).map(String.init),
      range: range)
  }

  private static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    var (lower, upper) = (range.lowerBound, range.upperBound)
    while lower < upper, bytes[lower] <= 0x20 { lower += 1 }
    while upper > lower, bytes[upper - 1] <= 0x20 { upper -= 1 }
    return lower..<upper
  }
}
