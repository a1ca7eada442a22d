import HTTP

/// A response with the bytes of its body.
struct ReceivedReply: Sendable {
  /// The response without its body.
  var reply: HTTPReply
  var body: [UInt8]
  /// Whether the body has arrived as far as the header announces it.
  var isComplete: Bool
}

/// Parses one HTTP/1.1 response (RFC 9112), fed in pieces.
struct HTTPReplyParser {
  /// How the end of the body is found (RFC 9112, section 6.3).
  private enum Framing {
    case none
    case length(Int)
    case chunked
    case untilClose
  }

  /// The next part of a chunked body (RFC 9112, section 7.1).
  private enum ChunkState {
    case size
    case data(Int)
    case trailer
  }

  private let isHeadRequest: Bool
  private var bytes: [UInt8] = []
  /// The first byte that has not been parsed.
  private var position = 0
  /// The first byte that has not been searched for a line end, so that no byte is searched twice.
  private var searched = 0
  private var lines: [String] = []
  private var reply: HTTPReply?
  private var framing = Framing.untilClose
  private var chunk = ChunkState.size
  private var body: [UInt8] = []
  private var problem: HTTPFailure?
  private(set) var isComplete = false

  /// - Parameter method: of the request; responses to HEAD have no body.
  init(method: String) { isHeadRequest = method == "HEAD" }

  mutating func append(_ new: some Sequence<UInt8>) {
    if isComplete { return }
    bytes.append(contentsOf: new)
    while !isComplete, advance() {}
  }

  /// The response once it is complete or the connection has ended. `body` of the reply is left empty.
  ///
  /// - Parameter reason: why the connection has ended, for a response without a complete head.
  func result(atEnd reason: String) -> Result<ReceivedReply, HTTPFailure> {
    if let problem { return .failure(problem) }
    guard let reply else {
      return .failure(
        HTTPFailure(
          description: bytes.isEmpty && lines.isEmpty
            ? "the service sent no response: \(reason)" : "the response ends within its header: \(reason)"))
    }
    return .success(
      ReceivedReply(
        reply: reply, body: body + (isComplete ? [] : incompleteBody),
        isComplete: isComplete || endsWithConnection))
  }

  private var endsWithConnection: Bool {
    if case .untilClose = framing { true } else { false }
  }

  /// The received part of an incomplete body or chunk.
  private var incompleteBody: ArraySlice<UInt8> {
    if case .chunked = framing {
      guard case .data = chunk else { return [] }
    }
    return bytes[position...]
  }

  /// Parses the next element; `false` when more bytes are needed.
  private mutating func advance() -> Bool {
    guard reply != nil else {
      guard let line = nextLine() else { return false }
      if !line.isEmpty {
        lines.append(line)
      } else if !lines.isEmpty {
        endHead()
      }
      return true
    }
    switch framing {
    case .none:
      isComplete = true
    case .untilClose: return false
    case .length(let length):
      guard bytes.count - position >= length else { return false }
      take(length)
      isComplete = true
    case .chunked: return advanceChunk()
    }
    return true
  }

  private mutating func advanceChunk() -> Bool {
    switch chunk {
    case .size:
      guard let line = nextLine() else { return false }
      guard let size = Int(line.prefix { $0.isHexDigit }, radix: 16) else {
        fail("the response has a chunk without a size")
        return true
      }
      chunk = size == 0 ? .trailer : .data(size)
    case .data(let size):
      // The data and the line end after it.
      guard bytes.count - position - 2 >= size else { return false }
      take(size)
      position += 2
      searched = position
      chunk = .size
    case .trailer:
      guard let line = nextLine() else { return false }
      if line.isEmpty { isComplete = true }
    }
    return true
  }

  private mutating func take(_ count: Int) {
    body += bytes[position..<position + count]
    position += count
    searched = position
  }

  /// A line without its CR LF; `nil` when its end has not arrived.
  private mutating func nextLine() -> String? {
    while searched < bytes.count {
      defer { searched += 1 }
      guard bytes[searched] == UInt8(ascii: "\n") else { continue }
      let end = searched > position && bytes[searched - 1] == UInt8(ascii: "\r") ? searched - 1 : searched
      defer { position = searched + 1 }
      return String(decoding: bytes[position..<end], as: UTF8.self)
    }
    return nil
  }

  private mutating func endHead() {
    let first = lines[0].split(separator: " ", maxSplits: 2)
    guard first.count >= 2, first[0].hasPrefix("HTTP/"), let status = Int(first[1]) else {
      fail("the response does not begin with a status line")
      return
    }
    let headers = lines.dropFirst().compactMap { line -> HTTPReply.Header? in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      return .init(name: String(line[..<colon]), value: Self.trimmed(line[line.index(after: colon)...]))
    }
    lines = []
    // An interim response such as 100 (Continue) precedes the final one.
    if (100..<200).contains(status), status != 101 { return }
    let reply = HTTPReply(
      version: String(first[0]), status: status, reason: first.count > 2 ? String(first[2]) : "",
      headers: headers, body: "")
    if isHeadRequest || status == 204 || status == 304 {
      framing = .none
    } else if reply.header("Transfer-Encoding")?.lowercased().hasSuffix("chunked") == true {
      framing = .chunked
    } else if let length = reply.header("Content-Length").flatMap({ Int($0) }), length >= 0 {
      framing = .length(length)
    }
    self.reply = reply
  }

  private static func trimmed(_ value: Substring) -> String {
    var value = value.drop { $0 == " " || $0 == "\t" }
    while let last = value.last, last == " " || last == "\t" { value.removeLast() }
    return String(value)
  }

  private mutating func fail(_ description: String) {
    problem = HTTPFailure(description: description)
    isComplete = true
  }
}
