import ArgumentParser
import Diagnostics
import Foundation
import Ledger
import Pages
import PortalServer
import Processes
import Project

struct ServeCommand: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Build, serve on loopback, rebuild on change and reload open pages.",
    discussion:
      "Runs no examples. A portal with errors is served as a draft, whose pages lead to the findings.")

  @Argument(help: "The project's folder. Default: the project that the current folder is in.")
  var path: String?

  @Option(help: "The port to listen on; 0 takes any free one.")
  var port = 4000

  @Option(name: .shortAndLong, help: "The folder to write to.")
  var out = "_site"

  func run(in program: Program) async throws {
    let root = try program.root(of: path)
    // A definition that cannot be read ends the command, and not each build.
    _ = try Project.load(root: root, files: .disk(root: root))
    var drafts = PortalBuild(program: program, root: root, output: DiskPath.absolute(out))
    drafts.writesDrafts = true
    let build = drafts
    let terminal = program.terminal
    let changes = ChangeSignal()
    await rebuild(build)

    TerminationSignal.listen()
    let server = SiteServer(root: build.output, host: "127.0.0.1", port: port, changes: changes)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        try await server.run { address in terminal.say("serving on \(address); press Ctrl-C to stop") }
      }
      group.addTask {
        let watch = FolderWatch(
          folders: [root], ignored: [build.output, root + "/.build", root + "/.git", root + "/node_modules"],
          included: [root + "/" + Ledger.path], written: FileIdentity.ofOutput)
        var stamps = watch.snapshot()
        while !Task.isCancelled {
          let paths = try await watch.change(from: &stamps)
          terminal.say("changed: " + paths.map { $0.dropFirst(root.count + 1) }.joined(separator: ", "))
          await rebuild(build)
          await changes.raise()
        }
      }
      group.addTask {
        await TerminationSignal.wait()
        // Pages that wait for a change would delay the end of the server.
        await changes.raise()
      }
      // The first task to end was interrupted by Ctrl-C, or failed.
      try await group.next()
      group.cancelAll()
      do {
        while try await group.next() != nil {}
      } catch is CancellationError {
        // The other tasks end by cancellation.
      }
    }
  }

  /// Opens the project anew each time: its definition may be what changed.
  private func rebuild(_ build: PortalBuild) async {
    let terminal = build.program.terminal
    let start = ContinuousClock.now
    do {
      let outcome = try await build.run()
      try terminal.report(Report(outcome.diagnostics), as: .text)
      let time = start.duration(to: .now).formatted(.units(allowed: [.milliseconds], width: .narrow))
      terminal.say("\(outcome.summary) in \(time)")
    } catch {
      let findings = (error as? DiagnosticError)?.diagnostics ?? []
      do {
        if findings.isEmpty { terminal.say("error: \(error)") }
        try terminal.report(Report(findings), as: .text)
      } catch {
        terminal.say("error: \(error)")
      }
    }
  }
}
