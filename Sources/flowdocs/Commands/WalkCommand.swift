import ArgumentParser
import Diagnostics
import Digests
import Foundation
import Ledger
import Pages
import Processes
import Project
import Site
import Verification

struct WalkCommand: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "walk",
    abstract: "Go through a walkthrough in the terminal, or list them all.",
    usage: """
      flowdocs walk [<walkthrough>] [--track <track>] [--to <step>] [--again]
        [--yes]
      """,
    discussion: """
      A walkthrough is a page with `kind: walkthrough`. Each step is shown with its code, which Enter runs in a session that \
      stays alive, in the sandbox of `flowdocs verify`; then its check says whether the step is done. The services of the \
      project are started before the first block and ended with the walk. Your place is kept in the state folder of your \
      user, and the next walk goes on there.
      """)

  @Argument(help: "The page, such as `guides/first-job.md`, or its name. Default: list the walkthroughs.")
  var walkthrough: String?

  @Option(
    help: "The language to take, of a walkthrough with tabs. Default: the first, or the one taken before.")
  var track: String?

  @Option(
    help: ArgumentHelp("Begin at this step, with those before it done as the page shows.", valueName: "step"))
  var to: Int?

  @Flag(help: "Begin again at the first step.")
  var again = false

  @Flag(help: "Run every step without asking; the first failure ends the walk with exit code 1.")
  var yes = false

  func validate() throws {
    if let to, to < 1 { throw ValidationError("--to takes the number of a step, from 1") }
  }

  func run(in program: Program) async throws {
    let root = try program.root()
    try program.requireResults(of: root)
    let site = try await program.open(root, key: try program.keys.existing(root))
    let all = site.pages.compactMap { Walkthrough($0, site.project, site.languages) }.filter {
      !$0.steps.isEmpty
    }
    if all.isEmpty { throw CommandFailure("this project has no page with `kind: walkthrough`") }
    guard let walkthrough else { return try list(all, of: site, program) }
    let chosen = try choose(walkthrough, among: all)
    let end = try await Interrupt.cancelling { try await walk(chosen, site, program) }
    if end == .failed { throw ExitStatus.findings.code }
  }

  private func walk(_ walkthrough: Walkthrough, _ site: Site, _ program: Program) async throws
    -> WalkGuide.End
  {
    try Launcher.start()
    Launcher.hideThisProcess()
    let options = VerificationOptions(
      unavailable: try await SandboxPolicy.unavailableParts(), ruleNames: .all)
    // A run that asks nothing leaves no trace.
    let file = yes ? nil : try file(of: walkthrough, site, program)
    let progress = try progress(walkthrough, file, program)
    let walk = try await Verifier(site: site, options: options).walk(walkthrough, track: progress.track)
    do {
      var guide = WalkGuide(
        walk, progress, program.terminal.forWalk, languages: site.languages, asksNothing: yes,
        save: { try file?.write($0) })
      let end = try await guide.run(from: to.map { $0 - 1 })
      await walk.end()
      return end
    } catch {
      await walk.end()
      throw error
    }
  }

  /// Where the reader left, unless the page is another one now.
  private func progress(
    _ walkthrough: Walkthrough, _ file: WalkProgressFile?, _ program: Program
  ) throws -> WalkProgress {
    if let track, !walkthrough.tracks.contains(track) {
      let known = walkthrough.tracks.compactMap(\.self).map { "`\($0)`" }.joined(separator: ", ")
      throw ValidationError(
        "this walkthrough has no track `\(track)`" + (known.isEmpty ? "" : "; it has \(known)"))
    }
    let new = WalkProgress(walkthrough, track: track ?? walkthrough.tracks[0])
    if again { return new }
    let stored: WalkProgress
    switch try file?.read() ?? .nothing {
    case .nothing: return new
    case .damaged:
      program.terminal.say(
        "note: the stored progress of your last walk is damaged, or of another version of FlowDocs: the walk begins again"
      )
      return new
    case .progress(let progress): stored = progress
    }
    guard stored.isOf(walkthrough) else {
      program.terminal.say("The page has changed since your last walk, which therefore begins again.")
      return new
    }
    if let track, stored.track != track { return new }
    return stored.step < walkthrough.steps.count ? stored : new
  }

  private func file(
    of walkthrough: Walkthrough, _ site: Site, _ program: Program
  ) throws -> WalkProgressFile {
    WalkProgressFile(
      states: try program.keys.stateFolder(outside: site.project.root),
      root: DiskPath.absolute(site.project.root), page: walkthrough.page.path)
  }

  /// By its path, with or without `.md`, or by the last part of it.
  private func choose(_ name: String, among all: [Walkthrough]) throws -> Walkthrough {
    let wanted = name.hasSuffix(".md") ? String(name.dropLast(3)) : name
    let found = all.filter { walkthrough in
      let name = Self.name(walkthrough)
      return name == wanted || walkthrough.page.source.path == wanted + ".md"
        || name.hasSuffix("/" + wanted)
    }
    if found.count == 1 { return found[0] }
    let known = (found.isEmpty ? all : found).map { "`\(Self.name($0))`" }.joined(separator: ", ")
    throw ValidationError(
      found.isEmpty
        ? "there is no walkthrough `\(name)`; there are \(known)" : "`\(name)` may be \(known)")
  }

  private static func name(_ walkthrough: Walkthrough) -> String { String(walkthrough.page.path.dropLast(3)) }

  private func list(_ all: [Walkthrough], of site: Site, _ program: Program) throws {
    let width = all.map { Self.name($0).count }.max() ?? 0
    var lines = ""
    for walkthrough in all {
      let name = Self.name(walkthrough)
      var done = 0
      switch try file(of: walkthrough, site, program).read() {
      case .nothing: break
      case .damaged:
        program.terminal.say(
          "note: the stored progress of `\(name)` is damaged, or of another version of FlowDocs: it begins again"
        )
      case .progress(let progress): if progress.isOf(walkthrough) { done = progress.step }
      }
      lines += name + String(repeating: " ", count: width - name.count)
      lines += "  \(done) of \(walkthrough.steps.count) steps done  \(walkthrough.page.title)\n"
    }
    program.terminal.show(lines.showingControls(keepingLines: true))
  }
}
