import Foundation

// The searches for a sequence that Swift and Foundation bring are generic, and took more than half of the time of a build.
// These are taken in their place.
extension ArraySlice<UInt8> {
  /// The first place of some bytes.
  package func firstRange(of wanted: [UInt8]) -> Range<Int>? {
    wanted.withUnsafeBytes { firstRange(ofBytes: $0) }
  }

  /// The first place of a text.
  package func firstRange(of wanted: StaticString) -> Range<Int>? {
    firstRange(ofBytes: UnsafeRawBufferPointer(start: wanted.utf8Start, count: wanted.utf8CodeUnitCount))
  }

  private func firstRange(ofBytes wanted: UnsafeRawBufferPointer) -> Range<Int>? {
    guard let first = wanted.first, let start = wanted.baseAddress else { return startIndex..<startIndex }
    let offset = withUnsafeBytes { bytes -> Int? in
      guard let text = bytes.baseAddress else { return nil }
      var at = 0
      while at + wanted.count <= bytes.count,
        let found = memchr(text + at, Int32(first), bytes.count - wanted.count + 1 - at)
      {
        at = UnsafeRawPointer(found) - text
        if memcmp(text + at, start, wanted.count) == 0 { return at }
        at += 1
      }
      return nil
    }
    return offset.map { (startIndex + $0)..<(startIndex + $0 + wanted.count) }
  }
}

extension [UInt8] {
  /// The first place of some bytes.
  package func firstRange(of wanted: [UInt8]) -> Range<Int>? { self[...].firstRange(of: wanted) }

  /// The first place of some bytes in an area.
  package func firstRange(of wanted: [UInt8], in area: Range<Int>) -> Range<Int>? {
    self[area.clamped(to: indices)].firstRange(of: wanted)
  }
}
