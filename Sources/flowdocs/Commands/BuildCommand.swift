import ArgumentParser
import Diagnostics
import Portal

struct BuildCommand: AsyncParsableCommand, ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Render the portal to static HTML.",
    discussion: """
      Runs nothing. Verdicts come from the last `flowdocs verify`. Findings of severity error keep the build from
      writing, so that the last good portal stays; files whose bytes do not change are not touched.
      """)

  @Argument(help: "The project's folder; by default the one this folder belongs to.")
  var path: String?

  @Option(name: .shortAndLong, help: "The folder to write to.")
  var out = "_site"

  @OptionGroup var report: ReportOptions

  func run() async throws {
    let output = Workspace.absolute(out)
    let build = PortalBuild(workspace: try Workspace.containing(path), output: output)
    let outcome = try await build.run()
    let folder = out.count > 1 && out.hasSuffix("/") ? String(out.dropLast()) : out
    let place = outcome.written == nil ? "" : "; open \(folder)/index.html"
    try Terminal.standard.finish(outcome.diagnostics, as: report.format, summary: outcome.summary + place)
  }
}
