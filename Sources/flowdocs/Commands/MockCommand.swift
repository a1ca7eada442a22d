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
    abstract: "Run the service of this project, or a mock of any contract, on loopback.",
    usage: """
      flowdocs mock [--port <port>] [--seed <seed>] [--contract <contract>]
        -- [<arguments> ...]
      """,
    discussion: """
      Without --contract it starts the service that `site/portal.yml` declares, or, when it declares none, a mock of the \
      project's contract, and with it all that `services` lists. The variables that examples need are printed as export \
      lines: paste them into the terminal in which your examples run. --port is the port of `service` or of the mock. \
      Words after -- are added to the command of `service`.

      With --contract FILE it is a mock of any service that FILE describes: OpenRPC 1.x (JSON) or OpenAPI 3.0 to 3.2 (JSON or \
      YAML). The answer is the example that fits the request best, or else a value generated from the schema of the result \
      with --seed: the same request gets the same bytes. The Mock-Answer header of the response says where the answer comes \
      from. Permissions and rate limits are not enforced.

      OpenRPC: calls are posted to / or to the path of a server that the contract names. Params are validated by name and by \
      position; the error -32602 says what is wrong. rpc.discover returns the contract.

      OpenAPI: a request is found by its method and path, with or without the path of a server. Its parameters, its body and \
      its credentials (any token or key is accepted) are checked; an invalid request is answered with the status that the operation has for \
      it (401, 406, 415, 422 or 400) and problem details (RFC 9457), where its schema allows them. Accept chooses the media \
      type.

      A request chooses its answer with a header. Prefer: example=NAME gives that example of the method or operation; \
      Prefer: code=404, or code=-32001, gives that status or error; Prefer: dynamic=true generates a value even if an example \
      matches. Prefer: delay=1500ms delays the answer (up to 60s), Prefer: fault=drop closes the connection without one, \
      fault=truncate in the middle of its body.

      GET /__mock/journal shows the latest 1000 requests, DELETE forgets them.

      The mock refuses bodies above 8 MB (413), batches of more than 1000 messages (-32600), more than 64 levels of \
      nesting (-32700, or 400), 32 kB of header fields (431) and more than 512 connections (503). A connection without \
      progress for 15 seconds, or that takes more than a minute for one request, is closed (with 408 if its header has arrived).
      """)

  @Option(
    help:
      "The port to listen on; 0 takes any free one. A declared service that prints its address chooses its own."
  )
  var port = 8001

  @Option(help: "The seed of values that are generated from schemas.")
  var seed: UInt64 = 1

  @Option(help: "An OpenRPC or OpenAPI document: mock it instead of starting the service of the project.")
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
      let mock = try await serve(try program.contract(at: contract), .init(), program)
      try await wait(for: [mock], program)
      return
    }
    let project = try program.project()
    var services: [MockedService] = []
    do {
      if let main = try await main(of: project, program) { services.append(main) }
      // Ready-made services are started for sessions, in their sandbox.
      for service in project.services where service.declaration.use == nil {
        services.append(try await start(service.declaration, port: 0, of: project))
      }
    } catch {
      for service in services { await service.stop() }
      throw error
    }
    try await wait(for: services, program)
  }

  /// What `service` of the settings says; `nil` for a project that has only `services`.
  private func main(of project: Project, _ program: Program) async throws -> MockedService? {
    if case .declared(var declaration) = project.service {
      declaration.command += arguments
      return try await start(declaration, port: port, of: project)
    }
    if !arguments.isEmpty {
      throw ValidationError("words after -- are for a declared service, and this project declares none")
    }
    if let contract = try program.contract() { return try await serve(contract, project.reference, program) }
    if project.services.contains(where: { $0.declaration.use == nil }) { return nil }
    throw CommandFailure(
      "this project declares no service and names no contract; --contract FILE mocks any contract")
  }

  private func serve(
    _ contract: Contract, _ options: ReferenceOptions, _ program: Program
  ) async throws -> MockedService {
    let mock = ContractMock(contract: contract, seed: seed, morePaths: [options.endpoint])
    let server = try await HTTPServer.start(mock, port: port)
    var variables: [String: String] = [:]
    if self.contract == nil {
      variables[options.url] = server.url
      if let token = options.token { variables[token] = "any-token" }
    }
    let places = mock.paths.map { server.url + $0 }.joined(separator: " and ")
    let count = contract.methods.count
    let methods = "\(count) \(contract.callProtocol.noun)\(count == 1 ? "" : "s")"
    return MockedService(
      line: "mock of \(contract.title) \(contract.version) with \(methods) on \(places)",
      variables: variables,
      stop: { await server.stop() })
  }

  private func start(
    _ declaration: ServiceDeclaration, port: Int, of project: Project
  ) async throws -> MockedService {
    let service = try await Interrupt.cancelling {
      try await ServiceProcess.start(
        declaration, in: project.root, environment: ProcessInfo.processInfo.environment,
        port: port == 0 ? nil : port)
    }
    let command = declaration.command[0]
    return MockedService(
      line: "`\(command)` on http://127.0.0.1:\(service.port)", variables: service.environment,
      end: { ServiceError.stopped(command: command, how: await service.wait()) },
      stop: { await service.stop() })
  }

  /// Says where the services are, and runs until it is asked to end, or one of them ends by itself.
  private func wait(for services: [MockedService], _ program: Program) async throws {
    TerminationSignal.listen()
    export(services.reduce(into: [:]) { $0.merge($1.variables) { $1 } }, program)
    for service in services { program.terminal.say(service.line + "; Ctrl-C ends it") }
    let end = await withTaskGroup(of: ServiceError?.self) { group in
      group.addTask {
        await TerminationSignal.wait()
        return nil
      }
      for end in services.compactMap(\.end) { group.addTask { await end() } }
      let first: ServiceError? = await group.next() ?? nil
      group.cancelAll()
      for service in services { await service.stop() }
      return first
    }
    if let end { throw end }
  }

  private func export(_ variables: [String: String], _ program: Program) {
    let lines = variables.sorted { $0.key < $1.key }.map {
      "export \($0.key)='\($0.value.replacing("'", with: "'\\''"))'\n"
    }
    // Not `print`, which would keep the lines back when the output is a pipe.
    program.terminal.print(lines.joined().utf8)
  }
}

/// A service that `flowdocs mock` has started.
private struct MockedService: Sendable {
  /// What it is and where it is reached.
  var line: String
  /// The variables that examples need.
  var variables: [String: String]
  /// Waits until it has ended by itself, and says how; `nil` for a mock, which does not end.
  var end: (@Sendable () async -> ServiceError)?
  var stop: @Sendable () async -> Void
}
