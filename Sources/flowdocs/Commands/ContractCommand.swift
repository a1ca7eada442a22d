import ArgumentParser
import Diagnostics
import Foundation
import OpenRPC

struct ContractCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contract",
    abstract: "Read an OpenRPC document: what is wrong with it, what changed, what examples show.",
    subcommands: [ContractLintCommand.self, ContractDiffCommand.self, ContractCoverageCommand.self])
}

struct ContractLintCommand: ProgramCommand, ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Find what is wrong with an OpenRPC document, or could be better.",
    discussion: """
      Errors are what OpenRPC 1.0 to 1.4 does not allow, references that lead nowhere, and examples that do not fit \
      their schemas. Warnings are missing descriptions, components that nothing refers to, and names that differ \
      only in case.
      """)

  @Argument(help: "The document; by default the contract of the project that this folder belongs to.")
  var file: String?

  @OptionGroup var report: ReportOptions

  func run(in program: Program) async throws {
    let contract: Contract
    if let file {
      contract = try program.contract(at: file)
    } else if let own = try program.contract() {
      contract = own
    } else {
      throw ValidationError("the project names no `contract:`; give the file to read")
    }
    let count = contract.methods.count
    try program.terminal.finish(
      contract.lint(), as: report.format, summary: "\(count) method\(count == 1 ? "" : "s") read")
  }
}

struct ContractDiffCommand: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "List what changed between two versions of an OpenRPC document, breaking changes first.",
    discussion: """
      Knows the direction of values: a param that allows less is breaking, a result that allows less is not. \
      References are followed before anything is compared.

      Exit codes: 0 nothing breaking, 1 breaking changes, 2 misuse.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json, markdown
  }

  @Argument(help: "The document that clients were written for.")
  var old: String

  @Argument(help: "The document that they will meet.")
  var new: String

  @Option(
    name: .long, help: "How changes are printed: \(Format.allCases.map(\.rawValue).joined(separator: ", ")).")
  var format = Format.text

  func run(in program: Program) async throws {
    let contracts: (old: Contract, new: Contract)
    do {
      contracts = (try program.contract(at: old), try program.contract(at: new))
    } catch let error as DiagnosticError {
      // Not 1, which says that both could be read and one breaks the other's clients.
      try program.terminal.report(error.diagnostics, as: .text, besideResult: true)
      throw ExitStatus.misuse.code
    }
    let diff = ContractDiff(from: contracts.old, to: contracts.new)
    let text =
      switch format {
      case .text: diff.text()
      case .json: diff.json().text(.pretty) + "\n"
      case .markdown: diff.markdown()
      }
    program.terminal.print(text.utf8)
    program.terminal.say(diff.summary)
    if diff.isBreaking { throw ExitStatus.findings.code }
  }
}
