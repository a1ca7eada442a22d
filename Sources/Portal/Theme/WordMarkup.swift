import Project

extension [UInt8] {
  /// A word of the theme.
  mutating func put(_ word: ThemeWord, of words: ThemeWords) { put(text: words[word]) }

  /// A word of the theme in which `fill` writes what stands in braces.
  mutating func put(_ word: ThemeWord, of words: ThemeWords, fill: (String, inout [UInt8]) -> Void) {
    for part in words.parts(of: word) {
      if part.isPlace { fill(part.text, &self) } else { put(text: part.text) }
    }
  }
}
