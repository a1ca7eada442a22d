import Diagnostics
import JSON

/// JSON as in prose: a part of a value, several values, comments, `...` for omitted parts, or placeholders.
///
/// Such a block is meant for people. It is accepted where nothing is asked of it.
enum LooseJSON {
  /// - Parameter takesCommas: whether commas after the last member are allowed.
  static func canBeRead(_ code: [UInt8], _ takesCommas: Bool = false) -> Bool {
    // Longer blocks are not examples for people.
    guard code.count <= longest else { return false }
    var text = LooseJSONText(code)
    text.clean()
    // Programs that read comments read a comma at the end, too.
    if takesCommas || text.hasComments { text.removeTrailingCommas() }
    return forms(of: text).contains(where: parses) || isLines(text.bytes)
  }

  private static let longest = 1 << 16

  /// What is wrong with a text besides its comments and what it leaves out; `nil` when nothing is, or it has neither.
  static func error(in code: [UInt8]) -> JSONSyntaxError? {
    guard code.count <= longest else { return nil }
    var text = LooseJSONText(code)
    text.clean()
    // Elsewhere bytes have moved.
    guard text.hasElision || text.hasComments, text.bytes.count == code.count else { return nil }
    do throws(JSONSyntaxError) {
      _ = try JSONParser.parse(text.bytes)
      return nil
    } catch {
      return errorOfMembers(text.bytes, error) ?? error
    }
  }

  /// What is wrong with the members of an object that are shown without its braces; `nil` for a text that is something else.
  static func errorOfMembers(_ code: [UInt8], _ error: JSONSyntaxError) -> JSONSyntaxError? {
    guard error.range.lowerBound < code.count, code[error.range.lowerBound] == UInt8(ascii: ":"),
      code.first(where: { $0 > 0x20 }) == UInt8(ascii: "\"")
    else { return nil }
    do throws(JSONSyntaxError) {
      _ = try JSONParser.parse([UInt8(ascii: "{")] + code + [UInt8(ascii: "}")], base: -1)
      return nil
    } catch {
      return error.range.lowerBound >= 0 && error.range.upperBound <= code.count ? error : nil
    }
  }

  /// The text as a value, as members of an object, and with what is left out at its end.
  private static func forms(of text: LooseJSONText) -> [[UInt8]] {
    let whole = text.bytes
    let open = UInt8(ascii: "{")
    let close = UInt8(ascii: "}")
    var forms = [whole, [open] + text.withoutLastComma + [close]]
    // What is left out may be the rest, also after a comma that a member should follow.
    if text.hasElision || text.withoutLastComma.count < whole.count {
      forms += [text.closed, [open] + text.closed + [close]]
    }
    return forms
  }

  /// More than one value: JSON Lines, or objects and lists one after the other.
  private static func isLines(_ bytes: [UInt8]) -> Bool {
    let lines = bytes.split(separator: UInt8(ascii: "\n")).filter { $0.contains { $0 > 0x20 } }
    if lines.count > 1, lines.allSatisfy({ parses(Array($0)) }) { return true }
    let values = values(bytes)
    return values.count > 1 && values.allSatisfy { parses(Array($0)) }
  }

  /// The text, divided behind each bracket that closes an outermost value.
  private static func values(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var found: [ArraySlice<UInt8>] = []
    var start = 0
    var depth = 0
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index = bytes.endOfString(from: index)
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth == 0 {
          found.append(bytes[start...index])
          start = index + 1
        }
      default: break
      }
      index += 1
    }
    let rest = bytes[min(start, bytes.count)...]
    return rest.contains { $0 > 0x20 } ? found + [rest] : found
  }

  private static func parses(_ text: [UInt8]) -> Bool {
    do throws(JSONSyntaxError) {
      _ = try JSONParser.parse(text)
      return true
    } catch {
      return false
    }
  }
}

/// The bytes of a block, in which what JSON does not have becomes white space or a string.
private struct LooseJSONText {
  private(set) var bytes: [UInt8]
  private(set) var hasElision = false
  private(set) var hasComments = false
  private var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func clean() {
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\""): at = bytes.endOfString(from: at) + 1
      case UInt8(ascii: "/") where begins("// [!code --]"): blankLine()
      case UInt8(ascii: "/") where begins("//"):
        hasComments = true
        blank(until: "\n")
      case UInt8(ascii: "/") where begins("/*"):
        hasComments = true
        blank(through: "*/")
      case UInt8(ascii: "$"), UInt8(ascii: "%"): prompt()
      // Lines around front matter that is written in JSON.
      case UInt8(ascii: "-") where begins("---") && isAtStartOfText: blank(until: "\n")
      case UInt8(ascii: "#") where isAtStartOfText: blank(until: "\n")
      case UInt8(ascii: "<"): placeholder(closing: ">")
      case UInt8(ascii: "{") where begins("{{"): placeholder(closing: "}}")
      default:
        if begins("...") || begins("…") {
          elide()
        } else if bytes[at].isLetter {
          word()
        } else {
          at += 1
        }
      }
    }
  }

  private func begins(_ text: StaticString) -> Bool {
    bytes[at...].starts(with: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Whether nothing is before a place on its line.
  private var isAtStartOfText: Bool {
    bytes[..<at].reversed().first { $0 == 0x0A || $0 > 0x20 }.map { $0 == 0x0A } ?? true
  }

  /// `string`, `number | null` and `YOUR_KEY` in place of a value are a string.
  private mutating func word() {
    let start = at
    while at < bytes.count, bytes[at].isAlphanumeric || bytes[at] == UInt8(ascii: "_") { at += 1 }
    let name = String(decoding: bytes[start..<at], as: UTF8.self)
    // `TRUE` is a misspelt `true`, and no name for something else.
    let isConstant =
      name.count > 2 && name.utf8.allSatisfy { !(0x61...0x7A).contains($0) } && !Self.literals.contains(name)
    guard isConstant || Self.types.contains(name) else { return }
    for index in start..<at { bytes[index] = UInt8(ascii: "1") }
    // `$CERTIFICATE` is a variable.
    if start > 0, bytes[start - 1] == UInt8(ascii: "$") { bytes[start - 1] = UInt8(ascii: "1") }
    // What a type may be besides is left out.
    let rest = bytes[at...].drop { $0 == 0x20 }
    if rest.first == UInt8(ascii: "|") {
      while at < bytes.count, !",}]\n".utf8.contains(bytes[at]) {
        bytes[at] = 0x20
        at += 1
      }
    }
  }

  private static let literals: Set<String> = ["TRUE", "FALSE", "NULL"]

  private static let types: Set<String> = [
    "string", "number", "boolean", "bool", "integer", "int", "float", "object", "array", "any", "date",
    "uuid", "double", "decimal", "timestamp", "datetime", "epoch", "url",
  ]

  /// A command before its output, as the first line; or `${KEY}`.
  private mutating func prompt() {
    if begins("${") {
      placeholder(closing: "}")
    } else if begins("$ ") || begins("% "), bytes[..<at].allSatisfy({ $0 <= 0x20 }) {
      blank(until: "\n")
    } else {
      at += 1
    }
  }

  /// A line that a diff of VitePress takes out.
  private mutating func blankLine() {
    while at > 0, bytes[at - 1] != 0x0A { at -= 1 }
    blank(until: "\n")
  }

  private mutating func blank(until mark: StaticString) {
    while at < bytes.count, !begins(mark) {
      bytes[at] = 0x20
      at += 1
    }
  }

  private mutating func blank(through mark: StaticString) {
    blank(until: mark)
    for index in at..<min(at + mark.utf8CodeUnitCount, bytes.count) { bytes[index] = 0x20 }
  }

  /// `<your-key>`, `{{ key }}` and `${KEY}` in place of a value are a string.
  private mutating func placeholder(closing mark: StaticString) {
    let start = at
    while at < bytes.count, bytes[at] != 0x0A, bytes[at] != UInt8(ascii: "\""), !begins(mark) { at += 1 }
    guard at < bytes.count, begins(mark), at - start > 1 else {
      at = start + 1
      return
    }
    at += mark.utf8CodeUnitCount
    for index in start..<at { bytes[index] = UInt8(ascii: "x") }
    bytes[start] = UInt8(ascii: "\"")
    bytes[at - 1] = UInt8(ascii: "\"")
  }

  /// What is left out takes its comma with it, or is a value where one is asked for.
  private mutating func elide() {
    hasElision = true
    func isText(_ byte: UInt8) -> Bool { byte > 0x20 }
    let before = bytes[..<at].lastIndex(where: isText)
    let after = bytes[(at + 3)...].firstIndex(where: isText)
    let needsValue = before.map { bytes[$0] == UInt8(ascii: ":") } ?? false
    bytes.replaceSubrange(at..<(at + 3), with: needsValue ? "\"0\"".utf8 : "   ".utf8)
    at += 3
    if needsValue { return }
    if let before, bytes[before] == UInt8(ascii: ",") {
      bytes[before] = 0x20
    } else if let after, bytes[after] == UInt8(ascii: ",") {
      bytes[after] = 0x20
    }
  }

  mutating func removeTrailingCommas() {
    var last: Int?
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index = bytes.endOfString(from: index)
        last = nil
      case UInt8(ascii: ","): last = index
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if let last { bytes[last] = 0x20 }
        last = nil
      case 0x21...: last = nil
      default: break
      }
      index += 1
    }
  }

  var withoutLastComma: [UInt8] {
    guard let last = bytes.lastIndex(where: { $0 > 0x20 }), bytes[last] == UInt8(ascii: ",") else {
      return bytes
    }
    return Array(bytes[..<last])
  }

  /// With the brackets closed that are still open.
  var closed: [UInt8] {
    var open: [UInt8] = []
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "{"): open.append(UInt8(ascii: "}"))
      case UInt8(ascii: "["): open.append(UInt8(ascii: "]"))
      case UInt8(ascii: "}"), UInt8(ascii: "]"): if open.last == bytes[index] { open.removeLast() }
      case UInt8(ascii: "\""):
        index = bytes.endOfString(from: index)
      default: break
      }
      index += 1
    }
    return withoutLastComma + open.reversed()
  }
}

extension [UInt8] {
  /// The closing quote of the string that begins at a quote, or the end of the text or beyond it.
  fileprivate func endOfString(from start: Int) -> Int {
    var index = start + 1
    while index < count, self[index] != UInt8(ascii: "\"") {
      index += self[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return index
  }
}
