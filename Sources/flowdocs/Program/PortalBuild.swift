import Diagnostics
import Ledger
import Pages
import Portal
import Project
import Site
import Verification

/// One build of a portal: check, render, and write when nothing is wrong, or a draft.
struct PortalBuild: Sendable {
  var program: Program
  /// The project's root.
  var root: String
  /// Absolute path of the folder to write to.
  var output: String
  /// Whether a block that is to be proven and is not keeps the build from writing.
  var requiresProof = false
  /// Whether a portal with errors is written too, marked as a draft, and pages that are drafts with it.
  var writesDrafts = false
  var trust = Trust.tree

  /// Whose settings, ledger and caches count.
  enum Trust: Sendable {
    /// The settings, ledger and caches of the tree that is built.
    case tree
    /// The settings that give rights from a base revision; neither ledger nor caches.
    case base(BaseSettings)
  }

  struct Outcome: Sendable {
    var diagnostics: [Diagnostic]
    /// The least severity of a finding that keeps a portal from being released.
    var failsOn = Severity.error
    /// The pages, as findings print their paths.
    var pages: [String]
    /// Whether the project has settings of FlowDocs.
    var isConfigured = false
    /// How the pages were read; `nil` for a folder of no tool.
    var reading: String?
    /// `nil` when findings kept the build from writing.
    var written: OutputFolder.Summary?
    /// What the pages showed besides their content.
    var verdicts = Verdicts()

    /// The same outcome of a build that finds the portal written already.
    var whenRepeated: Outcome {
      var outcome = self
      if let written { outcome.written = .init(unchanged: written.written + written.unchanged) }
      return outcome
    }

    /// One line for people: `31 pages, 4 files written, 52 unchanged`.
    var summary: String {
      let reading = reading.map { [$0] } ?? []
      return ([written.map(counts) ?? "nothing was written"] + reading).joined(separator: "; ")
    }

    private func counts(_ written: OutputFolder.Summary) -> String {
      var parts = [
        (diagnostics.hasFinding(atLeast: failsOn) ? "a draft of " : "")
          + "\(pages.count) page\(pages.count == 1 ? "" : "s")"
      ]
      parts.append("\(written.written) file\(written.written == 1 ? "" : "s") written")
      parts.append("\(written.unchanged) unchanged")
      if written.removed > 0 { parts.append("\(written.removed) removed") }
      return parts.joined(separator: ", ")
    }
  }

  /// What pages show besides their content: verdicts, and that the portal is a draft.
  struct Verdicts: Sendable {
    var ledger: Ledger?
    var keys: CurrentKeys?
    var draft: Draft?
    /// `nil` for a portal that does not say when its pages were changed.
    var changes: LastChanges?

    func builder(_ site: Site) -> PortalBuilder {
      PortalBuilder(
        site: site, ledger: ledger, keys: keys, draft: draft, changes: changes ?? LastChanges())
    }
  }

  func run() async throws -> Outcome { try await run(open()) }

  /// - Parameter memory: pages that this process has read before.
  func open(_ memory: PageMemory? = nil) async throws -> Site {
    let base: BaseSettings? = if case .base(let settings) = trust { settings } else { nil }
    return try await program.open(
      root, usesCaches: base == nil, key: program.keys.existing(root), rights: rights, theme: base?.theme,
      memory: memory, leavesOutDrafts: !writesDrafts)
  }

  /// Checks, renders and writes a project that is open.
  func run(_ site: Site) async throws -> Outcome {
    let isTrusted = if case .tree = trust { true } else { false }
    let key = try program.keys.existing(root)
    let loaded = isTrusted ? try Ledger.load(site.files, signedWith: key) : Ledger.Loaded()
    let ledger = loaded.ledger
    let keys = ledger == nil && !requiresProof ? nil : await projectKeys(site)
    let unproven = requiresProof ? ProofCheck.findings(site, ledger, keys ?? CurrentKeys()) : []
    let findings = await program.findings(
      site, and: loaded.findings + unproven, by: requiresProof ? [.build, .proof] : [.build])
    // The findings of a run that was cancelled are not all, nor what its parsers said.
    try Task.checkCancellation()
    // A folder without settings stays as it is: nothing is kept in it for the next run.
    let keepsResults = isTrusted && site.project.isConfigured
    if keepsResults { try program.saveSyntax(site, isWhole: true) }
    var outcome = Outcome(
      diagnostics: findings, pages: site.pages.map(\.source.path), reading: site.project.reading.description)
    let isDraft = findings.hasFinding(atLeast: site.project.failsOn)
    outcome.failsOn = site.project.failsOn
    outcome.isConfigured = site.project.isConfigured
    if isDraft, !writesDrafts { return outcome }
    outcome.verdicts = Verdicts(
      ledger: ledger, keys: keys, draft: isDraft ? Draft(findings: findings) : nil,
      changes: site.project.showsLastChange ? await LastChanges.read(site.project) : nil)
    let portal = await outcome.verdicts.builder(site).prepare()
    try Task.checkCancellation()
    if keepsResults { try program.saveDrawings(site) }
    let folder = OutputFolder(path: output, project: root)
    let written = try await portal.write(to: folder) {
      program.sayWaiting(for: folder)
    }
    for note in written.notes(on: folder) { program.terminal.say(note) }
    outcome.written = written
    return outcome
  }

  private func projectKeys(_ site: Site) async -> CurrentKeys {
    await ProjectKeys.read(site, disk: program.trace.map { ProjectDisk.disk.traced(by: $0.inputs) } ?? .disk)
  }

  /// The project with the rights that it is given, which is said once.
  private func rights(_ project: Project) -> Project {
    guard case .base(let settings) = trust else { return project }
    let (taken, ignored) = project.taking(rightsOf: settings.project, languages: .ofSites)
    var trusted = taken
    trusted.trustedFiles = settings.trustedFiles
    for line in settings.report(ignored: ignored) { program.terminal.say(line) }
    return trusted
  }
}

extension Program {
  func sayWaiting(for folder: OutputFolder) {
    terminal.say("waiting for another build to finish writing `\(folder.path)`")
  }
}
