import Foundation

extension Encodable {
  /// Pretty-printed JSON with sorted keys and a newline at the end: equal values give equal bytes.
  ///
  /// Control characters, which the encoder leaves as they are from DEL on, are escaped, as are the marks of commands to CI
  /// services: the text may be shown in a terminal or a log.
  func encoded() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    var bytes: [UInt8] = []
    try encoder.encode(self).withUnsafeBytes { buffer in
      let text = buffer.bindMemory(to: UInt8.self)
      bytes.reserveCapacity(text.count + 1)
      var index = 0
      while index < text.count {
        if text[index] >= 0x7F, let (scalar, length) = ControlCharacter.found(at: index, in: text) {
          let digits = String(scalar.value, radix: 16)
          bytes += ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8
          index += length
        } else if index > 0, text[index] == UInt8(ascii: "#"), LogCommand.isMark(text, at: index) {
          bytes += "\\u0023".utf8
          index += 1
        } else {
          bytes.append(text[index])
          index += 1
        }
      }
    }
    bytes.append(UInt8(ascii: "\n"))
    return String(decoding: bytes, as: UTF8.self)
  }
}
