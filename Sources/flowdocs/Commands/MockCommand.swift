import ArgumentParser
import ContractMock
import Foundation
import HTTPServing
import OpenRPC
import Processes
import Project
import Services

struct MockCommand: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "mock",
    abstract: "Run the service of this project, or a mock of any OpenRPC contract, on loopback.",
    usage: """
      flowdocs mock [--port <port>] [--seed <seed>] [--contract <contract>]
        -- [<arguments> ...]
      """,
    discussion: """
      Without --contract it starts the service that `site/portal.yml` declares, or, when it declares none, a mock of the \
      project's contract. The variables that examples need are printed as export lines: paste them into the terminal in \
      which your examples run. Words after -- are added to the command of a declared service.

      With --contract FILE it is a mock of any service that FILE (OpenRPC 1.x, JSON) describes. Calls are posted to / or to \
      the path of a server that the contract names. Params are validated by name and by position; the error -32602 says \
      what is wrong. The answer is the example whose params match those of the call best, or else a value generated from \
      the schema of the result with --seed: the same request gets the same bytes. rpc.discover returns the contract. \
      Permissions and rate limits are not enforced.

      A call chooses its answer with a header. Prefer: example=NAME gives that example, or error example, of the method; \
      Prefer: error=-32001 gives that error (code=-32001 is the same); Prefer: dynamic=true generates a value even \
      if an example matches. The Mock-Answer header of the response says where the answer comes from.

      The mock refuses bodies above 8 MB (413), batches of more than 1000 messages (-32600), more than 64 levels of \
      nesting (-32700), 32 kB of header fields (431) and more than 512 connections (503). A connection without progress \
      for 15 seconds, or that takes more than a minute for one request, is closed (with 408 if its header has arrived).
      """)

  @Option(
    help:
      "The port to listen on; 0 takes any free one. A declared service that prints its address chooses its own."
  )
  var port = 8001

  @Option(help: "The seed of values that are generated from schemas.")
  var seed: UInt64 = 1

  @Option(help: "An OpenRPC document: mock it instead of starting the service of the project.")
  var contract: String?

  @Argument(parsing: .postTerminator, help: "Arguments for the declared service.")
  var arguments: [String] = []

  func validate() throws {
    if contract != nil, !arguments.isEmpty {
      throw ValidationError("words after -- are for a declared service; a mock of --contract takes none")
    }
  }

  func run(in program: Program) async throws {
    if let contract {
      try await serve(try program.contract(at: contract), .init(), program)
      return
    }
    let project = try program.project()
    if case .declared(let declaration) = project.service {
      try await start(declaration, of: project, program)
    } else if !arguments.isEmpty {
      throw ValidationError("words after -- are for a declared service, and this project declares none")
    } else if let contract = try program.contract() {
      try await serve(contract, project.reference, program)
    } else {
      throw ValidationError(
        "this project declares no service and names no contract; --contract FILE mocks any contract")
    }
  }

  private func serve(_ contract: Contract, _ options: ReferenceOptions, _ program: Program) async throws {
    let mock = ContractMock(contract: contract, seed: seed, morePaths: [options.endpoint])
    let server = try await HTTPServer.start(mock, port: port)
    TerminationSignal.listen()
    if self.contract == nil {
      var variables = [options.url: server.url]
      if let token = options.token { variables[token] = "any-token" }
      export(variables, program)
    }
    let places = mock.paths.map { server.url + $0 }.joined(separator: " and ")
    program.terminal.say(
      "mock of \(contract.title) \(contract.version) with \(contract.methods.count) "
        + "method\(contract.methods.count == 1 ? "" : "s") on \(places); "
        + "Ctrl-C ends it")
    await TerminationSignal.wait()
    await server.stop()
  }

  private func start(
    _ declaration: ServiceDeclaration, of project: Project, _ program: Program
  ) async throws {
    var declaration = declaration
    declaration.command += arguments
    let wanted: Int? = port == 0 ? nil : port
    let service = try await Interrupt.cancelling { [declaration] in
      try await ServiceProcess.start(
        declaration, in: project.root, environment: ProcessInfo.processInfo.environment, port: wanted)
    }
    export(service.environment, program)
    program.terminal.say("`\(declaration.command[0])` on http://127.0.0.1:\(service.port); Ctrl-C ends it")
    let end = await withTaskGroup(of: String?.self) { group in
      group.addTask {
        await TerminationSignal.wait()
        return nil
      }
      group.addTask { await service.wait() }
      let first: String? = await group.next() ?? nil
      group.cancelAll()
      if first == nil { await service.stop() }
      return first
    }
    if let end { throw ServiceError.stopped(command: declaration.command[0], how: end) }
  }

  private func export(_ variables: [String: String], _ program: Program) {
    let lines = variables.sorted { $0.key < $1.key }.map {
      "export \($0.key)='\($0.value.replacing("'", with: "'\\''"))'\n"
    }
    // Not `print`, which would keep the lines back when the output is a pipe.
    program.terminal.print(lines.joined().utf8)
  }
}
