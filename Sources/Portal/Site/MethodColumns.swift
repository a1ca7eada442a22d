import Markdown
import Pages

/// Where the page of a method is divided into two columns: its parameters, result and errors, and next to them the section
/// before, which has its samples.
///
/// A page needs no other Markdown for it:
///
///     # job.start
///
///     ## Request
///
///     ```sh
///     curl …
///     ```
///
///     ## Parameters
///
///     <!-- flowdocs:parameters job.start -->
struct MethodColumns {
  /// Positions among the blocks of the document's top level.
  let introduction: Range<Int>
  let samples: Range<Int>
  let parameters: Range<Int>
  /// The method whose parameters are shown; `nil` where a directive names none.
  let method: String?

  /// The directives that show what a call takes and gives.
  private static let parts: Set<String> = ["parameters", "result", "method-errors"]

  /// `nil` for a page without parameters, and for one without samples before them.
  init?(_ page: Page) {
    let document = page.document
    let blocks = Array(document.children(of: 0))
    let directives = page.directives.filter { Self.parts.contains($0.name) }
    if directives.isEmpty { return nil }
    let parts = Set(directives.map(\.node))
    method = directives[0].argument
    let starts = blocks.indices.filter { document[blocks[$0]].headingLevel == 2 }
    let sections = zip(starts, starts.dropFirst() + [blocks.count]).map { $0..<$1 }
    func hasPart(_ section: Range<Int>) -> Bool { section.contains { parts.contains(blocks[$0]) } }
    guard let first = sections.firstIndex(where: hasPart), first > 0,
      sections[first - 1].contains(where: { document[blocks[$0]].kind == .codeBlock })
    else { return nil }
    samples = sections[first - 1]
    let last = sections[first...].prefix(while: hasPart).last ?? sections[first]
    parameters = sections[first].lowerBound..<last.upperBound
    let title = blocks.firstIndex { document[$0].headingLevel == 1 }
    introduction = min(title.map { $0 + 1 } ?? 0, starts[0])..<samples.lowerBound
  }
}
