import Diagnostics
import Foundation
import Pages
import Portal
import PortalServer
import Project
import Site

/// The portal that `serve` shows: built again after each change, the changed pages before the rest.
actor ServedPortal {
  private let build: PortalBuild
  private let changes: ChangeSignal
  private let preview: PreviewedPages
  /// Pages that are the same are not read again.
  private let memory = PageMemory()
  /// What the pages of the last portal showed.
  private var verdicts = PortalBuild.Verdicts()
  /// What remains to be done after the changed pages are shown.
  private var rest: Task<Void, Never>?

  init(build: PortalBuild, changes: ChangeSignal, preview: PreviewedPages) {
    self.build = build
    self.changes = changes
    self.preview = preview
  }

  /// Builds the portal for the first time, to the end.
  func build() async {
    await build(after: [])
    await rest?.value
  }

  /// Opens the project anew each time: its definition may be what changed.
  ///
  /// - Parameter paths: the changed files, absolute.
  func build(after paths: [String]) async {
    let start = ContinuousClock.now
    do {
      let site = try await build.open(memory)
      preview.fail(nil)
      let isShown = await show(paths, of: site)
      await end()
      rest = Task { await finish(site, since: start, isShown: isShown) }
    } catch {
      await end()
      await fail(error)
    }
  }

  /// Ends what is still being done.
  func end() async {
    rest?.cancel()
    await rest?.value
  }

  /// Shows the changed pages, and says whether there were any.
  private func show(_ paths: [String], of site: Site) async -> Bool {
    let content = site.project.path(ofPage: "")
    let pages = paths.compactMap { RelativePath.inside(build.root, $0) }.filter { $0.hasPrefix(content) }
      .map { String($0.dropFirst(content.count)) }
    guard !pages.isEmpty, pages.count <= Self.most else { return false }
    let files = verdicts.builder(site).preview(of: Set(pages))
    if files.isEmpty { return false }
    preview.show(files)
    await changes.raise()
    return true
  }

  /// When more pages than this change at once, none is shown before the portal is built.
  private static let most = 16

  private func finish(_ site: Site, since start: ContinuousClock.Instant, isShown: Bool) async {
    do {
      let outcome = try await build.run(site)
      verdicts = outcome.verdicts
      try build.program.terminal.report(Report(outcome.diagnostics), as: .text)
      let time = start.duration(to: .now).formatted(.units(allowed: [.milliseconds], width: .narrow))
      build.program.terminal.say("\(outcome.summary) in \(time)")
      preview.fail(nil)
      let shown = preview.end(build.output)
      // Pages that readers have seen already are not loaded again.
      let isSame = outcome.written.map { $0.portal.shown + $0.removed <= shown ?? -1 } ?? false
      if !(isShown && isSame) { await changes.raise() }
    } catch is CancellationError {
      // The next change has come.
    } catch {
      await fail(error)
    }
  }

  /// Says why the portal cannot be built, in the terminal and on its pages.
  private func fail(_ error: any Error) async {
    report(error)
    _ = preview.end(build.output)
    let findings = (error as? DiagnosticError)?.diagnostics ?? []
    preview.fail(FailedBuild.page(findings.isEmpty ? "\(error)" : ConsoleRenderer().render(findings)))
    await changes.raise()
  }

  private func report(_ error: any Error) {
    let terminal = build.program.terminal
    let findings = (error as? DiagnosticError)?.diagnostics ?? []
    do {
      if findings.isEmpty { terminal.say("error: \(error)") }
      try terminal.report(Report(findings), as: .text)
    } catch {
      terminal.say("error: \(error)")
    }
  }
}
