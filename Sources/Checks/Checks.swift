import Diagnostics
import OpenRPC
import Pages

/// `flowdocs check`: all static checks of pages, without running their code.
///
/// It works on any folder of Markdown: rules of portals only (absolute links, unknown front matter) are not applied to
/// a folder without `site/portal.yml`.
public enum Checks {
  /// The findings of a site: those that were made when it was opened, and those of its pages in their order.
  ///
  /// - Parameters:
  ///   - selected: The paths of the pages whose findings are wanted, relative to the content folder; `nil` for all.
  ///     Links to the others are still followed.
  ///   - checks: The checks that are run; a test of a check of its own adds it here.
  public static func run(
    _ context: CheckContext, selected: Set<String>? = nil, checks: [Check] = Checks.all
  ) async -> [Diagnostic] {
    let pages = context.site.pages.map { CheckedPage($0, context) }
    let index = OutlineIndex(pages.map(PageOutline.init), context)
    let wanted = pages.filter { selected?.contains($0.page.path) ?? true }
    async let ofAll = together(
      CheckedPages(checked: wanted, areAll: selected == nil, context: context), checks)
    let ofPages = await inChunks(wanted) { findings($0, index, checks) }
    let ofSettings = selected == nil ? settings(context, index, checks) : []
    var found = withoutRepeats(ofPages, of: context.site.findings)
    found.insert(contentsOf: context.site.findings, at: 0)
    found += ofSettings
    found += await ofAll
    return IncludedFindings.once(found, on: context.site.pages)
  }

  /// Without the mistakes in examples of the contract that were found in the contract itself: the generated pages show them
  /// again.
  private static func withoutRepeats(
    _ findings: [Diagnostic], of earlier: [Diagnostic]
  ) -> [Diagnostic] {
    let examples = earlier.filter { $0.rule == .contractExample }.compactMap(\.span)
    if examples.isEmpty { return findings }
    return findings.filter { finding in
      guard finding.rule == .contractMismatch, let span = finding.span else { return true }
      return !examples.contains { $0.path == span.path && $0.range.overlaps(span.range) }
    }
  }

  private static func findings(
    _ checked: CheckedPage, _ index: OutlineIndex, _ checks: [Check]
  ) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for check in checks {
      switch check.scope {
      case .page(let find): found += find(checked)
      case .shownPage(let find):
        found += find(checked)
        for page in checked.shown { found += find(page) }
      case .links(let find): found += find(checked, index)
      case .settings, .allPages: break
      }
    }
    return found
  }

  private static func settings(
    _ context: CheckContext, _ index: OutlineIndex, _ checks: [Check]
  ) -> [Diagnostic] {
    checks.flatMap { check -> [Diagnostic] in
      if case .settings(let find) = check.scope { find(context, index) } else { [] }
    }
  }

  private static func together(_ pages: CheckedPages, _ checks: [Check]) async -> [Diagnostic] {
    var findings: [Diagnostic] = []
    for check in checks {
      if case .allPages(let find) = check.scope { findings += await find(pages) }
    }
    return findings
  }

  /// The findings of many pages in their order, found on all cores.
  private static func inChunks(
    _ pages: [CheckedPage], _ find: @escaping @Sendable (CheckedPage) -> [Diagnostic]
  ) async -> [Diagnostic] {
    let chunk = 64
    return await withTaskGroup(of: (Int, [Diagnostic]).self) { group in
      for start in stride(from: 0, to: pages.count, by: chunk) {
        group.addTask {
          var findings: [Diagnostic] = []
          // Whoever has cancelled the run does not want its findings.
          if Task.isCancelled { return (start, []) }
          for page in pages[start..<min(start + chunk, pages.count)] { findings += find(page) }
          return (start, findings)
        }
      }
      var found: [(start: Int, findings: [Diagnostic])] = []
      for await part in group { found.append(part) }
      found.sort { $0.start < $1.start }
      return found.count == 1 ? found[0].findings : found.flatMap(\.findings)
    }
  }
}
