import ArgumentParser
import Diagnostics
import Portal
import Project

struct BuildCommand: ProgramCommand, ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Render the portal to static HTML.",
    discussion: """
      Runs nothing. Verdicts come from the last `flowdocs verify`. Findings of severity error keep the build from \
      writing, so that the last good portal stays; files whose bytes do not change are not touched.
      """)

  @Argument(help: "The project's folder; by default the one this folder belongs to.")
  var path: String?

  @Option(name: .shortAndLong, help: "The folder to write to.")
  var out = "_site"

  @OptionGroup var report: ReportOptions

  func run(in program: Program) async throws {
    let output = DiskPath.absolute(out)
    let build = PortalBuild(program: program, root: try program.root(of: path), output: output)
    let outcome = try await build.run()
    let folder = out.count > 1 && out.hasSuffix("/") ? String(out.dropLast()) : out
    let place = outcome.written == nil ? "" : "; open \(folder)/index.html"
    try program.terminal.finish(outcome.diagnostics, as: report.format, summary: outcome.summary + place)
  }
}
