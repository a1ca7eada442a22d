import Checks
import Diagnostics
import OpenRPC
import Pages
import Portal

/// One build of a portal: read, check, render, and write only when nothing is wrong.
struct PortalBuild: Sendable {
  var workspace: Workspace
  /// Absolute path of the folder to write to.
  var output: String

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
    let contract = try workspace.contract()
    let files = try workspace.pageFiles(contract).addingHome(of: workspace.project)
    let symbols = try workspace.symbols(contract)
    let kept = workspace.cache("drawings")
    var builder = PortalBuilder(
      project: workspace.project, contract: contract, ledger: try workspace.ledger(), files: files,
      symbols: symbols, kept: kept)
    builder.metrics = workspace.metrics
    var context = CheckContext(
      project: workspace.project, contract: contract, files: files, symbols: symbols, drawings: kept,
      today: .now)
    context.metrics = workspace.metrics
    context.program = try workspace.program()
    let prepared = await builder.prepare { [context] page in
      let read = Checks.inspect(page, context)
      return Inspected(read.inspection, diagrams: read.diagrams)
    }
    let inspections = prepared.inspections
    let links = try Checks.links(inspections, context) { path in
      PageLoader.load(
        path: path, source: try files.source(workspace.project.path(ofPage: path)),
        project: workspace.project, files: files)
    }
    let diagnostics =
      (contract?.lint() ?? []) + prepared.unreadable + inspections.flatMap(\.findings) + links
    try workspace.save(kept, as: "drawings")
    if diagnostics.hasErrors { return Outcome(diagnostics: diagnostics, pages: prepared.pageCount) }
    let folder = OutputFolder(path: output, project: workspace.project.root)
    let written = try await prepared.write(to: folder) {
      Terminal.standard.say("waiting for another build that writes `\(folder.path)`")
    }
    if let reason = written.replacedOneByOne {
      Terminal.standard.say(
        "`\(folder.path)` could not be exchanged in one step (\(reason)); its files were replaced one by one, and a build that is killed meanwhile leaves pages of both portals"
      )
    }
    return Outcome(diagnostics: diagnostics, pages: prepared.pageCount, written: written)
  }
}
