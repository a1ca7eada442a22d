import Ledger
import Pages
import Project
import Site

extension VerificationPage {
  /// `1,120 of 1,233 blocks verified`, with a link to the list.
  func summary(_ words: ThemeWords, into output: inout [UInt8]) {
    if isListed {
      output.put("<a href=\"")
      output.put(raw: self.output)
      output.put("\">")
    }
    output.put(counts.all == 1 ? .oneVerified : .verified, of: words) { name, output in
      output.put(decimal: name == "all" ? counts.all : counts.verified)
    }
    if isListed { output.put("</a>") }
  }

  /// The content of the page.
  func write(into output: inout [UInt8]) {
    output.put("<h1>")
    output.put(raw: Self.title)
    output.put("</h1>\n<p>")
    output.put(decimal: counts.all)
    output.put(counts.all == 1 ? " block: " : " blocks: ")
    output.put(text: counts.text)
    output.put(".</p>\n")
    tools(into: &output)
    open(into: &output)
    output.put("<h2 id=\"pages\">Verdicts by page</h2>\n")
    table(["Page", "Blocks"], into: &output) { output in
      for (page, found) in pages {
        output.put("<tr><td>")
        link(to: page, anchor: nil, into: &output) { $0.put(text: page.title) }
        output.put("</td><td>")
        output.put(text: found.counts.text)
        output.put("</td></tr>\n")
      }
    }
  }

  /// Several versions of one program are listed, each: a ledger can be of several verifications.
  private func tools(into output: inout [UInt8]) {
    let tools = pages.reduce(into: Set<String>()) { $0.formUnion($1.found.tools) }
    if tools.isEmpty { return }
    output.put("<p>Ran or compiled with ")
    output.put(text: tools.sorted().joined(separator: ", "))
    output.put(".</p>\n")
  }

  private func open(into output: inout [UInt8]) {
    let pages = pages.filter { !$0.found.open.isEmpty }
    guard !pages.isEmpty else { return }
    output.put("<h2 id=\"not-proven\">Not proven</h2>\n")
    for (page, found) in pages {
      output.put("<h3>")
      link(to: page, anchor: nil, into: &output) { $0.put(text: page.title) }
      output.put("</h3>\n<ul>\n")
      for blocks in Self.grouped(found.open) { item(blocks, on: page, into: &output) }
      output.put("</ul>\n")
    }
  }

  /// Blocks that say the same of themselves, together.
  private static func grouped(_ open: [PageVerification.Open]) -> [[PageVerification.Open]] {
    var groups: [[PageVerification.Open]] = []
    for block in open {
      let known = groups.firstIndex { group in
        let first = group[0]
        return first.language == block.language && first.file == block.file
          && reason(first.status) == reason(block.status)
      }
      if let known { groups[known].append(block) } else { groups.append([block]) }
    }
    return groups
  }

  /// `math, lines 35, 39: parsed: only its syntax was checked`.
  private func item(
    _ blocks: [PageVerification.Open], on page: PageSummary, into output: inout [UInt8]
  ) {
    let first = blocks[0]
    output.put("<li>")
    output.put(text: first.language.isEmpty ? "text" : first.language)
    if let file = first.file {
      output.put(", <code>")
      output.put(breakable: file)
      output.put("</code>")
    }
    output.put(blocks.count == 1 ? ", line " : ", lines ")
    for (index, block) in blocks.enumerated() {
      if index > 0 { output.put(", ") }
      link(to: page, anchor: block.anchor, into: &output) { $0.put(decimal: block.line) }
    }
    output.put(": ")
    output.put(text: Self.reason(first.status))
    output.put("</li>\n")
  }

  private static func reason(_ status: BlockStatus) -> String {
    switch status {
    case .changed: return "not verified since it changed"
    case .unverified: return "not verified"
    case .verdict(let record):
      let word =
        switch record.verdict {
        case .text: "not checked"
        case .parsed: "parsed: only its syntax was checked"
        case .skipped: "skipped"
        default: record.verdict.rawValue
        }
      return record.reason.map { "\(word): \($0)" } ?? word
    }
  }

  private func table(
    _ titles: [StaticString], into output: inout [UInt8], rows: (inout [UInt8]) -> Void
  ) {
    output.put("<div class=\"table\"><table>\n<thead><tr>")
    for title in titles {
      output.put("<th>")
      output.put(title)
      output.put("</th>")
    }
    output.put("</tr></thead>\n<tbody>\n")
    rows(&output)
    output.put("</tbody>\n</table></div>\n")
  }

  private func link(
    to page: PageSummary, anchor: String?, into output: inout [UInt8], text: (inout [UInt8]) -> Void
  ) {
    output.put("<a href=\"")
    output.put(path: page.output)
    if let anchor {
      output.put("#")
      output.put(fragment: anchor)
    }
    output.put("\">")
    text(&output)
    output.put("</a>")
  }
}
