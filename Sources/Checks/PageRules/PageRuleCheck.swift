import Diagnostics
import Pages

/// Pages have what `pages:` in `site/portal.yml` asks of them.
enum PageRuleCheck {
  static let check = Check(.pages, [.incompletePage], .page { findings($0.page, $0.context) })

  static func findings(_ page: Page, _ context: CheckContext) -> [Diagnostic] {
    let rules = context.project.pages
    guard !page.frontMatter.isLanding else { return [] }
    var findings: [Diagnostic] = []
    let missing = rules.required.compactMap(FrontMatterKey.named).filter { !$0.isSet(page.frontMatter) }
    if !missing.isEmpty {
      let keys = missing.map { "`\($0.name)`" }.joined(separator: ", ")
      let isMissing = page.frontMatter.range.isEmpty
      findings.append(
        Diagnostic(
          .incompletePage, "The front matter has no \(keys)",
          at: page.source.span(isMissing ? 0..<0 : 0..<3),
          fix: "add " + missing.map { "`\($0.name): \($0.sample)`" }.joined(separator: ", ")
            + (isMissing ? " between two lines `---` at the top of the page" : "")))
    }
    if let ending = rules.ending {
      let sections = page.headings.filter { $0.level == 2 }
      if sections.last?.text != ending {
        let misplaced = sections.first { $0.text == ending }
        let nearest = NearMiss.nearest(to: ending, in: sections.map(\.text))
        let heading = misplaced ?? sections.first { $0.text == nearest }
        findings.append(
          Diagnostic(
            .incompletePage,
            misplaced == nil
              ? "The page has no section `\(ending)`"
              : "The section `\(ending)` must be the last one",
            at: heading.map { page.source.span(line: $0.line, column: 1, length: 2) }
              ?? page.source.span(page.source.bytes.count..<page.source.bytes.count),
            fix: misplaced == nil
              ? "end the page with `## \(ending)` and links to the pages a reader wants next"
              : "move it to the end of the page"))
      }
    }
    return findings
  }
}
