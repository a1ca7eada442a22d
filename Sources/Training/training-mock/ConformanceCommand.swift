import ArgumentParser
import CommandOptions
import Diagnostics
import Foundation
import TrainingMock

struct ConformanceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "conformance",
    abstract: "Compare a contract with the implementation of the service.",
    usage: """
      training-mock conformance [--contract <file>] [--format <format>]
        [--report <file> ...]
      """,
    discussion: """
      Methods with their parameters, results, errors, permissions and rate limits, components and webhooks are \
      compared. Each difference is an error at its place in the contract.

      Exit codes: 0 no differences, 1 differences or an invalid contract, 2 usage error.
      """)

  @OptionGroup var source: ContractOption

  @OptionGroup var report: ReportOptions

  func run() async throws {
    let contract = try await reportingDiagnostics { try source.contract() }
    let differences = ContractConformance.differences(from: contract)
    try report.writeFiles(Report(differences))
    FileHandle.standardOutput.write(Data(try report.format.render(differences).utf8))
    if !differences.isEmpty { throw ExitCode(1) }
  }
}
