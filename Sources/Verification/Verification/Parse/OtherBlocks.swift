import Checks
import Diagnostics
import Ledger
import Pages
import Project

/// Decides the blocks that belong to no session, by the rules of `check`.
struct OtherBlocks: Sendable {
  var pages: [Page]
  var context: CheckContext

  func outcomes(_ blocks: [BlockID: OtherBlock]) -> [BlockID: BlockOutcome] {
    var outcomes: [BlockID: BlockOutcome] = [:]
    for (id, what) in blocks {
      let page = pages[id.page]
      let block = page.blocks[id.block]
      switch what {
      case .text:
        outcomes[id] = BlockOutcome(
          .text, reason: block.isOutput ? "the example before it is not run" : "shown as text")
      case .skipped(let reason): outcomes[id] = skipped(reason, block, on: page)
      case .checked: outcomes[id] = checked(block, on: page)
      }
    }
    return outcomes
  }

  private func skipped(_ reason: String, _ block: Block, on page: Page) -> BlockOutcome {
    SkipCheck.expired(block, on: page, context).map { .failed($0) } ?? BlockOutcome(.skipped, reason: reason)
  }

  /// Why a block that needs no proof has no verdict.
  private func unchecked(_ block: Block) -> String {
    if block.language.isEmpty { return "the block has no language" }
    return "no checker for \(context.languages[block.language]?.label ?? "`\(block.language)`")"
  }

  private func checked(_ block: Block, on page: Page) -> BlockOutcome {
    if let finding = RunnableCheck.finding(block, on: page, context) ?? RunnableCheck.unsent(block, on: page)
    {
      return .failed(finding)
    }
    guard let result = BlockCheck.result(block, on: page, context) else {
      return BlockOutcome(.text, reason: unchecked(block))
    }
    if let text = block.attributes.fails, block.form == .yaml || block.form == .query {
      // A checker may find what the parser does not.
      let hasChecker = context.project.checkers.contains { $0.languages.contains(block.language) }
      return result.parses && hasChecker
        ? BlockOutcome(.parsed) : .stated(text, of: block, on: page, result.findings)
    }
    if result.findings.hasErrors { return .of(result.findings, otherwise: .parsed) }
    if result.parses { return BlockOutcome(.parsed, diagnostics: result.findings) }
    return .unparsedText(result.findings)
  }
}
