import Diagnostics
import Dialects
import Project

/// Boxes, tabs, definition lists and markup in text as Markdown that is read in every dialect. Rewriting it again changes
/// nothing.
enum PlainForm {
  /// - Parameter offset: where Markdown begins, after the front matter.
  static func rewritten(
    _ source: SourceText, from offset: Int, _ project: Project, isMDX: Bool
  ) -> SourceText {
    var source = source
    if let rewritten = ContainerRewriting.rewritten(source, from: offset, project.dialect, isMDX: isMDX) {
      source = rewritten
    }
    if project.textMarkup.contains(.definitions),
      let rewritten = DefinitionLists.rewritten(source, from: offset, hasTerms: project.dialect.hasTerms)
    {
      source = rewritten
    }
    return TextRewriting.rewritten(source, from: offset, project.textMarkup) ?? source
  }
}
