import Diagnostics
import Markdown

/// The places of the destinations of a page's links in the source. libcmark-gfm does not return them, so they are
/// searched for, and only when there are findings: each block is scanned once for all of its links when they are asked
/// for in the order of the page.
public struct LinkPlaces {
  /// The links of one block.
  private struct BlockLinks {
    /// How many links with the same destination end before a link. Destinations are in the source in the order in which
    /// links end, so an image inside a link precedes it; equal destinations are distinguished by counting.
    var ordinals: [MarkdownDocument.NodeID: Int] = [:]
    var written: [String: [Range<Int>]] = [:]
    var area: Range<Int>
  }

  private let page: Page
  /// The block whose links were asked for last.
  private var block: (root: MarkdownDocument.NodeID, links: BlockLinks)?
  /// The first link reference definition of each destination.
  private var definitions: [String: Range<Int>]?
  /// After the place that was found last in raw HTML: addresses that are asked for in order each have their own.
  private var endInHTML = 0
  /// How many bytes may still be searched for addresses that are written differently from how the parser gives them.
  private var searches = 256 << 20

  public init(_ page: Page) { self.page = page }

  /// The exact place of a link's destination; its whole line when it is not written there as such.
  public mutating func span(of link: Link) -> SourceSpan {
    page.source.span(range(of: link) ?? wholeLine(link.line))
  }

  private func wholeLine(_ line: Int) -> Range<Int> {
    let content = page.lines.content(line, in: page.source.bytes)
    let indentation = page.source.bytes[content].prefix { $0 == 0x20 || $0 == 0x09 }
    return indentation.endIndex..<content.upperBound
  }

  /// The bytes of a link's destination.
  public mutating func range(of link: Link) -> Range<Int>? {
    if let written = link.written {
      let found = page.range(of: written, around: link.node, from: endInHTML)
      if found.count == written.utf8.count { endInHTML = found.upperBound }
      return found
    }
    let root = page.block(around: link.node)
    if block?.root != root { block = (root, links(of: root)) }
    guard let block = block?.links else { return nil }
    let written = block.written[link.destination] ?? []
    let ordinal = block.ordinals[link.node] ?? 0
    if ordinal < written.count { return written[ordinal] }
    if !written.isEmpty { return nil }
    // A reference: its definition may be anywhere.
    let definitions = self.definitions ?? allDefinitions()
    self.definitions = definitions
    return definitions[link.destination] ?? bareText(link.destination, in: block.area)
  }

  private func links(of root: MarkdownDocument.NodeID) -> BlockLinks {
    let document = page.document
    let area = page.area(of: root)
    var block = BlockLinks(area: area)
    var counts: [String: Int] = [:]
    for id in linksInOrderOfEnd(of: root) {
      let destination = document.string(document[id].target)
      block.ordinals[id] = counts[destination, default: 0]
      counts[destination, default: 0] += 1
    }
    for destination in LinkScanner(page.source.bytes, area).destinations() {
      block.written[destination.text, default: []].append(destination.range)
    }
    return block
  }

  private func allDefinitions() -> [String: Range<Int>] {
    let bytes = page.source.bytes
    return Dictionary(
      LinkScanner(bytes, page.frontMatter.range.upperBound..<bytes.count).definitions()
        .map { ($0.text, $0.range) }, uniquingKeysWith: { first, _ in first })
  }

  private func linksInOrderOfEnd(of root: MarkdownDocument.NodeID) -> [MarkdownDocument.NodeID] {
    var found: [MarkdownDocument.NodeID] = []
    var walk = MarkdownWalk(page.document, inside: root)
    while let step = walk.next() {
      guard case .leave(let id) = step else { continue }
      if page.document[id].kind == .link || page.document[id].kind == .image { found.append(id) }
    }
    return found
  }

  /// An address written bare: `https://…`, or `www.…` and a mail address without the scheme they were given.
  private mutating func bareText(_ destination: String, in area: Range<Int>) -> Range<Int>? {
    var forms = [destination]
    for scheme in ["http://", "mailto:"] where destination.hasPrefix(scheme) {
      forms.append(String(destination.dropFirst(scheme.count)))
    }
    for form in forms {
      guard !form.isEmpty, searches > 0 else { continue }
      searches -= area.count
      if let found = page.source.bytes.firstRange(of: Array(form.utf8), in: area) { return found }
    }
    return nil
  }
}

extension Page {
  /// The bytes of the lines of a block.
  public func area(of block: MarkdownDocument.NodeID) -> Range<Int> {
    let first = max(1, Int(document[block].startLine))
    return lines.start(first)..<lines.start(max(first, Int(document[block].endLine)) + 1)
  }

  /// What readers do not see as text in an area, in order: code spans, HTML tags, and after the text of links their
  /// destinations and titles.
  public func unread(in area: Range<Int>) -> [Range<Int>] { LinkScanner(source.bytes, area).unread() }

  /// The smallest block that an inline node is in.
  public func block(around id: MarkdownDocument.NodeID) -> MarkdownDocument.NodeID {
    var id = id
    while document[id].parent >= 0 {
      id = document[id].parent
      switch document[id].kind {
      case .paragraph, .heading: return id
      // Cells know no lines of their own in every version; rows do.
      case .tableRow: return id
      default: continue
      }
    }
    return id
  }
}

/// Finds destinations as they are written: `](…)`, `<https://…>` and `[label]: …`, outside of code spans.
struct LinkScanner {
  struct Destination {
    /// With escapes and the common entities undone, as the parser gives it.
    var text: String
    var range: Range<Int>
  }

  private let bytes: [UInt8]
  private let area: Range<Int>

  init(_ bytes: [UInt8], _ area: Range<Int>) {
    self.bytes = bytes
    self.area = area.clamped(to: 0..<bytes.count)
  }

  /// The destinations in source order.
  func destinations() -> [Destination] {
    var found: [Destination] = []
    var at = area.lowerBound
    while at < area.upperBound {
      switch bytes[at] {
      case UInt8(ascii: "\\"): at += 2
      case UInt8(ascii: "`"): at = afterCodeSpan(at)
      case UInt8(ascii: "]"):
        at += 1
        if at < area.upperBound, bytes[at] == UInt8(ascii: "("), let destination = destination(after: at + 1)
        {
          found.append(destination)
          at = destination.range.upperBound
        }
      case UInt8(ascii: "<"):
        let end = bytes[at..<area.upperBound].dropFirst().prefix {
          $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "<") && $0 > 0x20
        }
        .endIndex
        if end < area.upperBound, bytes[end] == UInt8(ascii: ">"), bytes[at..<end].contains(UInt8(ascii: ":"))
        {
          found.append(
            Destination(text: String(decoding: bytes[(at + 1)..<end], as: UTF8.self), range: (at + 1)..<end))
        }
        at += 1
      default: at += 1
      }
    }
    return found
  }

  func unread() -> [Range<Int>] {
    var found: [Range<Int>] = []
    var at = area.lowerBound
    while at < area.upperBound {
      if bytes[at] == UInt8(ascii: "\\") {
        at += 2
      } else if let end = endOfUnread(at) {
        found.append(at..<end)
        at = end
      } else {
        // An open code span is text.
        at += max(1, bytes[at..<area.upperBound].prefix { $0 == UInt8(ascii: "`") }.count)
      }
    }
    return found
  }

  /// Where code, a link or other markup that begins at a place ends; `nil` for text.
  private func endOfUnread(_ at: Int) -> Int? {
    let rest = bytes[at..<area.upperBound]
    switch bytes[at] {
    case UInt8(ascii: "`"):
      let ticks = rest.prefix { $0 == UInt8(ascii: "`") }.count
      let end = afterCodeSpan(at)
      return end > at + ticks ? end : nil
    case UInt8(ascii: "]") where rest.starts(with: "](".utf8):
      return destination(after: at + 2).map { afterTitle(behind: $0.range.upperBound) }
    case UInt8(ascii: "<"): return afterTag(at)
    default: return nil
    }
  }

  /// After a title in quotes, `"title"`, when one follows a destination.
  private func afterTitle(behind end: Int) -> Int {
    let quote = bytes[end..<area.upperBound].drop { $0 <= 0x20 || $0 == UInt8(ascii: ">") }
    guard let mark = quote.first, "\"'".utf8.contains(mark),
      let close = quote.dropFirst().firstIndex(of: mark)
    else { return end }
    return close + 1
  }

  /// After a tag; an address in angle brackets is none.
  private func afterTag(_ start: Int) -> Int? {
    let name = bytes[start..<area.upperBound].dropFirst().drop { $0 == UInt8(ascii: "/") }
    guard name.first?.isLetter == true,
      let behind = name.first(where: { !$0.isAlphanumeric && $0 != UInt8(ascii: "-") }),
      behind <= 0x20 || behind == UInt8(ascii: "/") || behind == UInt8(ascii: ">")
    else { return nil }
    let end = name.prefix { $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }.endIndex
    return end < area.upperBound && bytes[end] == UInt8(ascii: ">") ? end + 1 : nil
  }

  /// Link reference definitions, which are at the start of a line.
  func definitions() -> [Destination] {
    var found: [Destination] = []
    var at = area.lowerBound
    while at < area.upperBound {
      var index = at
      while index < area.upperBound, bytes[index] == 0x20 || bytes[index] == UInt8(ascii: ">") { index += 1 }
      if index < area.upperBound, bytes[index] == UInt8(ascii: "[") {
        while index < area.upperBound, bytes[index] != UInt8(ascii: "]"), bytes[index] != 0x0A { index += 1 }
        if index + 1 < area.upperBound, bytes[index] == UInt8(ascii: "]"),
          bytes[index + 1] == UInt8(ascii: ":"),
          let destination = destination(after: index + 2)
        {
          found.append(destination)
        }
      }
      at = bytes[at..<area.upperBound].prefix { $0 != 0x0A }.endIndex + 1
    }
    return found
  }

  private func afterCodeSpan(_ start: Int) -> Int {
    let ticks = bytes[start..<area.upperBound].prefix { $0 == UInt8(ascii: "`") }.count
    var at = start + ticks
    while at < area.upperBound {
      let run = bytes[at..<area.upperBound].prefix { $0 == UInt8(ascii: "`") }.count
      if run == ticks { return at + run }
      at += max(1, run)
    }
    return start + ticks
  }

  private func destination(after start: Int) -> Destination? {
    var at = start
    while at < area.upperBound, bytes[at] == 0x20 || (0x09...0x0D).contains(bytes[at]) { at += 1 }
    guard at < area.upperBound else { return nil }
    if bytes[at] == UInt8(ascii: "<") {
      var end = at + 1
      while end < area.upperBound, bytes[end] != UInt8(ascii: ">"), bytes[end] != 0x0A {
        end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
      }
      guard end < area.upperBound, bytes[end] == UInt8(ascii: ">") else { return nil }
      return Destination(text: unescaped((at + 1)..<end), range: (at + 1)..<end)
    }
    var end = at
    var depth = 0
    scan: while end < area.upperBound {
      switch bytes[end] {
      case UInt8(ascii: "\\"): end += 1
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        if depth == 0 { break scan }
        depth -= 1
      case 0...0x20: break scan
      default: break
      }
      end += 1
    }
    end = min(end, area.upperBound)
    return Destination(text: unescaped(at..<end), range: at..<end)
  }

  private func unescaped(_ range: Range<Int>) -> String {
    var text: [UInt8] = []
    var at = range.lowerBound
    while at < range.upperBound {
      let byte = bytes[at]
      if byte == UInt8(ascii: "\\"), at + 1 < range.upperBound, isPunctuation(bytes[at + 1]) {
        text.append(bytes[at + 1])
        at += 2
        continue
      }
      if byte == UInt8(ascii: "&"),
        let (character, length) = HTMLEntity.decoded(at: at, in: bytes[..<range.upperBound])
      {
        text.append(character)
        at += length
        continue
      }
      text.append(byte)
      at += 1
    }
    return String(decoding: text, as: UTF8.self)
  }

  private func isPunctuation(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }
}
