import Diagnostics
import JSONRPC

/// Divides what an editor sends into messages: a header with the length of the content, an empty line, and the content
/// (Language Server Protocol 3.17, "Base Protocol").
///
///     var reader = MessageReader()
///     reader.add("Content-Length: 2\r\n\r\n{}".utf8)
///     reader.next()  // .content([0x7B, 0x7D])
struct MessageReader {
  enum Part: Hashable {
    case content([UInt8])
    /// A message that is too long: it is passed over, and the next one is read.
    case refused(RPCError)
    /// No header: where the next message begins is not known.
    case unreadable(RPCError)
  }

  struct Limits {
    /// The bytes of one message. The largest page has 8 MiB, and JSON may write six bytes for one.
    var content = 64 << 20
    /// The bytes of one header.
    var header = 8 << 10
  }

  private let limits: Limits
  private var bytes: [UInt8] = []
  /// How many bytes of a refused message are still to come.
  private var passedOver = 0

  init(limits: Limits = Limits()) { self.limits = limits }

  mutating func add(_ more: some Sequence<UInt8>) {
    bytes += more
    let refused = min(passedOver, bytes.count)
    bytes.removeFirst(refused)
    passedOver -= refused
  }

  /// The next message; `nil` when it has not come as a whole.
  mutating func next() -> Part? {
    guard let end = bytes[...].firstRange(of: "\r\n\r\n") else {
      return bytes.count > limits.header ? unreadable("a header ends with an empty line") : nil
    }
    let header = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
    guard end.lowerBound <= limits.header, let length = Self.length(header) else {
      return unreadable("a header needs `Content-Length:` with the number of bytes that follow it")
    }
    if length > limits.content { return refuse(length, behind: end.upperBound) }
    guard bytes.count - end.upperBound >= length else { return nil }
    let content = Array(bytes[end.upperBound..<(end.upperBound + length)])
    bytes.removeFirst(end.upperBound + length)
    return .content(content)
  }

  private mutating func refuse(_ length: Int, behind header: Int) -> Part {
    let here = min(length, bytes.count - header)
    bytes.removeFirst(header + here)
    passedOver = length - here
    return .refused(
      .invalidRequest.saying("a message has \(length) bytes; the limit is \(limits.content)"))
  }

  private mutating func unreadable(_ reason: String) -> Part {
    bytes = []
    return .unreadable(.parseError.saying(reason))
  }

  /// Other fields are allowed, and have no effect.
  private static func length(_ header: String) -> Int? {
    for field in header.split(separator: "\r\n") {
      let parts = field.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, parts[0].lowercased() == "content-length" else { continue }
      return Int(parts[1].drop { $0 == " " }).flatMap { $0 >= 0 ? $0 : nil }
    }
    return nil
  }
}

extension RPCError {
  /// The error with a message that says what is wrong: editors show no other part of it.
  func saying(_ reason: String) -> RPCError { RPCError(code: code, message: reason) }
}
