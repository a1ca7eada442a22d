import Diagnostics

/// Embeddings, overrides and isolates of the text of a block that were not closed.
///
/// Browsers end them with the block (UAX #9, rule X8), but in text that is copied from the page, or read without its
/// style, they would continue.
struct OpenDirections {
  /// The characters that close them, outermost first.
  private var closing: [Unicode.Scalar] = []

  /// UAX #9 allows no deeper nesting (`max_depth`); deeper embeddings have no effect.
  private static let deepest = 125
  private static let endOfEmbedding: Unicode.Scalar = "\u{202C}"
  private static let endOfIsolate: Unicode.Scalar = "\u{2069}"

  var isEmpty: Bool { closing.isEmpty }

  mutating func read(_ text: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while index < text.count {
      guard text[index] == 0xE2, let (scalar, length) = ControlCharacter.found(at: index, in: text) else {
        index += 1
        continue
      }
      index += length
      switch scalar.value {
      case 0x202A, 0x202B, 0x202D, 0x202E:
        if closing.count < Self.deepest { closing.append(Self.endOfEmbedding) }
      case 0x2066...0x2068: if closing.count < Self.deepest { closing.append(Self.endOfIsolate) }
      // An embedding is closed inside of its isolate only; the end of an isolate closes the embeddings inside.
      case 0x202C: if closing.last == Self.endOfEmbedding { closing.removeLast() }
      default:
        if let start = closing.lastIndex(of: Self.endOfIsolate) { closing.removeSubrange(start...) }
      }
    }
  }

  mutating func close(_ output: inout [UInt8]) {
    while let scalar = closing.popLast() { output += String(Character(scalar)).utf8 }
  }
}
