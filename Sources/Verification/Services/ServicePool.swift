import Project

/// Processes of one declared service, each used by one session at a time, or by those that share it.
///
/// A service that can be reset is used again by later sessions; there are never more processes than sessions that run at
/// once. Others are started for each session. With `scope: page` or `run` there is one process for all of these.
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
  /// Those that several sessions use, by what these have in common.
  private var shared: [String: Task<Result<ServiceProcess, ServiceError>, Never>] = [:]

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

  /// A service in its first state, or the one that the sessions of a page or of the run share.
  public func take(for page: String = "") async throws(ServiceError) -> ServiceProcess {
    switch declaration.scope {
    case .session: try await takeOwn()
    case .page: try await share(page)
    case .run: try await share("")
    }
  }

  /// One that could not be started is not tried again.
  private func share(_ name: String) async throws(ServiceError) -> ServiceProcess {
    if let known = shared[name] { return try await known.value.get() }
    let task = Task { () -> Result<ServiceProcess, ServiceError> in
      do throws(ServiceError) {
        return .success(try await start())
      } catch {
        return .failure(error)
      }
    }
    shared[name] = task
    return try await task.value.get()
  }

  private func takeOwn() async throws(ServiceError) -> ServiceProcess {
    while let service = idle.popLast() {
      do throws(ServiceError) {
        try await service.resetState()
        return service
      } catch {
        await service.stop()  // It may have ended, or be stuck in what an example did to it.
      }
    }
    return try await start()
  }

  private func start() async throws(ServiceError) -> ServiceProcess {
    try await ServiceProcess.start(declaration, in: directory, environment: environment, sandbox: sandbox())
  }

  /// - Parameter isBusy: whether it may still be changed by what a session has done.
  public func give(back service: ServiceProcess, isBusy: Bool = false) async {
    guard declaration.scope == .session else { return }
    if service.canBeReset, !isBusy { idle.append(service) } else { await service.stop() }
  }

  /// Ends the processes that no session uses.
  public func stop() async {
    let services = idle
    idle = []
    for service in services { await service.stop() }
    let sharedTasks = shared.values
    shared = [:]
    for task in sharedTasks {
      if case .success(let service) = await task.value { await service.stop() }
    }
  }
}
