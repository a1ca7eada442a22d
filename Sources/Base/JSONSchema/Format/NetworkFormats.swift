import Diagnostics

/// Names and addresses of hosts, and email addresses.
enum NetworkFormats {
  /// RFC 1123 section 2.1: labels of letters, digits and inner hyphens, 63 bytes each, 253 in all.
  static func isHostname(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard !bytes.isEmpty, bytes.count <= 253 else { return false }
    return bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { label in
      guard let first = label.first, let last = label.last, label.count <= 63 else { return false }
      let hyphen = UInt8(ascii: "-")
      // Two hyphens in the third and fourth place are reserved for encoded names (RFC 5891 section 4.2.3.1).
      let isReserved = label.count >= 4 && label.dropFirst(2).prefix(2).elementsEqual("--".utf8)
      if isReserved, !label.prefix(2).elementsEqual("xn".utf8) { return false }
      return first != hyphen && last != hyphen && label.allSatisfy { $0.isAlphanumeric || $0 == hyphen }
    }
  }

  /// RFC 2673 section 3.2: four decimal numbers up to 255 without leading zeros.
  static func isIPv4(_ bytes: ArraySlice<UInt8>) -> Bool {
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        guard 1...3 ~= part.count, part.allSatisfy(\.isDigit) else { return false }
        if part.count > 1, part.first == UInt8(ascii: "0") { return false }
        return part.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } <= 255
      }
  }

  /// RFC 4291 section 2.2.
  static func isIPv6(_ bytes: ArraySlice<UInt8>) -> Bool {
    var groups = 0
    var isCompressed = false
    let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count >= 3 else { return false }
    var position = 0
    while position < parts.count {
      let part = parts[position]
      if part.isEmpty {
        // The one `::`: an empty part inside, or two empty parts at an end.
        let isStart = position == 0
        if isStart {
          guard parts[1].isEmpty else { return false }
          position += 1
        }
        let isEnd = position == parts.count - 1
        if isEnd, !isStart || parts.count != 3 { return false }
        if isCompressed { return false }
        isCompressed = true
        if position + 2 == parts.count, parts[position + 1].isEmpty { position += 1 }
      } else if position == parts.count - 1, part.contains(UInt8(ascii: ".")) {
        guard isIPv4(part) else { return false }
        groups += 2
      } else {
        guard part.count <= 4, part.allSatisfy(\.isHexDigit) else { return false }
        groups += 1
      }
      position += 1
    }
    return isCompressed ? groups <= 7 : groups == 8
  }

  /// RFC 5321 section 4.1.2: a local part, plain or quoted, and a host name or an address in brackets.
  static func isEmail(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let sign = bytes.lastIndex(of: UInt8(ascii: "@")) else { return false }
    let (local, domain) = (bytes[..<sign], bytes[(sign + 1)...])
    guard !local.isEmpty, local.count <= 64 else { return false }
    if local.first == UInt8(ascii: "\"") {
      guard isQuoted(local) else { return false }
    } else {
      let atoms = local.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      let marks = Array("!#$%&'*+-/=?^_`{|}~".utf8)
      guard atoms.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0.isAlphanumeric || marks.contains($0) } })
      else {
        return false
      }
    }
    guard domain.first == UInt8(ascii: "["), domain.last == UInt8(ascii: "]") else {
      return isHostname(domain)
    }
    let address = domain.dropFirst().dropLast()
    let prefix = "IPv6:".utf8
    return address.starts(with: prefix) ? isIPv6(address.dropFirst(prefix.count)) : isIPv4(address)
  }

  private static func isQuoted(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count >= 2, bytes.last == UInt8(ascii: "\"") else { return false }
    var isEscaped = false
    for byte in bytes.dropFirst().dropLast() {
      guard 0x20...0x7E ~= byte else { return false }
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        return false
      }
    }
    return !isEscaped
  }
}
