/// One word of a directive about data: `FILE`, or `name=value`. Values in quotes may have spaces and lines.
struct DataWord {
  var name: String?
  var nameRange: Range<Int>?
  var value: String
  /// The range of the value without its quotation marks, or of the word if it has no name.
  var range: Range<Int>

  static func all(_ bytes: [UInt8], _ range: Range<Int>) -> [DataWord] {
    var words: [DataWord] = []
    var at = range.lowerBound
    while at < range.upperBound {
      if bytes[at] <= 0x20 {
        at += 1
        continue
      }
      var name: String?
      var nameRange: Range<Int>?
      var start = at
      while at < range.upperBound, bytes[at] > 0x20, bytes[at] != UInt8(ascii: "=") { at += 1 }
      if at < range.upperBound, bytes[at] == UInt8(ascii: "=") {
        name = String(decoding: bytes[start..<at], as: UTF8.self)
        nameRange = start..<at
        at += 1
        start = at
        if at < range.upperBound, bytes[at] == UInt8(ascii: "\"") {
          start = at + 1
          at = start
          while at < range.upperBound, bytes[at] != UInt8(ascii: "\"") { at += 1 }
          words.append(word(name, nameRange, bytes, start..<at))
          at += 1
          continue
        }
        while at < range.upperBound, bytes[at] > 0x20 { at += 1 }
      }
      words.append(word(name, nameRange, bytes, start..<at))
    }
    return words
  }

  private static func word(
    _ name: String?, _ nameRange: Range<Int>?, _ bytes: [UInt8], _ range: Range<Int>
  ) -> DataWord {
    DataWord(
      name: name, nameRange: nameRange, value: String(decoding: bytes[range], as: UTF8.self), range: range)
  }
}
