import Ledger
import Pages
import Site

extension VerificationPage {
  /// `1,120 of 1,233 blocks verified`, with a link to the list.
  func summary(into output: inout [UInt8]) {
    if isListed {
      output.put("<a href=\"")
      output.put(raw: self.output)
      output.put("\">")
    }
    output.put(decimal: counts.verified)
    output.put(" of ")
    output.put(decimal: counts.all)
    output.put(counts.all == 1 ? " block verified" : " blocks verified")
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
        row(page, anchor: nil, into: &output)
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
    table(["Page", "Line", "Language", "Reason"], into: &output) { output in
      for (page, found) in pages {
        for block in found.open {
          row(page, anchor: block.anchor, into: &output)
          output.put(decimal: block.line)
          output.put("</td><td>")
          output.put(text: block.language.isEmpty ? "text" : block.language)
          output.put("</td><td>")
          output.put(text: Self.reason(block.status))
          output.put("</td></tr>\n")
        }
      }
    }
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

  /// The cell that links to a page, and the beginning of the next one.
  private func row(_ page: PageSummary, anchor: String?, into output: inout [UInt8]) {
    output.put("<tr><td><a href=\"")
    output.put(path: page.output)
    if let anchor {
      output.put("#")
      output.put(fragment: anchor)
    }
    output.put("\">")
    output.put(text: page.title)
    output.put("</a></td><td>")
  }
}
