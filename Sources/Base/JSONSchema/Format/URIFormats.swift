import Diagnostics

/// RFC 3986 (URI), RFC 3987 (IRI) and RFC 6570 (URI template).
enum URIFormats {
  static func isReference(_ bytes: ArraySlice<UInt8>, allowsUnicode: Bool, isAbsolute: Bool) -> Bool {
    var rest = bytes
    if let hash = rest.firstIndex(of: UInt8(ascii: "#")) {
      guard isPart(rest[(hash + 1)...], "/?:@", allowsUnicode) else { return false }
      rest = rest[..<hash]
    }
    if let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
      guard isPart(rest[(mark + 1)...], "/?:@", allowsUnicode) else { return false }
      rest = rest[..<mark]
    }
    var hasScheme = false
    let slash = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
    if let colon = rest[..<slash].firstIndex(of: UInt8(ascii: ":")) {
      let scheme = rest[..<colon]
      // A relative reference has no colon in its first segment.
      guard let first = scheme.first, first.isLetter,
        scheme.allSatisfy({ $0.isAlphanumeric || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E })
      else { return false }
      hasScheme = true
      rest = rest[(colon + 1)...]
    }
    if isAbsolute, !hasScheme { return false }
    if rest.starts(with: "//".utf8) {
      rest = rest.dropFirst(2)
      let end = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
      guard isAuthority(rest[..<end], allowsUnicode) else { return false }
      rest = rest[end...]
    }
    return isPart(rest, "/:@", allowsUnicode)
  }

  private static func isAuthority(_ bytes: ArraySlice<UInt8>, _ allowsUnicode: Bool) -> Bool {
    var host = bytes
    if let sign = bytes.lastIndex(of: UInt8(ascii: "@")) {
      guard isPart(bytes[..<sign], ":", allowsUnicode) else { return false }
      host = bytes[(sign + 1)...]
    }
    if host.first == UInt8(ascii: "[") {
      guard let close = host.firstIndex(of: UInt8(ascii: "]")) else { return false }
      let port = host[(close + 1)...]
      guard port.isEmpty || (port.first == UInt8(ascii: ":") && port.dropFirst().allSatisfy(\.isDigit)) else {
        return false
      }
      let address = host[(host.startIndex + 1)..<close]
      return address.first.map { $0 | 0x20 == UInt8(ascii: "v") } ?? false
        ? isPart(address, ":", false) : NetworkFormats.isIPv6(address)
    }
    if let colon = host.lastIndex(of: UInt8(ascii: ":")) {
      guard host[(colon + 1)...].allSatisfy(\.isDigit) else { return false }
      host = host[..<colon]
    }
    return isPart(host, "", allowsUnicode)
  }

  /// Unreserved characters, sub-delimiters, percent-encoded bytes, and the `extra` ones.
  private static func isPart(_ bytes: ArraySlice<UInt8>, _ extra: StaticString, _ allowsUnicode: Bool) -> Bool
  {
    var position = bytes.startIndex
    while position < bytes.endIndex {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "%"):
        guard position + 2 < bytes.endIndex, bytes[position + 1].isHexDigit,
          bytes[position + 2].isHexDigit
        else { return false }
        position += 2
      case _ where byte.isAlphanumeric: break
      case 0x2D, 0x2E, 0x5F, 0x7E: break  // - . _ ~
      case 0x21, 0x24, 0x26...0x2C, 0x3B, 0x3D: break  // ! $ & ' ( ) * + , ; =
      case 0x80...: if !allowsUnicode { return false }
      default: if !extra.withUTF8Buffer({ $0.contains(byte) }) { return false }
      }
      position += 1
    }
    return true
  }

  /// RFC 6570: text with expressions in braces, an operator before and modifiers after the variable names.
  static func isTemplate(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "{"):
        guard let close = rest.firstIndex(of: UInt8(ascii: "}")) else { return false }
        guard isExpression(rest[..<close]) else { return false }
        rest = rest[(close + 1)...]
      case UInt8(ascii: "%"):
        guard rest.count >= 2, rest.prefix(2).allSatisfy(\.isHexDigit) else { return false }
      case 0x00...0x20, 0x22, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7B...0x7D, 0x7F: return false
      default: break
      }
    }
    return true
  }

  private static func isExpression(_ bytes: ArraySlice<UInt8>) -> Bool {
    var bytes = bytes
    if let first = bytes.first, "+#./;?&=,!@|".utf8.contains(first) { bytes.removeFirst() }
    return bytes.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).allSatisfy {
      variable in
      var name = variable
      if name.last == UInt8(ascii: "*") {
        name.removeLast()
      } else if let colon = name.lastIndex(of: UInt8(ascii: ":")) {
        let length = name[(colon + 1)...]
        guard 1...4 ~= length.count, length.allSatisfy(\.isDigit), length.first != UInt8(ascii: "0") else {
          return false
        }
        name = name[..<colon]
      }
      return name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { part in
        !part.isEmpty
          && part.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "%") }
      }
    }
  }
}
