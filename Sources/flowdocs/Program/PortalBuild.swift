import Diagnostics
import Ledger
import Portal
import Site
import Verification

/// One build of a portal: check, render, and write only when nothing is wrong.
struct PortalBuild: Sendable {
  var program: Program
  /// The project's root.
  var root: String
  /// Absolute path of the folder to write to.
  var output: String
  /// Whether a block that is to be proven and is not keeps the build from writing.
  var requiresProof = false

  struct Outcome: Sendable {
    var diagnostics: [Diagnostic]
    /// How many pages there are.
    var pages: Int
    /// `nil` when findings kept the build from writing.
    var written: OutputFolder.Summary?

    /// One line for people: `31 pages, 4 files written, 52 unchanged`.
    var summary: String {
      guard let written else { return "nothing was written" }
      var parts = ["\(pages) page\(pages == 1 ? "" : "s")"]
      parts.append("\(written.written) file\(written.written == 1 ? "" : "s") written")
      parts.append("\(written.unchanged) unchanged")
      if written.removed > 0 { parts.append("\(written.removed) removed") }
      return parts.joined(separator: ", ")
    }
  }

  func run() async throws -> Outcome {
    let site = try await program.open(root)
    var findings = await program.findings(site)
    try program.saveSyntax(site, isWhole: true)
    let ledger = try Ledger.load(site.files)
    let keys = ledger == nil && !requiresProof ? nil : await ProjectKeys.read(site)
    if requiresProof { findings += ProofCheck.findings(site, ledger, keys ?? CurrentKeys()) }
    if findings.hasErrors { return Outcome(diagnostics: findings, pages: site.pages.count) }
    let portal = await PortalBuilder(site: site, ledger: ledger, keys: keys).prepare()
    try program.saveDrawings(site)
    let folder = OutputFolder(path: output, project: root)
    let written = try await portal.write(to: folder) {
      program.terminal.say("waiting for another build to finish writing `\(folder.path)`")
    }
    if let reason = written.replacedOneByOne {
      program.terminal.say(
        "`\(folder.path)` could not be replaced atomically (\(reason)); its files were replaced one by one, so a build that is killed midway leaves a mix of old and new pages"
      )
    }
    return Outcome(diagnostics: findings, pages: site.pages.count, written: written)
  }
}
