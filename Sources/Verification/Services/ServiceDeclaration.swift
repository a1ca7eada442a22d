/// A service that examples need, as a project declares it: how it is started, and how it shows that it is ready.
///
///     ServiceDeclaration(
///       command: ["python3", "service.py", "--port", "{port}"], ready: .http(path: "/health"), endpoint: "/rpc")
public struct ServiceDeclaration: Sendable, Hashable {
  public enum Readiness: Sendable, Hashable {
    /// The service writes a line to standard output that is a JSON object with `url`, and may have `endpoint` and
    /// `environment`: variables for the examples.
    case announcement
    /// The service accepts connections at its port.
    case port
    /// `GET` of the path is answered with a status from 200 to 299.
    case http(path: String)
    /// The service writes a line to standard output that contains this text.
    case line(String)
  }

  /// The program and its arguments. In each, `{port}` is replaced by a free port.
  public var command: [String]
  /// Variables for the service; `{port}` is replaced in their values too.
  public var environment: [String: String]
  public var ready: Readiness
  /// How long the service may take until it is ready.
  public var timeout: Duration
  /// The path to which calls are posted, unless the service announces one.
  public var endpoint: String
  /// A path that is posted to between sessions to reset the service; `nil` to restart it instead.
  public var reset: String?

  /// The placeholder for the port.
  public static let portPlaceholder = "{port}"

  public init(
    command: [String], environment: [String: String] = [:], ready: Readiness = .announcement,
    timeout: Duration = .seconds(10), endpoint: String = "/", reset: String? = nil
  ) {
    self.command = command
    self.environment = environment
    self.ready = ready
    self.timeout = timeout
    self.endpoint = endpoint
    self.reset = reset
  }

  /// Whether the tool chooses the port.
  var takesPort: Bool {
    (command + Array(environment.values)).contains { $0.contains(Self.portPlaceholder) }
  }

  /// The declaration with a port in place of its placeholder.
  func at(port: Int) -> ServiceDeclaration {
    func filled(_ text: String) -> String { text.replacing(Self.portPlaceholder, with: String(port)) }
    var copy = self
    copy.command = command.map(filled)
    copy.environment = environment.mapValues(filled)
    return copy
  }
}

/// Why a declared service cannot be used.
public enum ServiceError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The command is empty, or has no `{port}` although the service does not announce its address.
  case invalidDeclaration(String)
  case notStarted(String)
  /// It ended before it was ready.
  case ended(command: String, how: String, output: String)
  case notReady(command: String, seconds: Double, output: String)
  case notReset(String)

  public var description: String {
    switch self {
    case .invalidDeclaration(let reason): reason
    case .notStarted(let reason): "the service cannot be started: \(reason)"
    case .ended(let command, let how, let output):
      "the service `\(command)` ended before it was ready (\(how))" + Self.quoted(output)
    case .notReady(let command, let seconds, let output):
      "the service `\(command)` was not ready within \(seconds.formatted()) s" + Self.quoted(output)
    case .notReset(let reason): "the service cannot be reset: \(reason)"
    }
  }

  private static func quoted(_ output: String) -> String { output.isEmpty ? "" : ":\n" + output }
}
