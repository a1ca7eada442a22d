import Foundation

extension Encodable {
  /// Pretty-printed JSON with sorted keys and a newline at the end: equal values give equal bytes.
  func encoded() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}
