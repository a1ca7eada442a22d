import Diagnostics

/// MDX as Markdown: imports, exports and comments are left out, tags of components too; what is in the components stays.
///
/// Components that are boxes and tabs keep their tags, which `ContainerRewriting` reads: each is then on a line of its own,
/// also where several were on one. Each other line stays a line.
public struct MDXRewriting {
  /// A component that was left out.
  public struct Component: Sendable, Hashable {
    public let name: String
    /// Bytes of its tag in the text as it was.
    public let range: Range<Int>
  }

  private let source: SourceText
  private let bytes: [UInt8]
  private var assembly = SourceAssembly()
  private var components: [Component] = []
  private var at: Int
  private var copied = 0
  /// The boxes and tabs whose tags are open.
  private var blocks: [String] = []
  /// What badges in the heading of a line say. It stands below the heading, whose address it is not a part of.
  private var badges: [Range<Int>] = []
  /// Where a tag begins a block: at the start of the line's text, or after another such tag; and its column.
  private var blockStart = (at: 0, column: 0)

  private let isMDX: Bool
  /// Whether no comment ends after this place, which is then not looked for again.
  private var hasNoFurtherComments = false
  /// Elements whose end is not found after this place, such as `script`.
  private var unclosed: Set<String> = []

  /// The longest tag that is looked for; more is text.
  private static let longestTag = 1 << 12

  /// - Parameters:
  ///   - offset: where Markdown begins, after the front matter.
  ///   - isMDX: `false` for Markdown with components, as Vue has it, where programs are in `<script>`.
  public static func rewritten(
    _ source: SourceText, from offset: Int, isMDX: Bool = true
  ) -> (source: SourceText, components: [Component]) {
    var rewriting = MDXRewriting(source, offset, isMDX: isMDX)
    rewriting.run()
    rewriting.assembly.copy(rewriting.copied..<source.bytes.count, of: source)
    return (rewriting.assembly.text(path: source.path), rewriting.components)
  }

  private init(_ source: SourceText, _ offset: Int, isMDX: Bool) {
    self.isMDX = isMDX
    self.source = source
    bytes = source.bytes
    at = offset
  }

  private mutating func run() {
    var fence: (mark: UInt8, length: Int)?
    var isAfterBlank = true
    while at < bytes.count {
      let line = MarkupLine(bytes, at)
      if let open = fence {
        if line.closes(mark: open.mark, length: open.length, indent: nil, bytes) { fence = nil }
        at = line.next
      } else if let open = line.fence(bytes, at: line.first) {
        fence = open
        at = line.next
      } else if isMDX, isAfterBlank, isModule(line) {
        module(line)
        continue
      } else if !isMDX, let end = programEnd(line) {
        leaveOut(line.start..<end)
        at = end
      } else {
        text(line)
      }
      isAfterBlank = line.isBlank
    }
  }

  /// `import` and `export` of JavaScript, which end with an empty line.
  private func isModule(_ line: MarkupLine) -> Bool {
    let text = bytes[line.start..<line.end]
    if text.starts(with: "import ".utf8) {
      return text.contains { "\"'{*".utf8.contains($0) }
    }
    let declarations = ["const ", "default ", "function ", "let ", "var ", "async ", "class ", "{", "*"]
    return declarations.contains { text.starts(with: ("export " + $0).utf8) }
  }

  /// The end of `<script>` or `<style>` that begins a line.
  private mutating func programEnd(_ line: MarkupLine) -> Int? {
    let text = bytes[line.start..<line.end]
    guard let name = ["script", "style"].first(where: { text.starts(with: "<\($0)".utf8) }),
      !unclosed.contains(name)
    else { return nil }
    let end = bytes[line.start...].firstRange(of: Array("</\(name)>".utf8))?.upperBound
    if end == nil { unclosed.insert(name) }
    return end
  }

  private mutating func module(_ first: MarkupLine) {
    var line = first
    while !line.isBlank, line.start < bytes.count {
      leaveOut(line.start..<line.end)
      line = MarkupLine(bytes, line.next)
    }
    at = line.start
  }

  /// Leaves bytes out; their line ends stay.
  private mutating func leaveOut(_ range: Range<Int>) {
    assembly.copy(copied..<range.lowerBound, of: source)
    copied = range.upperBound
    for index in range where bytes[index] == 0x0A { assembly.copy(index..<(index + 1), of: source) }
  }

  /// One line of text, or several where a tag or comment goes over their ends.
  private mutating func text(_ line: MarkupLine) {
    let start = line.text(bytes)
    blockStart = (start.start, start.column)
    var index = line.first
    while index < bytes.count, bytes[index] != 0x0A {
      switch bytes[index] {
      case UInt8(ascii: "\\"): index += 2
      case UInt8(ascii: "`"): index = behindCode(index)
      case UInt8(ascii: "{") where isMDX && !hasNoFurtherComments && bytes[index...].starts(with: "{/*".utf8):
        guard let end = bytes[index...].firstRange(of: "*/}")?.upperBound else {
          hasNoFurtherComments = true
          index += 1
          continue
        }
        leaveOut(index..<end)
        index = end
      case UInt8(ascii: "<") where bytes[..<index].suffix(2).elementsEqual("](".utf8):
        index = bytes[index..<lineEnd(behind: index)].firstIndex(of: UInt8(ascii: ">")) ?? index + 1
      case UInt8(ascii: "<"):
        guard let tag = JSXTag(bytes, at: index, limit: Self.longestTag) else {
          index += 1
          continue
        }
        rewrite(tag, index)
        index = tag.end
      default: index += 1
      }
    }
    if !badges.isEmpty { writeBadges(at: min(index, bytes.count)) }
    at = min(index + 1, bytes.count)
  }

  private mutating func writeBadges(at end: Int) {
    assembly.copy(copied..<end, of: source)
    for (index, badge) in badges.enumerated() {
      assembly.add(index == 0 ? "\n\n" : ", ", from: source, at: badge)
      assembly.copy(badge, of: source)
    }
    assembly.add("\n", from: source, at: badges[0])
    copied = end
    badges = []
  }

  /// The end of the line that a place is on, which a tag or comment may have brought far behind the first one.
  private func lineEnd(behind place: Int) -> Int {
    bytes[place...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
  }

  private func behindCode(_ start: Int) -> Int {
    let end = lineEnd(behind: start)
    let ticks = bytes[start..<end].prefix { $0 == UInt8(ascii: "`") }.count
    var index = start + ticks
    while index < end {
      let run = bytes[index..<end].prefix { $0 == UInt8(ascii: "`") }.count
      if run == ticks { return index + run }
      index += max(1, run)
    }
    return start + ticks
  }

  private mutating func rewrite(_ tag: JSXTag, _ start: Int) {
    let range = start..<tag.end
    let isKnown = ContainerOpening.isKnown(component: tag.name) && !tag.isEmpty
    if isKnown, tag.isClosing ? blocks.last == tag.name : blockStart.at == start { return keep(tag, range) }
    if tag.isEmpty, show(tag, range) { return }
    if !tag.isClosing { components.append(Component(name: tag.name, range: range)) }
    let isAlone = isLineEnd(before: start) && isLineEnd(behind: tag.end)
    guard isAlone, !tag.isEmpty else { return leaveOut(range) }
    joinLines(of: range)
  }

  /// Shows what a component says in its attributes: `<Badge text="new" />`, and `<LinkCard title="Cups" href="/cups" />` as
  /// a link.
  private mutating func show(_ tag: JSXTag, _ range: Range<Int>) -> Bool {
    let isBadge = tag.name == "Badge"
    let texts = isBadge ? ["text"] : ["title", "text", "label"]
    guard let text = texts.compactMap({ attribute($0, range) }).first else { return false }
    let destination = isBadge ? nil : attribute("href", range)
    guard isBadge || destination != nil, !bytes[text].contains(0x0A) else { return false }
    if isBadge, bytes[blockStart.at] == UInt8(ascii: "#") {
      leaveOut(range)
      badges.append(text)
      return true
    }
    assembly.copy(copied..<range.lowerBound, of: source)
    if destination != nil { assembly.add("[", from: source, at: range) }
    assembly.copy(text, of: source)
    if let destination {
      assembly.add("](", from: source, at: range)
      assembly.copy(destination, of: source)
      assembly.add(")", from: source, at: range)
    }
    copied = range.upperBound
    for index in range where bytes[index] == 0x0A { assembly.copy(index..<(index + 1), of: source) }
    return true
  }

  /// The value of an attribute that is written in quotation marks.
  private func attribute(_ name: String, _ tag: Range<Int>) -> Range<Int>? {
    guard let found = bytes[tag].firstRange(of: Array("\(name)=\"".utf8)),
      bytes[found.lowerBound - 1] <= 0x20,
      let close = bytes[found.upperBound..<tag.upperBound].firstIndex(of: UInt8(ascii: "\"")),
      close > found.upperBound
    else { return nil }
    return found.upperBound..<close
  }

  /// Keeps the tag of a box or tab, on a line of its own.
  private mutating func keep(_ tag: JSXTag, _ range: Range<Int>) {
    if tag.isClosing {
      blocks.removeLast()
      if !isLineEnd(before: range.lowerBound), blockStart.at != range.lowerBound {
        divideLine(at: range.lowerBound)
      }
    } else {
      blocks.append(tag.name)
    }
    joinLines(of: range)
    let next = bytes[tag.end...].firstIndex { $0 != 0x20 && $0 != 0x09 } ?? bytes.count
    blockStart.at = next
    if !isLineEnd(behind: tag.end) {
      assembly.copy(copied..<tag.end, of: source)
      copied = next
      divideLine(at: next)
    }
  }

  private mutating func divideLine(at place: Int) {
    assembly.copy(copied..<place, of: source)
    copied = place
    assembly.add(
      "\n" + String(repeating: " ", count: blockStart.column), from: source, at: place..<place)
  }

  private func isLineEnd(before start: Int) -> Bool {
    (bytes[..<start].reversed().first { $0 == 0x0A || $0 > 0x20 } ?? 0x0A) == 0x0A
  }

  private func isLineEnd(behind end: Int) -> Bool {
    (bytes[end...].first { $0 == 0x0A || $0 > 0x20 } ?? 0x0A) == 0x0A
  }

  /// Makes a tag over several lines one line, and empty ones.
  private mutating func joinLines(of range: Range<Int>) {
    guard bytes[range].contains(0x0A) else { return }
    assembly.copy(copied..<range.lowerBound, of: source)
    for line in bytes[range].split(separator: 0x0A, omittingEmptySubsequences: true) {
      let words = line.drop { $0 <= 0x20 }
      if line.startIndex > range.lowerBound { assembly.add(" ", from: source, at: range) }
      assembly.copy(
        words.startIndex..<(words.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? words.startIndex), of: source)
    }
    for index in range where bytes[index] == 0x0A { assembly.copy(index..<(index + 1), of: source) }
    copied = range.upperBound
  }
}

/// A tag of a component: `<Card title="x">`, `</Card>`, `<Card />`, `<>`.
struct JSXTag {
  let name: String
  let isClosing: Bool
  /// Whether it ends itself.
  let isEmpty: Bool
  /// After `>`.
  let end: Int

  /// The tag that begins at a `<`; `nil` for HTML and for text.
  init?(_ bytes: [UInt8], at start: Int, limit: Int) {
    var index = start + 1
    isClosing = index < bytes.count && bytes[index] == UInt8(ascii: "/")
    if isClosing { index += 1 }
    let nameStart = index
    while index < bytes.count, Self.isName(bytes[index]) { index += 1 }
    name = String(decoding: bytes[nameStart..<index], as: UTF8.self)
    guard index < bytes.count else { return nil }
    if name.isEmpty {
      guard bytes[index] == UInt8(ascii: ">") else { return nil }
    } else {
      guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(bytes[nameStart]) else { return nil }
    }
    var depth = 0
    var quote: UInt8?
    let last = min(bytes.count, start + limit)
    while index < last {
      let byte = bytes[index]
      if let open = quote {
        if byte == open { quote = nil }
      } else {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): quote = byte
        case UInt8(ascii: "{"): depth += 1
        case UInt8(ascii: "}"): depth -= 1
        case 0x0A where index + 1 < last && bytes[index + 1] == 0x0A: return nil
        case UInt8(ascii: ">") where depth == 0:
          isEmpty = bytes[index - 1] == UInt8(ascii: "/") && index - 1 > start
          end = index + 1
          return
        default: break
        }
      }
      index += 1
    }
    return nil
  }

  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x30...0x39,
      UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
