import Diagnostics
import Dialects
import Project

/// Reads the words after a fence.
struct FenceParser {
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
    if !listOfAttributes() { firstWord() }
    skipSpace()
    while at < end {
      if !otherTools() { attribute() }
      skipSpace()
    }
    checkTogether()
    return info
  }

  private mutating func firstWord() {
    let start = at
    while at < end, !isSpace(bytes[at]) { at += 1 }
    let word = bytes[start..<at]
    findInvisible(in: word)
    if let name = OtherFenceWords.directive(word) {
      directive(name)
    } else if let colon = wordOfVitePress(in: word) {
      info.language = FenceLanguage.name(bytes[start..<colon])
      at = colon
    } else if word.first == UInt8(ascii: "[") || isMarkedLines(from: start)
      || word.contains(UInt8(ascii: "=")) && word.first != UInt8(ascii: "{")
    {
      // A fence without a language whose first word is a label, lines to mark or an attribute.
      at = start
    } else {
      info.language = FenceLanguage.name(word)
      if let open = word.firstIndex(of: UInt8(ascii: "{")), open > start, word.last == UInt8(ascii: "}"),
        let ranges = CodeMarks.ranges(String(decoding: word[(open + 1)...].dropLast(), as: UTF8.self))
      {
        info.attributes.marks.highlighted = ranges
      }
    }
  }

  /// Spaces that do not end a word, and signs without a width: with them in it, a language is an unknown one.
  private mutating func findInvisible(in word: ArraySlice<UInt8>) {
    var at = word.startIndex
    for scalar in String(decoding: word, as: UTF8.self).unicodeScalars {
      let length = UTF8.width(scalar)
      defer { at += length }
      guard scalar.properties.isWhitespace || scalar.properties.generalCategory == .format else { continue }
      let code = String(scalar.value, radix: 16, uppercase: true)
      issue(
        .badAttribute, at..<(at + length),
        "U+\(String(repeating: "0", count: max(0, 4 - code.count)))\(code) is in the name of the language: it is invisible or looks like a space, and does not separate words",
        fix: "write a space, or remove it")
      return
    }
  }

  /// Where `:line-numbers` begins in `ts:line-numbers=5`.
  private func wordOfVitePress(in word: ArraySlice<UInt8>) -> Int? {
    guard let colon = word.firstIndex(of: UInt8(ascii: ":")), colon > word.startIndex,
      word[colon...].starts(with: ":line-numbers".utf8)
    else { return nil }
    return colon
  }

  /// Whether `{1,3-5}` begins at a place.
  private func isMarkedLines(from start: Int) -> Bool {
    guard start < end, bytes[start] == UInt8(ascii: "{"),
      let close = bytes[start..<end].firstIndex(of: UInt8(ascii: "}"))
    else { return false }
    return CodeMarks.ranges(String(decoding: bytes[(start + 1)..<close], as: UTF8.self)) != nil
  }

  /// `{note}` and `{py:function} send(to)` are directives of MyST, whose text is no code of a language; `{python}` and
  /// `{code-block} python` name one.
  private mutating func directive(_ name: String) {
    let engine = String(name.prefix { $0 != "," && $0 != " " })
    if DirectiveOpening.namesOfCode.contains(engine) {
      skipSpace()
      let start = at
      while at < end, !isSpace(bytes[at]) { at += 1 }
      info.language = FenceLanguage.name(bytes[start..<at])
    } else {
      // The domain of `py:function` is not a language.
      info.language = engine.lowercased()
      info.isDirective = true
    }
    // What follows is the argument of the directive.
    at = end
  }

  /// `{ .python title="a.py" }`: language and attributes in one pair of braces, as in Pandoc and Python-Markdown.
  private mutating func listOfAttributes() -> Bool {
    var last = end
    while last > at, isSpace(bytes[last - 1]) { last -= 1 }
    guard last > at + 1, bytes[at] == UInt8(ascii: "{"), bytes[last - 1] == UInt8(ascii: "}") else {
      return false
    }
    var inner = FenceParser(bytes: bytes, at: at + 1, end: last - 1)
    inner.skipSpace()
    guard inner.at < inner.end, bytes[inner.at] == UInt8(ascii: ".") || bytes[inner.at] == UInt8(ascii: "#")
    else {
      return false
    }
    var language: String?
    while inner.at < inner.end {
      let first = bytes[inner.at]
      if first == UInt8(ascii: ".") || first == UInt8(ascii: "#") {
        let start = inner.at + 1
        while inner.at < inner.end, !isSpace(bytes[inner.at]) { inner.at += 1 }
        if first == UInt8(ascii: "."), language == nil {
          language = FenceLanguage.name(bytes[start..<inner.at])
        } else if bytes[start..<inner.at].elementsEqual("annotate".utf8) {
          inner.info.attributes.marks.hasNotes = true
        }
      } else if !inner.otherTools() {
        inner.attribute()
      }
      inner.skipSpace()
    }
    info = inner.info
    info.language = language ?? ""
    at = end
    return true
  }

  func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  mutating func skipSpace() { while at < end, isSpace(bytes[at]) { at += 1 } }

  private mutating func issue(
    _ rule: Rule, _ range: Range<Int>, _ message: String, guess: NearMiss.Guess? = nil, fix: String? = nil
  ) {
    info.issues.append(.init(rule: rule, range: range, message: message, guess: guess, fix: fix))
  }

  mutating func attribute() {
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
      guard let value, !value.text.allSatisfy(\.isWhitespace) else {
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
