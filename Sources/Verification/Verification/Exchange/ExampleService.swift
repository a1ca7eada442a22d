import ContractMock
import Diagnostics
import Foundation
import HTTP
import HTTPServing
import OpenAPI
import OpenRPC
import Pages
import Processes
import Project
import Services

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
    /// The network that the service is in and its examples join; `nil` to make one for them.
    public var network: SandboxNetwork?
    /// Whether examples connect to the service itself: its port is in its own network, which they do not join, and
    /// `environment` has placeholders for the port by which they reach it.
    public var isDirect = false
    /// The last answer since this was last called; `nil` when there was none.
    public var takeReply: @Sendable () async -> HTTPReply?
    public var findings: @Sendable () async -> Findings
    public var stop: @Sendable () async -> Void

    public init(
      port: Int, endpoint: String, environment: [String: String], token: String? = nil,
      network: SandboxNetwork? = nil,
      takeReply: @escaping @Sendable () async -> HTTPReply? = { nil },
      findings: @escaping @Sendable () async -> Findings = { Findings() },
      stop: @escaping @Sendable () async -> Void
    ) {
      self.port = port
      self.endpoint = endpoint
      self.environment = environment
      self.token = token
      self.network = network
      self.takeReply = takeReply
      self.findings = findings
      self.stop = stop
    }
  }

  /// What a session has shown of its service.
  public struct Findings: Sendable {
    public var violations: [ServiceViolation] = []
    /// Keys of the coverage items of the contract.
    public var shown: Set<String> = []

    public init(violations: [ServiceViolation] = [], shown: Set<String> = []) {
      self.violations = violations
      self.shown = shown
    }
  }

  /// What the service's answers depend on besides the contract, the settings of the project and this program.
  public var identity: String
  /// Starts it for one session.
  public var start: @Sendable (SessionPlace) async throws -> Running
  /// Ends what is kept for later sessions.
  public var end: @Sendable () async -> Void

  public init(
    identity: String, start: @escaping @Sendable (SessionPlace) async throws -> Running,
    end: @escaping @Sendable () async -> Void = {}
  ) {
    self.identity = identity
    self.start = start
    self.end = end
  }

  static let mockIdentity = "contract mock"
  /// Its settings and files are parts of keys of their own.
  static let declaredIdentity = "declared"

  /// A mock that answers with the contract's own examples, and for the rest makes values from its schemas.
  ///
  /// - Parameter options: the names by which samples find the service.
  public static func mock(contract: Contract, options: ReferenceOptions = .init()) -> ExampleService {
    let coverage = ContractCoverage(contract)
    let answers = contract.callProtocol == .http ? AnswerCheck(contract, morePaths: [options.endpoint]) : nil
    return ExampleService(identity: mockIdentity) { _ in
      // The path of samples is the project's to choose.
      let mock = ContractMock(contract: contract, morePaths: [options.endpoint])
      // What the mock answers is of the contract, so it is not validated against it.
      let recording = ServiceRecording(
        contract: contract, answers: answers, coverage: coverage, validates: false)
      let server = try await HTTPServer.start(RecordedService(base: mock, recording: recording))
      var environment = [options.url: server.url]
      // It asks for no token, but samples send one.
      if let token = options.token { environment[token] = "any-token" }
      return Running(
        port: server.port, endpoint: options.endpoint.isEmpty ? "/" : options.endpoint,
        environment: environment, token: options.token.flatMap { environment[$0] },
        takeReply: { await recording.takeReply() },
        findings: { await Findings(shown: recording.shown) },
        stop: { await server.stop() })
    }
  }

  /// A service that the project declares, in processes of its own, each in a network that it shares with the examples of
  /// one session after the other. Examples reach it through a proxy that records.
  ///
  /// - Parameter root: the project's root, where the service is started.
  static func declared(
    _ declaration: ServiceDeclaration, root: String, contract: Contract?,
    options: ReferenceOptions = .init(), confinement: Confinement
  ) -> ExampleService {
    let coverage = contract.map(ContractCoverage.init)
    let answers = contract.flatMap { $0.callProtocol == .http ? AnswerCheck($0) : nil }
    let pools = [false, true].map { opensNetwork in
      ServicePool(declaration, in: root, environment: [:]) { () throws(ServiceError) in
        try confinement.service(declaration, opensNetwork: opensNetwork)
      }
    }
    return ExampleService(
      identity: declaredIdentity,
      start: { place in
        let pool = pools[place.opensNetwork ? 1 : 0]
        let service = try await pool.take(for: place.page)
        try await begin(service, place, in: pool)
        if declaration.transport == .tcp { return direct(service, declaration, place, of: pool) }
        let recording = ServiceRecording(
          contract: contract, answers: answers, coverage: coverage, validates: true)
        let proxy = RecordedService(
          base: ServiceProxy(port: service.port, socket: service.network?.connector), recording: recording)
        let server: HTTPServer<RecordedService<ServiceProxy>>
        do {
          server = try await HTTPServer.start(proxy)
        } catch {
          await pool.give(back: service)
          throw error
        }
        // Addresses of the service lead through the proxy, by whichever name it has announced them.
        let environment = service.environment.mapValues { value in
          ["127.0.0.1", "localhost"].reduce(value) {
            $0.replacing("http://\($1):\(service.port)", with: server.url)
          }
        }
        return Running(
          port: server.port, endpoint: service.endpoint, environment: environment,
          token: options.token.flatMap { environment[$0] }, network: service.network,
          takeReply: { await recording.takeReply() },
          findings: {
            var findings = await Findings(violations: recording.violations, shown: recording.shown)
            do throws(ServiceError) {
              let report = try await service.report()
              findings.violations += report.problems.map { ServiceViolation(message: $0) }
              findings.shown.formUnion(report.events.compactMap { coverage?.shown(byEvent: $0) })
            } catch {
              findings.violations.append(ServiceViolation(message: "\(error)"))
            }
            return findings
          },
          stop: {
            // The service may finish such a request after the next session has reset it.
            let isBusy = await recording.hasPendingRequests
            await server.stop()
            await end(service, place)
            await pool.give(back: service, isBusy: isBusy)
          })
      }, end: { for pool in pools { await pool.stop() } })
  }

  /// A service whose connections are passed on as they are.
  private static func direct(
    _ service: ServiceProcess, _ declaration: ServiceDeclaration, _ place: SessionPlace, of pool: ServicePool
  ) -> Running {
    var running = Running(
      port: service.port, endpoint: "/", environment: declaration.variables(of: place.name),
      network: service.network,
      stop: {
        await end(service, place)
        await pool.give(back: service)
      })
    running.isDirect = true
    return running
  }

  private static func begin(
    _ service: ServiceProcess, _ place: SessionPlace, in pool: ServicePool
  ) async throws(ServiceError) {
    do throws(ServiceError) {
      try await service.begin(place.name)
    } catch {
      await pool.give(back: service)
      throw error
    }
  }

  private static func end(_ service: ServiceProcess, _ place: SessionPlace) async {
    do throws(ServiceError) {
      try await service.end(place.name)
    } catch {
      // What is left of the session is thrown away with the service.
    }
  }
}
