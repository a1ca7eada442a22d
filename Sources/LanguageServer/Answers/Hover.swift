import Diagnostics
import JSON
import Ledger
import Pages
import Site
import Symbols

/// What an editor shows of the thing under the pointer.
struct Hover {
  let place: PlaceOnPage
  let verdicts: LedgerPages

  /// `null` where there is nothing to say.
  var json: JSON {
    guard let subject = place.subject, let (text, range) = explanation(of: subject) else { return .null }
    var members: [(String, JSON)] = [("contents", ["kind": "markdown", "value": .string(text)])]
    if let range { members.append(("range", place.place.text.json(of: range))) }
    return .object(members)
  }

  private func explanation(of subject: Subject) -> (text: String, range: Range<Int>?)? {
    switch subject {
    case .frontMatterKey(let key, let range): ("`\(key.name): \(key.sample)`\n\n\(key.meaning)", range)
    case .directive(let kind, let range): (kind.meaning, range)
    case .attribute(let known, let range, _): ("`\(known.spelling)`\n\n\(known.meaning)", range)
    case .block(let block): verdict(on: block).map { ($0, nil) }
    case .symbol(let symbol, let range): (explanation(of: symbol), range)
    case .link(let link, let range): title(of: link).map { ($0, range) }
    }
  }

  private func explanation(of symbol: Symbol) -> String {
    let name = "`\(symbol.name)`: \(symbol.kind.noun)"
    let page = place.site.symbolPlaces.place(of: symbol).flatMap { place.site.page($0.place.page) }
    let explained = page.map { "Explained on \u{201C}\($0.title)\u{201D}." }
    return [name, symbol.summary, explained ?? ""].filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private func title(of link: Link) -> String? {
    guard let found = LinkedPlace(link, place)?.page else { return nil }
    return [found.title, found.frontMatter.description ?? ""].filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private func verdict(on block: Block) -> String? {
    if block.isOutput { return nil }
    switch verdicts.verdicts(of: place.page).status(of: block.index) {
    case .verdict(let record): return text(of: record)
    case .changed:
      return "This example, or something that it depends on, has changed since it was verified."
    case .unverified: return "This block has no verdict yet: `flowdocs verify` gives it one."
    }
  }

  private func text(of record: Ledger.Record) -> String {
    var parts = ["**\(record.verdict.rawValue)**: \(record.verdict.meaning)."]
    if let reason = record.reason { parts.append(reason) }
    if !record.tools.isEmpty { parts.append("With " + record.tools.joined(separator: ", ") + ".") }
    return parts.joined(separator: "\n\n")
  }
}
