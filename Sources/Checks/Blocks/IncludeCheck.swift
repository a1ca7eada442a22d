import Diagnostics
import Pages

/// The copy of an included file that a page carries, for readers on code hosts, is equal to the file. A block
/// may also be left empty.
public enum IncludeCheck {
  static let check = Check(.blocks, [.staleInclude], .shownPage { findings($0.page) })

  static func findings(_ page: Page) -> [Diagnostic] { page.blocks.compactMap { finding($0, on: page) } }

  /// The difference of one block from its file; `nil` when they are equal.
  public static func finding(_ block: Block, on page: Page) -> Diagnostic? {
    guard let file = block.origin.file else { return nil }
    let written = page.writtenCode(of: block)
    if written.allSatisfy(\.isWhitespace) || written == block.code { return nil }
    let place = block.origin.region.map { "region `\($0)` of `\(file)`" } ?? "`\(file)`"
    return Diagnostic(
      .staleInclude, "The block differs from \(place)", at: page.span(ofAttribute: "file", of: block),
      fix: "run `flowdocs check --fix`, which copies it again",
      replacements: page.edits(of: block, holding: block.code).map { file, changes in
        changes.flatMap { file.replacing($0.range, with: String(decoding: $0.bytes, as: UTF8.self)) }
      } ?? [],
      details: LineDiff.unified(lines(written), lines(block.code)))
  }

  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
