import Markdown
import Pages
import Patterns
import Project
import Site

/// The terms of the page that `glossary:` in `site/portal.yml` names.
struct Glossary: Sendable {
  struct Term: Sendable, Hashable {
    var anchor: String
    var definition: String
  }

  let project: Project.Glossary
  let page: String
  let terms: Phrases<Term>
  let paths: PagePaths

  /// `nil` when there is no glossary.
  init?(_ site: Site) {
    guard let project = site.project.glossary, let path = project.place?.page,
      let page = site.pages.first(where: { $0.path == path })
    else { return nil }
    self.project = project
    self.page = path
    terms = Phrases(Self.terms(of: page))
    paths = site.paths
  }

  /// Whether terms are linked on a page.
  func isLinked(on path: String) -> Bool {
    path != page
      && (project.pages.isEmpty || project.pages.contains { path == $0 || path.hasPrefix($0 + "/") })
  }

  /// Headings below the title, when the next block is a paragraph.
  private static func terms(of page: Page) -> [(String, Term)] {
    page.headings.filter { $0.level > 1 }.flatMap { heading -> [(String, Term)] in
      let next = page.document[heading.node].nextSibling
      guard next >= 0, page.document[next].kind == .paragraph else { return [] }
      let term = Term(anchor: heading.anchor, definition: page.document.plainText(of: next))
      let names = heading.text.split(separator: ",").map { $0.drop { $0 == " " } }
      return names.flatMap { [(String($0), term), (plural(String($0)), term)] }
    }
  }

  /// English only: `query` and `queries`, `batch` and `batches`, `job` and `jobs`.
  private static func plural(_ noun: String) -> String {
    let isAfterVowel = noun.dropLast().last.map { "aeiou".contains($0) } ?? false
    if noun.hasSuffix("y"), !isAfterVowel { return noun.dropLast() + "ies" }
    return noun + (["s", "x", "ch", "sh"].contains(where: noun.hasSuffix) ? "es" : "s")
  }
}

/// Links from the first use of each term on a page to its definition.
struct TermLinks {
  private let terms: Phrases<Glossary.Term>
  private let address: [UInt8]
  private var used: Set<Glossary.Term> = []

  /// `nil` for a page on which terms are not linked.
  init?(_ glossary: Glossary?, on page: Page) {
    guard let glossary, !page.frontMatter.isLanding, glossary.isLinked(on: page.path) else { return nil }
    terms = glossary.terms
    var address: [UInt8] = []
    address.put(raw: PagePaths.root(from: glossary.paths.output(of: page.path)))
    address.put(path: glossary.paths.output(of: glossary.page))
    self.address = address
  }

  /// Writes a text with its links; `false` when it has none.
  mutating func write(_ text: ArraySlice<UInt8>, into output: inout [UInt8]) -> Bool {
    var written = text.startIndex
    for match in terms.matches(in: text) where match.range.lowerBound >= written {
      guard used.insert(match.value).inserted else { continue }
      MarkdownHTML.escape(text[written..<match.range.lowerBound], into: &output)
      link(to: match.value, text[match.range], into: &output)
      written = match.range.upperBound
    }
    guard written > text.startIndex else { return false }
    MarkdownHTML.escape(text[written...], into: &output)
    return true
  }

  private func link(to term: Glossary.Term, _ text: ArraySlice<UInt8>, into output: inout [UInt8]) {
    output.put("<a class=\"term\" href=\"")
    output += address
    output.put("#")
    output.put(fragment: term.anchor)
    output.put("\" title=\"")
    output.put(text: term.definition)
    output.put("\">")
    MarkdownHTML.escape(text, into: &output)
    output.put("</a>")
  }
}
