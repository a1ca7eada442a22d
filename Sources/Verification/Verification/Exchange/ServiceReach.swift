import Processes
import Project

/// How the examples of one session reach their services, which this program answers for at ports of this machine.
struct ServiceReach: Sendable {
  /// What the examples share with the first of the services; `.loopback` where there are no namespaces.
  let network: SandboxPolicy.Network
  /// Variables of the examples, with addresses that they can reach.
  private(set) var environment: [String: String] = [:]
  /// The ports in the network of the examples; none when that is this machine's.
  private var ports: [UInt16] = []

  /// - Parameters:
  ///   - opensNetwork: whether the examples are in the network of this machine.
  ///   - confinement: makes the network when no service has one.
  init(
    _ services: RunningServices, opensNetwork: Bool, _ confinement: Confinement
  ) throws(ProcessError) {
    let all = services.all
    if opensNetwork || all.isEmpty {
      network = opensNetwork ? .open : .loopback
    } else {
      var shared = all.lazy.filter { !$0.isDirect }.compactMap(\.network).first
      if shared == nil { shared = try confinement.network() }
      network = shared.map { .shared($0) } ?? .loopback
    }
    do throws(ProcessError) {
      for service in all { try add(service) }
    } catch {
      end()
      throw error
    }
  }

  private mutating func add(_ service: ExampleService.Running) throws(ProcessError) {
    if service.isDirect { return try addDirect(service) }
    guard case .shared(let shared) = network, let outer = UInt16(exactly: service.port) else {
      return environment.merge(service.environment) { $1 }
    }
    let inner = try shared.forward(port: outer)
    ports.append(inner)
    let reached = service.environment.mapValues {
      $0.replacing("http://127.0.0.1:\(outer)", with: "http://127.0.0.1:\(inner)")
    }
    environment.merge(reached) { $1 }
  }

  /// Others may use the same process, so that its network is not theirs.
  private mutating func addDirect(_ service: ExampleService.Running) throws(ProcessError) {
    var port = service.port
    if case .shared(let shared) = network, let outer = UInt16(exactly: port) {
      let inner = try shared.forward(port: outer, of: service.network)
      ports.append(inner)
      port = Int(inner)
    }
    environment.merge(ServiceDeclaration.variables(service.environment, at: port)) { $1 }
  }

  /// Closes the ports. A service that is used again gets another one for its next session.
  func end() {
    guard case .shared(let shared) = network else { return }
    for port in ports { shared.stopForwarding(port) }
  }
}
