import Diagnostics

/// Reads `architecture-beta`: groups, services, junctions and the lines between them, one on each line.
///
/// The grammar follows mermaid.js's `architecture.langium`, and the rules about ids its `architectureDb.ts`.
struct ArchitectureGrammar: LangiumGrammar {
  var reading: Reading
  var cursor: Cursor
  private var builder = ArchitectureBuilder()

  init(_ reading: Reading) {
    self.reading = reading
    cursor = Cursor(reading.text)
  }

  mutating func read() -> Architecture? {
    cursor.skipSpace()
    let word = cursor.at..<cursor.take { $0.isWord || $0 == .hyphen }.upperBound
    guard words(word) == "architecture-beta" else {
      fail("the diagram begins with `architecture-beta`", at: word, fix: "write `architecture-beta`")
      return nil
    }
    readStatements {
      $0.statement()
      if $0.builder.count > $0.limits.nodes {
        $0.stop(.tooMany("services and lines", limit: $0.limits.nodes, at: $0.cursor.character))
      }
    }
    guard !findings.hasErrors else { return nil }
    var builder = builder
    return builder.build(&findings, depth: limits.depth)
  }

  private mutating func statement() {
    if takeKeyword("group") {
      thing(.group)
    } else if takeKeyword("service") {
      thing(.service)
    } else if takeKeyword("junction") {
      thing(.junction)
    } else {
      edge()
    }
  }

  /// A keyword, unless it is the beginning of a longer name.
  private mutating func takeKeyword(_ word: StaticString) -> Bool {
    var ahead = cursor
    guard ahead.take(word), Self.idEnd(ahead, from: cursor.at) == ahead.at else { return false }
    cursor = ahead
    return true
  }

  /// One past the id at a place: letters, digits and `_`, with `-` inside.
  private static func idEnd(_ cursor: Cursor, from start: Int) -> Int {
    var ahead = cursor
    ahead.at = start
    ahead.take { $0.isWord || $0 == .hyphen }
    while ahead.at > start, ahead.bytes[ahead.at - 1] == .hyphen { ahead.at -= 1 }
    return ahead.at
  }

  private static let keywords = ["group", "service", "junction", "in"]

  /// An id; `nil` when its mistake has been reported.
  private mutating func id(_ what: String) -> Range<Int>? {
    skipBlanks()
    let start = cursor.at
    let range = start..<Self.idEnd(cursor, from: start)
    guard let first = range.first, text.bytes[first].isWord else {
      fail(
        "expected \(what), found \(cursor.found)", at: cursor.character,
        fix: "write letters, digits, `_` or `-`")
      return nil
    }
    let name = words(range)
    let isTitle = ["title", "accTitle", "accDescr"].contains { name.hasPrefix($0) }
    guard !"LRTB".utf8.contains(text.bytes[first]), !Self.keywords.contains(name), !isTitle else {
      fail(
        "mermaid.js does not read an id that begins like `\(name)`", at: range,
        fix: "begin it with another letter: not with L, R, T or B, `title` or a keyword")
      return nil
    }
    cursor.at = range.upperBound
    return range
  }

  private mutating func thing(_ kind: ArchitectureBuilder.Kind) {
    guard let range = id("the id of the \(kind.rawValue)") else { return }
    var thing = ArchitectureBuilder.Thing(kind: kind, id: words(range), range: text.range(in: range))
    skipBlanks()
    if kind != .junction {
      guard icon(&thing) else { return }
      skipBlanks()
      guard title(&thing.label) else { return }
    }
    skipBlanks()
    if takeKeyword("in") {
      guard let parent = id("the id of the group after `in`") else { return }
      thing.parent = (words(parent), text.range(in: parent))
    }
    guard endLine(after: "the \(kind.rawValue)") else { return }
    builder.things.append(thing)
  }

  private mutating func icon(_ thing: inout ArchitectureBuilder.Thing) -> Bool {
    let start = cursor.at
    if thing.kind == .service, cursor.peek == .quote || cursor.peek == .apostrophe {
      guard let words = string() else {
        cursor.at = start
        fail("this string has no closing quote", at: start..<start + 1, fix: "write the quote at its end")
        return false
      }
      thing.iconText = RichText(words)
      return true
    }
    guard cursor.take(UInt8(ascii: "(")) else { return true }
    let name = cursor.take { $0.isWord || $0 == .hyphen || $0 == .colon }
    guard !name.isEmpty, cursor.take(UInt8(ascii: ")")) else {
      fail(
        "the name of an icon in parentheses has letters, digits, `-` and `:`, found \(cursor.found)",
        at: start..<cursor.character.upperBound, fix: "write a name such as `(server)`")
      return false
    }
    thing.icon = words(name)
    return true
  }

  /// `[words]`, or a string in brackets.
  /// - Returns: `false` when its mistake has been reported.
  private mutating func title(_ label: inout RichText) -> Bool {
    let start = cursor.at
    guard cursor.take(UInt8(ascii: "[")) else { return true }
    if cursor.peek == .quote || cursor.peek == .apostrophe {
      let inside = cursor.at
      if string() != nil, cursor.take(UInt8(ascii: "]")) {
        label = Self.unescaped(text.bytes[inside + 1..<cursor.at - 2])
        return true
      }
    } else {
      let inside = cursor.take { $0.isWord || $0 == .space }
      if !inside.isEmpty, cursor.take(UInt8(ascii: "]")) {
        label = Label.plain(text.bytes[inside])
        return true
      }
    }
    cursor.at = max(start, min(cursor.at, cursor.end))
    fail(
      "a label in brackets has letters, digits, spaces and `_`",
      at: text.firstLine(of: start..<max(start + 1, cursor.at)),
      fix: "write other characters in quotes: `[\"…\"]`")
    return false
  }

  private static func unescaped(_ bytes: ArraySlice<UInt8>) -> RichText {
    var result: [UInt8] = []
    for byte in bytes {
      if byte == .quote || byte == .apostrophe, result.last == .backslash { result.removeLast() }
      result.append(byte)
    }
    return Label.plain(result)
  }

  private mutating func edge() {
    let start = cursor.at
    guard let from = end(isFirst: true) else { return }
    skipBlanks()
    let isFromHead = takeHead()
    skipBlanks()
    var label: RichText?
    if !cursor.take("--") {
      guard cursor.take(.hyphen) else { return failLine() }
      skipBlanks()
      var words: RichText = ""
      let place = cursor.at
      guard title(&words) else { return }
      guard cursor.at > place else { return failLine() }
      skipBlanks()
      guard cursor.take(.hyphen) else { return failLine() }
      label = words
    }
    skipBlanks()
    let isToHead = takeHead()
    guard let to = end(isFirst: false), endLine(after: "the line") else { return }
    builder.lines.append(
      .init(
        from: from, to: to, hasHeads: (isFromHead, isToHead), label: label,
        range: text.range(in: start..<start + 1)))
  }

  private mutating func failLine() {
    fail(
      "expected `--` or `-[label]-` between the sides, found \(cursor.found)", at: cursor.character,
      fix: "write a line such as `api:R --> L:db`")
  }

  private mutating func takeHead() -> Bool {
    cursor.take(UInt8(ascii: "<")) || cursor.take(UInt8(ascii: ">"))
  }

  private mutating func end(isFirst: Bool) -> ArchitectureBuilder.End? {
    if isFirst {
      guard let range = id("an id or a statement") else { return nil }
      skipBlanks()
      let isAtGroup = cursor.take("{group}")
      skipBlanks()
      guard cursor.take(.colon) else { return failSide() }
      guard let side = side() else { return failSide() }
      return .init(id: words(range), range: text.range(in: range), side: side, isAtGroup: isAtGroup)
    }
    guard let side = side() else { return failSide() }
    skipBlanks()
    guard cursor.take(.colon) else { return failSide() }
    guard let range = id("an id after the side") else { return nil }
    skipBlanks()
    return .init(
      id: words(range), range: text.range(in: range), side: side, isAtGroup: cursor.take("{group}"))
  }

  private mutating func side() -> Architecture.Side? {
    skipBlanks()
    guard let byte = cursor.peek, let side = Architecture.Side(rawValue: String(UnicodeScalar(byte))) else {
      return nil
    }
    cursor.at += 1
    return side
  }

  private mutating func failSide() -> ArchitectureBuilder.End? {
    fail(
      "a line leaves and arrives at `L`, `R`, `T` or `B`, found \(cursor.found)", at: cursor.character,
      fix: "write a line such as `api:R --> L:db`")
    return nil
  }
}
