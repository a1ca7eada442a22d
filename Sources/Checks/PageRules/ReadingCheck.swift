import Diagnostics
import Pages

/// What was found while a page was read: front matter, fences, included files and directives.
enum ReadingCheck {
  static let check = Check(
    .blocks,
    [
      .unknownAttribute, .badAttribute, .badFrontMatter, .notUTF8, .longReferences, .unreadableFile,
      .badInclude,
      .unknownDirective,
    ],
    .shownPage { $0.page.diagnostics })
}
