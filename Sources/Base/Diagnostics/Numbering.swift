/// What numbers a name among others like it: `2` in `step-2`, `2024` in `q3-2024`, `b` in `appendix-b`.
///
/// Names that differ in it mean different things, however alike they are spelled: the nearest name to a missing
/// `v1.md` may be `v2.md`.
struct Numbering {
  private var digits: [UInt8] = []
  /// Words of one letter, in lower case.
  private var letters: [UInt8] = []

  init(_ name: String) {
    var word: [UInt8] = []
    for byte in name.utf8 {
      if byte & 0xDF &- 0x41 < 26 || byte >= 0x80 {
        word.append(byte | 0x20)
        continue
      }
      if word.count == 1 { letters += word }
      word = []
      if byte &- 0x30 < 10 { digits.append(byte) }
    }
    if word.count == 1 { letters += word }
  }

  /// Whether the two may number the same thing. A letter that only one of them has is a slip in a word, as in
  /// `what-s-new` for `whats-new`.
  func mayEqual(_ other: Numbering) -> Bool {
    digits == other.digits && (letters == other.letters || letters.count != other.letters.count)
  }
}
