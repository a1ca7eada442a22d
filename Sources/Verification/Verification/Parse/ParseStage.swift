import Checks
import Diagnostics
import Languages
import Ledger
import Pages
import Project

/// Parses the blocks that are only checked for syntax, as `check` does.
struct ParseStage: Sendable {
  var project: Project
  var pages: [Page]
  var parsing: SyntaxCheck.Parsing

  func run(_ examples: [Example]) async -> (outcomes: [BlockID: BlockOutcome], general: [Diagnostic]) {
    var outcomes: [BlockID: BlockOutcome] = [:]
    var parsed: [Example] = []
    var codes: [SyntaxCode] = []
    for example in examples {
      if let code = SyntaxCode(example.block, on: pages[example.id.page], project, parsing.languages) {
        parsed.append(example)
        codes.append(code)
      } else {
        outcomes[example.id] = BlockOutcome(example.language.parser == nil ? .text : .parsed)
      }
    }
    let result = await SyntaxCheck.parse(codes, parsing)
    for (index, example) in parsed.enumerated() {
      outcomes[example.id] = outcome(example, result.findings[index])
    }
    for (warning, codes) in result.failures {
      for code in codes { outcomes[parsed[code].id] = BlockOutcome(.failed, reason: warning.message) }
    }
    let general = result.failures.map {
      Diagnostic(.environmentBroken, $0.warning.message, details: $0.warning.details)
    }
    return (outcomes, general)
  }

  private func outcome(_ example: Example, _ finding: Diagnostic?) -> BlockOutcome {
    let findings = finding.map { [$0] } ?? []
    guard let text = example.block.attributes.fails else { return .of(findings, otherwise: .parsed) }
    return .stated(text, of: example.block, on: pages[example.id.page], findings)
  }
}
