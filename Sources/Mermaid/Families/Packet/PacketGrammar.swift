import Diagnostics

/// Reads `packet`: one field on each line, by its bits or by how many it has.
///
/// The grammar follows mermaid.js's `packet.langium`, and the rules about bits its `parser.ts`.
struct PacketGrammar: LangiumGrammar {
  var reading: Reading
  var cursor: Cursor
  private var packet = Packet()
  /// The first bit that no field has.
  private var nextBit = 0

  /// A packet of more bits is too long to be drawn.
  private static let mostBits = 65_536
  private static let mostBitsPerRow = 256

  init(_ reading: Reading) {
    self.reading = reading
    cursor = Cursor(reading.text)
  }

  mutating func read() -> Packet? {
    if let bits = text.config["packet", "bitsPerRow"]?.number,
      (1...Double(Self.mostBitsPerRow)).contains(bits)
    {
      packet.bitsPerRow = Int(bits)
    }
    packet.showsBits = text.config["packet", "showBits"]?.bool ?? true
    cursor.skipSpace()
    if !cursor.take("packet-beta") { cursor.take("packet") }
    readStatements {
      $0.field()
      if $0.packet.fields.count > $0.limits.nodes {
        $0.stop(.tooMany("fields", limit: $0.limits.nodes, at: $0.cursor.character))
      }
    }
    return packet
  }

  private mutating func field() {
    let start = cursor.at
    guard let bits = bits(), let label = label(start..<cursor.at), endLine(after: "the label") else { return }
    let place = start..<bits.place.upperBound
    guard bits.first == nextBit else {
      return findings.report(
        .mermaidSyntax, "the field must begin at bit \(nextBit), and begins at \(bits.first)",
        at: text.range(in: place), fix: "write `\(nextBit)-…`, or `+` and the number of its bits")
    }
    guard bits.last >= bits.first else {
      return findings.report(
        .mermaidSyntax,
        bits.isCount ? "a field has at least one bit" : "the last bit of a field cannot be before its first",
        at: text.range(in: place), fix: bits.isCount ? "write `+1`" : "write `\(bits.first)-\(bits.first)`")
    }
    guard bits.last < Self.mostBits else {
      return stop(.tooMany("bits", limit: Self.mostBits, at: place))
    }
    nextBit = bits.last + 1
    packet.fields.append(
      .init(bits: bits.first...bits.last, label: RichText(label.words), range: text.range(in: label.place)))
  }

  private typealias Bits = (first: Int, last: Int, isCount: Bool, place: Range<Int>)

  /// `0-15`, `16` or `+8`.
  private mutating func bits() -> Bits? {
    let start = cursor.at
    if cursor.take(UInt8(ascii: "+")) {
      skipBlanks()
      guard let count = number() else { return failBits() }
      return (nextBit, nextBit + min(count, Self.mostBits) - 1, true, start..<cursor.at)
    }
    guard let first = number() else { return failBits() }
    var end = cursor.at
    skipBlanks()
    guard cursor.take(.hyphen) else { return (first, first, false, start..<end) }
    skipBlanks()
    guard let last = number() else { return failBits() }
    end = cursor.at
    return (first, last, false, start..<end)
  }

  private mutating func failBits() -> Bits? {
    fail(
      "a field begins with its bits, found \(cursor.found)", at: cursor.character,
      fix: "write `0-15: \"Source port\"`, or `+16: \"Source port\"`")
    return nil
  }

  /// A whole number without zeros before it; far beyond the last bit of a packet where there are very many digits.
  private mutating func number() -> Int? {
    let digits = cursor.take(while: \.isDigit)
    guard let first = text.bytes[digits].first, digits.count == 1 || first != UInt8(ascii: "0"),
      cursor.peek != UInt8(ascii: ".")
    else {
      cursor.at = digits.lowerBound
      return nil
    }
    return Int(cursor.text(digits)).map { min($0, 2 * Self.mostBits) } ?? 2 * Self.mostBits
  }

  private mutating func label(_ bits: Range<Int>) -> (words: String, place: Range<Int>)? {
    skipBlanks()
    guard cursor.take(.colon) else {
      fail(
        "`:` must follow the bits, found \(cursor.found)", at: cursor.character,
        fix: "write `\(cursor.text(cursor.trimmed(bits))): \"label\"`")
      return nil
    }
    skipBlanks()
    let start = cursor.at
    guard let words = string() else {
      cursor.at = start
      fail(
        "a label in quotes must follow the `:`, found \(cursor.found)", at: cursor.character,
        fix: "write `\"label\"`")
      return nil
    }
    return (words, start..<cursor.at)
  }
}
