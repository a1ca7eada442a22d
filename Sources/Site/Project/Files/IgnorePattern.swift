/// A line of a `.gitignore` (https://git-scm.com/docs/gitignore).
struct IgnorePattern: Sendable {
  /// The parts between slashes; `**` first where the line has none.
  var parts: [[UInt8]]
  var isNegated: Bool
  /// How many folders from the top of the file system the list lies deep.
  var depth: Int

  static let anyFolders = Array("**".utf8)

  /// Whether it names a file or folder.
  ///
  /// - Parameter folder: of the list, or in it: the names from the top of the file system.
  func matches(_ name: [UInt8], in folder: [[UInt8]]) -> Bool {
    if parts.count == 2, parts[0] == Self.anyFolders { return Self.matches(name: parts[1], name) }
    return Self.matches(
      parts, folder[depth...] + [name], isAny: { $0 == Self.anyFolders },
      isOne: { Self.matches(name: $0, $1) })
  }

  /// `*` stands for any bytes and `?` for one.
  private static func matches(name pattern: [UInt8], _ name: [UInt8]) -> Bool {
    if !pattern.contains(where: { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }) {
      return pattern == name
    }
    return matches(
      pattern, name[...], isAny: { $0 == UInt8(ascii: "*") },
      isOne: { $0 == UInt8(ascii: "?") || $0 == $1 })
  }

  /// Whether a pattern has all elements of a list. Of the parts that stand for any of them only the last one is tried
  /// again: what an earlier one could take, the last one can.
  private static func matches<Element>(
    _ pattern: [Element], _ list: ArraySlice<Element>, isAny: (Element) -> Bool,
    isOne: (Element, Element) -> Bool
  ) -> Bool {
    var (at, place) = (0, list.startIndex)
    var star: (pattern: Int, list: Int)?
    while place < list.endIndex {
      if at < pattern.count, isAny(pattern[at]) {
        star = (at, place)
        at += 1
      } else if at < pattern.count, isOne(pattern[at], list[place]) {
        at += 1
        place += 1
      } else if let last = star {
        star = (last.pattern, last.list + 1)
        at = last.pattern + 1
        place = last.list + 1
      } else {
        return false
      }
    }
    return pattern[at...].allSatisfy(isAny)
  }
}
