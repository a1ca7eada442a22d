import Processes

/// The declared services of a project, which run beside its served portal.
///
///     let services = try await Verifier(site: site).serveServices()
///     // … services.all …
///     await services.stop()
public struct ServedServices: Sendable {
  public struct Service: Sendable {
    /// `main` for the service that exchanges are sent to, else the name in `services`.
    public var name: String
    public var running: ExampleService.Running
  }

  public var all: [Service]
  /// Those that cannot be started on this machine, and why.
  public var absences: [(name: String, reason: String)]
  /// What the sandbox lacks.
  public var unavailable: Set<SandboxPart>
  private let end: @Sendable () async -> Void

  init(
    _ all: [Service], absences: [(name: String, reason: String)], unavailable: Set<SandboxPart>,
    end: @escaping @Sendable () async -> Void
  ) {
    self.all = all
    self.absences = absences
    self.unavailable = unavailable
    self.end = end
  }

  /// Ends all of them, and everything that they have started.
  public func stop() async {
    for service in all { await service.running.stop() }
    await end()
  }
}

extension Verifier {
  /// Starts all declared services as for an example, confined in the same way; none is left running when one fails.
  public func serveServices() async throws -> ServedServices {
    let (confinement, services) = walkSandbox()
    let place = SessionPlace(page: "", session: "serve", opensNetwork: false)
    var all: [ServedServices.Service] = []
    do {
      for (name, service) in services.others.sorted(by: { $0.key < $1.key })
      where services.absences[name] == nil {
        do {
          all.append(.init(name: name, running: try await service.start(place)))
        } catch {
          try Task.checkCancellation()
          throw NamedServiceFailure(service: name, reason: "\(error)")
        }
      }
      if let main = services.main, services.others["main"] == nil {
        all.append(.init(name: "main", running: try await main.start(place)))
      }
    } catch {
      for service in all { await service.running.stop() }
      await services.end()
      throw error
    }
    return ServedServices(
      all,
      absences: services.absences.sorted { $0.key < $1.key }.map {
        ($0.key, "\($0.value.reason); \($0.value.fix)")
      },
      unavailable: confinement.unavailable, end: { await services.end() })
  }
}
