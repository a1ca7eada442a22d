import ContractMock
import Diagnostics
import MockHTTP
import OpenRPC
import Pages
import Project
import TrainingMock

/// A service that examples talk to: each session gets one of its own.
public struct ExampleService: Sendable {
  public struct Running: Sendable {
    public var port: Int
    /// Where requests of JSON-RPC are posted.
    public var endpoint: String
    /// Variables that examples get.
    public var environment: [String: String]
    /// The bearer token of exchanges that show no headers; `nil` for a service without tokens.
    public var token: String?
    public var violations: @Sendable () async -> [ContractViolation]
    /// The last answer to a POST.
    public var lastReply: @Sendable () async -> HTTPReply?
    /// What the answers so far have shown of the contract: keys of coverage items.
    public var shown: @Sendable () async -> Set<String>
    public var stop: @Sendable () async -> Void

    public init(
      port: Int, endpoint: String, environment: [String: String], token: String? = nil,
      violations: @escaping @Sendable () async -> [ContractViolation],
      lastReply: @escaping @Sendable () async -> HTTPReply? = { nil },
      shown: @escaping @Sendable () async -> Set<String> = { [] },
      stop: @escaping @Sendable () async -> Void
    ) {
      self.port = port
      self.endpoint = endpoint
      self.environment = environment
      self.token = token
      self.violations = violations
      self.lastReply = lastReply
      self.shown = shown
      self.stop = stop
    }
  }

  /// What the service's answers depend on besides the contract, the settings of the project and this program.
  public var identity: String
  public var start: @Sendable () async throws -> Running

  public init(identity: String, start: @escaping @Sendable () async throws -> Running) {
    self.identity = identity
    self.start = start
  }

  /// The bundled mock of a contract: the training service for its own, else one that knows nothing but the
  /// contract.
  ///
  /// - Parameter options: the names by which samples find a service that is not the training service.
  public static func mock(contract: Contract, options: ReferenceOptions = .init()) -> ExampleService {
    ContractConformance.concerns(contract)
      ? .training(contract: contract) : .any(contract: contract, options: options)
  }

  /// The mock training service, with the same seed for every session.
  private static func training(contract: Contract) -> ExampleService {
    let configuration = MockConfiguration()
    let coverage = ContractCoverage(contract)
    return ExampleService(identity: "mock \(configuration.seed) \(configuration.start)") {
      // A service that differs from the contract still runs, so that the examples show what comes of it.
      let service = TrainingService(contract: contract, configuration: configuration)
      let server = try await MockServer.start(RecordingService(base: service, coverage: coverage))
      let variables = DevToken.environment(
        port: server.port, secret: configuration.secret, issuedAt: await service.now)
      let environment = Dictionary(variables.map { ($0.name, $0.value) }) { first, _ in first }
      return Running(
        port: server.port, endpoint: TrainingService.endpoint, environment: environment,
        token: environment["JWT_TOKEN"],
        violations: {
          await service.contractViolations.map { mismatch in
            ContractViolation(
              message: "the mock's \(mismatch.part.rawValue) of "
                + (mismatch.method.map { "`\($0)`" } ?? "a request")
                + " does not fit the contract: \(mismatch.violation.sentence())",
              contractSpan: mismatch.violation.contractSpan)
          }
        },
        lastReply: { await server.service.lastReply },
        shown: {
          let events = await service.deliveredEvents.map(coverage.shown(byEvent:))
          return await server.service.shown.union(events)
        },
        stop: { await server.stop() })
    }
  }

  /// A mock that answers with the contract's own examples, and for the rest makes values from its schemas.
  private static func any(contract: Contract, options: ReferenceOptions) -> ExampleService {
    let coverage = ContractCoverage(contract)
    return ExampleService(identity: "contract mock") {
      // The path of samples is the project's to choose.
      let mock = ContractMock(contract: contract, morePaths: [options.endpoint])
      let server = try await MockServer.start(RecordingService(base: mock, coverage: coverage))
      var environment = [options.url: server.url]
      // It asks for no token, but samples send one.
      if let token = options.token { environment[token] = "any-token" }
      return Running(
        port: server.port, endpoint: options.endpoint.isEmpty ? "/" : options.endpoint,
        environment: environment, token: options.token.flatMap { environment[$0] }, violations: { [] },
        lastReply: { await server.service.lastReply }, shown: { await server.service.shown },
        stop: { await server.stop() })
    }
  }
}
