import Diagnostics
import MockHTTP
import MockTraining
import OpenRPC

/// A service that examples talk to: each session gets one of its own.
public struct ExampleService: Sendable {
  /// What the service answered against its own contract.
  public struct Violation: Sendable, Hashable {
    public var message: String
    public var contractSpan: SourceSpan?

    public init(message: String, contractSpan: SourceSpan? = nil) {
      self.message = message
      self.contractSpan = contractSpan
    }
  }

  public struct Running: Sendable {
    public var port: Int
    /// Where requests of JSON-RPC are posted.
    public var endpoint: String
    /// Variables that examples get.
    public var environment: [String: String]
    public var violations: @Sendable () async -> [Violation]
    public var stop: @Sendable () async -> Void

    public init(
      port: Int, endpoint: String, environment: [String: String],
      violations: @escaping @Sendable () async -> [Violation], stop: @escaping @Sendable () async -> Void
    ) {
      self.port = port
      self.endpoint = endpoint
      self.environment = environment
      self.violations = violations
      self.stop = stop
    }
  }

  /// What the service's answers depend on besides the contract and this program.
  public var identity: String
  public var start: @Sendable () async throws -> Running

  public init(identity: String, start: @escaping @Sendable () async throws -> Running) {
    self.identity = identity
    self.start = start
  }

  /// The bundled mock training service, with the same seed for every session.
  public static func mock(contract: Contract, configuration: MockConfiguration = .init()) -> ExampleService {
    ExampleService(identity: "mock \(configuration.seed) \(configuration.start)") {
      // A service that differs from the contract still runs, so that the examples show what comes of it.
      let server = try await TrainingServer.start(
        TrainingService(contract: contract, configuration: configuration))
      let variables = await server.environment()
      return Running(
        port: server.port, endpoint: TrainingService.endpoint,
        environment: Dictionary(variables.map { ($0.name, $0.value) }) { first, _ in first },
        violations: {
          await server.service.contractViolations.map { mismatch in
            Violation(
              message: "the mock's \(mismatch.part.rawValue) of "
                + (mismatch.method.map { "`\($0)`" } ?? "a request")
                + " does not fit the contract: \(mismatch.violation.sentence())",
              contractSpan: mismatch.violation.contractSpan)
          }
        },
        stop: { await server.stop() })
    }
  }
}
