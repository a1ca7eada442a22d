import Diagnostics
import Pages
import Project

/// The result of a checker for one block.
enum CheckerAnswer: Sendable, Hashable {
  case accepted
  /// The checker does not handle the block.
  case notChecked
  case findings([Diagnostic])
}

/// Reads the output of a checker: lines `PATH:LINE:COLUMN: message`, with or without the column.
///
/// Indented lines belong to the finding before them. The message `not checked` says that the checker does not handle the
/// block.
struct CheckerOutput {
  /// Why an output is invalid, as a phrase that follows the checker's name.
  struct Failure: Error, Hashable {
    var reason: String
    var fix: String?
  }

  private struct Place {
    var page: Page
    var id: BlockID
    var block: Block
    /// One line more than the code has, because a missing end is reported after it.
    var lines: Range<Int>
  }

  private let name: String
  private let root: String
  private var places: [String: [Place]] = [:]
  private(set) var answers: [BlockID: CheckerAnswer] = [:]
  private(set) var hasFindings = false

  /// - Parameter root: The project's absolute path with `/` at its end, which a checker may put before paths.
  init(name: String, root: String, units: [CheckerUnit], pages: [Page], pagePath: (Int) -> String) {
    self.name = name
    self.root = root
    for unit in units {
      for block in unit.blocks {
        let id = BlockID(page: unit.page, block: block.index)
        let count = max(1, block.code.split(separator: "\n", omittingEmptySubsequences: false).count - 1)
        let first = block.origin.firstLine
        places[CheckerInput.path(of: block, pagePath: pagePath(unit.page)), default: []].append(
          Place(page: pages[unit.page], id: id, block: block, lines: first..<(first + count + 1)))
        answers[id] = .accepted
      }
    }
  }

  static let form = "PATH:LINE:COLUMN: message"

  mutating func read(_ output: String) throws(Failure) {
    var lines = output.split(separator: "\n")[...]
    while let line = lines.popFirst() {
      if line.allSatisfy(\.isWhitespace) { continue }
      var details: [Substring] = []
      while let next = lines.first, next.first == " " || next.first == "\t" {
        details.append(next)
        lines.removeFirst()
      }
      try read(line, details: details.isEmpty ? nil : details.joined(separator: "\n"))
    }
  }

  private mutating func read(_ line: Substring, details: String?) throws(Failure) {
    guard let (path, number, column, message) = Self.parts(of: line) else {
      throw Failure(
        reason: "printed `\(line.prefix(200))`, which is not a finding",
        fix: "print `\(Self.form)` for each finding, and everything else to standard error")
    }
    guard let named = places[relative(path)] else {
      throw Failure(
        reason: "reports `\(path)`, but got no block of that file",
        fix: NearMiss.nearest(to: String(path), in: places.keys.sorted()).map { "write `\($0)`" }
          ?? "name the block's `path`")
    }
    let found = named.filter { $0.lines.contains(number) }
    guard let first = found.first else {
      throw Failure(
        reason: "reports line \(number) of `\(path)`, but got no block there",
        fix: "add the line in `code`, from 0, to the block's `line`")
    }
    if message == "not checked" || message.hasPrefix("not checked:") {
      for place in found { if case .accepted = answers[place.id] { answers[place.id] = .notChecked } }
      return
    }
    hasFindings = true
    let diagnostic = Diagnostic(
      .checkerFinding, "\(name): \(message)", at: span(first, number, column), details: details)
    for place in found {
      if case .findings(let earlier) = answers[place.id] {
        answers[place.id] = .findings(earlier + [diagnostic])
      } else {
        answers[place.id] = .findings([diagnostic])
      }
    }
  }

  private func relative(_ path: Substring) -> String {
    for prefix in [root, "./"] where path.hasPrefix(prefix) { return String(path.dropFirst(prefix.count)) }
    return String(path)
  }

  /// A path may contain colons; the first one before a number ends it.
  private static func parts(of line: Substring) -> (
    path: Substring, line: Int, column: Int?, message: String
  )? {
    var at = line.startIndex
    while let colon = line[at...].firstIndex(of: ":") {
      at = line.index(after: colon)
      let (number, rest) = leadingNumber(line[at...])
      guard let number, colon > line.startIndex, rest.first == ":" else { continue }
      let (column, afterColumn) = leadingNumber(rest.dropFirst())
      let hasColumn = column != nil && afterColumn.first == ":"
      let message = (hasColumn ? afterColumn : rest).dropFirst().drop { $0 == " " }
      return message.isEmpty
        ? nil : (line[..<colon], number, hasColumn ? column : nil, String(message))
    }
    return nil
  }

  private static func leadingNumber(_ text: Substring) -> (Int?, Substring) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    return (Int(digits), text.dropFirst(digits.count))
  }

  /// The word at the column, or the line without its indentation. Columns count characters.
  private func span(_ place: Place, _ number: Int, _ column: Int?) -> SourceSpan {
    let lines = place.block.code.split(separator: "\n", omittingEmptySubsequences: false)
    let line = min(number - place.lines.lowerBound + 1, place.lines.count - 1)
    let text = line <= lines.count ? lines[line - 1] : ""
    guard let column, column >= 1, number < place.lines.upperBound - 1 else {
      let indentation = text.utf8.prefix { $0 == 0x20 || $0 == 0x09 }.count
      return place.page.span(
        inCodeOf: place.block, line: line, column: indentation + 1,
        length: max(1, text.utf8.count - indentation))
    }
    let start = text.index(text.startIndex, offsetBy: column - 1, limitedBy: text.endIndex) ?? text.endIndex
    let word = text[start...].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    return place.page.span(
      inCodeOf: place.block, line: line, column: text[..<start].utf8.count + 1,
      length: max(1, word.utf8.count))
  }
}
