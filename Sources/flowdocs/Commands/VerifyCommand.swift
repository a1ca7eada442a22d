import ArgumentParser
import CommandOptions
import Diagnostics
import Digests
import Files
import Foundation
import Ledger
import Pages
import Processes
import Project
import Site
import Verification

struct VerifyCommand: ProgramCommand, ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Run the examples and compare them with the pages.",
    usage: """
      flowdocs verify [<paths> ...] [--update] [--fresh] [--shard <i/n>]
        [--explain <page:line>] [--sandbox <mode>] [--format <format>]
        [--report <file> ...]
      """,
    discussion: """
      Each session of examples runs in a fresh folder with a time limit, and finds the service in its first state. \
      Afterwards, every process that it started is killed. Sessions that have not changed since they last passed are \
      not run again. The verdicts are stored in .flowdocs/ledger.json, where `flowdocs build` reads them.
      """)

  @Argument(help: "Folders or Markdown files. Default: the project that the current folder is in.")
  var paths: [String] = []

  @Flag(help: "Rewrite expected output, responses and stale copies of included files on the pages.")
  var update = false

  @Flag(help: "Run everything, even what has not changed.")
  var fresh = false

  @Option(help: ArgumentHelp("Verify part i of the pages, divided into n equal parts.", valueName: "i/n"))
  var shard: Shard?

  @Option(
    help: ArgumentHelp(
      "Say why the block at a line of a page was run, or not, and what has changed.", valueName: "page:line"))
  var explain: PageLine?

  @Option(
    help: ArgumentHelp(
      "What to do where a part of the sandbox is not available: auto says so and goes on, require runs nothing and exits with 2.",
      valueName: "mode"))
  var sandbox = SandboxMode.auto

  @OptionGroup var report: ReportOptions

  func run(in program: Program) async throws {
    try Launcher.start()
    Launcher.hideThisProcess()
    let unavailable = try await SandboxPolicy.unavailableParts()
    if sandbox == .require, !unavailable.isEmpty { throw Self.incomplete(unavailable) }
    var result = Report([])
    var summaries: [String] = []
    var failed = 0
    let paths = paths.isEmpty ? explain.map { [$0.page] } ?? [] : paths
    var missing = unavailable
    for selection in try Selection.of(paths, program) {
      let outcome = try await verify(selection, program, unavailable)
      result.findings += outcome.findings
      result.pages += outcome.pages
      result.blocks += outcome.blocks
      failed += outcome.failed
      // Of several projects the strictest.
      result.failsOn = min(result.failsOn, outcome.failsOn)
      summaries.append(outcome.summary)
      missing.formUnion(outcome.unavailable)
    }
    // An example that runs this program is confined already.
    if ProcessInfo.processInfo.environment[SandboxPolicy.variable] == nil {
      for absence in SandboxPart.sentences(missing) { program.terminal.say("note: sandbox: \(absence)") }
    }
    try program.terminal.finish(result, as: report, summary: summaries.joined(separator: "; "))
    if sandbox == .require, !missing.isEmpty { throw Self.incomplete(missing) }
    // Each failure has its finding; should one ever lack it, the exit code still says so.
    if failed > 0 { throw ExitStatus.findings.code }
  }

  /// The result for one project.
  private struct Outcome {
    var findings: [Diagnostic]
    /// The pages, as findings print their paths.
    var pages: [String]
    var blocks: [Report.Block]
    /// How many blocks failed.
    var failed: Int
    /// The least severity that makes the command fail.
    var failsOn: Severity
    var summary: String
    var unavailable: Set<SandboxPart>
  }

  private func verify(
    _ selection: Selection, _ program: Program, _ unavailable: Set<SandboxPart>
  ) async throws -> Outcome {
    let (key, keyFinding) = try program.keys.signing(selection.root)
    var site = try await program.open(selection.root, key: key)
    let project = site.project
    program.removeUnfinished(besidePagesOf: site)
    let selected = try site.pages(at: selection.paths)
    let previous = Ledger.previous(site.files, signedWith: key)
    var options = VerificationOptions(
      paths: selected.map { $0.sorted() } ?? [], shard: shard.map { .init(index: $0.index, count: $0.count) },
      updates: update, usesCache: !fresh, requiresSandbox: sandbox == .require, unavailable: unavailable,
      previous: previous.ledger, ruleNames: .all)
    if let explain {
      let pages = try site.pages(at: [explain.page])
      options.explained = pages?.first.map { .init(page: $0, line: explain.line) }
    }
    let first = try await run(options, on: site, key, program)
    var result = first
    let left = try write(result.updates, of: site, program.terminal)
    if left.count < result.updates.count {
      // The verdicts are to be of the pages as they are now; sessions that passed are not run again.
      site = try await program.open(selection.root, key: key)
      (options.updates, options.usesCache) = (false, true)
      result = try await run(options, on: site, key, program)
    }
    try write(result.ledger.bytes(signedWith: key), of: project)
    if let explain {
      guard let lines = result.explanation else {
        throw ValidationError("no code block at line \(explain.line) of `\(explain.page)`")
      }
      program.terminal.show(lines.map { $0 + "\n" }.joined())
    }

    let isListed = { (page: Page) in selected?.contains(page.path) ?? true }
    let found =
      site.findings + site.pages.filter(isListed).flatMap(\.diagnostics)
      + (keyFinding.map { [$0] } ?? []) + previous.findings + result.diagnostics + left
    let counts = Verdict.allCases.compactMap { verdict in
      result.counts[verdict].map { count in
        "\(count) \(verdict.rawValue)" + (verdict == .validated ? Self.names(result.validations) : "")
      }
    }
    let blocks = counts.isEmpty ? "no code blocks" : counts.joined(separator: ", ")
    let sessions =
      "\(first.executed) session\(first.executed == 1 ? "" : "s") run, \(first.cacheHits) unchanged"
    let verified = options.selectedPaths(of: site.pages)
    return Outcome(
      findings: program.reported(found, of: site, selected: verified, by: [.verify]),
      pages: site.pages.filter { verified.contains($0.path) }.map(\.source.path), blocks: result.blocks,
      failed: result.counts[.failed] ?? 0, failsOn: project.failsOn, summary: "\(blocks) (\(sessions))",
      unavailable: result.unavailable)
  }

  private func run(
    _ options: VerificationOptions, on site: Site, _ key: SigningKey, _ program: Program
  ) async throws -> VerificationReport {
    let verifier = Verifier(site: site, options: options, effects: .init(integrity: .signed(key)))
    let report = try await Interrupt.cancelling { try await verifier.run { Self.show($0, program.terminal) } }
    // Only sessions that are run again are parsed.
    try program.saveSyntax(site, isWhole: false)
    return report
  }

  /// - Returns: findings about the files that were saved meanwhile, and so are left as they are.
  private func write(
    _ updates: [FileUpdate], of site: Site, _ terminal: Terminal
  ) throws -> [Diagnostic] {
    var left: [Diagnostic] = []
    for update in updates {
      let name = site.files.printed(update.path)
      if try NamedFile(path: site.project.root + "/" + update.path).write(update.bytes, over: update.original)
      {
        terminal.say("updated \(name)")
      } else {
        left.append(
          Diagnostic(
            .changedMeanwhile, "`\(name)` was saved while it was verified, and is not updated",
            at: SourceSpan(file: name),
            fix: "run `flowdocs verify --update` again"))
      }
    }
    return left
  }

  /// Not an exit code of findings: the pages may be right.
  private static func incomplete(_ parts: Set<SandboxPart>) -> any Error {
    ValidationError(
      "the sandbox is required and incomplete: " + SandboxPart.sentences(parts).joined(separator: "; "))
  }

  /// ` (28 by promtool, 33 by postgresql)`.
  private static func names(_ validations: [(checker: String, blocks: Int)]) -> String {
    if validations.isEmpty { return "" }
    return " (" + validations.map { "\($0.blocks) by \($0.checker)" }.joined(separator: ", ") + ")"
  }

  private static func show(_ progress: VerificationProgress, _ terminal: Terminal) {
    switch progress {
    case .compiling(let language, let sessions):
      terminal.showProgress(
        "compiling the \(language) code of \(sessions) session\(sessions == 1 ? "" : "s")")
    case .checking(let name, let blocks):
      terminal.showProgress("\(name) checks \(blocks) block\(blocks == 1 ? "" : "s")")
    case .ran(let page, let line, let done, let total):
      terminal.showProgress("[\(done)/\(total)] \(page):\(line)")
    }
  }

  private func write(_ ledger: [UInt8], of project: Project) throws {
    let root = try Folder(at: project.root, followingLink: true)
    if !root.holds(Ledger.path, ledger) { try root.replace(Ledger.path, ledger) }
  }
}

/// What happens when the sandbox of examples is incomplete.
enum SandboxMode: String, CaseIterable, ExpressibleByArgument, Sendable {
  case auto, require
}

/// `i/n`: the part with that number, counted from 1, of n equal parts.
struct Shard: ExpressibleByArgument, Sendable {
  var index: Int
  var count: Int

  init?(argument: String) {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let index = parts[0], let count = parts[1], count >= 1,
      (1...count).contains(index)
    else { return nil }
    self.index = index
    self.count = count
  }
}

/// `page.md:12`.
struct PageLine: ExpressibleByArgument, Sendable {
  var page: String
  /// 1-based line.
  var line: Int

  init?(argument: String) {
    guard let colon = argument.lastIndex(of: ":"), let line = Int(argument[argument.index(after: colon)...]),
      line > 0, colon > argument.startIndex
    else { return nil }
    self.page = String(argument[..<colon])
    self.line = line
  }
}
