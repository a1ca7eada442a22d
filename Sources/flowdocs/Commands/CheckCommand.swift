import ArgumentParser
import Checks
import Diagnostics
import Foundation
import Pages

struct CheckCommand: AsyncParsableCommand, ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Find what can be found without running anything.",
    discussion: """
      Dead links and anchors, malformed JSON, payloads and clients that break the contract, unknown fence attributes,
      code that does not parse, expired skips. Works on this portal and on any folder of Markdown that has never heard of FlowDocs.
      """)

  @Argument(help: "Folders or Markdown files; by default the project that this folder belongs to.")
  var paths: [String] = []

  @OptionGroup var report: ReportOptions

  func run() async throws {
    var findings: [Diagnostic] = []
    var count = 0
    for selection in try Selection.of(paths) {
      let workspace = selection.workspace
      let contract = try workspace.contract()
      let files = try workspace.pageFiles(contract)
      let (pages, unreadable) = await PageLoader.loadAll(project: workspace.project, files: files)
      let selected = try selection.pages(among: pages)
      var context = CheckContext(
        project: workspace.project, contract: contract, files: files,
        symbols: try workspace.symbols(contract), today: .now)
      context.metrics = workspace.metrics
      context.program = try workspace.program()
      findings +=
        unreadable + (contract?.lint() ?? []) + workspace.differences(of: contract)
        + (await Checks.run(pages, selected: selected, context))
      count += selected?.count ?? pages.count
    }
    try Terminal.standard.finish(
      findings, as: report.format, summary: "\(count) page\(count == 1 ? "" : "s") checked")
  }
}
