import ArgumentParser
import Diagnostics
import Foundation
import Ledger
import Pages

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Build, serve on loopback, rebuild on change and reload open pages.",
    discussion: "Runs no example. A build with errors keeps the last good portal on show.")

  @Argument(help: "The project's folder; by default the one this folder belongs to.")
  var path: String?

  @Option(help: "The port to listen on; 0 takes any free one.")
  var port = 4000

  @Option(name: .shortAndLong, help: "The folder to write to.")
  var out = "_site"

  func run() async throws {
    let workspace = try Workspace.containing(path)
    let output = Workspace.absolute(out)
    let root = workspace.project.root
    let terminal = Terminal.standard
    let changes = ChangeSignal()
    await rebuild(root: root, output: output, terminal)

    let server = SiteServer(root: output, host: "127.0.0.1", port: port, changes: changes)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        try await server.run { address in terminal.say("serving on \(address); Ctrl-C ends it") }
      }
      group.addTask {
        let watch = FolderWatch(
          folders: [root], ignored: [output, root + "/.build", root + "/.git", root + "/node_modules"],
          included: [root + "/" + Ledger.path], written: FileIdentity.ofOutput)
        var stamps = watch.snapshot()
        while !Task.isCancelled {
          let paths = try await watch.change(from: &stamps)
          terminal.say("changed: " + paths.map { $0.dropFirst(root.count + 1) }.joined(separator: ", "))
          await rebuild(root: root, output: output, terminal)
          await changes.raise()
        }
      }
      group.addTask {
        await Interrupt.wait()
        // Pages that wait for a change would hold up the server's end.
        await changes.raise()
      }
      // The first to end is Ctrl-C, or what failed.
      try await group.next()
      group.cancelAll()
      do {
        while try await group.next() != nil {}
      } catch is CancellationError {
        // That is how the others end.
      }
    }
  }

  /// Opens the project anew each time: its definition may be what changed.
  private func rebuild(root: String, output: String, _ terminal: Terminal) async {
    let start = ContinuousClock.now
    do {
      let outcome = try await PortalBuild(workspace: try Workspace(root: root), output: output).run()
      try terminal.report(outcome.diagnostics.sortedByPlace(), as: .text)
      let time = start.duration(to: .now).formatted(.units(allowed: [.milliseconds], width: .narrow))
      terminal.say("\(outcome.summary) in \(time)")
    } catch let error as DiagnosticError {
      terminal.say(ConsoleRenderer(color: terminal.isColored).render(error.diagnostics))
    } catch {
      terminal.say("error: \(error)")
    }
  }
}
