import Diagnostics
import Project

extension PageReader {
  /// The pages that a page shows in its `markdown` blocks, each to be checked as a page: an example of a fence or
  /// of a directive that is wrong would mislead whoever copies it. Findings have their places on the page that was
  /// read.
  ///
  /// Blocks marked `text`, included files and indented blocks are left out, and everything outside of a portal, where
  /// Markdown is that of other tools.
  public func pages(shownOn page: Page) -> [Page] {
    guard project.isConfigured else { return [] }
    return page.blocks.compactMap { self.page(shownIn: $0, on: page) }
  }

  /// The page in one block; `nil` when the block is not to be checked as a page. Its directives are not expanded.
  public func page(shownIn block: Block, on page: Page) -> Page? {
    guard block.form == .page, block.indentation == 0, block.origin.file == nil,
      (block.attributes.level ?? project.policy[block.language]) != .text, block.attributes.skip == nil
    else { return nil }
    var assembly = SourceAssembly()
    assembly.copy(block.bodyRange, of: page.source)
    return self.page(page.path, assembly.text(path: page.source.path), expandsDirectives: false)
  }
}
