/// Phrases that are looked for in text all at once.
///
///     let phrases = Phrases([("by heart", "memorize")])
///     phrases.matches(in: Array("It learns by\nheart.".utf8)[...])  // one, for `by heart`
///
/// Whole words are compared, in any case. Between two words there is a space or none, as in the phrase; a line end is a
/// space. `#` is any number.
package struct Phrases<Value: Sendable>: Sendable {
  package struct Match {
    /// As the list has it.
    package var phrase: String
    package var value: Value
    /// In the text that was searched.
    package var range: Range<Int>
  }

  private struct Entry {
    var phrase: String
    var words: [Word]
    var value: Value
  }

  /// By the first word.
  private var entries: [String: [Entry]] = [:]

  package init(_ list: some Sequence<(String, Value)>) {
    for (phrase, value) in list {
      let words = Array(Words(Array(phrase.utf8)[...]))
      guard let first = words.first else { continue }
      entries[first.text, default: []].append(Entry(phrase: phrase, words: words, value: value))
    }
  }

  package var isEmpty: Bool { entries.isEmpty }

  /// The phrases in a text, in order; of those that begin at one place, the longest first.
  package func matches(in text: ArraySlice<UInt8>) -> [Match] {
    let words = Array(Words(text))
    return words.indices.flatMap { index -> [Match] in
      let word = words[index]
      let candidates = (entries[word.text] ?? []) + (word.isNumber ? entries[Word.anyNumber] ?? [] : [])
      let found = candidates.filter { Self.begins(words[index...], with: $0.words) }
      return found.sorted { $0.words.count > $1.words.count }.map { entry in
        let last = words[index + entry.words.count - 1]
        return Match(
          phrase: entry.phrase, value: entry.value, range: word.range.lowerBound..<last.range.upperBound)
      }
    }
  }

  private static func begins(_ words: ArraySlice<Word>, with phrase: [Word]) -> Bool {
    words.count >= phrase.count
      && zip(words, phrase).enumerated().allSatisfy { index, pair in
        let (word, wanted) = pair
        let isSame = word.text == wanted.text || wanted.text == Word.anyNumber && word.isNumber
        return isSame && (index == 0 || word.followsSpace == wanted.followsSpace)
      }
  }
}

/// A run of letters and digits in lower case, or one other sign.
private struct Word {
  static let anyNumber = "#"

  var text: String
  var range: Range<Int>
  var followsSpace: Bool

  var isNumber: Bool { text.utf8.allSatisfy { (0x30...0x39).contains($0) } }
}

/// The words of a text in order.
private struct Words: Sequence, IteratorProtocol {
  private let scalars: [Unicode.Scalar]
  /// Where each scalar begins in the text, and where the last one ends.
  private let offsets: [Int]
  private var position = 0

  init(_ text: ArraySlice<UInt8>) {
    scalars = Array(String(decoding: text, as: UTF8.self).unicodeScalars)
    var offsets = [text.startIndex]
    for scalar in scalars {
      offsets.append(Swift.min(offsets[offsets.count - 1] + UTF8.width(scalar), text.endIndex))
    }
    self.offsets = offsets
  }

  mutating func next() -> Word? {
    let start = position
    while position < scalars.count, scalars[position].properties.isWhitespace { position += 1 }
    guard position < scalars.count else { return nil }
    let first = position
    repeat { position += 1 } while position < scalars.count && isInWord(position) && isInWord(first)
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[first..<position])
    return Word(
      text: String(text).lowercased(), range: offsets[first]..<offsets[position], followsSpace: first > start)
  }

  /// Letters, digits, and an apostrophe or hyphen between letters.
  private func isInWord(_ index: Int) -> Bool {
    guard ["'", "\u{2019}", "-"].contains(scalars[index]) else { return isPlain(index) }
    return index > 0 && isPlain(index - 1) && index + 1 < scalars.count && isPlain(index + 1)
  }

  private func isPlain(_ index: Int) -> Bool {
    let scalar = scalars[index]
    return scalar == "_" || ("0"..."9").contains(scalar) || scalar.properties.isAlphabetic
  }
}
