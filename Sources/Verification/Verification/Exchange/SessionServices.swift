/// The services of a verification: the one that exchanges are sent to, and those that some pages need besides.
struct SessionServices: Sendable {
  var main: ExampleService?
  /// By their names.
  var others: [String: ExampleService] = [:]

  /// Starts what a session needs; nothing is left running when one of them fails.
  func start(for session: Session) async throws -> RunningServices {
    var running = RunningServices()
    do {
      running.main = try await main?.start(session.opensNetwork)
      for name in session.services {
        if let started = try await others[name]?.start(session.opensNetwork) {
          running.others.append(started)
        }
      }
    } catch {
      await running.stop()
      throw error
    }
    return running
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
  var others: [ExampleService.Running] = []

  var all: [ExampleService.Running] { (main.map { [$0] } ?? []) + others }

  /// What the session has shown of them.
  func findings() async -> ExampleService.Findings {
    var findings = ExampleService.Findings()
    for service in all {
      let own = await service.findings()
      findings.violations += own.violations
      findings.shown.formUnion(own.shown)
    }
    return findings
  }

  func stop() async {
    for service in all { await service.stop() }
  }
}
