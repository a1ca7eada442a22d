import Diagnostics

extension Rule {
  public static let deadLink = Rule("dead-link", .error, "A relative link leads to nothing")
  public static let unpublishedFile = Rule(
    "unpublished-file", .error,
    "A link leads to a file that the portal does not publish because it is not safe")
  public static let deadAnchor = Rule(
    "dead-anchor", .error, "A link names a heading that its page does not have")
  public static let absoluteLink = Rule(
    "absolute-link", .error,
    "A link begins with `/`, so it breaks when the portal is not at the root of its host")
  public static let remoteImage = Rule(
    "remote-image", .warning, "An image stands on another host, from which the portal's pages load nothing")
  public static let foreignMarkup = Rule(
    "foreign-markup", .warning,
    "HTML, a box, tabs or the name of a heading are written as another tool reads them")
  public static let incompletePage = Rule(
    "incomplete-page", .error, "A page lacks what `pages:` in `site/portal.yml` asks of every page")
  public static let clientMismatch = Rule(
    "client-mismatch", .error, "A client that the project names does not agree with the contract")
  public static let skipWithoutEnd = Rule(
    "skip-without-until", .error, "A block is skipped without a day on which that is looked at again")
  public static let duplicateTab = Rule(
    "duplicate-tab", .error, "Two blocks of one group of tabs have the same label")
  public static let outputWithoutExample = Rule(
    "output-without-example", .error, "A block says what an example prints, but there is none before it")
  public static let cannotRun = Rule(
    "cannot-run", .error, "A fence asks for a block to be run or compiled in a language that nothing runs")
  public static let notParsed = Rule(
    "not-parsed", .warning, "Code could not be parsed because a program is missing or does not work")
  public static let unknownSymbol = Rule(
    "unknown-symbol", .error, "Inline code looks like a name that the portal defines, and is none")
  public static let unusedIgnoredSymbol = Rule(
    "unused-ignored-symbol", .error, "A page ignores a name that it need not ignore")
}
