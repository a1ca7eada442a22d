import Diagnostics
import Ledger
import Pages
import Project
import Site

/// Blocks that were asked to be proven and are not, for builds that publish nothing else.
public enum ProofCheck {
  /// - Parameter keys: What the verdicts must have been made for.
  public static func findings(_ site: Site, _ ledger: Ledger?, _ keys: CurrentKeys) -> [Diagnostic] {
    let records = LedgerPages(ledger, keys: keys)
    return site.pages.flatMap { page in
      let verdicts = records.verdicts(of: page)
      return page.blocks.indices.compactMap { finding($0, on: page, verdicts, site) }
    }
  }

  /// What is asked of a block, as far as its language has it.
  private static func level(of block: Block, _ site: Site) -> ProofLevel? {
    let stated = site.project.statedLevel(of: block, in: site.languages)
    // Messages that are not part of an exchange cannot be sent.
    if stated == .run, block.form.isMessage, block.attributes.level == nil { return .parse }
    // What an interpreter would compile is parsed.
    let isCompiled = site.languages[block.language]?.runner?.compiler != nil
    return stated == .compile && !isCompiled ? .parse : stated
  }

  private static func finding(
    _ index: Int, on page: Page, _ verdicts: PageVerdicts, _ site: Site
  ) -> Diagnostic? {
    let block = page.blocks[index]
    // An output or response that failed is reported with its example or request.
    if index > 0, verdicts[index - 1]?.hasFailedAnswer ?? false { return nil }
    let record = verdicts[index]
    let hasFailedAnswer = record?.hasFailedAnswer ?? false
    let answer = hasFailedAnswer && index + 1 < page.blocks.count ? page.blocks[index + 1] : nil
    guard let asked = required(of: block, site) ?? answer.flatMap({ required(of: $0, site) }) else {
      return nil
    }
    if let answer { return finding(answer: answer, on: page) }
    if let record, record.verdict.proves(asked) { return nil }
    let (reason, fix) =
      switch record?.verdict {
      case nil where verdicts.isChanged(block.index): ("it has not been verified since it changed", verify)
      case nil: ("it has not been verified", verify)
      case .failed: ("it failed", "correct the example, then " + verify)
      case let verdict?:
        ("its verdict is `\(verdict.rawValue)`", "change the example or its required level, then " + verify)
      }
    return Diagnostic(
      record?.verdict == .failed ? .failedProof : .notProven,
      "This block must be proven (`\(asked.rawValue)`), but \(reason)",
      at: page.span(ofFenceOf: block), fix: fix)
  }

  private static let verify = "run `flowdocs verify`"

  /// The level that a block needs; `nil` for one that needs no proof, and for an output, which has that of its example.
  private static func required(of block: Block, _ site: Site) -> ProofLevel? {
    // What is skipped has its reason in the fence.
    guard !block.isOutput, block.attributes.skip == nil, let asked = level(of: block, site), asked != .text
    else { return nil }
    return asked
  }

  private static func finding(answer: Block, on page: Page) -> Diagnostic {
    let (message, parts) =
      answer.isOutput
      ? ("This output must be proven, but its example printed something else", "the example or the output")
      : ("This response must be proven, but it failed", "the request or the response")
    return Diagnostic(
      .failedProof, message, at: page.span(ofFenceOf: answer), fix: "correct \(parts), then " + verify)
  }
}

extension Verdict {
  /// Whether the verdict satisfies the level.
  func proves(_ level: ProofLevel) -> Bool {
    switch self {
    case .ran, .failedAsStated, .validated: true
    case .compiled: level != .run
    case .parsed: level == .parse
    case .skipped, .text, .failed: false
    }
  }
}
