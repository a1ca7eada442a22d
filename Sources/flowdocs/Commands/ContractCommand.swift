import ArgumentParser
import CommandOptions
import Diagnostics
import Foundation
import OpenRPC

struct ContractCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contract",
    abstract: "Lint an OpenRPC or OpenAPI document, compare two versions of it, and measure its coverage.",
    subcommands: [ContractLintCommand.self, ContractDiffCommand.self, ContractCoverageCommand.self])
}

struct ContractLintCommand: ProgramCommand, ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Report errors in an OpenRPC or OpenAPI document, and what could be better.",
    discussion: """
      Errors: violations of OpenRPC 1.0 to 1.4 or of OpenAPI 3.0 to 3.2, broken references, and examples that are \
      invalid against their schemas. Warnings: missing descriptions, unused components, and names that differ only in \
      case.
      """)

  @Argument(help: "The document. Default: the contract of the project that the current folder is in.")
  var file: String?

  @OptionGroup var report: ReportOptions

  func run(in program: Program) async throws {
    let contract: Contract
    if let file {
      contract = try program.contract(at: file)
    } else if let own = try program.contract() {
      contract = own
    } else {
      throw ValidationError("the project has no `contract:` setting; name the document")
    }
    let count = contract.methods.count
    try program.terminal.finish(
      Report(contract.lint().sortedByPlace()), as: report,
      summary: "\(count) \(contract.callProtocol.noun)\(count == 1 ? "" : "s") read")
  }
}

struct ContractDiffCommand: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract:
      "List what changed between two versions of an OpenRPC or OpenAPI document, breaking changes first.",
    discussion: """
      Considers the direction of values: a parameter that allows less is breaking, a result that allows less is \
      not. References are resolved before the comparison. What is wrong with a document that cannot be read is printed \
      to standard error.

      Exit codes: 0 no breaking changes, 1 breaking changes, 2 usage error.
      """)

  @Argument(help: "The old version, which clients were written for.")
  var old: String

  @Argument(help: "The new version.")
  var new: String

  @Option(
    name: .long, help: "Output format: \(ContractDiffFormat.all.map(\.name).joined(separator: ", ")).")
  var format = ContractDiffFormat.text

  func run(in program: Program) async throws {
    let contracts: (old: Contract, new: Contract)
    do {
      contracts = (try program.contract(at: old), try program.contract(at: new))
    } catch let error as DiagnosticError {
      // Not 1, which says that both could be read and one breaks the other's clients.
      try program.terminal.report(Report(error.diagnostics), as: .text, besideResult: true)
      throw ExitStatus.misuse.code
    }
    let diff = ContractDiff(from: contracts.old, to: contracts.new)
    program.terminal.print(format.render(diff).utf8)
    program.terminal.say(diff.summary)
    if diff.isBreaking { throw ExitStatus.findings.code }
  }
}

extension ContractDiffFormat: ExpressibleByArgument {
  public init?(argument: String) {
    guard let format = Self.all.first(where: { $0.name == argument }) else { return nil }
    self = format
  }

  public var defaultValueDescription: String { name }

  public static var allValueStrings: [String] { all.map(\.name) }
}
