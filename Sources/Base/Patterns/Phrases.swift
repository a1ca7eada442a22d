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

  private let list: PhraseList
  private let values: [Value]

  package init(_ list: some Sequence<(String, Value)>) {
    let list = Array(list)
    self.list = PhraseList(list.map(\.0))
    values = list.map(\.1)
  }

  package var isEmpty: Bool { list.isEmpty }

  /// The phrases in a text, in order; of those that begin at one place, the longest first.
  package func matches(in text: ArraySlice<UInt8>) -> [Match] {
    list.matches(in: text).map { found in
      Match(phrase: list.phrases[found.phrase], value: values[found.phrase], range: found.range)
    }
  }
}

/// The phrases without their values: what is generic is several times slower in other modules.
private struct PhraseList {
  private struct Entry {
    /// Its position among the phrases.
    var phrase: Int
    var words: [PhraseWord]
  }

  let phrases: [String]
  /// The phrases by their first word, in lower case.
  private var entries: [String: [Entry]] = [:]
  /// The phrases whose first word is any number (`#`).
  private var ofNumbers: [Entry] = []
  /// Whether a phrase begins with a word that has this hash: most words of a text begin none, and are not made strings.
  private var begins = [Bool](repeating: false, count: 1 << 12)

  init(_ phrases: [String]) {
    self.phrases = phrases
    for (number, phrase) in phrases.enumerated() {
      let text = WordText(Array(phrase.utf8)[...])
      let words = text.words().map { PhraseWord(text.lowercased($0), followsSpace: $0.followsSpace) }
      guard let first = words.first else { continue }
      let entry = Entry(phrase: number, words: words)
      if first.isAnyNumber { ofNumbers.append(entry) }
      entries[first.text, default: []].append(entry)
      let lowered = WordText(Array(first.text.utf8)[...])
      begins[Self.slot(lowered.hash(lowered.scalars.indices))] = true
    }
  }

  var isEmpty: Bool { entries.isEmpty }

  private static func slot(_ hash: UInt32) -> Int { Int(hash & 0xFFF) }

  func matches(in text: ArraySlice<UInt8>) -> [(phrase: Int, range: Range<Int>)] {
    if isEmpty { return [] }
    let text = WordText(text)
    let words = text.words()
    var matches: [(phrase: Int, range: Range<Int>)] = []
    for (index, word) in words.enumerated() {
      let candidates = candidates(word, in: text)
      if candidates.isEmpty { continue }
      let found = candidates.filter { Self.begin(words, at: index, of: text, with: $0.words) }
      matches += found.sorted { $0.words.count > $1.words.count }.map { entry in
        let last = words[index + entry.words.count - 1]
        return (entry.phrase, text.offsets(of: word).lowerBound..<text.offsets(of: last).upperBound)
      }
    }
    return matches
  }

  /// The phrases whose first word this is.
  private func candidates(_ word: WordText.Word, in text: WordText) -> [Entry] {
    let numbers = !ofNumbers.isEmpty && text.isNumber(word) ? ofNumbers : []
    guard !word.isASCII || begins[Self.slot(text.hash(word.scalars))] else { return numbers }
    return (entries[text.lowercased(word)] ?? []) + numbers
  }

  /// Whether the words from an index on begin with those of a phrase.
  private static func begin(
    _ words: [WordText.Word], at index: Int, of text: WordText, with phrase: [PhraseWord]
  ) -> Bool {
    guard words.count - index >= phrase.count else { return false }
    for (offset, wanted) in phrase.enumerated() {
      let word = words[index + offset]
      guard offset == 0 || word.followsSpace == wanted.followsSpace,
        text.isSame(word, wanted) || wanted.isAnyNumber && text.isNumber(word)
      else { return false }
    }
    return true
  }
}

private struct PhraseWord {
  /// The word in lower case; `#` stands for any number.
  let text: String
  let scalars: [Unicode.Scalar]
  let followsSpace: Bool

  init(_ text: String, followsSpace: Bool) {
    self.text = text
    scalars = Array(text.unicodeScalars)
    self.followsSpace = followsSpace
  }

  var isAnyNumber: Bool { text == "#" }
}

/// A text as words: runs of letters and digits, and single other signs.
private struct WordText {
  struct Word {
    /// Positions of scalars.
    var scalars: Range<Int>
    var followsSpace: Bool
    var isASCII: Bool
  }

  let scalars: [Unicode.Scalar]
  /// Where each scalar begins in the text, and where the last one ends.
  private let offsets: [Int]

  init(_ text: ArraySlice<UInt8>) {
    scalars = Array(String(decoding: text, as: UTF8.self).unicodeScalars)
    var offsets = [text.startIndex]
    offsets.reserveCapacity(scalars.count + 1)
    var offset = text.startIndex
    for scalar in scalars {
      offset = min(offset + (scalar.isASCII ? 1 : UTF8.width(scalar)), text.endIndex)
      offsets.append(offset)
    }
    self.offsets = offsets
  }

  /// The place of a word in the text.
  func offsets(of word: Word) -> Range<Int> {
    offsets[word.scalars.lowerBound]..<offsets[word.scalars.upperBound]
  }

  /// The words in order.
  func words() -> [Word] {
    var words: [Word] = []
    words.reserveCapacity(scalars.count / 5)
    var position = 0
    while position < scalars.count {
      let start = position
      while position < scalars.count, Self.isSpace(scalars[position]) { position += 1 }
      guard position < scalars.count else { break }
      let first = position
      var isASCII = true
      let isLong = isInWord(first)
      repeat {
        isASCII = isASCII && scalars[position].isASCII
        position += 1
      } while isLong && position < scalars.count && isInWord(position)
      words.append(Word(scalars: first..<position, followsSpace: first > start, isASCII: isASCII))
    }
    return words
  }

  func lowercased(_ word: Word) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[word.scalars])
    return String(text).lowercased()
  }

  /// Whether a word is one of a phrase, in any case.
  func isSame(_ word: Word, _ wanted: PhraseWord) -> Bool {
    guard word.isASCII else { return lowercased(word) == wanted.text }
    guard word.scalars.count == wanted.scalars.count else { return false }
    return zip(scalars[word.scalars], wanted.scalars).allSatisfy { Self.lowercased($0) == $1.value }
  }

  /// The value of a scalar, that of the small letter for a capital of ASCII.
  private static func lowercased(_ scalar: Unicode.Scalar) -> UInt32 {
    scalar.value &- 0x41 < 26 ? scalar.value | 0x20 : scalar.value
  }

  func isNumber(_ word: Word) -> Bool { scalars[word.scalars].allSatisfy { ("0"..."9").contains($0) } }

  /// The same for letters of ASCII in either case (FNV-1a).
  func hash(_ word: Range<Int>) -> UInt32 {
    var hash: UInt32 = 2_166_136_261
    for scalar in scalars[word] {
      hash = (hash ^ Self.lowercased(scalar)) &* 16_777_619
    }
    return hash
  }

  /// Letters, digits, and an apostrophe or hyphen between letters.
  private func isInWord(_ index: Int) -> Bool {
    switch scalars[index] {
    case "'", "\u{2019}", "-":
      index > 0 && Self.isPlain(scalars[index - 1]) && index + 1 < scalars.count
        && Self.isPlain(scalars[index + 1])
    default: Self.isPlain(scalars[index])
    }
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.isASCII else { return scalar.properties.isAlphabetic }
    return UInt8(truncatingIfNeeded: scalar.value).isWordCharacter
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.isASCII else { return scalar.properties.isWhitespace }
    return scalar.value == 0x20 || (0x09...0x0D).contains(scalar.value)
  }
}

extension UInt8 {
  /// A letter, a digit or `_`.
  fileprivate var isWordCharacter: Bool {
    self == UInt8(ascii: "_") || self &- 0x30 < 10 || (self | 0x20) &- 0x61 < 26
  }
}
