/// A piece of a message: words, or what is between backticks.
enum MessagePiece: Hashable {
  case words(Substring)
  case code(Substring)

  /// A backtick without a partner is a word.
  static func pieces(of message: String) -> [MessagePiece] {
    let parts = message.split(separator: "`", omittingEmptySubsequences: false)
    var pieces: [MessagePiece] = []
    for (index, part) in parts.enumerated() {
      if index % 2 == 0 {
        if !part.isEmpty { pieces.append(.words(part)) }
      } else if index == parts.count - 1 {
        pieces.append(.words("`" + part))
      } else {
        pieces.append(.code(part))
      }
    }
    return pieces
  }
}
