import Diagnostics
import Foundation

/// A request or a response as an `http` block shows it: first line, headers, an empty line, the body.
public struct HTTPText: Sendable, Hashable {
  public struct Header: Sendable, Hashable {
    public var name: String
    public var value: String
    /// 0-based line in the block.
    public var line: Int
  }

  /// `POST /api/v1/jsonrpc HTTP/1.1` or `HTTP/1.1 200 OK`.
  public var firstLine: String
  public var headers: [Header]
  /// 0-based lines between the first line and the body that are not header fields.
  public var strayLines: [Int] = []
  public var body: String
  /// Offset of the body in the block's bytes.
  public var bodyOffset: Int
  /// 0-based line in the block at which another message begins in the body: `GET /next HTTP/1.1` or `HTTP/1.1 200 OK`.
  public var secondMessage: Int?

  public init(_ text: String) {
    let bytes = Array(text.utf8)
    var lines: [String] = []
    var at = 0
    while at < bytes.count {
      let end = bytes[at...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let line = String(decoding: bytes[at..<end], as: UTF8.self)
      at = min(end + 1, bytes.count)
      if line.allSatisfy(\.isWhitespace) { break }
      lines.append(line)
    }
    firstLine = lines.first ?? ""
    headers = []
    for (number, line) in lines.enumerated().dropFirst() {
      if let colon = line.firstIndex(of: ":"), Self.isName(line[..<colon]) {
        let value = line[line.index(after: colon)...].drop { $0 == " " }
        headers.append(Header(name: String(line[..<colon]), value: String(value), line: number))
      } else if !OutputPattern.isEllipsis(line.trimmingCharacters(in: .whitespaces)) {
        strayLines.append(number)
      }
    }
    body = String(decoding: bytes[at...], as: UTF8.self)
    bodyOffset = at
    secondMessage = beginning(inBodyAfter: bytes[..<at].count { $0 == UInt8(ascii: "\n") })
  }

  /// The first line of a message in the body, which in parts of a `multipart` body is meant.
  private func beginning(inBodyAfter line: Int) -> Int? {
    let isOfMessages = headers.contains { header in
      let value = header.value.lowercased()
      return header.name.lowercased() == "content-type"
        && (value.hasPrefix("multipart/") || value.hasPrefix("message/")
          || value.hasPrefix("application/http"))
    }
    if isOfMessages { return nil }
    return body.split(separator: "\n", omittingEmptySubsequences: false).firstIndex(where: Self.isFirstLine)
      .map { $0 + line }
  }

  private static func isFirstLine(_ line: Substring) -> Bool {
    let words = line.split(whereSeparator: \.isWhitespace)
    guard words.count > 1 else { return false }
    if words[0].hasPrefix("HTTP/") { return Int(words[1]) != nil }
    return words.count == 3 && words[2].hasPrefix("HTTP/") && isRequest(String(line))
  }

  /// `field-name` of RFC 9110, section 5.1.
  private static func isName(_ name: Substring) -> Bool {
    !name.isEmpty && name.utf8.allSatisfy { $0.isLetter || $0.isDigit || "!#$%&'*+-.^_`|~".utf8.contains($0) }
  }

  private var words: [Substring] { firstLine.split(separator: " ", maxSplits: 2) }

  /// `POST`.
  public var method: String { words.first.map(String.init) ?? "" }
  public var path: String { words.count > 1 ? String(words[1]) : "/" }
  /// The status code of a response.
  public var status: Int? { firstLine.hasPrefix("HTTP/") && words.count > 1 ? Int(words[1]) : nil }

  /// Whether the first line is a status line, or one without its reason phrase, which states nothing about the phrase.
  public func statusLine(matches line: String) -> Bool {
    let words = words
    return line.split(separator: " ", maxSplits: 2).prefix(max(2, words.count))
      .elementsEqual(words) { $0.isExactly($1) }
  }

  static func isRequest(_ text: String) -> Bool {
    let first = text.prefix { $0 != "\n" }.split(separator: " ")
    return first.count >= 2 && first[0].allSatisfy { $0.isUppercase && $0.isASCII } && first[1].hasPrefix("/")
  }

  static func isResponse(_ text: String) -> Bool { HTTPText(text).status != nil }
}
