import Diagnostics
import Markdown
import Pages

extension Rule {
  public static let unreadFrontMatter = Rule(
    "unread-front-matter", .error, "The front matter of a page is not read, but shown as text")
}

/// Text that begins like front matter is front matter: YAML between two lines `---`, or TOML between two lines `+++`.
enum FrontMatterCheck {
  static let check = Check(.blocks, [.unreadFrontMatter], .allPages { findings($0) })

  private struct Problem {
    var finding: Diagnostic
    /// Of front matter that another tool may read: `TOML`.
    var format: String?
  }

  private static func findings(_ checked: CheckedPages) -> [Diagnostic] {
    let found = checked.withShown.compactMap { problem(with: $0.page) }
    if checked.context.project.isConfigured { return found.map(\.finding) }
    // The tool that a plain folder is written for may read another format: that is said once for each.
    let formats = Dictionary(grouping: found) { $0.format }
    return (formats[nil] ?? []).map(\.finding)
      + formats.sorted { $0.key ?? "" < $1.key ?? "" }.compactMap { format, problems in
        guard let format, var finding = problems.first?.finding else { return nil }
        finding.severity = .warning
        if problems.count > 1 {
          finding.message = "The front matter of \(problems.count) pages is \(format), which is shown as text"
        }
        return finding
      }
  }

  private static func problem(with page: Page) -> Problem? {
    let lines = FrontMatterLines(page)
    guard page.frontMatter.range.isEmpty, lines.count > 1 else { return nil }
    return notClosed(lines) ?? tooLate(lines) ?? ofAnotherFormat(lines)
  }

  private static func notClosed(_ lines: FrontMatterLines) -> Problem? {
    let forms = [("---", UInt8(ascii: ":")), ("+++", UInt8(ascii: "="))]
    guard let (mark, separator) = forms.first(where: { lines[1].elementsEqual($0.0.utf8) }),
      isPair(lines[2], separator: separator)
    else { return nil }
    // Lines of pairs are all of it when an empty line is below them.
    let end = (2...lines.count).first { !isPair(lines[$0], separator: separator) } ?? lines.count + 1
    let isWhole = end <= lines.count && lines[end].isEmpty
    return Problem(
      finding: Diagnostic(
        .unreadFrontMatter, "The front matter is not closed, so it is shown as text", at: lines.place(of: 1),
        fix: "write `\(mark)` on a line of its own below it",
        replacements: isWhole ? lines.inserting(mark + "\n", before: end) : []))
  }

  /// Below empty lines `---` draws a line, and the text before the next `---` is a heading.
  private static func tooLate(_ lines: FrontMatterLines) -> Problem? {
    guard lines[1].isEmpty, let first = (1...lines.count).first(where: { !lines[$0].isEmpty }),
      first < lines.count, lines[first].elementsEqual("---".utf8),
      isPair(lines[first + 1], separator: UInt8(ascii: ":")),
      let end = (first + 1...lines.count).first(where: { !isPair(lines[$0], separator: UInt8(ascii: ":")) }),
      lines[end].elementsEqual("---".utf8)
    else { return nil }
    return Problem(
      finding: Diagnostic(
        .unreadFrontMatter, "The front matter is not at the beginning of the page, so it is shown as text",
        at: lines.place(of: first), fix: "remove the empty lines above it",
        replacements: lines.removing(before: first)))
  }

  private static func ofAnotherFormat(_ lines: FrontMatterLines) -> Problem? {
    let first = String(decoding: lines[1], as: UTF8.self)
    let isTOML = isPair(lines[2], separator: UInt8(ascii: "="))
    let format: String? =
      switch first {
      case "---toml" where isTOML: "TOML"
      case "{" where lines[2].first == UInt8(ascii: "\"") && lines.has("}"): "JSON"
      case ";;;" where lines.has(";;;"), "---json" where lines.has("---"): "JSON"
      default: nil
      }
    guard let format else { return nil }
    return Problem(
      finding: Diagnostic(
        .unreadFrontMatter, "The front matter is \(format), which is shown as text", at: lines.place(of: 1),
        fix: "write YAML between two lines `---`, such as `title: Start`"),
      format: format)
  }

  /// `title: Page`, `title = "Page"`.
  private static func isPair(_ line: ArraySlice<UInt8>, separator: UInt8) -> Bool {
    let key = line.prefix { byte in
      byte.isLetter || "0123456789_-".utf8.contains(byte)
    }
    let isTOML = separator == UInt8(ascii: "=")
    let rest = line[key.endIndex...].drop { $0 == 0x20 && isTOML }
    return !key.isEmpty && rest.first == separator
      && (isTOML || rest.count == 1 || rest.dropFirst().first == 0x20)
  }
}

/// The lines of a page, without spaces at their ends and the mark of UTF-8.
private struct FrontMatterLines {
  private let source: SourceText

  init(_ page: Page) { source = page.source }

  var count: Int { source.lines.count }

  /// - Parameter line: from 1.
  subscript(line: Int) -> ArraySlice<UInt8> {
    var content = source.bytes[source.lines.content(line, in: source.bytes)]
    if line == 1, content.starts(with: [0xEF, 0xBB, 0xBF]) { content.removeFirst(3) }
    while let last = content.last, last <= 0x20 { content.removeLast() }
    return content
  }

  /// Whether a line below the first, and above the first empty one, is a text.
  func has(_ text: String) -> Bool {
    for line in 2...count {
      if self[line].isEmpty { return false }
      if self[line].elementsEqual(text.utf8) { return true }
    }
    return false
  }

  func place(of line: Int) -> SourceSpan {
    let content = self[line]
    return source.span(content.startIndex..<content.endIndex)
  }

  func inserting(_ text: String, before line: Int) -> [Replacement] {
    let at = source.lines.start(line)
    return source.replacing(at..<at, with: text)
  }

  func removing(before line: Int) -> [Replacement] {
    source.replacing(source.lines.start(1)..<source.lines.start(line), with: "")
  }
}
