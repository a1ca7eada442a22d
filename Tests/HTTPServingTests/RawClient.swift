import Dispatch
import Foundation

/// A client of bytes: it sends what no HTTP library would, and sees what really comes back.
final class RawClient: Sendable {
  enum Failure: Error { case cannotConnect, cannotSend }

  private let descriptor: Int32

  init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw Failure.cannotConnect }
  }

  deinit { close(descriptor) }

  /// Gives up on bytes that the server does not take at once; returns how many it took.
  @discardableResult
  func send(_ text: String) throws -> Int {
    let bytes = Array(text.utf8)
    let sent = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
    guard sent > 0 else { throw Failure.cannotSend }
    return sent
  }

  /// No more is sent; the answer can still be read.
  func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// What arrives until the server closes the connection; `nil` at the end of `text` if it is still open after
  /// `seconds`, which are many, as tests share their machine, or earlier when `text` ends as given.
  func read(until end: String? = nil, seconds: Double = 60) async -> (text: String, isClosed: Bool) {
    // On a thread of its own: the server needs those of the concurrency pool.
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { [self] in
        continuation.resume(returning: receive(until: end.map { Array($0.utf8) }, seconds: seconds))
      }
    }
  }

  private func receive(until end: [UInt8]?, seconds: Double) -> (text: String, isClosed: Bool) {
    var received: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let deadline = Date(timeIntervalSinceNow: seconds)
    while true {
      if let end, received.suffix(end.count) == end[...] { break }
      var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let left = Int32(max(0, deadline.timeIntervalSinceNow * 1000))
      guard poll(&entry, 1, left) > 0 else { break }
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count <= 0 { return (String(decoding: received, as: UTF8.self), true) }
      received += buffer[..<count]
    }
    return (String(decoding: received, as: UTF8.self), false)
  }
}
