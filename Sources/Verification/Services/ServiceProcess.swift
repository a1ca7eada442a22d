import Foundation
import HTTP
import HTTPServing
import JSON
import Processes
import Project
import Synchronization

/// A declared service that runs in a process of its own.
public struct ServiceProcess: Sendable {
  /// The port on 127.0.0.1 at which it is reached.
  public let port: Int
  /// The path to which calls are posted.
  public let endpoint: String
  /// Variables for the examples: those that the service announced, and those that are declared.
  public let environment: [String: String]
  /// The network that it is in; `nil` for that of this machine.
  public let network: SandboxNetwork?
  private let declaration: ServiceDeclaration
  private let sandbox: ServiceSandbox?
  private let directory: String
  /// Those of the process itself.
  private let ownEnvironment: [String: String]
  private let process: Task<Result<ProcessResult, ProcessError>, Never>
  private let printed: Printed

  /// Starts a service and waits until it is ready.
  ///
  /// - Parameters:
  ///   - directory: the working directory of the service.
  ///   - environment: its variables besides those of the declaration, such as `PATH`.
  ///   - port: the port to give it, when it takes one; `nil` for any free one.
  ///   - sandbox: what it is confined to; `nil` for the rights of this program.
  public static func start(
    _ declaration: ServiceDeclaration, in directory: String, environment: [String: String], port: Int? = nil,
    sandbox: ServiceSandbox? = nil
  ) async throws(ServiceError) -> ServiceProcess {
    do throws(ServiceError) {
      let service = try await launch(declaration, in: directory, environment, port: port, sandbox)
      do throws(ServiceError) {
        try await service.perform(service.declaration.setup, "setup")
        return service
      } catch {
        await service.end()
        throw error
      }
    } catch {
      sandbox?.remove()
      throw error
    }
  }

  private static func launch(
    _ declaration: ServiceDeclaration, in directory: String, _ environment: [String: String], port: Int?,
    _ sandbox: ServiceSandbox?
  ) async throws(ServiceError) -> ServiceProcess {
    guard let name = declaration.command.first else {
      throw .invalidDeclaration("a service needs a command")
    }
    var port = declaration.takesPort ? port : nil
    if declaration.takesPort, port == nil { port = try LoopbackPort.free() }
    if port == nil, declaration.ready != .announcement {
      throw .invalidDeclaration(
        "the command `\(name)` needs `\(ServiceDeclaration.portPlaceholder)`, because the service does not announce "
          + "its address")
    }
    let (declared, given) = (port.map(declaration.at) ?? declaration, port)
    let (lines, continuation) = AsyncStream.makeStream(
      of: String.self, bufferingPolicy: .bufferingOldest(10_000))
    let printed = Printed { continuation.yield($0) }
    let variables = environment.merging(sandbox?.environment ?? [:]) { $1 }.merging(declared.environment) {
      $1
    }
    let process = Task { () -> Result<ProcessResult, ProcessError> in
      defer { continuation.finish() }
      do throws(ProcessError) {
        return .success(
          try await ProcessRunner().run(
            Self.program(name, in: directory), arguments: Array(declared.command.dropFirst()),
            environment: variables, directory: directory, timeout: .seconds(86_400), outputLimit: 0,
            sandbox: sandbox?.policy,
            renewal: { bytes in
              printed.output.append(bytes)
              return nil
            }, onError: printed.errors.append))
      } catch {
        return .failure(error)
      }
    }
    let probe = ReadinessProbe(
      readiness: declared.ready, port: given, lines: lines, network: sandbox?.network)
    switch await probe.wait(at: declared.timeout) {
    case .ready(let announcement):
      return ServiceProcess(
        port: announcement.port, endpoint: announcement.endpoint ?? declared.endpoint,
        environment: announcement.environment.merging(
          ServiceDeclaration.variables(declared.variables, at: announcement.port)
        ) { $1 }, network: sandbox?.network, declaration: declared, sandbox: sandbox, directory: directory,
        ownEnvironment: variables, process: process, printed: printed)
    case .timedOut:
      process.cancel()
      _ = await process.value
      throw .notReady(command: name, seconds: declared.timeout / .seconds(1), output: printed.lastLines)
    case .ended:
      // A probe of the port or of HTTP may see the end first.
      process.cancel()
      switch await process.value {
      case .success(let result):
        throw .ended(command: name, how: "\(result.termination)", output: printed.lastLines)
      case .failure(let error): throw .notStarted(error.description)
      }
    }
  }

  /// A program with `/` in it is a file below the working directory, whatever this program's own is.
  private static func program(_ name: String, in directory: String) -> String {
    name.contains("/") && !name.hasPrefix("/") ? directory + "/" + name : name
  }

  private var client: HTTPClient { HTTPClient(port: port, socket: network?.connector) }

  /// Whether it can be brought back to its first state.
  public var canBeReset: Bool { declaration.reset != nil }

  /// Brings the service back to its first state; does nothing without `reset` in the declaration.
  public func resetState() async throws(ServiceError) {
    guard let reset = declaration.reset else { return }
    do throws(HTTPFailure) {
      let reply = try await client.send(method: "POST", path: reset, headers: [], body: [])
      guard (200..<300).contains(reply.status) else {
        throw HTTPFailure(description: "POST \(reset) returned \(reply.statusLine)")
      }
    } catch {
      throw .notReset(error.description)
    }
  }

  /// What the service knows beyond its responses; empty without `report` in the declaration.
  public func report() async throws(ServiceError) -> ServiceReport {
    guard let path = declaration.report else { return ServiceReport() }
    do throws(HTTPFailure) {
      let reply = try await client.send(method: "GET", path: path, headers: [], body: [])
      guard (200..<300).contains(reply.status) else {
        throw HTTPFailure(description: "GET \(path) returned \(reply.statusLine)")
      }
      return try ServiceReport(json: reply.body)
    } catch {
      throw .noReport(error.description)
    }
  }

  /// Waits until the service has ended by itself.
  ///
  /// - Returns: how it ended, and the last lines that it printed: `exit code 1:`, then `out of memory`.
  public func wait() async -> String {
    let result = await process.value
    let how =
      switch result {
      case .success(let ended): "\(ended.termination)"
      case .failure(let error): error.description
      }
    let lines = printed.lastLines
    return lines.isEmpty ? how : how + ":\n" + lines
  }

  /// Ends the service and everything that it started.
  public func stop() async {
    do throws(ServiceError) {
      try await perform(declaration.teardown, "teardown")
    } catch {
      // What it would have cleaned up is thrown away with the service's folder.
    }
    await end()
    sandbox?.remove()
  }

  private func end() async {
    process.cancel()
    _ = await process.value
  }

  /// What is done before a session, by the name that its variables have.
  public func begin(_ session: String) async throws(ServiceError) {
    try await perform(declaration.begin, "begin", session: session)
  }

  /// What is done after a session.
  public func end(_ session: String) async throws(ServiceError) {
    try await perform(declaration.end, "end", session: session)
  }

  /// Runs a command of the declaration beside the service, in the same sandbox, with the variables of its examples.
  private func perform(
    _ command: [String], _ step: String, session: String = ""
  ) async throws(ServiceError) {
    guard let name = command.first else { return }
    let words = command.dropFirst().map {
      $0.replacing(ServiceDeclaration.sessionPlaceholder, with: session)
        .replacing(ServiceDeclaration.portPlaceholder, with: String(port))
    }
    let result: ProcessResult
    do throws(ProcessError) {
      result = try await ProcessRunner().run(
        Self.program(name, in: directory), arguments: Array(words),
        environment: ownEnvironment.merging(environment) { $1 }, directory: directory,
        timeout: declaration.timeout, outputLimit: 1 << 16, sandbox: sandbox?.policy)
    } catch {
      throw .stepFailed(step: step, how: "\(error)", output: "")
    }
    if result.timedOut {
      let seconds = (declaration.timeout / .seconds(1)).formatted()
      throw .stepFailed(step: step, how: "no end within \(seconds) s", output: result.errorText)
    }
    if !result.succeeded {
      throw .stepFailed(step: step, how: "\(result.termination)", output: result.errorText)
    }
  }
}

/// What a service has printed so far, and who waits for a line of it.
private struct Printed: Sendable {
  let output: LineSplitter
  let errors = LineSplitter { _ in }

  init(onLine: @escaping @Sendable (String) -> Void) { output = LineSplitter(onLine: onLine) }

  /// The last lines of standard error if there are any, else of standard output.
  var lastLines: String {
    let lines = errors.lastLines
    return (lines.isEmpty ? output.lastLines : lines).joined(separator: "\n")
  }
}

/// Splits a stream of bytes into lines.
private final class LineSplitter: Sendable {
  private let state = Mutex<(rest: [UInt8], last: [String])>(([], []))
  private let onLine: @Sendable (String) -> Void

  /// The last ten lines that are not empty, also one that has not ended yet.
  var lastLines: [String] {
    state.withLock { state in
      state.rest.isEmpty ? state.last : state.last.suffix(9) + [String(decoding: state.rest, as: UTF8.self)]
    }
  }

  init(onLine: @escaping @Sendable (String) -> Void) { self.onLine = onLine }

  func append(_ bytes: [UInt8]) {
    state.withLock { state in
      for byte in bytes {
        if byte == UInt8(ascii: "\n") {
          let line = String(decoding: state.rest, as: UTF8.self)
          state.rest = []
          if !line.isEmpty { state.last = state.last.suffix(9) + [line] }
          onLine(line)
        } else if state.rest.count < 1 << 16 {
          state.rest.append(byte)
        }
      }
    }
  }
}
