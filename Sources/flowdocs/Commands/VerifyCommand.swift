import ArgumentParser
import CommandOptions
import Diagnostics
import Digests
import Files
import Foundation
import Ledger
import Pages
import PortalServer
import Processes
import Project
import Site
import Verification

struct VerifyCommand: ProgramCommand, ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Run the examples and compare them with the pages.",
    usage: """
      flowdocs verify [<paths> ...] [--update] [--fresh] [--watch]
        [--since <revision>] [--shard <i/n>] [--baseline <ledger>]
        [--mutate <percent>] [--external] [--jobs <number>]
        [--explain <page:line>] [--sandbox <mode>] [--require-tools]
        [--format <format>] [--report <file> ...]
      """,
    discussion: """
      Each session of examples runs in a fresh folder with a time limit, and finds the service in its first state. \
      Afterwards, every process that it started is killed. Sessions that have not changed since they last passed are \
      not run again. The verdicts are stored in .flowdocs/ledger.json, where `flowdocs build` reads them.
      """)

  @Argument(
    help:
      "Folders, Markdown files, or blocks by a line: guide.md:12. Default: the project that the current folder is in."
  )
  var paths: [String] = []

  @Flag(help: "Rewrite expected output, responses and stale copies of included files on the pages.")
  var update = false

  @Flag(help: "Run everything, even what has not changed.")
  var fresh = false

  @Flag(help: "Verify again whenever a file changes, until Ctrl-C.")
  var watch = false

  @Option(
    help: ArgumentHelp(
      "Verify only blocks whose verdict may have changed since a commit: those whose code, or anything else in their cache key, is different.",
      valueName: "revision"))
  var since: String?

  @Option(
    help: ArgumentHelp(
      "Verify part i of the pages, divided into n parts that take about the same time.", valueName: "i/n"))
  var shard: Shard?

  @Option(
    help: ArgumentHelp(
      "Report blocks that an earlier verification proved, and this one does not: a copy of its .flowdocs/ledger.json.",
      valueName: "ledger"))
  var baseline: String?

  @Option(
    help: ArgumentHelp(
      "Change each output and answer, one thing at a time, and report what the pages do not notice; an error if they notice less than this percentage.",
      valueName: "percent"))
  var mutate: Int?

  @Flag(
    help:
      "Also visit links to other machines: one request at a time to each host, and again after a week.")
  var external = false

  @Option(
    help: ArgumentHelp(
      "How many sessions run at the same time. Default: one more than there are processors, and up to three times as many while the processors are idle.",
      valueName: "number"))
  var jobs: Int?

  @Option(
    help: ArgumentHelp(
      "Say why the block at a line of a page was run, or not, and what has changed.", valueName: "page:line"))
  var explain: PageLine?

  @Option(
    help: ArgumentHelp(
      "What to do where a part of the sandbox is not available: auto says so and goes on, require runs nothing and exits with 2.",
      valueName: "mode"))
  var sandbox = SandboxMode.auto

  @Flag(help: "Fail when blocks are not run because their service is not installed.")
  var requireTools = false

  @OptionGroup var report: ReportOptions

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs must be at least 1") }
    if let mutate, !(0...100).contains(mutate) { throw ValidationError("--mutate must be from 0 to 100") }
    if watch, update {
      throw ValidationError("--watch and --update cannot be used together: each would start the other")
    }
  }

  func run(in program: Program) async throws {
    try Launcher.start()
    Launcher.hideThisProcess()
    if watch {
      try await verifyAfterEachChange(program)
    } else {
      try await verify(program)
    }
  }

  private func verifyAfterEachChange(_ program: Program) async throws {
    let roots = try Selection.of(VerifyTargets(paths).paths, program).map(\.root)
    let changes = FolderWatch(
      folders: roots,
      // Each run writes its reports.
      ignored: Set(
        roots.flatMap { [$0 + "/_site", $0 + "/node_modules"] }
          + report.files.map { DiskPath.absolute($0.path) }),
      written: FileIdentity.ofOutput)
    var stamps = changes.snapshot()
    while true {
      do {
        try await verify(program)
      } catch let code as ExitCode where code == ExitStatus.findings.code {
        // The next change may mend it.
      } catch let error as DiagnosticError {
        try program.terminal.report(Report(error.diagnostics.sortedByPlace()), as: report.format)
      }
      let before = stamps
      let (next, paths) = try await Interrupt.cancelling {
        var stamps = before
        let paths = try await changes.change(from: &stamps)
        return (stamps, paths)
      }
      stamps = next
      program.terminal.say("changed: " + paths.map { Self.shortened($0, roots) }.joined(separator: ", "))
    }
  }

  private static func shortened(_ path: String, _ roots: [String]) -> String {
    roots.compactMap { RelativePath.inside($0, path) }.first ?? path
  }

  private func verify(_ program: Program) async throws {
    let unavailable = try await SandboxPolicy.unavailableParts()
    if sandbox == .require, !unavailable.isEmpty { throw Self.incomplete(unavailable) }
    var result = Report([])
    var summaries: [String] = []
    let targets = VerifyTargets(paths.isEmpty ? explain.map { [$0.page] } ?? [] : paths)
    var missing = unavailable
    let selections = try Selection.of(targets.paths, program)
    for selection in selections { try program.requireResults(of: selection.root) }
    for selection in selections {
      let outcome = try await verify(selection, targets, program, unavailable)
      result.findings += outcome.report.findings
      result.pages += outcome.report.pages
      result.blocks += outcome.report.blocks
      result.part = outcome.report.part
      // Of several projects the strictest.
      result.failsOn = min(result.failsOn, outcome.report.failsOn)
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
    if result.blocks.contains(where: { $0.status == .failed }) { throw ExitStatus.findings.code }
  }

  /// The result for one project.
  private struct Outcome {
    var report: Report
    var summary: String
    var unavailable: Set<SandboxPart>
  }

  private func verify(
    _ selection: Selection, _ targets: VerifyTargets, _ program: Program, _ unavailable: Set<SandboxPart>
  ) async throws -> Outcome {
    let (key, keyFinding) = try program.keys.signing(selection.root)
    var site = try await program.open(selection.root, key: key)
    let project = site.project
    program.removeUnfinished(besidePagesOf: site)
    let selected = try site.pages(at: selection.paths)
    let previous = Ledger.previous(site.files, signedWith: key)
    var options = VerificationOptions(
      paths: selected.map { $0.sorted() } ?? [], updates: update, usesCache: !fresh,
      requiresSandbox: sandbox == .require, unavailable: unavailable,
      previous: previous.ledger, ruleNames: .all)
    if let jobs { options.parallelism = jobs }
    options.parallelismWhileIdle = jobs ?? 3 * options.parallelism
    options.requiresTools = requireTools
    options.mutates = mutate != nil
    options.blocks = try targets.blocks(of: site, in: selection)
    if let since {
      let changed = try await ChangedBlocks.since(since, site, program)
      options.blocks.merge(changed) { $0.intersection($1) }
      if let note = ChangedBlocks.failedBefore(previous.ledger, site, without: options.blocks) {
        program.terminal.say(note)
      }
    }
    let requirements = try Requirements(baseline: baseline, mutationScore: mutate, signedWith: key)
    var all: [String] = []
    if shard != nil {
      all = Self.printed(options, site)
      options.times = try Verifier(site: site, options: options, effects: .init(integrity: .signed(key)))
        .recordedTimes()
      options.shard = shard.map { .init(index: $0.index, count: $0.count) }
    }
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
        throw CommandFailure("no code block at line \(explain.line) of `\(explain.page)`")
      }
      program.terminal.show(lines.map { $0 + "\n" }.joined())
    }

    let links = try await externalLinks(options, site, key)
    let isListed = { (page: Page) in selected?.contains(page.path) ?? true }
    let found =
      site.findings + site.pages.filter(isListed).flatMap(\.diagnostics)
      + (keyFinding.map { [$0] } ?? []) + previous.findings + result.diagnostics + left
      + requirements.findings(result, of: site) + links
    let counts = Verdict.allCases.compactMap { verdict in
      result.counts[verdict].map { count in
        "\(count) \(verdict.rawValue)" + (verdict == .validated ? Self.names(result.validations) : "")
      }
    }
    let blocks =
      counts.isEmpty
      ? (options.blocks.isEmpty ? "no code blocks" : "no block to verify") : counts.joined(separator: ", ")
    let sessions =
      "\(first.executed) session\(first.executed == 1 ? "" : "s") run, \(first.cacheHits) unchanged"
    let changes = result.mutations.map { "; \($0.noticed) of \($0.changes) changes noticed" } ?? ""
    return Outcome(
      report: Report(
        program.reported(found, of: site, selected: options.selectedPaths(of: site.pages), by: [.verify]),
        pages: Self.printed(options, site), blocks: result.blocks, failsOn: project.failsOn,
        part: shard.map { .init(index: $0.index, count: $0.count, all: all) }),
      summary: "\(blocks) (\(sessions))\(changes)", unavailable: result.unavailable)
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

  /// The pages that are verified, as findings print their paths.
  private static func printed(_ options: VerificationOptions, _ site: Site) -> [String] {
    let paths = options.selectedPaths(of: site.pages)
    return site.pages.filter { paths.contains($0.path) }.map(\.source.path)
  }

  private func externalLinks(_ options: VerificationOptions, _ site: Site, _ key: SigningKey) async throws
    -> [Diagnostic]
  {
    guard external else { return [] }
    let verifier = Verifier(site: site, options: options, effects: .init(integrity: .signed(key)))
    return try await Interrupt.cancelling {
      let findings = try await verifier.externalLinks(
        now: Date.now.timeIntervalSince1970, visit: CurlVisit.visit)
      try Task.checkCancellation()
      return findings
    }
  }

  /// Not an exit code of findings: the pages may be right.
  private static func incomplete(_ parts: Set<SandboxPart>) -> any Error {
    CommandFailure(
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
