import Foundation

extension [UInt8] {
  /// The first place of some bytes in an area.
  func firstRange(of wanted: [UInt8], in area: Range<Int>) -> Range<Int>? {
    let area = area.clamped(to: indices)
    guard let first = wanted.first else { return area.lowerBound..<area.lowerBound }
    return withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return nil }
      var at = area.lowerBound
      while at + wanted.count <= area.upperBound,
        let found = memchr(start + at, Int32(first), area.upperBound - wanted.count + 1 - at)
      {
        at = UnsafeRawPointer(found) - start
        if memcmp(start + at, wanted, wanted.count) == 0 { return at..<(at + wanted.count) }
        at += 1
      }
      return nil
    }
  }
}
