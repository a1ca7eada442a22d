import Diagnostics

extension Rule {
  public static let deadLink = Rule(
    "dead-link", .error, "Relative link to a page or file that does not exist")
  public static let unpublishedFile = Rule(
    "unpublished-file", .error,
    "Link to a file that is not published, because it is hidden or could run scripts")
  public static let draftLink = Rule(
    "draft-link", .error, "Link to a draft, which the published portal leaves out")
  public static let deadAnchor = Rule(
    "dead-anchor", .error, "Link to a heading that the page does not have")
  public static let absoluteLink = Rule(
    "absolute-link", .error,
    "Link that begins with `/` and breaks when the portal is not at the root of its host")
  public static let remoteImage = Rule(
    "remote-image", .warning, "Image from another host, which the portal's content security policy blocks")
  public static let foreignMarkup = Rule(
    "foreign-markup", .warning,
    "HTML, an admonition, tabs or a heading id in the syntax of another tool")
  public static let duplicateVariable = Rule(
    "duplicate-variable", .error, "Variable that two services of one page set")
  public static let incompletePage = Rule(
    "incomplete-page", .error, "Page without something that `pages:` in `site/portal.yml` requires")
  public static let avoidedWords = Rule(
    "avoided-words", .error, "A phrase that `words:` in `site/portal.yml` lists")
  public static let clientMismatch = Rule(
    "client-mismatch", .error, "Difference between a client library and the contract")
  public static let skipWithoutEnd = Rule(
    "skip-without-until", .error, "`skip` without `until`, the date on which to review it")
  public static let duplicateTab = Rule(
    "duplicate-tab", .error, "Two tabs with the same label in one group")
  public static let outputWithoutExample = Rule(
    "output-without-example", .error, "`output` block without an example before it")
  public static let misusedCapture = Rule(
    "misused-capture", .error,
    "`capture` that has no effect, or a variable used where no block before it captures it")
  public static let malformedWalkthrough = Rule(
    "malformed-walkthrough", .error,
    "Step of a walkthrough that cannot be proven, or an attribute of walkthroughs elsewhere")
  public static let cannotRun = Rule(
    "cannot-run", .error, "A fence asks for a block to be run or compiled in a language that nothing runs")
  public static let notParsed = Rule(
    "not-parsed", .warning, "Code not parsed, because a program is missing or failed")
  public static let unknownSymbol = Rule(
    "unknown-symbol", .error, "Unknown name in inline code that looks like one that the portal defines")
  public static let unusedIgnoredSymbol = Rule(
    "unused-ignored-symbol", .error, "Name under `ignoredSymbols` that need not be ignored")
}
