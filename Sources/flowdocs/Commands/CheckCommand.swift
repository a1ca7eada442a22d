import ArgumentParser
import Diagnostics
import Site

struct CheckCommand: ProgramCommand, ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Find what can be found without running anything.",
    discussion: """
      Dead links and anchors, malformed JSON, payloads and clients that break the contract, unknown fence attributes, \
      code that does not parse, expired skips. Works on this portal and on any folder of Markdown that has never heard of FlowDocs.
      """)

  @Argument(help: "Folders or Markdown files; by default the project that this folder belongs to.")
  var paths: [String] = []

  @OptionGroup var report: ReportOptions

  func run(in program: Program) async throws {
    var findings: [Diagnostic] = []
    var count = 0
    for selection in try Selection.of(paths, program) {
      let site = try await program.open(selection.root)
      let selected = try site.pages(at: selection.paths)
      findings += await program.findings(site, selected: selected)
      count += selected?.count ?? site.pages.count
    }
    try program.terminal.finish(
      findings, as: report.format, summary: "\(count) page\(count == 1 ? "" : "s") checked")
  }
}
