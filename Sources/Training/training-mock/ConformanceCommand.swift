import ArgumentParser
import Diagnostics
import Foundation
import TrainingMock

struct ConformanceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "conformance",
    abstract: "Compare a contract with the implementation of the service.",
    discussion: """
      Methods with their parameters, results, errors, permissions and rate limits, components and webhooks are \
      compared. Each difference is an error at its place in the contract.

      Exit codes: 0 no differences, 1 differences or an invalid contract, 64 usage error.
      """)

  @OptionGroup var source: ContractOption

  @Option(help: "How differences are written.")
  var format = ReportFormat.text

  func run() async throws {
    let contract = try await reportingDiagnostics { try source.contract() }
    let differences = ContractConformance.differences(from: contract)
    FileHandle.standardOutput.write(Data(try format.render(differences).utf8))
    if !differences.isEmpty { throw ExitCode(1) }
  }
}

extension ReportFormat: ExpressibleByArgument {
  public init?(argument: String) {
    guard let format = ReportFormat.named(argument) else { return nil }
    self = format
  }

  public var defaultValueDescription: String { name }

  public static var allValueStrings: [String] { all.map(\.name) }
}
