import Processes

/// How the examples of one session reach their service, which this program answers for at a port of this machine.
struct ServiceReach: Sendable {
  /// What the examples share with the service; `.loopback` where there are no namespaces.
  let network: SandboxPolicy.Network
  /// Variables of the examples, with addresses that they can reach.
  let environment: [String: String]
  /// The port in the network of the examples; `nil` when that is this machine's.
  private let port: UInt16?

  /// - Parameters:
  ///   - opensNetwork: whether the examples are in the network of this machine.
  ///   - confinement: makes the network when the service has none.
  init(
    _ running: ExampleService.Running, opensNetwork: Bool, _ confinement: Confinement
  ) throws(ProcessError) {
    var shared = opensNetwork ? nil : running.network
    if shared == nil, !opensNetwork { shared = try confinement.network() }
    guard let shared, let outer = UInt16(exactly: running.port) else {
      network = opensNetwork ? .open : .loopback
      environment = running.environment
      port = nil
      return
    }
    let inner = try shared.forward(port: outer)
    network = .shared(shared)
    port = inner
    environment = running.environment.mapValues {
      $0.replacing("http://127.0.0.1:\(outer)", with: "http://127.0.0.1:\(inner)")
    }
  }

  /// Closes the port. A service that is used again gets another one for its next session.
  func end() {
    if let port, case .shared(let shared) = network { shared.stopForwarding(port) }
  }
}
