import ArgumentParser
import CommandOptions
import Diagnostics
import Ledger
import OpenRPC
import Project
import Site

struct ContractCoverageCommand: ProgramCommand, ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: "Report how much of the contract the examples cover.",
    discussion: """
      Counts the responses of the service while `flowdocs verify` ran the examples: a result of each method, each \
      error, each webhook event delivered, and both sides of each limit of a parameter: a value at the limit that \
      was accepted, and one beyond it that was rejected for that reason.

      Exit codes: 0 everything is covered, 1 something is not, 2 usage error or nothing verified yet.
      """)

  @OptionGroup var report: ReportOptions

  func run(in program: Program) async throws {
    guard let contract = try program.contract() else {
      throw CommandFailure("the project has no `contract:` setting")
    }
    let root = try program.root()
    let loaded = try Ledger.load(.disk(root: root), signedWith: program.keys.existing(root))
    guard let ledger = loaded.ledger else {
      if let finding = loaded.findings.first { throw DamagedLedger(finding: finding) }
      throw CommandFailure("nothing has been verified yet; run `flowdocs verify` first")
    }
    let shown = Set(ledger.coverage.values.joined())
    let coverage = ContractCoverage(contract)
    try program.terminal.finish(
      Report(coverage.findings(shown: shown).sortedByPlace()), as: report,
      summary: coverage.summary(shown: shown))
  }
}
