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

  /// A way to write a term.
  struct Name: Sendable {
    var term: Term
    /// `IT` is not `it`: what is in capitals is only meant in capitals.
    var isInCapitals: Bool
  }

  let project: Project.Glossary
  let page: String
  let terms: Phrases<Name>
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
  private static func terms(of page: Page) -> [(String, Name)] {
    page.headings.filter { $0.level > 1 }.flatMap { heading -> [(String, Name)] in
      let next = page.document[heading.node].nextSibling
      guard next >= 0, page.document[next].kind == .paragraph else { return [] }
      let term = Term(anchor: heading.anchor, definition: page.document.plainText(of: next))
      let names = heading.text.split(separator: ",").map { String($0.drop { $0 == " " }) }
      return names.flatMap { text in
        let name = Name(term: term, isInCapitals: isInCapitals(text))
        return [(text, name), (plural(text), name)]
      }
    }
  }

  /// With two letters or more.
  private static func isInCapitals(_ text: String) -> Bool {
    let letters = text.filter(\.isLetter)
    return letters.count > 1 && letters.allSatisfy(\.isUppercase)
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
  private let terms: Phrases<Glossary.Name>
  private let address: [UInt8]
  private var used: Set<Glossary.Term> = []
  /// Texts in elements of raw HTML that are links, code or other terms.
  private let inElements: Set<MarkdownDocument.NodeID>

  /// `nil` for a page on which terms are not linked.
  init?(_ glossary: Glossary?, on page: Page) {
    guard let glossary, !page.frontMatter.isLanding, glossary.isLinked(on: page.path) else { return nil }
    terms = glossary.terms
    var address: [UInt8] = []
    address.put(raw: PagePaths.root(from: glossary.paths.output(of: page.path)))
    address.put(path: glossary.paths.output(of: glossary.page))
    self.address = address
    inElements = page.document.textsInElements(["a", "abbr", "button", "code", "kbd", "pre", "samp"])
  }

  /// Writes a text with its links; `false` when it has none.
  mutating func write(
    _ id: MarkdownDocument.NodeID, in document: MarkdownDocument, into output: inout [UInt8]
  ) -> Bool {
    guard !document.isInLinkOrHeading(id), !inElements.contains(id) else { return false }
    let text = document.bytes(document[id].literal)
    var written = text.startIndex
    for match in terms.matches(in: text) where match.range.lowerBound >= written {
      guard isMeant(match, text[match.range]), used.insert(match.value.term).inserted else { continue }
      MarkdownHTML.escape(text[written..<match.range.lowerBound], into: &output)
      link(to: match.value.term, text[match.range], into: &output)
      written = match.range.upperBound
    }
    guard written > text.startIndex else { return false }
    MarkdownHTML.escape(text[written...], into: &output)
    return true
  }

  /// Whether a term in capitals is written as in its heading, with an `s` for more of them.
  private func isMeant(_ match: Phrases<Glossary.Name>.Match, _ text: ArraySlice<UInt8>) -> Bool {
    !match.value.isInCapitals
      || text.split { $0 <= 0x20 }.elementsEqual(match.phrase.utf8.split(separator: 0x20)) {
        $0.elementsEqual($1)
      }
  }

  private func link(to term: Glossary.Term, _ text: ArraySlice<UInt8>, into output: inout [UInt8]) {
    TextElements.term(text, on: address, anchor: term.anchor, definition: term.definition, into: &output)
  }
}

extension MarkdownDocument {
  /// The texts between the start and the end tag of such elements of raw HTML: tags in text, of the same block; tags that
  /// are blocks themselves, of the blocks up to the end tag.
  fileprivate func textsInElements(_ names: Set<String>) -> Set<NodeID> {
    var found: Set<NodeID> = []
    var open: [String] = []
    /// Elements that blocks of HTML begin, with the texts since then.
    var blocks: [(name: String, texts: [NodeID])] = []
    var walk = MarkdownWalk(self, inside: 0)
    while let step = walk.next() {
      guard case .enter(let id) = step else { continue }
      switch self[id].kind {
      case .text:
        if !open.isEmpty { found.insert(id) }
        if !blocks.isEmpty { blocks[blocks.count - 1].texts.append(id) }
      case .htmlInline:
        for token in HTMLTokens(bytes(self[id].literal)) {
          switch token {
          case .start(let tag, _) where names.contains(tag.name): open.append(tag.name)
          case .end(let name, _):
            if let first = open.lastIndex(of: name) { open.removeSubrange(first...) }
          default: continue
          }
        }
      case .htmlBlock:
        open = []
        for token in HTMLTokens(bytes(self[id].literal)) {
          switch token {
          case .start(let tag, _) where names.contains(tag.name): blocks.append((tag.name, []))
          case .end(let name, _):
            guard let first = blocks.lastIndex(where: { $0.name == name }) else { continue }
            for block in blocks[first...] { found.formUnion(block.texts) }
            blocks.removeSubrange(first...)
          default: continue
          }
        }
      case let kind where !kind.isInline: open = []
      default: continue
      }
    }
    return found
  }
}
