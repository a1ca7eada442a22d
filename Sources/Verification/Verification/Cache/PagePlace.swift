import Ledger
import Pages

/// Where the blocks of a session are: what some of them print, such as a traceback, is old when they move.
struct PagePlace: Codable, Equatable {
  /// The path of the page's file.
  var page: String
  /// The first line of each block's code.
  var lines: [Int]

  init(_ session: Session, on page: Page) {
    self.page = page.source.path
    lines = session.blockOrder.map { page.blocks[$0].origin.firstLine }
  }

  /// For the key of a verdict: `page.md 4 10`.
  var text: String { page + lines.map { " \($0)" }.joined() }

  /// Whether what was printed may name the place. Any number that is the number of one of its lines counts: running
  /// again costs less than a stale output.
  func isNamed(by result: SessionResult, of session: Session, on page: Page) -> Bool {
    let texts = Array(result.shown.values) + result.examples.values.compactMap(\.output)
    if isNamed(in: texts, by: session) { return true }
    let lines = Set(
      session.blockOrder.flatMap { index -> Range<Int> in
        let first = page.blocks[index].origin.firstLine
        return first..<(first + page.blocks[index].code.utf8.count { $0 == UInt8(ascii: "\n") } + 1)
      })
    return texts.contains { text in
      text.split { !$0.isASCII || !$0.isNumber }.contains { Int($0).map(lines.contains) ?? false }
    }
  }

  /// Whether texts name the page, or code asks for its own place.
  func isNamed(in texts: [String], by session: Session) -> Bool {
    let file = page.split(separator: "/").last.map(String.init) ?? page
    return texts.contains { $0.contains(file) }
      || session.examples.contains { example in
        Self.questions.contains { example.block.code.contains($0) }
      }
  }

  /// How code asks for its line or file.
  private static let questions = ["#line", "#file", "__file__", "LINENO", "lineno"]
}
