/// Names among which those that differ in one letter are found without comparing each with each: a folder may describe
/// thousands, and name as many on its pages.
///
///     OneLetterNames(["queue_depth"]).near("queue_dept")  // ["queue_depth"]
struct OneLetterNames: Sendable {
  private let names: [(name: String, bytes: [UInt8])]
  /// Positions by the hash of a name, and of the same name without one of its letters. Two names that differ in one letter
  /// have such a text in common.
  private let positions: [UInt64: [Int]]

  /// Longer texts are not names.
  private static let longest = 128

  init(_ names: some Sequence<String>) {
    self.names = names.sorted().map { ($0, Array($0.utf8)) }
    var positions: [UInt64: [Int]] = [:]
    for (position, name) in self.names.enumerated() {
      for key in Self.keys(name.bytes) { positions[key, default: []].append(position) }
    }
    self.positions = positions
  }

  /// All names that are a slip of one letter away, in order.
  func near(_ name: String) -> [String] {
    let bytes = Array(name.utf8)
    var found: Set<Int> = []
    for key in Self.keys(bytes) {
      for position in positions[key] ?? [] where Slip.isOneLetter(bytes, names[position].bytes) {
        if names[position].bytes != bytes { found.insert(position) }
      }
    }
    return found.sorted().map { names[$0].name }
  }

  private static func keys(_ bytes: [UInt8]) -> [UInt64] {
    guard bytes.count <= longest else { return [] }
    var before: UInt64 = 0xCBF2_9CE4_8422_2325
    var keys: [UInt64] = []
    for (position, byte) in bytes.enumerated() {
      // Without the first or the second of two equal letters a name is the same.
      if position == 0 || bytes[position - 1] != byte {
        keys.append(bytes[(position + 1)...].reduce(before, hash))
      }
      before = hash(before, byte)
    }
    return keys + [before]
  }

  /// One step of FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv).
  private static func hash(_ value: UInt64, _ byte: UInt8) -> UInt64 {
    (value ^ UInt64(byte)) &* 0x100_0000_01B3
  }
}
