import JSON

/// JSON as in prose: with comments, with `...` for omitted parts, or only some members of an object.
///
/// Only in folders that are not a portal: there such a block is meant for people, and is not run.
enum LooseJSON {
  static func canBeRead(_ code: [UInt8]) -> Bool {
    // Longer blocks are not examples for people.
    guard code.count <= 1 << 16 else { return false }
    let whole = cleaned(code)
    let members = [UInt8(ascii: "{")] + whole + [UInt8(ascii: "}")]
    return [whole, members].contains { form in
      do throws(JSONSyntaxError) {
        _ = try JSONParser.parse(form)
        return true
      } catch {
        return false
      }
    }
  }

  /// Comments become white space; `...` and `…` outside of strings, too, with the comma that goes with them, or
  /// a value where one is asked for.
  private static func cleaned(_ code: [UInt8]) -> [UInt8] {
    var bytes = code
    var at = 0
    func begins(_ text: String) -> Bool { bytes[at...].starts(with: text.utf8) }
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "\"") {
        at += 1
        while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
          at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
        }
        at += 1
      } else if begins("//") {
        while at < bytes.count, bytes[at] != UInt8(ascii: "\n") {
          bytes[at] = 0x20
          at += 1
        }
      } else if begins("/*") {
        while at < bytes.count, !begins("*/") {
          bytes[at] = 0x20
          at += 1
        }
        for index in at..<min(at + 2, bytes.count) { bytes[index] = 0x20 }
      } else if begins("...") || begins("…") {
        elide(at, &bytes)
        at += 3
      } else {
        at += 1
      }
    }
    return bytes
  }

  private static func elide(_ at: Int, _ bytes: inout [UInt8]) {
    func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 }
    let before = bytes[..<at].lastIndex { !isSpace($0) }
    let after = bytes[(at + 3)...].firstIndex { !isSpace($0) }
    let needsValue = before.map { bytes[$0] == UInt8(ascii: ":") } ?? false
    bytes.replaceSubrange(at..<(at + 3), with: needsValue ? "\"0\"".utf8 : "   ".utf8)
    if needsValue { return }
    if let before, bytes[before] == UInt8(ascii: ",") {
      bytes[before] = 0x20
    } else if let after, bytes[after] == UInt8(ascii: ",") {
      bytes[after] = 0x20
    }
  }
}
