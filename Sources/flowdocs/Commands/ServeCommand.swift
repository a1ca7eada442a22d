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
      "Runs no examples. A portal with errors is served as a draft, whose pages lead to the findings. While settings or contract cannot be read, each page says why."
  )

  @Argument(help: "The project's folder. Default: the project that the current folder is in.")
  var path: String?

  @Option(help: "The port to listen on; 0 takes any free one.")
  var port = 4000

  @Option(name: .shortAndLong, help: "The folder to write to.")
  var out = "_site"

  func run(in program: Program) async throws {
    let root = try program.root(of: path)
    var drafts = PortalBuild(program: program, root: root, output: DiskPath.absolute(out))
    drafts.writesDrafts = true
    let terminal = program.terminal
    let changes = ChangeSignal()
    let preview = PreviewedPages()
    let output = drafts.output
    let portal = ServedPortal(build: drafts, changes: changes, preview: preview)
    let watch = FolderWatch(
      folders: [root], ignored: [output, root + "/.build", root + "/.git", root + "/node_modules"],
      included: [root + "/" + Ledger.path], written: FileIdentity.ofOutput)
    // What changes during the first build is built again.
    let watched = FolderChanges(watch)
    await portal.build()

    TerminationSignal.listen()
    let server = SiteServer(root: output, host: "127.0.0.1", port: port, changes: changes, preview: preview)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        try await server.run { address in
          TerminationSignal.listen()
          terminal.say("serving on \(address); press Ctrl-C to stop")
        }
      }
      group.addTask {
        var saved = watched
        while !Task.isCancelled {
          let paths = try await saved.next()
          let names = paths.map { RelativePath.inside(root, $0) ?? "many files" }
          terminal.say("changed: " + names.joined(separator: ", "))
          await portal.build(after: paths)
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
    await portal.end()
  }
}
