/// A sign in an output on a page that is there for a value of its kind.
public enum OutputPlace: String, Sendable, Hashable, CaseIterable {
  case any = "[..]"
  case uuid = "<uuid>"
  case timestamp = "<timestamp>"
  case number = "<number>"

  /// The place that begins a text, with the length of its sign in bytes.
  public static func first(in text: ArraySlice<UInt8>) -> (place: OutputPlace, length: Int)? {
    guard let byte = text.first, byte == UInt8(ascii: "[") || byte == UInt8(ascii: "<") else { return nil }
    return signs.first { text.starts(with: $0.sign) }.map { ($0.place, $0.sign.count) }
  }

  private static let signs = allCases.map { (sign: Array($0.rawValue.utf8), place: $0) }
}
