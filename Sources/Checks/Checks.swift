import Diagnostics
import Pages

/// `flowdocs check`: everything that can be said about pages without running what is on them.
///
/// Each rule has a file of its own. It works on any folder of Markdown: what only a portal can break
/// (absolute links, unknown front matter) is not asked of a folder without `site/portal.yml`.
public enum Checks {
  /// The findings of all selected pages, by place: also those that were made when the pages were read.
  public static func run(_ context: CheckContext) async -> [Diagnostic] {
    let anchors = AnchorIndex(context)
    let pages = context.pages.filter(context.isSelected)
    async let syntax = context.parsesCode ? SyntaxCheck.run(pages, context) : []
    var findings: [Diagnostic] = []
    let chunk = 64
    await withTaskGroup(of: [Diagnostic].self) { group in
      for start in stride(from: 0, to: pages.count, by: chunk) {
        group.addTask {
          pages[start..<min(start + chunk, pages.count)].flatMap { check($0, context, anchors) }
        }
      }
      for await found in group { findings += found }
    }
    return (findings + (await syntax)).sortedByPlace()
  }

  private static func check(_ page: Page, _ context: CheckContext, _ anchors: AnchorIndex) -> [Diagnostic] {
    page.diagnostics
      + LinkCheck(context: context, anchors: anchors, page: page).findings()
      + DirectiveCheck.findings(page, context)
      + JSONCheck.findings(page, context)
      + PayloadCheck(page: page, context: context).findings()
      + SkipCheck.findings(page, context)
      + IncludeCheck.findings(page)
      + TabCheck.findings(page)
      + OutputCheck.findings(page, context)
  }
}
