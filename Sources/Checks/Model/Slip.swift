import Diagnostics

/// Whether a name is a slip of another one. Stricter than ``NearMiss``, which looks for what to suggest for a name that
/// is known to be wrong: this decides that a name is wrong.
enum Slip {
  /// Whether one letter was left out, added or changed, or two were exchanged. Digits tell different things apart, as
  /// `load1` and `load5`.
  static func isOneLetter(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    guard abs(a.count - b.count) <= 1 else { return false }
    let start = zip(a, b).prefix { $0 == $1 }.count
    let (x, y) = (a[start...], b[start...])
    if (x.prefix(2) + y.prefix(2)).contains(where: \.isDigit) { return false }
    return x.dropFirst().elementsEqual(y.dropFirst()) || x.dropFirst().elementsEqual(y)
      || y.dropFirst().elementsEqual(x) || isExchange(x, y)
  }

  private static func isExchange(_ x: ArraySlice<UInt8>, _ y: ArraySlice<UInt8>) -> Bool {
    x.count == y.count && x.count >= 2 && x.prefix(2).reversed().elementsEqual(y.prefix(2))
      && x.dropFirst(2).elementsEqual(y.dropFirst(2))
  }

  private static let units = [
    "_total", "_seconds", "_bytes", "_ms", "_milliseconds", "_ratio", "_percent", "_count",
  ]

  /// A metric without the units at its end. One that only lacks them is a slip, but those with two units may both
  /// exist, as `alloc_bytes` and `alloc_bytes_total` do.
  static func withoutUnit(_ name: String) -> String {
    var name = name
    while let unit = units.first(where: { name.hasSuffix($0) }) { name.removeLast(unit.count) }
    return name
  }
}
