/// How a value is laid out as text.
public enum JSONStyle: Sendable {
  /// No space at all.
  case compact
  /// Two spaces for each level, one member on each line; short arrays of plain values stay on one line.
  case pretty
  /// Members sorted by the UTF-16 code units of their names and no space (RFC 8785), for hashing.
  case canonical
}

extension JSON {
  /// The text of the value. Numbers are written as they were read, but canonically in `.canonical`.
  public func text(_ style: JSONStyle = .compact) -> String {
    String(decoding: bytes(style), as: UTF8.self)
  }

  public func bytes(_ style: JSONStyle = .compact) -> [UInt8] {
    var output: [UInt8] = []
    write(style, indent: 0, into: &output)
    return output
  }

  /// A string literal with quotes and escapes.
  public static func quoted(_ string: String) -> String {
    var output: [UInt8] = []
    writeString(string, into: &output)
    return String(decoding: output, as: UTF8.self)
  }

  private func write(_ style: JSONStyle, indent: Int, into output: inout [UInt8]) {
    switch content {
    case .null: output.append(contentsOf: "null".utf8)
    case .bool(let value): output.append(contentsOf: (value ? "true" : "false").utf8)
    case .number(let number):
      output.append(contentsOf: (style == .canonical ? number.canonicalLiteral : number.literal).utf8)
    case .string(let string): Self.writeString(string, into: &output)
    case .array(let items):
      let inline = style != .pretty || items.isEmpty || fitsOnALine(items)
      writeList(open: "[", close: "]", count: items.count, inline: inline, style, indent, into: &output) {
        index, output in
        items[index].write(style, indent: indent + 1, into: &output)
      }
    case .object(let object):
      var members = object.members
      if style == .canonical { members.sort { $0.name.utf16.lexicographicallyPrecedes($1.name.utf16) } }
      let inline = style != .pretty || members.isEmpty
      writeList(open: "{", close: "}", count: members.count, inline: inline, style, indent, into: &output) {
        index, output in
        Self.writeString(members[index].name, into: &output)
        output.append(UInt8(ascii: ":"))
        if style == .pretty { output.append(UInt8(ascii: " ")) }
        members[index].value.write(style, indent: indent + 1, into: &output)
      }
    }
  }

  private func fitsOnALine(_ items: [JSON]) -> Bool {
    var width = 0
    for item in items {
      switch item.content {
      case .array, .object: return false
      case .string(let string): width += string.utf8.count + 4
      default: width += 8
      }
    }
    return width <= 60
  }

  private func writeList(
    open: Unicode.Scalar, close: Unicode.Scalar, count: Int, inline: Bool, _ style: JSONStyle, _ indent: Int,
    into output: inout [UInt8], item: (Int, inout [UInt8]) -> Void
  ) {
    func newline(_ level: Int) {
      output.append(UInt8(ascii: "\n"))
      output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: level * 2))
    }
    output.append(UInt8(ascii: open))
    for index in 0..<count {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      if !inline {
        newline(indent + 1)
      } else if index > 0, style == .pretty {
        output.append(UInt8(ascii: " "))
      }
      item(index, &output)
    }
    if !inline { newline(indent) }
    output.append(UInt8(ascii: close))
  }

  private static func writeString(_ string: String, into output: inout [UInt8]) {
    let hex = Array("0123456789abcdef".utf8)
    output.append(UInt8(ascii: "\""))
    for byte in string.utf8 {
      switch byte {
      case UInt8(ascii: "\""): output.append(contentsOf: "\\\"".utf8)
      case UInt8(ascii: "\\"): output.append(contentsOf: "\\\\".utf8)
      case 0x08: output.append(contentsOf: "\\b".utf8)
      case 0x0C: output.append(contentsOf: "\\f".utf8)
      case 0x0A: output.append(contentsOf: "\\n".utf8)
      case 0x0D: output.append(contentsOf: "\\r".utf8)
      case 0x09: output.append(contentsOf: "\\t".utf8)
      case 0..<0x20:
        output.append(contentsOf: "\\u00".utf8)
        output.append(hex[Int(byte >> 4)])
        output.append(hex[Int(byte & 15)])
      default: output.append(byte)
      }
    }
    output.append(UInt8(ascii: "\""))
  }
}

extension JSONNumber {
  /// The ECMAScript form that RFC 8785 requires, for numbers in the range of a double.
  var canonicalLiteral: String {
    if let int { return String(int) }
    return JSONNumber(double)?.literal ?? literal
  }
}
