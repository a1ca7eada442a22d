import HTTPServing
import Processes

/// What one process of a service is confined to.
public struct ServiceSandbox: Sendable {
  public var policy: SandboxPolicy
  /// Variables that lead to its own folder, such as `HOME`.
  public var environment: [String: String]
  /// Removes that folder, after the service has ended.
  public var remove: @Sendable () -> Void

  public init(
    policy: SandboxPolicy, environment: [String: String] = [:], remove: @escaping @Sendable () -> Void = {}
  ) {
    self.policy = policy
    self.environment = environment
    self.remove = remove
  }

  /// Where the service is reached; `nil` for this machine's own network.
  var network: SandboxNetwork? {
    if case .shared(let network) = policy.network { network } else { nil }
  }
}

extension SandboxNetwork {
  /// Opens the sockets with which this program reaches a service of the network.
  public var connector: HTTPClient.SocketSource { { try self.socket() } }
}
