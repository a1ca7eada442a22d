import ArgumentParser
import Diagnostics
import Portal
import Project

struct BuildCommand: ProgramCommand, ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Render the portal to static HTML.",
    discussion: """
      Runs no examples: the verdicts come from the last `flowdocs verify`. If there are errors, nothing is written \
      and the last good portal stays in place. Files whose content has not changed are not rewritten.
      """)

  @Argument(help: "The project's folder. Default: the project that the current folder is in.")
  var path: String?

  @Option(name: .shortAndLong, help: "The folder to write to.")
  var out = "_site"

  @Flag(help: "Write nothing unless every block that is to be proven was, as it is now.")
  var requireProven = false

  @OptionGroup var report: ReportOptions

  func run(in program: Program) async throws {
    let output = DiskPath.absolute(out)
    var build = PortalBuild(program: program, root: try program.root(of: path), output: output)
    build.requiresProof = requireProven
    let outcome = try await build.run()
    let folder = out.count > 1 && out.hasSuffix("/") ? String(out.dropLast()) : out
    let place = outcome.written == nil ? "" : "; open \(folder)/index.html"
    try program.terminal.finish(outcome.diagnostics, as: report.format, summary: outcome.summary + place)
  }
}
