import ArgumentParser
import Diagnostics
import Foundation
import Ledger
import Pages
import PortalServer
import Processes
import Project
import Verification

struct ServeCommand: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Build, serve on loopback, rebuild on change and reload open pages.",
    discussion:
      """
      Runs no examples. A portal with errors is served as a draft, whose pages lead to the findings. While settings or \
      contract cannot be read, each page says why.

      With `--with-services` it starts the commands of `service` and `services` in site/portal.yml, in the sandbox that \
      `verify` uses, and ends them with the server. Pages of the portal send their requests to `/__services/NAME`.
      """)

  @Argument(help: "The project's folder. Default: the project that the current folder is in.")
  var path: String?

  @Option(help: "The port to listen on; 0 takes any free one.")
  var port = 4000

  @Option(name: .shortAndLong, help: "The folder to write to.")
  var out = "_site"

  @Flag(help: "Also start the project's services, which pages of the portal may send requests to.")
  var withServices = false

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

    let services = withServices ? try await services(of: root, program) : nil
    TerminationSignal.listen()
    var server = SiteServer(root: output, host: "127.0.0.1", port: port, changes: changes, preview: preview)
    server.services = Self.forwarded(services)
    do {
      try await serve(server, watched, root, portal, changes, services, terminal)
    } catch {
      await services?.stop()
      throw error
    }
    await services?.stop()
    await portal.end()
  }

  private func serve(
    _ server: SiteServer, _ watched: FolderChanges, _ root: String, _ portal: ServedPortal,
    _ changes: ChangeSignal, _ services: ServedServices?, _ terminal: Terminal
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        try await server.run { address in
          TerminationSignal.listen()
          for line in Self.announcement(services, at: address) { terminal.say(line) }
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
  }

  private func services(of root: String, _ program: Program) async throws -> ServedServices {
    try Launcher.start()
    Launcher.hideThisProcess()
    let site = try await program.open(root, key: try program.keys.existing(root))
    let options = VerificationOptions(
      unavailable: try await SandboxPolicy.unavailableParts(), ruleNames: .all)
    return try await Interrupt.cancelling {
      try await Verifier(site: site, options: options).serveServices()
    }
  }

  /// Those that take HTTP.
  private static func forwarded(_ services: ServedServices?) -> ForwardedServices {
    ForwardedServices(
      (services?.all ?? []).filter { !$0.running.isDirect }.map {
        .init(
          name: $0.name, port: $0.running.port, endpoint: $0.running.endpoint, token: $0.running.token)
      })
  }

  private static func announcement(_ services: ServedServices?, at address: String) -> [String] {
    guard let services else { return [] }
    if services.all.isEmpty, services.absences.isEmpty {
      return ["note: site/portal.yml declares no services, so none was started"]
    }
    return SandboxPart.sentences(services.unavailable).map { "note: sandbox: \($0)" }
      + services.absences.map { "note: service `\($0.name)` was not started: \($0.reason)" }
      + services.all.map { service in
        service.running.isDirect
          ? "service `\(service.name)` runs; it takes no HTTP, so pages cannot reach it"
          : "service `\(service.name)` at \(address)\(ForwardedServices.prefix.dropFirst())\(service.name)"
      }
  }
}
