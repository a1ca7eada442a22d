import Diagnostics
import Ledger
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
  /// Whether a portal with errors is written too, marked as a draft.
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
    /// How the pages were read; `nil` for a folder of no tool.
    var reading: String?
    /// `nil` when findings kept the build from writing.
    var written: OutputFolder.Summary?

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

  func run() async throws -> Outcome {
    let base: BaseSettings? = if case .base(let settings) = trust { settings } else { nil }
    let isTrusted = base == nil
    let key = try program.keys.existing(root)
    let site = try await program.open(
      root, usesCaches: isTrusted, key: key, rights: rights, theme: base?.theme)
    let loaded = isTrusted ? try Ledger.load(site.files, signedWith: key) : Ledger.Loaded()
    let ledger = loaded.ledger
    let keys = ledger == nil && !requiresProof ? nil : await ProjectKeys.read(site)
    let unproven = requiresProof ? ProofCheck.findings(site, ledger, keys ?? CurrentKeys()) : []
    let findings = await program.findings(
      site, and: loaded.findings + unproven, by: requiresProof ? [.build, .proof] : [.build])
    if isTrusted { try program.saveSyntax(site, isWhole: true) }
    var outcome = Outcome(
      diagnostics: findings, pages: site.pages.map(\.source.path), reading: site.project.reading.description)
    let isDraft = findings.hasFinding(atLeast: site.project.failsOn)
    outcome.failsOn = site.project.failsOn
    if isDraft, !writesDrafts { return outcome }
    let draft = isDraft ? Draft(findings: findings) : nil
    let portal = await PortalBuilder(site: site, ledger: ledger, keys: keys, draft: draft).prepare()
    if isTrusted { try program.saveDrawings(site) }
    let folder = OutputFolder(path: output, project: root)
    let written = try await portal.write(to: folder) {
      program.terminal.say("waiting for another build to finish writing `\(folder.path)`")
    }
    for note in written.notes(on: folder) { program.terminal.say(note) }
    outcome.written = written
    return outcome
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
