/// A word of at most 24 bytes as three integers, so that looking it up hashes and compares no strings.
struct Word: Equatable {
  var low: UInt64 = 0
  var middle: UInt64 = 0
  var high: UInt64 = 0

  /// `nil` when the word is longer than any in a table.
  @inline(__always)
  init?(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, lowercased: Bool = false) {
    guard range.count <= 24 else { return nil }
    var shift: UInt64 = 0
    for index in range {
      var byte = UInt64(bytes[index])
      if lowercased, byte &- 65 < 26 { byte |= 32 }
      switch shift {
      case ..<64: low |= byte << shift
      case ..<128: middle |= byte << (shift - 64)
      default: high |= byte << (shift - 128)
      }
      shift += 8
    }
  }

  @inline(__always)
  var hash: Int {
    Int(truncatingIfNeeded: ((low ^ (middle &* 31) ^ (high &* 17)) &* 0x9E37_79B9_7F4A_7C15) >> 48)
  }
}

/// The words of a language and what each is: open addressing at a quarter load.
struct WordTable: Sendable {
  private var slots: [(word: Word, token: Token)?]
  private let mask: Int

  /// Each string is a list of words separated by blanks.
  init(_ words: (token: Token, words: StaticString)...) {
    var entries: [(Word, Token)] = []
    for (token, list) in words {
      list.withUTF8Buffer { bytes in
        var start = 0
        for index in 0...bytes.count where index == bytes.count || bytes[index] == 32 || bytes[index] == 10 {
          if index > start, let word = Word(bytes, start..<index) { entries.append((word, token)) }
          start = index + 1
        }
      }
    }
    self.init(entries)
  }

  private init(_ entries: [(Word, Token)]) {
    var size = 64
    while size < entries.count * 4 { size *= 2 }
    mask = size - 1
    slots = Array(repeating: nil, count: size)
    for (word, token) in entries {
      var slot = word.hash & mask
      while let taken = slots[slot], taken.word != word { slot = (slot + 1) & mask }
      slots[slot] = (word, token)
    }
  }

  /// This table with further words. Longer ones than a word can have are left out.
  func adding(_ words: [String], as token: Token) -> WordTable {
    let added = words.compactMap { word in
      Array(word.utf8).withUnsafeBufferPointer { Word($0, 0..<$0.count) }.map { ($0, token) }
    }
    return WordTable(slots.compactMap { slot in slot.map { ($0.word, $0.token) } } + added)
  }

  @inline(__always)
  subscript(word: Word) -> Token? {
    var slot = word.hash & mask
    while let taken = slots[slot] {
      if taken.word == word { return taken.token }
      slot = (slot + 1) & mask
    }
    return nil
  }
}
