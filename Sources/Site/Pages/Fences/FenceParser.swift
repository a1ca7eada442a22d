import Diagnostics
import Project

extension Rule {
  public static let unknownAttribute = Rule(
    "unknown-attribute", .error, "Unknown attribute of a fence")
  public static let badAttribute = Rule(
    "bad-attribute", .error,
    "Invalid value of a fence attribute, or an attribute that has no effect")
}

/// What was read from the words after a fence.
public struct FenceInfo: Sendable, Hashable {
  /// One problem in an info string.
  public struct Issue: Sendable, Hashable {
    public var rule: Rule
    /// Bytes in the text that the info string was read from.
    public var range: Range<Int>
    public var message: String
    /// The name that was probably meant at `range`.
    public var guess: NearMiss.Guess?
    public var fix: String?
  }

  /// The name of the language in the first word, which may be an alias; empty without one.
  public var language: String
  public var attributes: FenceAttributes
  public var issues: [Issue]
  /// The value of each attribute in the text, without quotes; the whole word for one without a value.
  public var ranges: [String: Range<Int>]
}

extension FenceAttributes {
  /// The names of all attributes, in the order in which they are listed to people.
  public static let names = FenceAttribute.all.map(\.name)

  /// Whether an unknown attribute is not a misspelt one of FlowDocs.
  public static func isOfAnotherTool(_ word: String) -> Bool { guess(for: word) == nil }

  /// The attribute that was probably meant by a word, even in brackets: `run` for `{run}`.
  static func guess(for word: String) -> NearMiss.Guess? {
    let bare = word.utf8.drop { !$0.isLetter }
    let end = bare.lastIndex(where: \.isLetter) ?? bare.startIndex
    guard !bare.isEmpty, let name = String(bare[...end]) else { return nil }
    var guess =
      name != word && names.contains(name) ? NearMiss.Guess(name) : NearMiss.guess(for: name, in: names)
    // An automatic fix never writes an attribute that executes a block.
    if let level = guess.flatMap({ ProofLevel(rawValue: $0.name) }),
      level == .compile || level == .run
    {
      guess?.isCertain = false
    }
    return guess
  }

  /// Whether a word could be an attribute at all, as `/x/` could not.
  static func isName(_ word: some Collection<UInt8>) -> Bool {
    word.first?.isLetter ?? false
  }

  /// Reads an info string that is at `range` of `bytes`: `swift run session=a title="Start a job"`.
  ///
  /// Values are unquoted or in quotes, in which `\"` and `\\` are escapes. Everything wrong is an issue with
  /// its exact range; an attribute that is wrong counts as not given.
  public static func parse(_ bytes: [UInt8], _ range: Range<Int>) -> FenceInfo {
    var parser = FenceParser(bytes: bytes, at: range.lowerBound, end: range.upperBound)
    return parser.parse()
  }

  public static func parse(_ info: String) -> FenceInfo {
    let bytes = Array(info.utf8)
    return parse(bytes, bytes.indices)
  }
}

private struct FenceParser {
  let bytes: [UInt8]
  var at: Int
  let end: Int
  var info = FenceInfo(language: "", attributes: FenceAttributes(), issues: [], ranges: [:])

  init(bytes: [UInt8], at: Int, end: Int) {
    self.bytes = bytes
    self.at = at
    self.end = end
  }

  mutating func parse() -> FenceInfo {
    skipSpace()
    let start = at
    while at < end, !isSpace(bytes[at]) { at += 1 }
    if bytes[start..<at].contains(UInt8(ascii: "=")), bytes[start] != UInt8(ascii: "{") {
      // A fence without a language whose first word is an attribute.
      at = start
    } else {
      info.language = FenceLanguage.name(bytes[start..<at])
    }
    skipSpace()
    while at < end {
      attribute()
      skipSpace()
    }
    checkTogether()
    return info
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private mutating func skipSpace() { while at < end, isSpace(bytes[at]) { at += 1 } }

  private mutating func issue(
    _ rule: Rule, _ range: Range<Int>, _ message: String, guess: NearMiss.Guess? = nil, fix: String? = nil
  ) {
    info.issues.append(.init(rule: rule, range: range, message: message, guess: guess, fix: fix))
  }

  private mutating func attribute() {
    if skipLineNumbers() { return }
    let start = at
    // What begins with `=` has no name, and is one word.
    let isNamed = bytes[at] != UInt8(ascii: "=")
    while at < end, !isSpace(bytes[at]), !isNamed || bytes[at] != UInt8(ascii: "=") { at += 1 }
    let name = String(decoding: bytes[start..<at], as: UTF8.self)
    let nameRange = start..<at
    var value: (text: String, range: Range<Int>)?
    if at < end, bytes[at] == UInt8(ascii: "=") {
      at += 1
      guard let read = readValue() else { return }
      value = read
    }
    guard let known = FenceAttribute.byName[name] else {
      issue(
        .unknownAttribute, nameRange, "Unknown attribute `\(name)`", guess: FenceAttributes.guess(for: name),
        fix:
          "remove it, or list it under `otherTools: {fences: []}` in `site/portal.yml` if another tool reads it; the attributes are "
          + FenceAttributes.names.map { "`\($0)`" }.joined(separator: ", "))
      return
    }
    if info.ranges[name] != nil {
      issue(.badAttribute, nameRange, "`\(name)` is given twice", fix: "remove one of the two")
      return
    }
    info.ranges[name] = value?.range ?? nameRange
    set(known, nameRange, value)
  }

  /// Line ranges of other tools, `{1,3-5}`, cannot be misspelt attributes and are ignored.
  private mutating func skipLineNumbers() -> Bool {
    guard bytes[at] == UInt8(ascii: "{"),
      let close = bytes[at..<end].firstIndex(of: UInt8(ascii: "}")), close > at + 1,
      close + 1 == end || isSpace(bytes[close + 1]),
      bytes[(at + 1)..<close].allSatisfy({ isSpace($0) || "0123456789,-".utf8.contains($0) })
    else { return false }
    at = close + 1
    return true
  }

  private mutating func readValue() -> (text: String, range: Range<Int>)? {
    guard at < end, bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "'") else {
      let start = at
      while at < end, !isSpace(bytes[at]) { at += 1 }
      return (String(decoding: bytes[start..<at], as: UTF8.self), start..<at)
    }
    let quote = bytes[at]
    let open = at
    at += 1
    var text: [UInt8] = []
    while at < end, bytes[at] != quote {
      if bytes[at] == UInt8(ascii: "\\"), at + 1 < end,
        bytes[at + 1] == quote || bytes[at + 1] == UInt8(ascii: "\\")
      {
        at += 1
      }
      text.append(bytes[at])
      at += 1
    }
    guard at < end else {
      issue(
        .badAttribute, open..<end, "The quoted value has no closing quote",
        fix: "write `\(Character(Unicode.Scalar(quote)))` at the end of the value")
      return nil
    }
    at += 1
    return (String(decoding: text, as: UTF8.self), (open + 1)..<(at - 1))
  }

  private mutating func set(
    _ known: FenceAttribute, _ nameRange: Range<Int>, _ value: (text: String, range: Range<Int>)?
  ) {
    switch known.read {
    case .flag(let set): if !refuseValue(known.name, value) { set(&info.attributes) }
    case .level(let level):
      if refuseValue(known.name, value) { return }
      if let other = info.attributes.level {
        issue(
          .badAttribute, nameRange, "`\(known.name)` and `\(other.rawValue)` cannot be combined",
          fix: "keep one of the two")
        return
      }
      info.attributes.level = level
    case .value(let set):
      guard let value, !value.text.isEmpty else {
        issue(.badAttribute, nameRange, "`\(known.name)` needs a value", fix: "write `\(known.spelling)`")
        return
      }
      if !set(value.text, &info.attributes) { refuse(known, value) }
    }
  }

  private mutating func refuse(_ known: FenceAttribute, _ value: (text: String, range: Range<Int>)) {
    issue(
      .badAttribute, value.range, "`\(known.name)` takes \(known.takes ?? "no value"), not `\(value.text)`")
  }

  private mutating func refuseValue(_ name: String, _ value: (text: String, range: Range<Int>)?) -> Bool {
    guard let value else { return false }
    issue(.badAttribute, value.range, "`\(name)` takes no value", fix: "write `\(name)` alone")
    return true
  }

  /// Findings about attributes that are valid alone but have no effect together.
  private mutating func checkTogether() {
    let attributes = info.attributes
    if let until = attributes.until, attributes.skip == nil, let range = info.ranges["until"] {
      issue(
        .badAttribute, range, "`until=\(until)` without `skip`",
        fix: "add the reason, `skip=\"reason\"`, or remove `until`")
    }
    if attributes.level == .text || attributes.level == .parse {
      for attribute in FenceAttribute.all where attribute.needsRun {
        guard let range = info.ranges[attribute.name] else { continue }
        issue(
          .badAttribute, range,
          "`\(attribute.name)` has no effect on a block marked `\(attributes.level?.rawValue ?? "")`, which is not run",
          fix: "remove one of the two")
      }
    }
  }
}
