import ArgumentParser
import CommandOptions
import Diagnostics
import Project
import Site

struct CheckCommand: ProgramCommand, ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check the pages without running anything.",
    usage: """
      flowdocs check [<paths> ...] [--fix] [--rule <id> ...]
        [--baseline <file>] [--format <format>]
        [--report <file> ...]
      """,
    discussion: """
      Dead links and anchors, malformed JSON, payloads and clients that break the contract, unknown fence attributes, \
      code that does not parse, expired skips. Works on a portal and on any other folder of Markdown.
      """)

  @Argument(help: "Folders or Markdown files. Default: the project that the current folder is in.")
  var paths: [String] = []

  @Flag(help: "Apply the fixes that are unambiguous, and report the remaining findings.")
  var fix = false

  @Option(
    help: ArgumentHelp(
      "Report only findings of this rule or group of rules. May be repeated.", valueName: "id"))
  var rule: [String] = []

  @Option(
    help: ArgumentHelp(
      "Report only findings that are not in this file, which `flowdocs check --format json` printed.",
      valueName: "file"))
  var baseline: String?

  @OptionGroup var report: ReportOptions

  func run(in program: Program) async throws {
    let selections = try Selection.of(paths, program)
    for selection in selections { try program.requireResults(of: selection.root) }
    guard let root = selections.first?.root, selections.count == 1, !fix, baseline == nil,
      report.files.isEmpty
    else {
      return try await self.run(selections, program, nil)
    }
    let run = RecordedRun(.check, options: rule + ["in"] + paths, root: root, program, report.format)
    if let known = await run.known(as: FinishedRun.self) { return try program.terminal.finish(known) }
    try await self.run(selections, run.program, run)
  }

  /// - Parameter recorded: keeps the result for the next time, where that is possible.
  private func run(_ selections: [Selection], _ program: Program, _ recorded: RecordedRun?) async throws {
    let filter = FindingFilter(
      rules: try FindingFilter.rules(named: rule), baseline: try baseline.map(Baseline.init(at:)))
    var result = try await check(selections, program, filter)
    if fix {
      var fixed = 0
      // A fix may bring out another finding with a fix.
      for _ in 0..<Self.rounds {
        let applied = try Fixing(files: result.files, terminal: program.terminal)
          .apply(Fixes(result.findings))
        if applied == 0 { break }
        fixed += applied
        result = try await check(selections, program, filter)
      }
      program.terminal.say("\(fixed) finding\(fixed == 1 ? "" : "s") fixed")
    }
    let found = Report(result.findings, pages: result.pages, failsOn: result.failsOn)
    let finished = try FinishedRun(
      found, as: report.format, isColored: program.terminal.isColored, summary: result.summary)
    if result.isConfigured { await recorded?.keep(finished) }
    try program.terminal.finish(finished) { try report.writeFiles(found) }
  }

  /// How often files are fixed and read again; a fix that brings out another one rarely does so twice.
  private static let rounds = 8

  private struct Result {
    var findings: [Diagnostic] = []
    /// The pages, as findings print their paths.
    var pages: [String] = []
    /// How the pages were read, each way once.
    var readings: [String] = []
    /// How many findings are in the baseline.
    var known = 0
    /// Whether all projects were opened and have settings of FlowDocs. A folder without them stays as it is.
    var isConfigured = true
    /// Of several projects the strictest.
    var failsOn = Severity.error
    /// The files that fixes may change: their absolute paths by the paths that findings print.
    var files: [String: String] = [:]

    var summary: String {
      let baseline = known == 0 ? [] : ["\(known) more in the baseline"]
      let pages = "\(pages.count) page\(pages.count == 1 ? "" : "s") checked"
      return (baseline + [pages] + readings).joined(separator: "; ")
    }
  }

  private func check(
    _ selections: [Selection], _ program: Program, _ filter: FindingFilter
  ) async throws -> Result {
    var result = try await check(selections, program)
    (result.findings, result.known) = filter.applied(to: result.findings)
    return result
  }

  private func check(_ selections: [Selection], _ program: Program) async throws -> Result {
    var result = Result()
    for selection in selections {
      do {
        try await check(selection, program, &result)
      } catch let error as DiagnosticError {
        // What keeps a project from being opened, its settings or its contract, has fixes, too.
        result.isConfigured = false
        result.findings += error.diagnostics
        for path in error.diagnostics.flatMap(\.replacements).map(\.span.path) {
          result.files[path] = DiskPath.absolute(path)
        }
      }
    }
    return result
  }

  private func check(_ selection: Selection, _ program: Program, _ result: inout Result) async throws {
    let site = try await program.open(selection.root, key: program.keys.existing(selection.root))
    if fix { program.removeUnfinished(besidePagesOf: site) }
    let selected = try site.pages(at: selection.paths)
    let findings = await program.findings(site, selected: selected)
    if result.findings.isEmpty { result.findings = findings } else { result.findings += findings }
    result.isConfigured = result.isConfigured && site.project.isConfigured
    if site.project.isConfigured { try program.saveSyntax(site, isWhole: selected == nil) }
    result.failsOn = min(result.failsOn, site.project.failsOn)
    if let reading = site.project.reading.description, !result.readings.contains(reading) {
      result.readings.append(reading)
    }
    result.pages += site.pages.filter { selected?.contains($0.path) ?? true }.map(\.source.path)
    for path in site.pages.map({ site.project.path(ofPage: $0.path) }) + [Project.definition] {
      result.files[site.files.printed(path)] = selection.root + "/" + path
    }
  }
}
