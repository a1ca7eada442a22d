/// What a wrong program or service could have said instead of a text: one number, word or line is another.
struct TextChange: Hashable {
  /// In words: ``41` became `42``.
  var description: String
  var text: String
}

extension TextChange {
  /// How many words and numbers of a text are changed, and how many lines left out, spread over the text.
  private static let limits = (words: 12, lines: 4)

  /// The changes of a text. None of them is the text itself.
  static func all(of text: String) -> [TextChange] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return spread(words(in: text), limits.words).map { change(text, $0) } + missing(lines)
      + (text.allSatisfy(\.isWhitespace) ? [] : [more(lines)])
  }

  /// Numbers, and words of letters. A single letter is often a flag or a unit; numbers count from one digit.
  private static func words(in text: String) -> [Range<String.Index>] {
    var words: [Range<String.Index>] = []
    var index = text.startIndex
    while index < text.endIndex {
      let isNumber = text[index].isASCIIDigit
      let end = text[index...].firstIndex { isNumber ? !$0.isASCIIDigit : !$0.isASCIILetter } ?? text.endIndex
      if end == index {
        index = text.index(after: index)
        continue
      }
      if isNumber || text.distance(from: index, to: end) > 1 { words.append(index..<end) }
      index = end
    }
    return words
  }

  /// The first, the last and some between.
  private static func spread<Item>(_ items: [Item], _ count: Int) -> [Item] {
    if items.count <= count { return items }
    return (0..<count).map { items[$0 * (items.count - 1) / (count - 1)] }
  }

  private static func change(_ text: String, _ range: Range<String.Index>) -> TextChange {
    let word = String(text[range])
    let other = changed(word)
    return TextChange(
      description: "`\(word)` became `\(other)`",
      text: [String(text[..<range.lowerBound]), other, String(text[range.upperBound...])].joined())
  }

  /// The last digit is another, or the last letter.
  private static func changed(_ word: String) -> String {
    switch word {
    case "true": return "false"
    case "false": return "true"
    default: break
    }
    let last: Character =
      switch word.last {
      case "9": "8"
      case .some(let digit) where digit.isASCIIDigit: "9"
      case "x": "y"
      case "X": "Y"
      case .some(let letter) where letter.isUppercase: "X"
      default: "x"
      }
    return String(word.dropLast()) + String(last)
  }

  private static func missing(_ lines: [String]) -> [TextChange] {
    let shown = lines.indices.filter { !lines[$0].allSatisfy(\.isWhitespace) }
    guard shown.count > 1 else { return [] }
    return spread(shown, limits.lines).map { index in
      var rest = lines
      rest.remove(at: index)
      return TextChange(description: "line \(index + 1) is missing", text: rest.joined(separator: "\n"))
    }
  }

  private static func more(_ lines: [String]) -> TextChange {
    let end = lines.last == "" ? lines.count - 1 : lines.count
    let longer = lines[..<end] + ["one more line"] + lines[end...]
    return TextChange(description: "there is one more line", text: longer.joined(separator: "\n"))
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
  fileprivate var isASCIILetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) }
}
