import Languages
import Project

/// The services of a verification: the one that exchanges are sent to, and those that some pages need besides.
struct SessionServices: Sendable {
  var main: ExampleService?
  /// The further services by their names.
  var others: [String: ExampleService] = [:]
  /// Those that cannot be started on this machine, by their names.
  var absences: [String: ToolAbsence] = [:]

  /// Why a session is not run; `nil` when all of its services can be started.
  func absence(for session: Session) -> ToolAbsence? {
    session.services.lazy.compactMap { absences[$0] }.first
  }

  /// Starts what a session on a page needs; nothing is left running when one of them fails.
  func start(for session: Session, on page: String) async throws -> RunningServices {
    let place = SessionPlace(page: page, session: session.name, opensNetwork: session.opensNetwork)
    var running = RunningServices()
    do {
      running.main = try await main?.start(place)
      for name in session.services {
        if let started = try await start(name, for: place) {
          running.others.append((name, started))
        }
      }
    } catch {
      await running.stop()
      throw error
    }
    return running
  }

  /// Starts one of the services that some pages need; what goes wrong names it.
  private func start(_ name: String, for place: SessionPlace) async throws -> ExampleService.Running? {
    do {
      return try await others[name]?.start(place)
    } catch {
      try Task.checkCancellation()
      throw NamedServiceFailure(service: name, reason: "\(error)")
    }
  }

  /// Ends what is kept for later sessions.
  func end() async {
    await main?.end()
    for service in others.values { await service.end() }
  }
}

/// The services of one session.
struct RunningServices: Sendable {
  var main: ExampleService.Running?
  /// In the order of the settings.
  var others: [(name: String, service: ExampleService.Running)] = []

  var all: [ExampleService.Running] { (main.map { [$0] } ?? []) + others.map(\.service) }

  /// What the session has shown of them.
  func findings() async -> ExampleService.Findings {
    var findings = await main?.findings() ?? ExampleService.Findings()
    for (name, service) in others {
      let own = await service.findings()
      findings.violations += own.violations.map { violation in
        ServiceViolation(message: "`\(name)`: " + violation.message, contractSpan: violation.contractSpan)
      }
      findings.shown.formUnion(own.shown)
    }
    return findings
  }

  func stop() async {
    for service in all { await service.stop() }
  }
}

/// Why one of the services that some pages need cannot be used.
struct NamedServiceFailure: Error, CustomStringConvertible {
  var service: String
  var reason: String

  var description: String { "`\(service)` of `services`: \(reason)" }
}

extension SessionServices {
  /// Finds out which of the services of the pages cannot be started here.
  static func absences(of services: [PageService], _ starter: ProcessStarter) -> [String: ToolAbsence] {
    var absences: [String: ToolAbsence] = [:]
    for service in services {
      absences[service.name] = service.declaration.use.flatMap { ToolAbsence($0, starter) }
    }
    return absences
  }
}
