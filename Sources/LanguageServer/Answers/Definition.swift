import Diagnostics
import JSON
import Pages
import Project
import Site
import Symbols

/// Where the thing under the cursor is defined: the heading or file that a link leads to, the explanation of a symbol,
/// the file that a block or a directive takes its text from.
struct Definition {
  let place: PlaceOnPage
  /// The files of the project with the texts of those that are open.
  let files: FileReader

  /// `null` where nothing is defined elsewhere.
  var json: JSON {
    guard let subject = place.subject, let span = definition(of: subject) else { return .null }
    do throws(FileReadError) {
      let source = try files.source(span.path)
      return [
        "uri": .string(DocumentAddress.of(place.site.project.root + "/" + span.path)),
        "range": source.json(of: span.range),
      ]
    } catch {
      // A page that is generated, which is no file.
      return .null
    }
  }

  private func definition(of subject: Subject) -> SourceSpan? {
    switch subject {
    case .frontMatterKey: nil
    case .directive: file(ofDirective: DirectiveText(place.place))
    case .block(let block), .attribute(_, _, let block): file(of: block)
    case .symbol(let symbol, _): span(of: symbol)
    case .link(let link, _): LinkedPlace(link, place).map(span)
    }
  }

  private func span(of symbol: Symbol) -> SourceSpan? {
    guard let found = place.site.symbolPlaces.place(of: symbol)?.place else { return nil }
    return LinkedPlace(page: found.page, fragment: found.anchor, of: place.site).map(span)
  }

  /// The heading, or the beginning of the file. A heading of a page that is generated is where the contract has it.
  private func span(of place: LinkedPlace) -> SourceSpan {
    guard let page = place.page else { return SourceText(path: place.path, bytes: []).span(0..<0) }
    return page.source.span(ofLine: place.heading?.line ?? 1)
  }

  private func file(of block: Block) -> SourceSpan? {
    guard block.origin.file != nil, let source = block.origin.source else { return nil }
    return source.span(ofLine: block.origin.firstLine)
  }

  /// The first word of a directive that is a file: a table, a list, data of a chart.
  private func file(ofDirective directive: DirectiveText?) -> SourceSpan? {
    let named = directive?.words.lazy.map { $0.prefix { $0 != "#" } }.map(String.init)
      .first { files.kind($0) == .file }
    return named.map { SourceText(path: $0, bytes: []).span(0..<0) }
  }
}
