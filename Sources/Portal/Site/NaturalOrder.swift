import Foundation

/// A title by which people sort: `Chapter 2` before `Chapter 10`, and letters without regard to case and accents.
struct NaturalOrder: Comparable, Sendable {
  /// The title's letters without case and accents, each number with the count of its digits before it.
  private let key: [UInt8]
  private let title: String

  init(_ title: String) {
    self.title = title
    let folded =
      title.utf8.allSatisfy { $0 < 0x80 }
      ? title.lowercased() : title.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
    key = Self.key(Array(folded.utf8))
  }

  private static func key(_ bytes: [UInt8]) -> [UInt8] {
    var key: [UInt8] = []
    key.reserveCapacity(bytes.count + 8)
    var at = 0
    while at < bytes.count {
      guard isDigit(bytes[at]) else {
        key.append(bytes[at])
        at += 1
        continue
      }
      while at + 1 < bytes.count, bytes[at] == UInt8(ascii: "0"), isDigit(bytes[at + 1]) { at += 1 }
      let digits = bytes[at...].prefix(while: isDigit)
      // Numbers come before letters, as their digits do.
      key.append(UInt8(ascii: "0"))
      key.append(UInt8(min(255, digits.count)))
      key += digits
      at = digits.endIndex
    }
    return key
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  static func == (left: Self, right: Self) -> Bool { left.key == right.key && left.title == right.title }

  /// Titles that differ in case or accents alone come in the order of their bytes.
  static func < (left: Self, right: Self) -> Bool {
    if left.key != right.key { return left.key.lexicographicallyPrecedes(right.key) }
    return left.title.utf8.lexicographicallyPrecedes(right.title.utf8)
  }
}
