import Determinism
import JSON
import OpenRPC

/// One difference between an answer and the page.
public struct JSONDifference: Sendable, Hashable {
  /// `result.status`; empty for the whole.
  public var field: String
  /// A plain sentence.
  public var message: String
  /// Bytes of the expected value, in the text that was expected.
  public var range: Range<Int>?
}

/// The response that a page shows, as JSON with typed placeholders.
///
/// The strings `<uuid>`, `<timestamp>`, `<number>` and `<string>` match any value of that kind. An item `…` of an array
/// matches any items, a member `"…": "…"` any further members. After a `\` each of them is text: `"\\<uuid>"`. Numbers are
/// equal by value.
public enum JSONPattern {
  static let ellipsis = "…"

  static func isEllipsis(_ value: JSON) -> Bool { value.string == ellipsis || value.string == "..." }

  /// Whether a value of the page is a placeholder.
  public static func isPlace(_ value: JSON) -> Bool {
    guard let text = value.string else { return false }
    return isEllipsis(value) || ["<uuid>", "<timestamp>", "<number>", "<string>"].contains(text)
  }

  static func elides(_ object: JSONObject) -> Bool { object.contains { isEllipsis(name: $0.name) } }

  private static func isEllipsis(name: String) -> Bool { name == ellipsis || name == "..." }

  /// The text that an escaped placeholder stands for; `nil` for any other string.
  private static func unescaped(_ text: String?) -> String? {
    guard let text, text.hasPrefix("\\"), isPlace(.string(String(text.drop { $0 == "\\" }))) else {
      return nil
    }
    return String(text.dropFirst())
  }

  private static func unescaped(name: String) -> String {
    name.hasPrefix("\\") && isEllipsis(name: String(name.drop { $0 == "\\" }))
      ? String(name.dropFirst()) : name
  }

  /// A pattern that matches this value alone: with `\` before strings and names that are placeholders.
  static func escaped(_ value: JSON) -> JSON {
    switch value.content {
    case .string(let text):
      return isPlace(value) || unescaped(text) != nil ? .string("\\" + text) : value
    case .array(let items): return .array(items.map(escaped))
    case .object(let object):
      return .object(
        object.map { member in (escaped(name: member.name), escaped(member.value)) })
    default: return value
    }
  }

  private static func escaped(name: String) -> String {
    isEllipsis(name: name) || unescaped(name: name) != name ? "\\" + name : name
  }

  public static func matches(_ expected: JSON, _ actual: JSON) -> Bool {
    differences(expected, actual).isEmpty
  }

  /// The differences, deepest first named: empty when the answer is as expected.
  public static func differences(
    _ expected: JSON, _ actual: JSON, at path: [String] = []
  ) -> [JSONDifference] {
    switch (expected.content, actual.content) {
    case (.string(let place), _) where isPlace(expected):
      return fits(place, actual) ? [] : [different(expected, actual, path)]
    case (.string(let text), .string(let came)) where unescaped(text) != nil:
      return text == came || unescaped(text) == came ? [] : [different(expected, actual, path)]
    case (.object(let a), .object(let b)): return differences(a, b, expected, path)
    case (.array(let a), .array(let b)): return differences(a, b, expected, path)
    default: return expected == actual ? [] : [different(expected, actual, path)]
    }
  }

  private static func fits(_ place: String, _ actual: JSON) -> Bool {
    switch place {
    case "<number>": return actual.number != nil
    case "<string>": return actual.string != nil
    case "<uuid>":
      let bytes = Array((actual.string ?? "").utf8)
      return uuidLength(bytes[...]) == bytes.count
    case "<timestamp>":
      let bytes = Array((actual.string ?? "").utf8)
      return !bytes.isEmpty && TypedText.timestampLength(bytes[...]) == bytes.count
    default: return true
    }
  }

  private static func different(_ expected: JSON, _ actual: JSON, _ path: [String]) -> JSONDifference {
    let field = FieldPath.text(path)
    return JSONDifference(
      field: field,
      message: (field.isEmpty ? "The response" : "`\(field)`")
        + " is \(excerpt(actual)); the page shows \(excerpt(expected))",
      range: expected.range)
  }

  private static func differences(
    _ a: JSONObject, _ b: JSONObject, _ expected: JSON, _ path: [String]
  ) -> [JSONDifference] {
    var found: [JSONDifference] = []
    let elides = elides(a)
    for member in a where !isEllipsis(name: member.name) {
      let name = unescaped(name: member.name)
      if let value = b[name] {
        found += differences(member.value, value, at: path + [name])
      } else {
        found.append(
          JSONDifference(
            field: FieldPath.text(path + [name]),
            message: "The response has no `\(FieldPath.text(path + [name]))`",
            range: member.nameRange ?? member.value.range))
      }
    }
    if !elides {
      let names = Set(a.map { unescaped(name: $0.name) })
      for member in b where !names.contains(member.name) {
        found.append(
          JSONDifference(
            field: FieldPath.text(path + [member.name]),
            message: "The response also has `\(FieldPath.text(path + [member.name]))`, "
              + "\(excerpt(member.value)), which the page does not show",
            range: expected.range.map { $0.lowerBound..<($0.lowerBound + 1) }))
      }
    }
    return found
  }

  private static func differences(
    _ a: [JSON], _ b: [JSON], _ expected: JSON, _ path: [String]
  ) -> [JSONDifference] {
    guard let gap = a.firstIndex(where: isEllipsis) else {
      var found: [JSONDifference] = []
      for (index, (left, right)) in zip(a, b).enumerated() {
        found += differences(left, right, at: path + [String(index)])
      }
      if a.count != b.count { found.append(count(a.count, b.count, expected, path)) }
      return found
    }
    let (front, back) = (a[..<gap], a[(gap + 1)...])
    if b.count < front.count + back.count {
      return [count(front.count + back.count, b.count, expected, path)]
    }
    var found: [JSONDifference] = []
    for (index, left) in front.enumerated() {
      found += differences(left, b[index], at: path + [String(index)])
    }
    for (offset, left) in back.enumerated() {
      let index = b.count - back.count + offset
      found += differences(left, b[index], at: path + [String(index)])
    }
    return found
  }

  private static func count(_ said: Int, _ came: Int, _ expected: JSON, _ path: [String]) -> JSONDifference {
    let field = FieldPath.text(path)
    return JSONDifference(
      field: field,
      message: (field.isEmpty ? "The response" : "`\(field)`") + " has \(came) items; the page shows \(said)",
      range: expected.range.map { $0.lowerBound..<($0.lowerBound + 1) })
  }

  private static func excerpt(_ value: JSON) -> String {
    switch value.content {
    case .object(let object): return "an object of \(object.count) member\(object.count == 1 ? "" : "s")"
    case .array(let items): return "an array of \(items.count) item\(items.count == 1 ? "" : "s")"
    default:
      let text = value.text()
      return text.unicodeScalars.count <= 60 ? text : String(text.prefix(57)) + "…"
    }
  }

  /// The new text of the page for an answer: placeholders and elisions stay where they still match.
  public static func merged(_ expected: JSON?, _ actual: JSON) -> JSON {
    guard let expected else { return escaped(actual) }
    if matches(expected, actual) { return expected }
    switch (expected.content, actual.content) {
    case (.object(let a), .object(let b)):
      var members: [(String, JSON)] = []
      let elides = elides(a)
      let named = Dictionary(
        a.filter { !isEllipsis(name: $0.name) }.map { (unescaped(name: $0.name), $0) },
        uniquingKeysWith: { first, _ in first })
      for member in b where !elides || named[member.name] != nil {
        let name = named[member.name]?.name ?? escaped(name: member.name)
        members.append((name, merged(named[member.name]?.value, member.value)))
      }
      if elides { members.append((ellipsis, .string(ellipsis))) }
      return .object(members)
    case (.array(let a), .array(let b)):
      guard let gap = a.firstIndex(where: isEllipsis) else {
        return .array(b.enumerated().map { merged(a.indices.contains($0) ? a[$0] : nil, $1) })
      }
      let back = a.count - gap - 1
      guard b.count >= a.count - 1 else {
        return .array(b.enumerated().map { merged($0 < gap ? a[$0] : nil, $1) })
      }
      let front = (0..<gap).map { merged(a[$0], b[$0]) }
      let end = (0..<back).map { merged(a[gap + 1 + $0], b[b.count - back + $0]) }
      return .array(front + [a[gap]] + end)
    default: return escaped(actual)
    }
  }

  /// The expected text changed so that it matches: only what differs is written anew.
  public static func updated(_ text: String, expected: JSON, actual: JSON) -> String {
    var bytes = Array(text.utf8)
    for (range, replacement) in edits(expected, actual, in: bytes).reversed() {
      bytes.replaceSubrange(range, with: replacement)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Replacements in the order of their places.
  private static func edits(_ expected: JSON, _ actual: JSON, in text: [UInt8]) -> [(Range<Int>, [UInt8])] {
    if matches(expected, actual) { return [] }
    switch (expected.content, actual.content) {
    case (.object(let a), .object(let b)):
      let named = a.members.filter { !isEllipsis(name: $0.name) }
      guard named.allSatisfy({ b[unescaped(name: $0.name)] != nil }), elides(a) || named.count == b.count
      else { break }
      return named.flatMap { member in
        b[unescaped(name: member.name)].map { edits(member.value, $0, in: text) } ?? []
      }
    case (.array(let a), .array(let b)):
      guard a.count == b.count, !a.contains(where: isEllipsis) else { break }
      return zip(a, b).flatMap { edits($0, $1, in: text) }
    default: break
    }
    guard let range = expected.range else { return [] }
    // The lines of the new value are indented as the line it begins on.
    var lineStart = range.lowerBound
    while lineStart > 0, text[lineStart - 1] != UInt8(ascii: "\n") { lineStart -= 1 }
    let indentation = text[lineStart...].prefix { $0 == UInt8(ascii: " ") }
    var replacement: [UInt8] = []
    for byte in merged(expected, actual).bytes(.pretty) {
      replacement.append(byte)
      if byte == UInt8(ascii: "\n") { replacement += indentation }
    }
    return [(range, replacement)]
  }
}
