import Diagnostics
import Mermaid
import Pages

/// `flowdocs check`: everything that can be said about pages without running what is on them.
///
/// Each rule has a file of its own. It works on any folder of Markdown: what only a portal can break (absolute
/// links, unknown front matter) is not asked of a folder without `site/portal.yml`.
public enum Checks {
  /// The findings of all pages, by place: also those that were made when the pages were read.
  ///
  /// - Parameter selected: The paths of the pages whose findings are wanted, relative to the content folder;
  ///   `nil` for all. The others are still led to by links.
  public static func run(
    _ pages: [Page], selected: Set<String>? = nil, _ context: CheckContext
  ) async -> [Diagnostic] {
    let index = OutlineIndex(pages.map { PageOutline($0, context) }, context)
    let pages = pages.filter { selected?.contains($0.path) ?? true }
    async let syntax = context.parsesCode ? SyntaxCheck.run(pages, context) : []
    // Clients belong to no page: they are looked at when the whole project is.
    async let clients = context.parsesCode && selected == nil ? ClientCheck.findings(context) : []
    var findings: [Diagnostic] = []
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

  /// What one page alone shows, and what is kept of it for its links: small, so that a build can let go of the
  /// page itself.
  public struct Inspection: Sendable {
    public let findings: [Diagnostic]
    let outline: PageOutline
    let links: [LinkCheck.Destination]
  }

  /// The first half of a check that sees one page at a time; `links` is the other. Code is not parsed.
  ///
  /// - Returns: what is kept of the page, and its diagrams, by the index of their block, for who renders it now.
  public static func inspect(
    _ page: Page, _ context: CheckContext
  ) -> (inspection: Inspection, diagrams: [Int: Diagram]) {
    let diagrams = DiagramCheck(page, context)
    let inspection = Inspection(
      findings: findingsWithoutLinks(page, diagrams, context), outline: PageOutline(page, context),
      links: page.links.map { LinkCheck.Destination($0) } + diagrams.links().map(\.destination))
    return (inspection, diagrams.read)
  }

  /// The findings about links, once all pages have been inspected.
  ///
  /// - Parameter load: Gives the page at a path again. It is asked only for pages with a dead link, to say
  ///   where exactly the link stands.
  public static func links(
    _ inspections: [Inspection], _ context: CheckContext, load: (String) throws -> Page
  ) rethrows -> [Diagnostic] {
    let index = OutlineIndex(inspections.map(\.outline), context)
    return try inspections.flatMap { inspection -> [Diagnostic] in
      let check = LinkCheck(context: context, index: index, outline: inspection.outline)
      let isSound = inspection.links.allSatisfy { check.finding($0) == nil }
      guard !isSound else { return [] }
      let page = try load(inspection.outline.path)
      return check.findings(on: page, DiagramCheck(page, context))
    } + SymbolPlaceCheck(context: context, index: index).findings()
  }

  private static func findingsWithoutLinks(
    _ page: Page, _ diagrams: DiagramCheck, _ context: CheckContext
  ) -> [Diagnostic] {
    PageRuleCheck.findings(page, context)
      + ForeignMarkupCheck.findings(page, context)
      + blockFindings(page, diagrams, context)
      + SymbolCheck(page: page, table: context.symbols).findings()
      + page.nestedPages(project: context.project, files: context.files)
      .flatMap { blockFindings($0, DiagramCheck($0, context), context, isShown: true) }
  }

  /// What is wrong with the blocks and directives of a page, also of one that another page shows.
  private static func blockFindings(
    _ page: Page, _ diagrams: DiagramCheck, _ context: CheckContext, isShown: Bool = false
  ) -> [Diagnostic] {
    page.diagnostics
      + DirectiveCheck.findings(page, context, isShown: isShown)
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
