import Project

/// Processes of one declared service, each used by one session at a time.
///
/// A service that can be reset is used again by later sessions; there are never more processes than sessions that run at
/// once. Others are started for each session.
///
///     let pool = ServicePool(declaration, in: root, environment: environment)
///     let service = try await pool.take()
///     // … a session …
///     await pool.give(back: service)
///     await pool.stop()
public actor ServicePool {
  private let declaration: ServiceDeclaration
  private let directory: String
  private let environment: [String: String]
  private let sandbox: @Sendable () throws(ServiceError) -> ServiceSandbox?
  private var idle: [ServiceProcess] = []

  /// - Parameters:
  ///   - directory: the working directory of the service.
  ///   - environment: its variables besides those of the declaration, such as `PATH`.
  ///   - sandbox: makes what each process is confined to; `nil` for one that has the rights of this program.
  public init(
    _ declaration: ServiceDeclaration, in directory: String, environment: [String: String],
    sandbox: @escaping @Sendable () throws(ServiceError) -> ServiceSandbox? = { () throws(ServiceError) in nil
    }
  ) {
    self.declaration = declaration
    self.directory = directory
    self.environment = environment
    self.sandbox = sandbox
  }

  /// A service in its first state.
  public func take() async throws(ServiceError) -> ServiceProcess {
    while let service = idle.popLast() {
      do throws(ServiceError) {
        try await service.resetState()
        return service
      } catch {
        await service.stop()  // It may have ended, or be stuck in what an example did to it.
      }
    }
    return try await ServiceProcess.start(
      declaration, in: directory, environment: environment, sandbox: sandbox())
  }

  public func give(back service: ServiceProcess) async {
    if service.canBeReset { idle.append(service) } else { await service.stop() }
  }

  /// Ends the processes that no session uses.
  public func stop() async {
    let services = idle
    idle = []
    for service in services { await service.stop() }
  }
}
