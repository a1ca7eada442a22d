import HTTP
import JSON

/// The `Prefer` header (RFC 7240), with which a caller overrides the choice of the mock:
///
/// - `Prefer: example=NAME` answers with that example (or error example) of the method or operation;
/// - `Prefer: code=-32001`, or `error=-32001`, answers with that error; for an operation it is the status, `code=404`;
/// - `Prefer: dynamic=true` answers with a generated result instead of an example;
/// - `Prefer: delay=1500ms` (or `2s`, up to a minute) delays the answer;
/// - `Prefer: fault=drop` closes the connection without an answer, `fault=truncate` in the middle of the body.
///
/// In a batch the first three apply to the methods that have the example or the error. Other preferences are ignored, as
/// the RFC requires.
struct PreferHeader: Sendable {
  enum Fault: String, Sendable, Hashable, CaseIterable { case drop, truncate }

  static let longestDelay = Duration.seconds(60)

  var example: String?
  var error: Int?
  var isDynamic = false
  var delay = Duration.zero
  var fault: Fault?
  /// The mistake in the header, one sentence.
  var problem: String?

  init(_ headers: HTTPHeaders) {
    for field in headers.fields where field.name.lowercased() == "prefer" {
      for (name, value) in Self.members(of: field.value) {
        switch name.lowercased() {
        case "example": example = value
        case "error", "code":
          error = Int(value)
          if error == nil {
            problem =
              "in the Prefer header, `\(name)` must be a code such as -32001, got \(JSON.quoted(value))"
          }
        case "dynamic": isDynamic = value.lowercased() != "false"
        case "delay":
          delay = Self.duration(value) ?? .zero
          if Self.duration(value) == nil {
            problem =
              "in the Prefer header, `delay` must be up to 60s, such as 1500ms or 2s, got \(JSON.quoted(value))"
          }
        case "fault":
          fault = Fault(rawValue: value.lowercased())
          if fault == nil {
            problem = "in the Prefer header, `fault` must be drop or truncate, got \(JSON.quoted(value))"
          }
        default: break
        }
      }
    }
  }

  /// `1500ms`, `2s`; a number alone is in milliseconds.
  private static func duration(_ text: String) -> Duration? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int64(digits), number <= 60_000 else { return nil }
    let duration: Duration? =
      switch text[digits.endIndex...] {
      case "", "ms": .milliseconds(number)
      case "s": .seconds(number)
      default: nil
      }
    return duration.flatMap { $0 <= longestDelay ? $0 : nil }
  }

  /// Delays the answer, or loses all or a part of it.
  func disturb(_ response: inout HTTPExchangeResponse) {
    if delay > .zero { response.delay = delay }
    switch fault {
    case .drop: response.delivery = .dropped
    case .truncate: response.delivery = .truncated(bytes: response.body.count / 2)
    case nil: break
    }
  }

  /// Names and values; values may be quoted.
  private static func members(of text: String) -> [(name: String, value: String)] {
    var members: [(String, String)] = []
    var current: [UInt8] = []
    var isQuoted = false
    var isEscaped = false
    func end() {
      let parts = current.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self).trimmed }
      if let name = parts.first, !name.isEmpty { members.append((name, parts.count > 1 ? parts[1] : "")) }
      current = []
    }
    for byte in text.utf8 {
      if isEscaped {
        current.append(byte)
        isEscaped = false
      } else if isQuoted, byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
      } else if !isQuoted, byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") {
        end()
      } else {
        current.append(byte)
      }
    }
    end()
    return members
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }
}
