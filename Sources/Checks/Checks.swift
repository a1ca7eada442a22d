import Diagnostics
import Pages

/// `flowdocs check`: everything that can be said about pages without running what is on them.
///
/// Each rule has a file of its own. It works on any folder of Markdown: what only a portal can break (absolute
/// links, unknown front matter) is not asked of a folder without `site/portal.yml`.
public enum Checks {
  /// The findings of a site, by place: also those that were made when it was opened and its pages were read.
  ///
  /// - Parameter selected: The paths of the pages whose findings are wanted, relative to the content folder;
  ///   `nil` for all. Links to the others are still followed.
  public static func run(_ context: CheckContext, selected: Set<String>? = nil) async -> [Diagnostic] {
    let index = OutlineIndex(context.site.pages.map { PageOutline($0, context) }, context)
    let pages = context.site.pages.filter { selected?.contains($0.path) ?? true }
    async let syntax = context.parsesCode ? SyntaxCheck.run(pages, context) : []
    // Clients belong to no page: they are checked when the whole project is.
    async let clients = context.parsesCode && selected == nil ? ClientCheck.findings(context) : []
    var findings = context.site.findings
    let chunk = 64
    await withTaskGroup(of: [Diagnostic].self) { group in
      for start in stride(from: 0, to: pages.count, by: chunk) {
        group.addTask {
          pages[start..<min(start + chunk, pages.count)].flatMap { page -> [Diagnostic] in
            guard let outline = index[page.path] else { return [] }
            let diagrams = DiagramCheck(page, context)
            return findingsWithoutLinks(page, diagrams, context)
              + LinkCheck(context: context, index: index, outline: outline).findings(on: page, diagrams)
          }
        }
      }
      for await found in group { findings += found }
    }
    if selected == nil { findings += SymbolPlaceCheck(context: context, index: index).findings() }
    return (findings + (await syntax) + (await clients)).sortedByPlace()
  }

  private static func findingsWithoutLinks(
    _ page: Page, _ diagrams: DiagramCheck, _ context: CheckContext
  ) -> [Diagnostic] {
    PageRuleCheck.findings(page, context)
      + ForeignMarkupCheck.findings(page, context)
      + blockFindings(page, diagrams, context)
      + SymbolCheck(page: page, table: context.symbols).findings()
      + context.site.pages(shownOn: page)
      .flatMap { blockFindings($0, DiagramCheck($0, context), context, isShown: true) }
  }

  /// What is wrong with the blocks and directives of a page, also of one that another page shows.
  private static func blockFindings(
    _ page: Page, _ diagrams: DiagramCheck, _ context: CheckContext, isShown: Bool = false
  ) -> [Diagnostic] {
    page.diagnostics
      + page.directives.compactMap { context.site.directives.finding($0, on: page, isShown: isShown) }
      + JSONCheck.findings(page, context)
      + YAMLCheck.findings(page, context)
      + PayloadCheck(page: page, context: context).findings()
      + SkipCheck.findings(page, context)
      + IncludeCheck.findings(page)
      + TabCheck.findings(page)
      + OutputCheck.findings(page, context)
      + diagrams.findings()
      + FormulaCheck.findings(page, context)
  }
}
