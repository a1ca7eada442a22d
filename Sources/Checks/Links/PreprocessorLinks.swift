import Diagnostics
import Pages
import Project

/// Links that a preprocessor of the site makes: a name alone, as `[x]: items.fn` in the Rust reference, which is neither a
/// page nor a file. What it makes of them is not known here: all of them are one warning.
enum PreprocessorLinks {
  static let check = Check(
    .pages, [.foreignMarkup],
    .allPages { checked in
      let project = checked.context.project
      guard !project.preprocessors.isEmpty else { return [] }
      var first: SourceSpan?
      var count = 0
      for page in checked.pages {
        let links = page.links.filter { isMade($0.destination, in: project) }
        guard let link = links.first else { continue }
        if first == nil {
          var places = LinkPlaces(page)
          first = places.span(of: link)
        }
        count += links.count
      }
      return first.map { [warning(at: $0, count, project.preprocessors)] } ?? []
    })

  /// Whether a destination is a name that only a preprocessor can resolve.
  static func isMade(_ destination: String, in project: Project) -> Bool {
    guard !project.preprocessors.isEmpty, !destination.isEmpty else { return false }
    let ending =
      destination.split(separator: ".", omittingEmptySubsequences: false).last.map(String.init) ?? ""
    if ending != destination, LinkCheck.fileEndings.contains(ending.lowercased()) { return false }
    return !destination.contains { "/#?@\\".contains($0) } && !destination.hasPrefix("mailto:")
  }

  private static func warning(at span: SourceSpan, _ count: Int, _ names: [String]) -> Diagnostic {
    let rest = count == 1 ? "" : ", here and \(count - 1) more time\(count == 2 ? "" : "s")"
    let makers = names.map { "`\($0)`" }.joined(separator: ", ")
    return Diagnostic(
      .foreignMarkup, "A link that a preprocessor makes (\(makers)) is not checked" + rest, at: span,
      fix: "write the path of a page, such as `functions.md`")
  }
}
