/// A character class of a pattern: ranges of scalars and Unicode properties.
package struct CharacterSet: Sendable {
  struct Property: Sendable {
    var name: UnicodeProperty
    var isNegated: Bool
  }

  package private(set) var ranges: [ClosedRange<UInt32>] = []
  private var properties: [Property] = []
  package internal(set) var isNegated = false
  /// The members of `ranges` below 128, one bit each.
  private var ascii = (low: UInt64(0), high: UInt64(0))

  init(_ ranges: [ClosedRange<UInt32>] = []) { for range in ranges { insert(range) } }

  static let digit = CharacterSet([0x30...0x39])
  static let word = CharacterSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  /// WhiteSpace and LineTerminator of ECMA-262.
  static let space = CharacterSet([
    0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029,
    0x202F...0x202F, 0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
  ])
  /// The characters that `.` does not match.
  static let lineEnd = CharacterSet([0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029])

  var negated: CharacterSet {
    var copy = self
    copy.isNegated.toggle()
    return copy
  }

  mutating func insert(_ range: ClosedRange<UInt32>) {
    ranges.append(range)
    guard range.lowerBound < 128 else { return }
    for scalar in range.lowerBound...min(range.upperBound, 127) {
      if scalar < 64 { ascii.low |= 1 << UInt64(scalar) } else { ascii.high |= 1 << UInt64(scalar - 64) }
    }
  }

  mutating func insert(_ property: UnicodeProperty, isNegated: Bool) {
    properties.append(Property(name: property, isNegated: isNegated))
  }

  /// Takes in a class escape such as `\D`: a set of ranges or one property, negated or not.
  mutating func insert(_ other: CharacterSet) {
    properties += other.properties.map { Property(name: $0.name, isNegated: $0.isNegated != other.isNegated) }
    if !other.isNegated {
      for range in other.ranges { insert(range) }
      return
    }
    guard !other.ranges.isEmpty else { return }
    var next: UInt32 = 0
    for range in other.ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound > next { insert(next...(range.lowerBound - 1)) }
      next = max(next, range.upperBound + 1)
    }
    if next <= 0x10FFFF { insert(next...0x10FFFF) }
  }

  package func contains(_ scalar: UInt32) -> Bool {
    let isInRange =
      scalar < 128
      ? (scalar < 64 ? ascii.low >> UInt64(scalar) : ascii.high >> UInt64(scalar - 64)) & 1 == 1
      : ranges.contains { $0.contains(scalar) }
    return (isInRange || properties.contains { $0.name.holds(scalar) != $0.isNegated }) != isNegated
  }
}
