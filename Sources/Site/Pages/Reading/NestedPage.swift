import Diagnostics
import Project

extension Page {
  /// The pages that a page shows in its `markdown` blocks, each to be looked at as a page: an example of a fence or
  /// of a directive that is wrong would mislead whoever copies it. What is found stands at its place on this page.
  ///
  /// Blocks marked `text`, included files and indented blocks are left out, and everything outside of a portal, where
  /// Markdown is that of other tools.
  public func nestedPages(project: Project, files: FileReader) -> [Page] {
    guard project.isConfigured else { return [] }
    return blocks.compactMap { nestedPage($0, project: project, files: files) }
  }

  /// The page in one block; `nil` when it is no page to be looked at.
  public func nestedPage(_ block: Block, project: Project, files: FileReader) -> Page? {
    guard block.language == "markdown", block.indentation == 0, block.origin.file == nil,
      (block.attributes.level ?? project.policy["markdown"]) != .text, block.attributes.skip == nil
    else { return nil }
    var assembly = SourceAssembly()
    assembly.copy(block.bodyRange, of: source)
    return PageLoader.load(
      path: path, source: assembly.text(path: source.path), project: project, files: files)
  }
}
