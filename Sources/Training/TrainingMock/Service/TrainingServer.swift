import Diagnostics
import HTTPServing
import OpenRPC

/// The training service on a socket.
public typealias TrainingServer = HTTPServer<TrainingService>

extension HTTPServer where Service == TrainingService {
  /// Binds a socket and serves until `stop()`.
  ///
  /// - Parameter port: 0 for any free one.
  /// - Throws: the differences between the contract and the service (`DiagnosticError`), or the error of the operating
  ///   system when the address cannot be bound.
  public static func start(
    contract: Contract, configuration: MockConfiguration = MockConfiguration(), host: String = "127.0.0.1",
    port: Int = 0
  ) async throws -> TrainingServer {
    let differences = ContractConformance.differences(from: contract)
    if !differences.isEmpty { throw DiagnosticError(differences) }
    return try await start(
      TrainingService(contract: contract, configuration: configuration), host: host, port: port)
  }

  /// `TRAINING_URL`, `JWT_TOKEN`, `JWT_TOKEN_VIEWER` and `JWT_TOKEN_EXPIRED` for examples.
  public func environment() async -> [(name: String, value: String)] {
    DevToken.environment(port: port, secret: service.configuration.secret, issuedAt: await service.now)
  }
}
