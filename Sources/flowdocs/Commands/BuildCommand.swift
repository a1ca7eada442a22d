import ArgumentParser
import CommandOptions
import Diagnostics
import Portal
import Project
import Site

struct BuildCommand: ProgramCommand, ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Render the portal to static HTML.",
    usage: """
      flowdocs build [<path>] [--out <out>] [--draft] [--require-proven]
        [--untrusted] [--base <revision>] [--format <format>]
        [--report <file> ...]
      """,
    discussion: """
      Runs no examples: the verdicts come from the last `flowdocs verify`. If there are errors, nothing is written \
      and the last good portal stays in place; with --draft the portal is written all the same, each page leads to the \
      findings, and the exit code is 1. Files whose content has not changed are not rewritten.

      For pull requests from people you do not know, use --untrusted: settings that give rights, such as trustsHTML, and \
      the files of site/theme are taken from a trusted commit, and .flowdocs is not read.
      """)

  @Argument(help: "The project's folder. Default: the project that the current folder is in.")
  var path: String?

  @Option(name: .shortAndLong, help: "The folder to write to.")
  var out = "_site"

  @Flag(help: "Write the portal in spite of errors, marked as a draft, and with the pages that are drafts.")
  var draft = false

  @Flag(
    help: "Write nothing if a block that must be proven was never verified, failed, or has changed since.")
  var requireProven = false

  @Flag(help: "Take settings that give rights, and the theme, from the base revision; do not read .flowdocs.")
  var untrusted = false

  @Option(
    help: ArgumentHelp(
      "The base revision for --untrusted; by default the merge base of HEAD and the default branch of origin.",
      valueName: "revision"))
  var base: String?

  @OptionGroup var report: ReportOptions

  func validate() throws {
    if base != nil, !untrusted { throw ValidationError("--base needs --untrusted") }
  }

  func run(in program: Program) async throws {
    let output = DiskPath.absolute(out)
    let root = try program.root(of: path)
    try program.requireResults(of: root)
    let run = RecordedRun(
      .build, options: [output, "\(draft)", "\(requireProven)"], root: root, program, report.format,
      isKept: !untrusted && report.files.isEmpty)
    let folder = OutputFolder(path: output, project: root)
    if let known = await run.known(as: KnownBuild.self), try await known.isWritten(to: folder, program) {
      return try program.terminal.finish(known.run)
    }
    var build = PortalBuild(program: run.program, root: root, output: output)
    build.requiresProof = requireProven
    build.writesDrafts = draft
    if untrusted { build.trust = .base(await BaseSettings(root: build.root, revision: base)) }
    let outcome = try await build.run()
    let repeated = outcome.whenRepeated
    let finished = try FinishedRun(
      result(repeated), as: report.format, isColored: program.terminal.isColored, summary: summary(repeated))
    // What git knows can change without any file of the project.
    if outcome.isConfigured, outcome.verdicts.changes == nil,
      let known = KnownBuild(finished, outcome.written)
    {
      await run.keep(known)
    }
    try program.terminal.finish(result(outcome), as: report, summary: summary(outcome))
  }

  private func summary(_ outcome: PortalBuild.Outcome) -> String {
    let folder = out.count > 1 && out.hasSuffix("/") ? String(out.dropLast()) : out
    let place = outcome.written == nil ? "" : "; open \(folder)/index.html"
    return outcome.summary + place
  }

  private func result(_ outcome: PortalBuild.Outcome) -> Report {
    Report(outcome.diagnostics, pages: outcome.pages, failsOn: outcome.failsOn)
  }
}

/// A build that is known to give the same portal again.
private struct KnownBuild: Codable {
  var run: FinishedRun
  /// The digest of the portal's manifest; `nil` when nothing was written.
  var manifest: String?

  /// `nil` for a build that reports something about the folder each time.
  init?(_ run: FinishedRun, _ written: OutputFolder.Summary?) {
    if let written, !written.kept.isEmpty || written.unreadableLines > 0 { return nil }
    self.run = run
    manifest = written?.portal.manifest
  }

  func isWritten(to folder: OutputFolder, _ program: Program) async throws -> Bool {
    guard let manifest else { return true }
    do {
      return try await folder.holds(manifest: manifest) { program.sayWaiting(for: folder) }
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      // The build says what is wrong with the folder.
      return false
    }
  }
}
