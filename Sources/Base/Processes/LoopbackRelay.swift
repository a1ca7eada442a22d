import CLinux
import Foundation
import Synchronization

/// Carries TCP connections from a network of the sandbox to services on this machine's loopback address, or on that of
/// another network.
///
/// One thread for all connections. Bytes are held only while the other side does not take them, at most 64 KiB for each
/// direction, so that neither side can fill the memory.
final class LoopbackRelay: Sendable {
  private struct Server {
    var descriptor: Int32
    /// The port that it listens on.
    var port: UInt16
    /// The port that its connections are carried to.
    var service: UInt16
    /// Where that port is; `nil` for this machine.
    var network: SandboxNetwork?
  }

  private struct State {
    var servers: [Server] = []
    /// No longer wanted, and closed by the thread, which may be waiting for them.
    var removed: [Server] = []
    var isStopped = false
  }

  private let state = Mutex(State())
  /// Readable when `state` has changed; see eventfd(2).
  private let change: Int32

  init() throws(ProcessError) {
    change = event_file()
    if change < 0 { throw ProcessRun.systemError("flowdocs") }
    Thread.detachNewThread { [self] in run() }
  }

  /// Takes over a socket that listens on `port`.
  func add(server: Int32, at port: UInt16, to service: UInt16, of network: SandboxNetwork?) {
    let server = Server(descriptor: server, port: port, service: service, network: network)
    state.withLock { $0.servers.append(server) }
    notify()
  }

  /// Closes the socket that listens on a port, soon.
  func removeServer(at port: UInt16) {
    state.withLock { state in
      state.removed += state.servers.filter { $0.port == port }
      state.servers.removeAll { $0.port == port }
    }
    notify()
  }

  /// Closes all sockets, soon.
  func stop() {
    state.withLock { $0.isStopped = true }
    notify()
  }

  private func notify() {
    var one: UInt64 = 1
    // It cannot fail: the counter is far from full.
    _ = write(change, &one, 8)
  }

  private func run() {
    var connections: [Connection] = []
    while true {
      let (servers, removed, isStopped) = state.withLock { state in
        defer { state.removed = [] }
        return (state.servers, state.removed, state.isStopped)
      }
      for server in removed { close(server.descriptor) }
      if isStopped {
        for connection in connections { connection.close() }
        for server in servers { close(server.descriptor) }
        close(change)
        return
      }
      var events = [pollfd(fd: change, events: Int16(POLLIN), revents: 0)]
      events += servers.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
      for connection in connections { events += connection.events }
      if poll(&events, nfds_t(events.count), -1) < 0 { continue }
      if events[0].revents != 0 {
        var count: UInt64 = 0
        _ = read(change, &count, 8)
      }
      let firstConnection = 1 + servers.count
      for index in connections.indices {
        connections[index].transfer(
          events[firstConnection + 2 * index].revents, events[firstConnection + 2 * index + 1].revents)
      }
      connections.removeAll { connection in
        if connection.hasEnded { connection.close() }
        return connection.hasEnded
      }
      for (server, event) in zip(servers, events[1...]) where event.revents != 0 {
        if let connection = Connection(from: server.descriptor, to: server.service, of: server.network) {
          connections.append(connection)
        }
      }
    }
  }
}

/// Two sockets, and what is on its way between them.
private struct Connection {
  /// What one socket has sent and the other has not yet taken.
  private struct Direction {
    var pending: ArraySlice<UInt8> = []
    var hasEnded = false
    var isPassedOn = false
  }

  private var sockets: [Int32]
  private var directions = [Direction(), Direction()]
  private var isBroken = false
  /// Whether the service has not accepted yet. Its queue may be full, and others must not wait for it.
  private var isConnecting = false

  /// Accepts a connection of a client and opens one to the service. `nil` when no client is waiting, or the service
  /// refuses the connection.
  init?(from server: Int32, to port: UInt16, of network: SandboxNetwork?) {
    let client = accept(server, nil, nil)
    if client < 0 { return nil }
    let service = Self.socket(of: network)
    _ = fcntl(service, F_SETFL, fcntl(service, F_GETFL) | O_NONBLOCK)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(service, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    isConnecting = connected != 0 && errno == EINPROGRESS
    sockets = [client, service]
    if connected != 0, !isConnecting {
      close()
      return nil
    }
    for descriptor in sockets {
      _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      var one: Int32 = 1
      setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    }
  }

  /// -1 if it cannot be opened; connecting with it fails.
  private static func socket(of network: SandboxNetwork?) -> Int32 {
    guard let network else {
      return Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    }
    do throws(ProcessError) {
      return try network.socket()
    } catch {
      return -1
    }
  }

  var hasEnded: Bool { isBroken || directions.allSatisfy(\.isPassedOn) }

  func close() {
    for descriptor in sockets where descriptor >= 0 { Glibc.close(descriptor) }
  }

  /// What to wait for on the two sockets.
  var events: [pollfd] {
    if isConnecting {
      return [
        pollfd(fd: -1, events: 0, revents: 0), pollfd(fd: sockets[1], events: Int16(POLLOUT), revents: 0),
      ]
    }
    return (0..<2).map { side in
      var wanted: Int32 = 0
      if !directions[side].hasEnded, directions[side].pending.isEmpty { wanted |= Int32(POLLIN) }
      if !directions[1 - side].pending.isEmpty { wanted |= Int32(POLLOUT) }
      // A socket that nothing is wanted of would still report that the other end is gone, again and again.
      return pollfd(fd: wanted == 0 ? -1 : sockets[side], events: Int16(wanted), revents: 0)
    }
  }

  mutating func transfer(_ events: Int16...) {
    if isConnecting {
      if events[1] != 0 { finishConnecting() }
      return
    }
    for side in 0..<2 where events[side] != 0 && !isBroken {
      receive(side)
      send(to: side)
    }
    for side in 0..<2 where !isBroken { send(to: side) }
  }

  private mutating func finishConnecting() {
    var error: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    getsockopt(sockets[1], SOL_SOCKET, SO_ERROR, &error, &length)
    isConnecting = false
    isBroken = error != 0
  }

  private mutating func receive(_ side: Int) {
    guard !directions[side].hasEnded, directions[side].pending.isEmpty else { return }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = recv(sockets[side], &chunk, chunk.count, 0)
    if count > 0 {
      directions[side].pending = chunk[..<count]
    } else if count == 0 {
      directions[side].hasEnded = true
    } else if errno != EAGAIN && errno != EINTR {
      isBroken = true
    }
  }

  /// Sends what the other socket has brought, and its end.
  private mutating func send(to side: Int) {
    let source = 1 - side
    if !directions[source].pending.isEmpty {
      let count = directions[source].pending.withUnsafeBytes {
        Glibc.send(sockets[side], $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count > 0 {
        directions[source].pending = directions[source].pending.dropFirst(count)
      } else if errno != EAGAIN && errno != EINTR {
        isBroken = true
      }
    }
    if directions[source].hasEnded, directions[source].pending.isEmpty, !directions[source].isPassedOn {
      shutdown(sockets[side], Int32(SHUT_WR))
      directions[source].isPassedOn = true
    }
  }
}
