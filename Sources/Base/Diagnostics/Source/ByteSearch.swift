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
    withUnsafeBytes { $0.offset(of: wanted) }
      .map { (startIndex + $0)..<(startIndex + $0 + wanted.count) }
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

extension StringProtocol {
  /// Whether a text has another one in it, byte for byte.
  package func contains(_ wanted: String) -> Bool {
    let isFound = utf8.withContiguousStorageIfAvailable { text in
      wanted.utf8.withContiguousStorageIfAvailable { wanted in
        UnsafeRawBufferPointer(text).offset(of: UnsafeRawBufferPointer(wanted)) != nil
      }
    }
    return (isFound ?? nil) ?? (Array(utf8).firstRange(of: Array(wanted.utf8)) != nil)
  }
}

extension UnsafeRawBufferPointer {
  /// From here on it pays to look for the rarest byte of a text rather than its first.
  private static let long = 256

  fileprivate func offset(of wanted: UnsafeRawBufferPointer) -> Int? {
    guard let start = wanted.baseAddress, !wanted.isEmpty else { return 0 }
    guard let text = baseAddress, count >= wanted.count else { return nil }
    let anchor = count < Self.long ? 0 : Self.rarest(of: wanted)
    var at = anchor
    let end = count - wanted.count + anchor + 1
    while at < end, let found = memchr(text + at, Int32(wanted[anchor]), end - at) {
      at = UnsafeRawPointer(found) - text
      if memcmp(text + at - anchor, start, wanted.count) == 0 { return at - anchor }
      at += 1
    }
    return nil
  }

  /// The position of the byte that is probably the rarest in a text that people wrote.
  private static func rarest(of wanted: UnsafeRawBufferPointer) -> Int {
    var rarest = 0
    for index in wanted.indices where commonness[Int(wanted[index])] < commonness[Int(wanted[rarest])] {
      rarest = index
    }
    return rarest
  }

  /// By the value of a byte: the letters of English from the rarest to the most common, and the space; others are rarer.
  private static let commonness: [Int] = {
    var commonness = [Int](repeating: 0, count: 256)
    for (rank, byte) in "zqxjkvbpygfwmucldrhsnioate ".utf8.enumerated() { commonness[Int(byte)] = rank + 1 }
    return commonness
  }()
}
