import Processes

/// One program to be started: what is passed to `ProcessRunner.run`.
public struct ProcessRequest: Sendable {
  /// An absolute path, or a name that is looked up on the `PATH` of `environment`.
  public var program: String
  public var arguments: [String]
  /// All variables of the program; nothing is inherited.
  public var environment: [String: String]
  /// The working directory; that of this process when `nil`.
  public var directory: String?
  public var input: [UInt8] = []
  public var timeout: Duration = .seconds(30)
  /// Bytes kept of standard output and of standard error, each.
  public var outputLimit = 1 << 20
  /// What the program is confined to; `nil` for one that is trusted as this program is.
  public var sandbox: SandboxPolicy?
  /// Receives standard output as it comes; a duration it returns is the time the program has from then on.
  public var renewal: (@Sendable ([UInt8]) -> Duration?)?
  /// Receives standard error as it comes.
  public var onError: (@Sendable ([UInt8]) -> Void)?

  public init(_ program: String, _ arguments: [String] = [], environment: [String: String]) {
    self.program = program
    self.arguments = arguments
    self.environment = environment
  }
}

/// How programs are found and started: the one place through which compilers, parsers and examples run.
///
/// A value, so that a test can answer for programs that are not there, and so that a sandbox can be put around
/// everything that is started.
public struct ProcessStarter: Sendable {
  /// The absolute path of a program on a search path (that of this process when `nil`).
  public var find: @Sendable (_ program: String, _ searchPath: String?) -> String?
  public var run: @Sendable (ProcessRequest) async throws(ProcessError) -> ProcessResult

  public init(
    find: @escaping @Sendable (String, String?) -> String?,
    run: @escaping @Sendable (ProcessRequest) async throws(ProcessError) -> ProcessResult
  ) {
    self.find = find
    self.run = run
  }

  /// Starts every program in a sandbox, and reports the parts of it that could not be applied.
  public func confined(
    to policy: SandboxPolicy, unavailable: @escaping @Sendable (Set<SandboxPart>) -> Void
  ) -> ProcessStarter {
    let run = run
    return ProcessStarter(
      find: find,
      run: { request throws(ProcessError) in
        var request = request
        request.sandbox = policy
        do throws(ProcessError) {
          let result = try await run(request)
          if !result.unavailable.isEmpty { unavailable(result.unavailable) }
          return result
        } catch {
          if case .sandboxIncomplete(_, let parts) = error { unavailable(Set(parts)) }
          throw error
        }
      })
  }

  /// Starts programs as the request has it.
  public static let direct = ProcessStarter(
    find: { Executables.find($0, path: $1) },
    run: { request throws(ProcessError) in
      try await ProcessRunner().run(
        request.program, arguments: request.arguments, environment: request.environment,
        directory: request.directory, input: request.input, timeout: request.timeout,
        outputLimit: request.outputLimit, sandbox: request.sandbox, renewal: request.renewal,
        onError: request.onError)
    })
}
