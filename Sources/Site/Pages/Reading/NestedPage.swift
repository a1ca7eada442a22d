import Diagnostics
import Project

extension PageReader {
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
