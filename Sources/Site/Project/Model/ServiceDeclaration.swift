import Diagnostics

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

  /// The sessions that use one process of a service.
  public enum Scope: String, Sendable, Hashable, CaseIterable {
    /// Each has one of its own, or one that was reset.
    case session
    /// Those of a page, with what the earlier ones left in it.
    case page
    /// All of a verification.
    case run
  }

  /// How examples reach a service.
  public enum Transport: String, Sendable, Hashable, CaseIterable {
    /// Through this program, which reads the requests and responses.
    case http
    /// Bytes are passed on as they are.
    case tcp
  }

  /// The ready-made service that completed this declaration.
  public var use: ReadyService?
  /// The program and its arguments. In each, `{port}` is replaced by a free port. A program with `/` is a file of the
  /// project, others are on the `PATH`.
  public var command: [String]
  /// Variables for the service; `{port}` is replaced in their values too.
  public var environment: [String: String]
  /// Variables for the examples, besides those that the service announces; `{url}` is replaced by its address.
  public var variables: [String: String]
  public var ready: Readiness
  /// How long the service may take until it is ready.
  public var timeout: Duration
  /// The path to which calls are posted, unless the service announces one.
  public var endpoint: String
  /// A path that is posted to between sessions to reset the service; `nil` to restart it instead.
  public var reset: String?
  /// A path that answers with what the service knows beyond its responses; see `ServiceReport`.
  public var report: String?
  /// Files and folders of the project that its responses depend on, relative to the root.
  public var reads: [String]
  /// Files and folders in which what it needs is installed; they may be missing.
  public var packages: [String] = []
  public var scope = Scope.session
  public var transport = Transport.http
  /// A command that is run once after the service is ready, with the variables of its examples.
  public var setup: [String] = []
  /// A command that is run before the service is ended.
  public var teardown: [String] = []
  /// A command that is run before each session; `{session}` is replaced by a name of the session.
  public var begin: [String] = []
  /// A command that is run after each session.
  public var end: [String] = []
  /// Whether its programs need a user who has a name: PostgreSQL refuses others.
  public var needsAccount = false
  /// Of a ready-made database: files of its tables, and of the rows in them.
  public var schema: [String] = []
  public var seed: [String] = []
  /// Of a ready-made database: who owns it.
  public var user: String?

  /// The placeholder for the port.
  public static let portPlaceholder = "{port}"
  /// The placeholder for the address, in `variables`.
  public static let urlPlaceholder = "{url}"
  /// The placeholder for a name of the session, in `variables`, `begin` and `end`.
  public static let sessionPlaceholder = "{session}"

  public init(
    command: [String], environment: [String: String] = [:], variables: [String: String] = [:],
    ready: Readiness = .announcement, timeout: Duration = .seconds(10), endpoint: String = "/",
    reset: String? = nil, report: String? = nil, reads: [String] = []
  ) {
    self.command = command
    self.environment = environment
    self.variables = variables
    self.ready = ready
    self.timeout = timeout
    self.endpoint = endpoint
    self.reset = reset
    self.report = report
    self.reads = reads
  }

  /// Whether the tool chooses the port.
  public var takesPort: Bool {
    (command + Array(environment.values)).contains { $0.contains(Self.portPlaceholder) }
  }

  /// The declaration with a port in place of its placeholder.
  public func at(port: Int) -> ServiceDeclaration {
    func filled(_ text: String) -> String { text.replacing(Self.portPlaceholder, with: String(port)) }
    var copy = self
    copy.command = command.map(filled)
    copy.environment = environment.mapValues(filled)
    return copy
  }

  /// The variables of examples that reach the service at a port.
  public static func variables(_ variables: [String: String], at port: Int) -> [String: String] {
    variables.mapValues {
      $0.replacing(urlPlaceholder, with: "http://127.0.0.1:\(port)").replacing(
        portPlaceholder, with: String(port))
    }
  }

  /// The variables of the examples of a session, whose ports are not known yet.
  public func variables(of session: String) -> [String: String] {
    variables.mapValues { $0.replacing(Self.sessionPlaceholder, with: session) }
  }
}

/// A service that some pages need besides what all examples talk to: one entry of `services:` in `site/portal.yml`.
public struct PageService: Sendable, Hashable {
  public var name: String
  /// Pages and folders of pages whose examples find it, relative to the content folder.
  public var pages: [String]
  public var declaration: ServiceDeclaration

  public init(name: String, pages: [String], declaration: ServiceDeclaration) {
    self.name = name
    self.pages = pages
    self.declaration = declaration
  }
}

extension Project {
  /// What examples of a project talk to.
  public enum Service: Sendable, Hashable {
    /// A mock that answers with the examples of the contract.
    case contractMock
    case declared(ServiceDeclaration)
  }
}
