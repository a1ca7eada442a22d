import Foundation

/// Why a request had no answer.
public struct HTTPFailure: Error, Sendable, Hashable, CustomStringConvertible {
  public var description: String
  /// Whether nothing came in time.
  public var isTimeout: Bool

  public init(description: String, isTimeout: Bool = false) {
    self.description = description
    self.isTimeout = isTimeout
  }
}

/// What a service answered.
public struct HTTPReply: Sendable, Hashable, Codable {
  public struct Header: Sendable, Hashable, Codable {
    public var name: String
    public var value: String

    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  public var status: Int
  public var reason: String
  public var headers: [Header]
  public var body: String

  public init(status: Int, reason: String, headers: [Header], body: String) {
    self.status = status
    self.reason = reason
    self.headers = headers
    self.body = body
  }

  public func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}

/// Sends one HTTP/1.1 request to a port of 127.0.0.1, byte for byte as it is given.
public struct HTTPClient: Sendable {
  public var port: Int
  /// Seconds without progress after which the request is given up.
  public var timeout: Int

  public init(port: Int, timeout: Int = 30) {
    self.port = port
    self.timeout = timeout
  }

  public func send(
    method: String, path: String, headers: [(name: String, value: String)], body: [UInt8]
  ) async throws(HTTPFailure) -> HTTPReply {
    var text = "\(method) \(path) HTTP/1.1\r\n"
    let names = Set(headers.map { $0.name.lowercased() })
    if !names.contains("host") { text += "Host: 127.0.0.1:\(port)\r\n" }
    for header in headers { text += "\(header.name): \(header.value)\r\n" }
    if !names.contains("content-length"), !body.isEmpty || method == "POST" {
      text += "Content-Length: \(body.count)\r\n"
    }
    if !names.contains("connection") { text += "Connection: close\r\n" }
    let request = Array((text + "\r\n").utf8) + body
    let (port, timeout) = (port, timeout)
    let bytes = try await Self.onThread { () throws(HTTPFailure) in
      try Self.exchange(request, port: port, timeout: timeout)
    }
    return try Self.reply(bytes)
  }

  /// Blocking calls stay off the threads that tasks share.
  private static func onThread(
    _ work: @escaping @Sendable () throws(HTTPFailure) -> [UInt8]
  ) async throws(HTTPFailure) -> [UInt8] {
    let result = await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        do throws(HTTPFailure) {
          continuation.resume(returning: Result<[UInt8], HTTPFailure>.success(try work()))
        } catch {
          continuation.resume(returning: .failure(error))
        }
      }
    }
    return try result.get()
  }

  private static func exchange(_ request: [UInt8], port: Int, timeout: Int) throws(HTTPFailure) -> [UInt8] {
    func failure(_ what: String) -> HTTPFailure {
      // A socket whose receive timeout has passed says "try again".
      HTTPFailure(
        description: "\(what): \(String(cString: strerror(errno)))",
        isTimeout: errno == EAGAIN || errno == EWOULDBLOCK)
    }
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw failure("no socket could be made") }
    defer { close(descriptor) }
    var limit = timeval(tv_sec: timeout, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw failure("the service at port \(port) does not answer") }
    var rest = request[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { break }
      rest = rest.dropFirst(count)
    }
    var answer: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(descriptor, &chunk, chunk.count, 0)
      if count < 0, errno == EINTR { continue }
      if count < 0, answer.isEmpty { throw failure("the service sent no answer") }
      if count <= 0 { return answer }
      answer.append(contentsOf: chunk[..<count])
      if let length = Self.fullLength(answer), answer.count >= length { return answer }
    }
  }

  /// The length of the whole answer when its header says it, for servers that keep the connection open.
  private static func fullLength(_ bytes: [UInt8]) -> Int? {
    guard let head = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
    for line in String(decoding: bytes[..<head.lowerBound], as: UTF8.self).split(separator: "\r\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2, parts[0].lowercased() == "content-length" {
        return Int(parts[1].filter { !$0.isWhitespace }).map { head.upperBound + $0 }
      }
    }
    return nil
  }

  private static func reply(_ bytes: [UInt8]) throws(HTTPFailure) -> HTTPReply {
    guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else {
      throw HTTPFailure(description: "the service's answer has no end of its header")
    }
    let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
    let first = (lines.first ?? "").split(separator: " ", maxSplits: 2)
    guard first.count >= 2, let status = Int(first[1]) else {
      throw HTTPFailure(description: "the service's answer does not begin with a status line")
    }
    let headers = lines.dropFirst().compactMap { line -> HTTPReply.Header? in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      return .init(name: String(line[..<colon]), value: String(value))
    }
    var reply = HTTPReply(
      status: status, reason: first.count > 2 ? String(first[2]) : "", headers: headers, body: "")
    var body = Array(bytes[end.upperBound...])
    if reply.header("Transfer-Encoding")?.lowercased() == "chunked" { body = unchunked(body) }
    reply.body = String(decoding: body, as: UTF8.self)
    return reply
  }

  /// RFC 9112, section 7.1.
  private static func unchunked(_ bytes: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    var at = 0
    while let line = bytes[at...].firstRange(of: Array("\r\n".utf8)) {
      let text = String(decoding: bytes[at..<line.lowerBound], as: UTF8.self).prefix { $0.isHexDigit }
      guard let size = Int(text, radix: 16), size > 0, line.upperBound + size <= bytes.count else { break }
      output += bytes[line.upperBound..<(line.upperBound + size)]
      at = min(line.upperBound + size + 2, bytes.count)
    }
    return output
  }
}
