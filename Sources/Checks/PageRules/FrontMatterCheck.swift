import Diagnostics
import Markdown
import Pages

extension Rule {
  public static let unreadFrontMatter = Rule(
    "unread-front-matter", .error, "The front matter of a page is not read, but shown as text")
}

/// Text that begins like front matter is front matter: YAML between two lines `---`, or TOML between two lines `+++`.
enum FrontMatterCheck {
  static let check = Check(
    .blocks, [.unreadFrontMatter], .shownPage { problem(with: $0.page).map { [$0] } ?? [] })

  private static func problem(with page: Page) -> Diagnostic? {
    let (bytes, lines) = (page.source.bytes, page.source.lines)
    guard page.frontMatter.range.isEmpty, lines.count > 1 else { return nil }
    func content(_ line: Int) -> ArraySlice<UInt8> {
      var content = bytes[lines.content(line, in: bytes)]
      if line == 1, content.starts(with: [0xEF, 0xBB, 0xBF]) { content.removeFirst(3) }
      while let last = content.last, last <= 0x20 { content.removeLast() }
      return content
    }
    let first = content(1)
    let forms = [("---", UInt8(ascii: ":")), ("+++", UInt8(ascii: "="))]
    guard let (mark, separator) = forms.first(where: { first.elementsEqual($0.0.utf8) }),
      isPair(content(2), separator: separator)
    else { return nil }
    // Lines of pairs are all of it when an empty line is below them.
    let end = (2...lines.count).first { !isPair(content($0), separator: separator) } ?? lines.count + 1
    let isWhole = end <= lines.count && content(end).isEmpty
    let line = lines.start(end)
    return Diagnostic(
      .unreadFrontMatter, "The front matter is not closed, so it is shown as text",
      at: page.source.span(first.startIndex..<first.endIndex),
      fix: "write `\(mark)` on a line of its own below it",
      replacements: isWhole ? page.source.replacing(line..<line, with: mark + "\n") : [])
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
