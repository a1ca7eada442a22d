/// Styles and scripts of the theme without comments and indentation, which no reader needs.
///
/// They are the program's own: no text in them begins a line with `//`, and none has several lines.
enum CompactText {
  static func script(_ source: [UInt8]) -> [UInt8] {
    lines(of: source) { $0.starts(with: "//".utf8) }
  }

  static func style(_ source: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(source.count)
    var at = 0
    while let start = source[at...].firstRange(of: "/*".utf8),
      let end = source[start.upperBound...].firstRange(of: "*/".utf8)
    {
      text += source[at..<start.lowerBound]
      at = end.upperBound
    }
    text += source[at...]
    return lines(of: text) { _ in false }
  }

  private static func lines(of source: [UInt8], leavingOut isLeftOut: (ArraySlice<UInt8>) -> Bool) -> [UInt8]
  {
    var output: [UInt8] = []
    output.reserveCapacity(source.count)
    for line in source.split(separator: UInt8(ascii: "\n")) {
      let text = line.drop { $0 == UInt8(ascii: " ") }
      if text.isEmpty || isLeftOut(text) { continue }
      output += text
      output.append(UInt8(ascii: "\n"))
    }
    return output
  }
}
