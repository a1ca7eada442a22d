import JSON

/// A word or sentence of the theme: what is around the text of pages, at blocks of code, and in the search.
///
/// The raw value is its key in `site/theme/words/`. What stands in braces is replaced; a translation has the same.
public enum ThemeWord: String, Sendable, CaseIterable {
  // The frame of a page.
  case skip, menu, pages, sections, links, more, breadcrumb, neighbours, previous, next
  case pagesOf = "pages-of"
  case onThisPage = "on-this-page"
  case colors, edit, report, markdown
  case copyMarkdown = "copy-markdown"
  case lastChange = "last-change"
  case builtWith = "built-with"
  case verified
  case oneVerified = "verified-one"
  case sectionLink = "section-link"
  case audience, minutes
  case oneMinute = "minutes-one"
  case tutorial, reference, explanation, walkthrough
  case howTo = "how-to"
  case draft
  case draftPage = "draft-page"
  case notFound = "not-found"
  case notFoundText = "not-found-text"
  case toStart = "to-start"
  case startPage = "start-page"
  case similarPages = "similar-pages"
  case movedTitle = "moved-title"
  case movedText = "moved-text"

  // Blocks of code, drawings and boxes of tasks.
  case copy, copied
  case notCopied = "not-copied"
  case wrap, output
  case outputOf = "output-of"
  case lines
  case oneLine = "lines-one"
  case note, check
  case notRun = "not-run"
  case notRunUntil = "not-run-until"
  case hasFailed = "has-failed"
  case tabs, forms
  case fullSize = "full-size"
  case inWords = "in-words"
  case source, done
  case toDo = "to-do"

  // Verdicts.
  case ran, compiled, validated, parsed
  case failsAsStated = "fails-as-stated"
  case skipped, failed
  case ranText = "ran-text"
  case compiledText = "compiled-text"
  case validatedText = "validated-text"
  case parsedText = "parsed-text"
  case failsAsStatedText = "fails-as-stated-text"
  case skippedText = "skipped-text"
  case failedText = "failed-text"
  case validatedBy = "validated-by"
  case validatedByText = "validated-by-text"
  case withNetwork = "with-network"
  case withNetworkText = "with-network-text"
  case notChecked = "not-checked"
  case notCheckedText = "not-checked-text"
  case notVerified = "not-verified"
  case notVerifiedText = "not-verified-text"
  case changed
  case changedText = "changed-text"
  case toVerify = "to-verify"
  case toRepeat = "to-repeat"
  case runWith = "run-with"
  case checkedBy = "checked-by"
  case exitCode = "exit-code"
  case answer

  // The search and its list of actions.
  case search
  case searchText = "search-text"
  case searchHint = "search-hint"
  case section
  case allSections = "all-sections"
  case proven, results
  case resultCount = "result-count"
  case oneResult = "result-count-one"
  case firstResults = "first-results"
  case noResult = "no-result"
  case noFilteredResult = "no-filtered-result"
  case onlyActions = "only-actions"
  case actionCount = "action-count"
  case previousPage = "previous-page"
  case nextPage = "next-page"
  case goTo = "go-to"
  case print
  case systemColors = "colors-system"
  case lightColors = "colors-light"
  case darkColors = "colors-dark"

  /// What the theme says without a translation.
  public var english: String {
    switch self {
    case .skip: "Skip to content"
    case .menu: "Menu"
    case .pages: "Pages"
    case .sections: "Sections"
    case .links: "Links"
    case .more: "More"
    case .breadcrumb: "Breadcrumb"
    case .neighbours: "Neighbouring pages"
    case .previous: "Previous"
    case .next: "Next"
    case .pagesOf: "Pages of {name}"
    case .onThisPage: "On this page"
    case .colors: "Colour scheme"
    case .edit: "Edit this page"
    case .report: "Report a mistake on this page"
    case .markdown: "Markdown"
    case .copyMarkdown: "Copy as Markdown"
    case .lastChange: "Last change {date}"
    case .builtWith: "Built with {name}"
    case .verified: "{count} of {all} blocks verified"
    case .oneVerified: "{count} of {all} block verified"
    case .sectionLink: "Link to this section"
    case .audience: "For {audience}"
    case .minutes: "{count} minutes"
    case .oneMinute: "{count} minute"
    case .tutorial: "Tutorial"
    case .reference: "Reference"
    case .explanation: "Explanation"
    case .walkthrough: "Walkthrough"
    case .howTo: "How-to"
    case .draft: "Draft"
    case .draftPage: "Draft: the published portal leaves this page out."
    case .notFound: "Page not found"
    case .notFoundText: "There is no page at this address. It may have moved."
    case .toStart: "{link} links to all pages."
    case .startPage: "The start page"
    case .similarPages: "Similar pages"
    case .movedTitle: "Moved: {title}"
    case .movedText: "This page has moved to {link}."
    case .copy: "Copy"
    case .copied: "Copied"
    case .notCopied: "Could not copy"
    case .wrap: "Wrap lines"
    case .output: "Output"
    case .outputOf: "Output of {file}"
    case .lines: "{count} lines"
    case .oneLine: "{count} line"
    case .note: "Note {number}"
    case .check: "Check your work"
    case .notRun: "Not run: {reason}"
    case .notRunUntil: "Not run: {reason} (until {date})"
    case .hasFailed: "Failed: {reason}"
    case .tabs: "Language"
    case .forms: "Form"
    case .fullSize: "Full size"
    case .inWords: "In words"
    case .source: "Source"
    case .done: "Done"
    case .toDo: "To do"
    case .ran: "Ran"
    case .compiled: "Compiled"
    case .validated: "Validated"
    case .parsed: "Parsed"
    case .failsAsStated: "Fails as stated"
    case .skipped: "Skipped"
    case .failed: "Failed"
    case .ranText: "This example was run. Where the page shows its output, that is what it printed."
    case .compiledText: "This example was compiled."
    case .validatedText: "This was validated against the API's contract."
    case .parsedText: "The syntax was checked."
    case .failsAsStatedText: "This example fails with the expected error."
    case .skippedText: "This example was not run."
    case .failedText: "This example does not do what the page shows."
    case .validatedBy: "Validated by {checkers}"
    case .validatedByText: "Programs for its language accept it."
    case .withNetwork: "{verdict} with network access"
    case .withNetworkText: "It could connect to other machines."
    case .notChecked: "Not checked"
    case .notCheckedText: "Not checked: {reason}."
    case .notVerified: "Not verified"
    case .notVerifiedText: "This example has not been verified."
    case .changed: "Not verified since it changed"
    case .changedText: "This example, or something that it depends on, has changed since it was verified."
    case .toVerify: "To verify"
    case .toRepeat: "To repeat"
    case .runWith: "Run with"
    case .checkedBy: "Checked by"
    case .exitCode: "Exit code"
    case .answer: "Answer"
    case .search: "Search"
    case .searchText: "Search the documentation"
    case .searchHint: "Type a word: a method, an error code, a topic."
    case .section: "Section"
    case .allSections: "All sections"
    case .proven: "All blocks proven"
    case .results: "Results"
    case .resultCount: "{count} results for “{text}”"
    case .oneResult: "{count} result for “{text}”"
    case .firstResults: "The first {count} of {all} results for “{text}”"
    case .noResult: "Nothing found for “{text}”."
    case .noFilteredResult: "Nothing found for “{text}” with these filters."
    case .onlyActions: "No page for “{text}”, but actions: {count}."
    case .actionCount: "Actions: {count}"
    case .previousPage: "Previous page"
    case .nextPage: "Next page"
    case .goTo: "Go to"
    case .print: "Print this page"
    case .systemColors: "Colours: as the system"
    case .lightColors: "Colours: light"
    case .darkColors: "Colours: dark"
    }
  }

  /// As it is listed to people.
  public var json: JSON { .object([("name", .string(rawValue)), ("meaning", .string(english))]) }
}
