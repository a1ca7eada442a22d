import Diagnostics

/// A start tag as it is written, with its names in lower case.
public struct HTMLTag: Sendable, Hashable {
  public struct Attribute: Sendable, Hashable {
    public var name: String
    /// As it is written, without quotes; `nil` for a name alone.
    public var written: String?

    /// The value as a browser reads it: with character references decoded.
    ///
    /// A named reference other than the few that addresses are written with stays unchanged. Code that writes the value
    /// escapes its `&`, so that a browser reads the same value.
    public var value: String { HTMLReferences.decoded(written ?? "") }
  }

  public var name: String
  public var attributes: [Attribute]
  /// Whether it ends with `/>`, which closes elements of a drawing and means nothing elsewhere.
  public var isClosed = false

  public func value(_ attribute: String) -> String? {
    attributes.first { $0.name == attribute }?.value
  }
}

/// The tags, comments and text of a piece of raw HTML, as browsers distinguish them (WHATWG HTML, 13.2.5).
public struct HTMLTokens: Sequence, IteratorProtocol {
  public enum Token: Sendable, Hashable {
    /// Text between tags, with a `<` that begins nothing.
    case text(Range<Int>)
    /// `<!--…-->`, `<!…>` or `<?…>`: no reader sees it.
    case comment(Range<Int>)
    case start(HTMLTag, Range<Int>)
    case end(String, Range<Int>)
  }

  /// Elements whose content browsers read as text.
  private static let rawText: Set<String> = [
    "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext", "noscript",
  ]

  private let bytes: ArraySlice<UInt8>
  private var at: Int
  /// The element whose end tag is waited for.
  private var raw: String?

  public init(_ html: ArraySlice<UInt8>) {
    bytes = html
    at = html.startIndex
  }

  public mutating func next() -> Token? {
    let start = at
    while at < bytes.endIndex {
      if bytes[at] == UInt8(ascii: "<"), let (token, end) = token(at) {
        if at > start { return .text(start..<at) }
        at = end
        switch token {
        case .start(let tag, _): raw = Self.rawText.contains(tag.name) ? tag.name : nil
        case .end: raw = nil
        case .text, .comment: break
        }
        return token
      }
      at += 1
    }
    return at > start ? .text(start..<at) : nil
  }

  private func token(_ start: Int) -> (Token, end: Int)? {
    let rest = bytes[start...]
    if let raw {
      guard rest.starts(with: "</".utf8), let name = name(start + 2), name.text == raw else { return nil }
      let end = endOfTag(name.end)
      return (.end(raw, start..<end), end)
    }
    guard start + 1 < bytes.endIndex else { return nil }
    switch bytes[start + 1] {
    case UInt8(ascii: "!"):
      if rest.starts(with: "<!--".utf8) {
        let end = Self.endOfComment(bytes, start)
        return (.comment(start..<end), end)
      }
      return comment(start)
    case UInt8(ascii: "?"): return comment(start)
    case UInt8(ascii: "/"):
      guard let name = name(start + 2) else { return nil }
      let end = endOfTag(name.end)
      return (.end(name.text, start..<end), end)
    default:
      guard let name = name(start + 1) else { return nil }
      let (attributes, isClosed, end) = attributes(name.end)
      return (.start(HTMLTag(name: name.text, attributes: attributes, isClosed: isClosed), start..<end), end)
    }
  }

  private func comment(_ start: Int) -> (Token, end: Int) {
    let end = bytes[start...].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? bytes.endIndex
    return (.comment(start..<end), end)
  }

  private static func endOfComment(_ bytes: ArraySlice<UInt8>, _ start: Int) -> Int {
    var at = start + 4
    // `<!-->` and `<!--->` are whole comments.
    if bytes[at...].starts(with: ">".utf8) { return at + 1 }
    if bytes[at...].starts(with: "->".utf8) { return at + 2 }
    while at < bytes.endIndex {
      if bytes[at...].starts(with: "-->".utf8) { return at + 3 }
      if bytes[at...].starts(with: "--!>".utf8) { return at + 4 }
      at += 1
    }
    return bytes.endIndex
  }

  /// A name that begins with a letter and ends at white space, `/` or `>`.
  private func name(_ start: Int) -> (text: String, end: Int)? {
    guard start < bytes.endIndex, bytes[start].isLetter else {
      return nil
    }
    let end = bytes[start...].prefix { $0 > 0x20 && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ">") }
      .endIndex
    return (Self.lowercased(bytes[start..<end]), end)
  }

  private func endOfTag(_ start: Int) -> Int {
    bytes[start...].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? bytes.endIndex
  }

  private func attributes(_ start: Int) -> ([HTMLTag.Attribute], isClosed: Bool, end: Int) {
    var found: [HTMLTag.Attribute] = []
    var names: Set<String> = []
    var at = start
    var isClosed = false
    while at < bytes.endIndex {
      if bytes[at] == UInt8(ascii: ">") { return (found, isClosed, at + 1) }
      isClosed = bytes[at] == UInt8(ascii: "/")
      if bytes[at] <= 0x20 || isClosed {
        at += 1
        continue
      }
      let begin = at
      // A name may begin with `=`.
      at += 1
      while at < bytes.endIndex, bytes[at] > 0x20, !"/>=".utf8.contains(bytes[at]) { at += 1 }
      let name = Self.lowercased(bytes[begin..<at])
      var behind = at
      while behind < bytes.endIndex, bytes[behind] <= 0x20 { behind += 1 }
      var written: String?
      if behind < bytes.endIndex, bytes[behind] == UInt8(ascii: "=") {
        at = behind + 1
        while at < bytes.endIndex, bytes[at] <= 0x20 { at += 1 }
        written = value(&at)
      }
      // Browsers keep the first of two.
      if names.insert(name).inserted { found.append(.init(name: name, written: written)) }
    }
    return (found, false, at)
  }

  private func value(_ at: inout Int) -> String {
    guard at < bytes.endIndex else { return "" }
    let quote = bytes[at]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      let content = bytes[(at + 1)...].prefix { $0 != quote }
      at = Swift.min(content.endIndex + 1, bytes.endIndex)
      return String(decoding: content, as: UTF8.self)
    }
    let content = bytes[at...].prefix { $0 > 0x20 && $0 != UInt8(ascii: ">") }
    at = content.endIndex
    return String(decoding: content, as: UTF8.self)
  }

  private static func lowercased(_ name: ArraySlice<UInt8>) -> String {
    String(
      decoding: name.map { $0.isUppercase ? $0 | 0x20 : $0 },
      as: UTF8.self)
  }
}

/// Character references in the values of attributes.
enum HTMLReferences {
  private static let named: [String: Character] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "colon": ":", "sol": "/",
    "num": "#", "quest": "?", "period": ".", "lpar": "(", "rpar": ")", "Tab": "\t", "NewLine": "\n",
  ]

  static func decoded(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    var output = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "&") {
      output += rest[..<start]
      rest = rest[rest.index(after: start)...]
      guard let (character, end) = reference(rest) else {
        output += "&"
        continue
      }
      output.append(character)
      rest = rest[end...]
    }
    return output + rest
  }

  /// The character that a reference after its `&` means. After a number the `;` may be missing.
  private static func reference(_ text: Substring) -> (Character, end: String.Index)? {
    if text.first == "#" {
      let isHexadecimal = text.dropFirst().first == "x" || text.dropFirst().first == "X"
      let digits = text.dropFirst(isHexadecimal ? 2 : 1).prefix {
        isHexadecimal ? $0.isHexDigit : $0.isNumber
      }
      guard !digits.isEmpty else { return nil }
      let scalar = UInt32(digits, radix: isHexadecimal ? 16 : 10).flatMap(Unicode.Scalar.init) ?? "\u{FFFD}"
      return (
        Character(scalar),
        text[digits.endIndex...].first == ";" ? text.index(after: digits.endIndex) : digits.endIndex
      )
    }
    let name = text.prefix { $0.isLetter }
    guard text[name.endIndex...].first == ";", let character = named[String(name)] else { return nil }
    return (character, text.index(after: name.endIndex))
  }
}
