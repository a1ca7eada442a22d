import Diagnostics
import Pages

/// The labels of one group of tabs are different.
///
/// A group is a run of blocks with `tab=` that are adjacent, with their `output` blocks.
enum TabCheck {
  static let check = Check(.blocks, [.duplicateTab], .shownPage { findings($0.page) })

  static func findings(_ page: Page) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    var labels: [String: Block] = [:]
    var last: Block?
    for block in page.blocks {
      let follows = last.map { page.document[$0.node].nextSibling == block.node } ?? false
      last = block
      if block.isOutput, follows, block.attributes.tab == nil { continue }
      if !follows || block.attributes.tab == nil { labels = [:] }
      guard let label = block.attributes.tab else { continue }
      // The output of a tab may carry its label.
      if block.isOutput { continue }
      if let first = labels[label] {
        findings.append(
          Diagnostic(
            .duplicateTab, "Duplicate tab `\(label)` in one group",
            at: page.span(ofAttribute: "tab", of: block),
            notes: [.init("the first tab `\(label)`", span: page.span(ofAttribute: "tab", of: first))],
            fix: "rename one of them, or put a line of text between two groups"))
      } else {
        labels[label] = block
      }
    }
    return findings
  }
}
