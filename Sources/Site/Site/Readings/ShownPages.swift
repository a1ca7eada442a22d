import Diagnostics
import Pages

/// The pages that blocks of a site show as examples, each read once for all checks and for verification.
final class ShownPages: Sendable {
  /// A block, by its page and its place, which distinguishes the blocks of a page that a page shows.
  private struct Key: Hashable {
    var page: String
    var place: SourceSpan
  }

  private let reader: PageReader
  private let pages = Memo<Key, Page?>()

  init(_ reader: PageReader) { self.reader = reader }

  /// The page in one block; `nil` when the block is not to be checked as a page.
  func page(in block: Block, on page: Page) -> Page? {
    guard block.form == .page else { return nil }
    return pages.value(Key(page: page.path, place: page.span(ofFenceOf: block))) { _ in
      reader.page(shownIn: block, on: page)
    }
  }
}
