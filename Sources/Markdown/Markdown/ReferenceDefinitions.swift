import CMarkGFM
import Glibc

/// The link reference definitions of a text, `[label]: destination "title"`.
///
/// libcmark-gfm copies destination and title into every link that uses a definition, so that a page of 130 kB can become
/// a gigabyte. Here each destination is replaced by a short token before links are made, and the token is looked up when
/// the tree is copied: the links of one definition share its bytes.
struct ReferenceDefinitions {
  struct Definition {
    var destination: cmark_chunk
    var title: cmark_chunk
  }

  private(set) var definitions: [Definition] = []
  private(set) var repeatedLabels: [MarkdownDocument.RepeatedLabel] = []
  /// The last line of the text, as the parser counts. Blocks that are open at the end of the text end there.
  private(set) var lastLine = Int32.max

  /// The most bytes of destinations and titles that all links with definitions may use together: the limit of cmark
  /// since 0.30.3 (`cmark_parser_finish`), at least 100 kB and otherwise the size of the text itself.
  static func budget(size: Int) -> Int { max(100_000, size) }

  init() {}

  /// Takes the definitions from a parser that was fed all of its text.
  init(takenFrom parser: UnsafeMutablePointer<cmark_parser>) {
    endLastParagraph(of: parser)
    var entry = parser.pointee.refmap?.pointee.refs
    repeatedLabels = Self.repeatedLabels(entry)
    while let current = entry {
      current.withMemoryRebound(to: cmark_reference.self, capacity: 1) { reference in
        definitions.append(Definition(destination: reference.pointee.url, title: reference.pointee.title))
        reference.pointee.url = Self.token(definitions.count - 1, parser.pointee.mem)
        reference.pointee.title = cmark_chunk(data: nil, len: 0, alloc: 0)
      }
      entry = current.pointee.next
    }
  }

  /// The labels that are defined more than once. The list of the library begins with the last definition.
  private static func repeatedLabels(_ last: UnsafeMutablePointer<cmark_map_entry>?)
    -> [MarkdownDocument.RepeatedLabel]
  {
    guard last?.pointee.next != nil else { return [] }
    // Few labels are repeated: only theirs are copied.
    typealias Entry = UnsafeMutablePointer<cmark_map_entry>
    var entries: [(place: Int, label: UnsafePointer<CChar>, entry: Entry)] = []
    var next = last
    while let entry = next {
      next = entry.pointee.next
      guard let label = entry.pointee.label else { continue }
      entries.append((entries.count, UnsafeRawPointer(label).assumingMemoryBound(to: CChar.self), entry))
    }
    entries.sort { left, right in
      let order = strcmp(left.label, right.label)
      return order == 0 ? left.place > right.place : order < 0
    }
    var repeated: [(place: Int, label: MarkdownDocument.RepeatedLabel)] = []
    var first = 0
    while first < entries.count {
      let label = entries[first].label
      let end = entries[first...].firstIndex { strcmp($0.label, label) != 0 } ?? entries.count
      if end - first > 1 {
        let destinations = entries[first..<end].map { Self.destination(of: $0.entry) }
        repeated.append(
          (entries[end - 2].place, .init(label: String(cString: label), destinations: destinations)))
      }
      first = end
    }
    return repeated.sorted { $0.place < $1.place }.map(\.label)
  }

  private static func destination(of entry: UnsafeMutablePointer<cmark_map_entry>) -> String {
    entry.withMemoryRebound(to: cmark_reference.self, capacity: 1) {
      String(
        decoding: UnsafeBufferPointer(start: $0.pointee.url.data, count: Int($0.pointee.url.len)),
        as: UTF8.self)
    }
  }

  /// Definitions are read when the paragraph that they begin ends. At the end of the text that would be too late.
  private mutating func endLastParagraph(of parser: UnsafeMutablePointer<cmark_parser>) {
    // The last line, when it has no line end: the library ends it in the same way.
    if parser.pointee.linebuf.size > 0 { cmark_parser_feed(parser, "\n", 1) }
    guard let current = parser.pointee.current, UInt32(current.pointee.type) == CMARK_NODE_PARAGRAPH.rawValue
    else { return }
    let content = UnsafeBufferPointer(
      start: current.pointee.content.ptr, count: Int(current.pointee.content.size))
    guard content.first == UInt8(ascii: "["),
      zip(content, content.dropFirst()).contains(where: { $0 == UInt8(ascii: "]") && $1 == UInt8(ascii: ":") }
      )
    else { return }
    lastLine = parser.pointee.line_number
    cmark_parser_feed(parser, "\n", 1)
  }

  private static let tokenLength = 5

  /// NUL and the number of the definition. No destination in a text begins with NUL, which CommonMark replaces (0.31,
  /// section 2.3).
  private static func token(_ number: Int, _ memory: UnsafeMutablePointer<cmark_mem>?) -> cmark_chunk {
    guard let bytes = memory?.pointee.calloc(1, tokenLength)?.assumingMemoryBound(to: UInt8.self) else {
      return cmark_chunk(data: nil, len: 0, alloc: 0)
    }
    for place in 1..<tokenLength { bytes[place] = UInt8(truncatingIfNeeded: number >> (8 * (place - 1))) }
    return cmark_chunk(data: bytes, len: Int32(tokenLength), alloc: 0)
  }

  /// The number of the definition of a link's destination; `nil` for a destination that is written in the link.
  func number(of destination: cmark_chunk) -> Int? {
    guard destination.len == Int32(Self.tokenLength), let bytes = destination.data, bytes[0] == 0 else {
      return nil
    }
    var number = 0
    for place in 1..<Self.tokenLength { number |= Int(bytes[place]) << (8 * (place - 1)) }
    return definitions.indices.contains(number) ? number : nil
  }
}
