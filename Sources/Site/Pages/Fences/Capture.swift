import JSON

/// A value of what a block prints, or of the response to a request, that later blocks of its session find as a variable:
/// one entry of `capture=`.
///
///     Capture.list("JOB_ID=/result/job_id, TOTAL=<number> jobs")
public struct Capture: Sendable, Hashable {
  public enum Source: Sendable, Hashable {
    /// The last line that is not empty.
    case lastLine
    /// A member of the JSON that is printed.
    case json(JSONPointer)
    /// What the one place of a pattern is there for: `job <uuid>` anywhere in a line.
    case line(before: String, OutputPlace, after: String)
  }

  /// The variable, in capitals.
  public var name: String
  public var source: Source
  /// The source as it is written; empty for the last line.
  public var text: String

  /// The captures of an attribute, separated by commas; `nil` when one of them cannot be read, or two have one name.
  public static func list(_ text: String) -> [Capture]? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let captures = parts.compactMap { Capture($0) }
    guard captures.count == parts.count, Set(captures.map(\.name)).count == captures.count else { return nil }
    return captures
  }

  private init?(_ written: Substring) {
    let words = written.trimmed
    let name = words.prefix { $0 != "=" }
    self.name = String(name.trimmed)
    guard Self.isName(self.name) else { return nil }
    guard name.endIndex < words.endIndex else {
      (source, text) = (.lastLine, "")
      return
    }
    text = String(words[name.endIndex...].dropFirst().trimmed)
    guard let source = Self.source(text) else { return nil }
    self.source = source
  }

  /// Whether a text is the name of a variable that a page can capture: `JOB_ID`.
  public static func isName(_ text: some StringProtocol) -> Bool {
    guard let first = text.utf8.first, first.isUppercase else { return false }
    return text.utf8.allSatisfy { $0.isUppercase || $0.isDigit || $0 == UInt8(ascii: "_") }
  }

  private static func source(_ text: String) -> Source? {
    if text.hasPrefix("/") { return JSONPointer(text).map { .json($0) } }
    let bytes = Array(text.utf8)
    let places = bytes.indices.compactMap { at in
      OutputPlace.first(in: bytes[at...]).map { (at: at, place: $0.place, length: $0.length) }
    }
    guard places.count == 1, let found = places.first else { return nil }
    return .line(
      before: String(decoding: bytes[..<found.at], as: UTF8.self), found.place,
      after: String(decoding: bytes[(found.at + found.length)...], as: UTF8.self))
  }
}

extension Capture {
  /// Where a text uses a variable, as `$NAME` or `${NAME}`: ranges of bytes with the sign.
  public static func uses(of name: String, in text: some Collection<UInt8>) -> [Range<Int>] {
    let bytes = Array(text)
    let (plain, braced) = (Array("$\(name)".utf8), Array("${\(name)}".utf8))
    return bytes.indices.compactMap { at in
      guard bytes[at] == UInt8(ascii: "$") else { return nil }
      if bytes[at...].starts(with: braced) { return at..<(at + braced.count) }
      guard bytes[at...].starts(with: plain) else { return nil }
      let end = at + plain.count
      return end < bytes.count && isWord(bytes[end]) ? nil : at..<end
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool { byte.isAlphanumeric || byte == UInt8(ascii: "_") }
}
