import CLinux
import Foundation
import Synchronization

/// A network for the programs of one session and the service that they use: a loopback interface of its own, on which
/// every port is free. Servers of this program are reached there (`forward`), and this program connects to servers there
/// (`socket`).
///
///     if let network = try SandboxNetwork() {
///       let port = try network.forward(port: mock.port)
///       policy.network = .shared(network)
///     }
///
/// It exists as long as this value does.
public final class SandboxNetwork: Sendable, Hashable {
  /// Requests to the holder and its answers, one after the other.
  private let control: Mutex<Int32>
  /// Descriptors of the network's namespace and, for an ordinary user, of the namespace of users that owns it.
  let namespaces: [Int32]
  private let relay: LoopbackRelay

  /// `nil` where the kernel or container gives out no namespaces.
  ///
  /// - Parameter without: parts of the sandbox not to use, so that their absence can be tested.
  public init?(without: Set<SandboxPart> = []) throws(ProcessError) {
    let policy = SandboxPolicy(readable: [], writable: [], without: without)
    var request = LaunchRequest(
      program: "", arguments: [], variables: [], directory: "", policy: policy)
    request.holdsNetwork = true
    var pair: [Int32] = [-1, -1]
    let type = Int32(SOCK_SEQPACKET.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, type, 0, &pair) == 0 else { throw ProcessRun.systemError("flowdocs") }
    var opened = [pair[0]]
    do throws(ProcessError) {
      defer { close(pair[1]) }
      let file = try ProcessRun.file("flowdocs-request", request.bytes, for: "flowdocs")
      defer { close(file) }
      // A holder has no streams, but the order of descriptors is one for all requests.
      try Launcher.send([file, pair[1], file, file, file])
    } catch {
      close(pair[0])
      throw error
    }
    var report = launch_report()
    var received: [Int32] = [-1, -1]
    var count: Int32 = 0
    let result = receive_report(pair[0], &report, &received, 2, &count)
    opened += received[..<Int(count)]
    guard result == 1, report.kind == LAUNCH_STARTED.rawValue, count > 0 else {
      for descriptor in opened { close(descriptor) }
      return nil
    }
    do throws(ProcessError) {
      relay = try LoopbackRelay()
    } catch {
      for descriptor in opened { close(descriptor) }
      throw error
    }
    control = Mutex(pair[0])
    namespaces = Array(opened.dropFirst())
  }

  deinit {
    relay.stop()
    for descriptor in namespaces { close(descriptor) }
    control.withLock { _ = close($0) }
  }

  /// Makes a port of a loopback address reachable in the network.
  ///
  /// - Parameter other: where the port is; `nil` for this machine.
  /// - Returns: the port at which it is reached there, one that was free.
  public func forward(port: UInt16, of other: SandboxNetwork? = nil) throws(ProcessError) -> UInt16 {
    let server = control.withLock { network_listen($0, 0) }
    if server < 0 { throw ProcessRun.systemError("port \(port) of the sandbox") }
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(server, $0, &length) }
    }
    if code != 0 {
      let error = ProcessRun.systemError("port \(port) of the sandbox")
      close(server)
      throw error
    }
    let inner = UInt16(bigEndian: address.sin_port)
    relay.add(server: server, at: inner, to: port, of: other)
    return inner
  }

  /// Ends what `forward` began, by the port that it returned. Connections that are open go on.
  public func stopForwarding(_ port: UInt16) { relay.removeServer(at: port) }

  /// A TCP socket of the network, neither bound nor connected, which is the caller's to close.
  public func socket() throws(ProcessError) -> Int32 {
    let socket = control.withLock { network_socket($0) }
    if socket < 0 { throw ProcessRun.systemError("a connection in the sandbox") }
    return socket
  }

  public static func == (left: SandboxNetwork, right: SandboxNetwork) -> Bool { left === right }

  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
