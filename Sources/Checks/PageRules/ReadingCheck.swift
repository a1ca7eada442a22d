import Diagnostics
import Pages

/// Findings of reading a page: front matter, fences, included files and directives.
enum ReadingCheck {
  static let check = Check(
    .blocks,
    [
      .unknownAttribute, .badAttribute, .badFrontMatter, .notUTF8, .longReferences, .unreadableFile,
      .badInclude, .unknownDirective, .duplicateAnchor,
    ],
    .shownPage { $0.page.diagnostics })
}
