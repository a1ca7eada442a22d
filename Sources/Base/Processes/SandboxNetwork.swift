import CLinux
import Foundation

/// A network for the programs of one session and the services that they use: a loopback interface of its own, on which
/// every port is free.
///
///     if let network = try SandboxNetwork() {
///       try network.forward(port: mock.port)
///       policy.network = .shared(network)
///     }
///
/// It exists as long as this value does.
public final class SandboxNetwork: Sendable, Hashable {
  private let control: Int32
  /// Descriptors of the network's namespace and, for an ordinary user, of the namespace of users that owns it.
  let namespaces: [Int32]
  private let relay: LoopbackRelay

  /// `nil` where the kernel or container gives out no namespaces; programs then need `Network.ports`.
  public init?() throws(ProcessError) {
    let policy = SandboxPolicy(readable: [], writable: [])
    var request = LaunchRequest(
      program: "", arguments: [], variables: [], directory: "", policy: policy)
    request.holdsNetwork = true
    var pair: [Int32] = [-1, -1]
    let type = Int32(SOCK_SEQPACKET.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, type, 0, &pair) == 0 else { throw ProcessRun.systemError("flowdocs") }
    let file = try ProcessRun.file("flowdocs-request", request.bytes, for: "flowdocs")
    // A holder has no streams, but the order of descriptors is one for all requests.
    try Launcher.send([file, pair[1], file, file, file])
    close(file)
    close(pair[1])
    var report = launch_report()
    var received: [Int32] = [-1, -1]
    var count: Int32 = 0
    let result = receive_report(pair[0], &report, &received, 2, &count)
    guard result == 1, report.kind == LAUNCH_STARTED.rawValue, count > 0 else {
      close(pair[0])
      return nil
    }
    control = pair[0]
    namespaces = Array(received[..<Int(count)])
    relay = try LoopbackRelay()
  }

  deinit {
    relay.stop()
    for descriptor in namespaces { close(descriptor) }
    close(control)
  }

  /// Makes a port of this machine's loopback address reachable on the same port in the network.
  public func forward(port: UInt16) throws(ProcessError) {
    let server = network_listen(control, port)
    if server < 0 { throw ProcessRun.systemError("port \(port) of the sandbox") }
    relay.add(server: server, port: port)
  }

  public static func == (left: SandboxNetwork, right: SandboxNetwork) -> Bool { left === right }

  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
