import Diagnostics
import Pages
import Project

/// The entries of `SUMMARY.md`, which is not a page in MkDocs and mdBook, lead to pages.
enum SummaryCheck {
  static let check = Check(.pages, [.deadLink], .settings(findings))

  private static func findings(_ context: CheckContext, _ index: OutlineIndex) -> [Diagnostic] {
    guard context.project.dialect.hasSummary else { return [] }
    let files = context.files.files(context.project.content) { $0 == PageName.summary }
    return files.flatMap { file -> [Diagnostic] in
      guard let path = index.resolver.contentPath(file) else { return [] }
      do throws(FileReadError) {
        return findings(in: try context.files.source(file), path, context, index)
      } catch {
        // A summary that cannot be read is ignored; pages are then sorted by title.
        return []
      }
    }
  }

  private static func findings(
    in source: SourceText, _ path: String, _ context: CheckContext, _ index: OutlineIndex
  ) -> [Diagnostic] {
    let reader = PageReader(project: context.project, files: context.files)
    let summary = reader.page(path, source, expandsDirectives: false)
    let check = LinkCheck(context: context, index: index, outline: PageOutline(path: path))
    var places = LinkPlaces(summary)
    return summary.links.compactMap { link -> Diagnostic? in
      let text = link.destination
      // `[Title]()` is a chapter to be written, and `*.md` stands for many pages.
      guard PageName.isPage(LinkDestination(text).path), !text.contains("*") else { return nil }
      return check.problem(with: .init(text: text))?.diagnostic(at: places.span(of: link), written: text)
    }
  }
}
