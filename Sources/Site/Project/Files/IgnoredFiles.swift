import Synchronization

/// The files of a project that git ignores, by `.gitignore` at its root, in the folders above, in the content folder and on
/// the way from there to the file (https://git-scm.com/docs/gitignore).
///
/// A file that is ignored and not there is made by a build of the project.
public struct IgnoredFiles: Sendable {
  private struct Pattern {
    /// The parts between slashes.
    var parts: [[UInt8]]
    var isNegated: Bool
    /// The folder of the list, as names from the top of the file system.
    var folder: [Substring]
  }

  /// The patterns for what is in each folder that was asked about, so that each list is read once.
  private final class Known: Sendable {
    let patterns = Mutex<[String: [Pattern]]>([:])
  }

  /// Of the lists at the root and above it.
  private let outer: [Pattern]
  private let root: [Substring]
  /// The content folder; lists in the folders below it are read for a path in them.
  private let content: [Substring]
  private let files: FileReader
  private let known = Known()

  /// - Parameter root: the absolute path of the project.
  public init(_ files: FileReader, root: String, content: String) {
    let base = root.split(separator: "/")
    self.root = base
    self.files = files
    self.content = content == "." ? [] : content.split(separator: "/")
    var found: [Pattern] = []
    let above = files.foldersAbove
    for (index, folder) in above.enumerated().reversed() {
      found += Self.patterns(folder + "/.gitignore", files, in: base.dropLast(index + 1))
    }
    outer = found + Self.patterns(".gitignore", files, in: base)
  }

  /// The patterns of the lists in a folder of the project and on the way to it.
  private func patterns(in folder: ArraySlice<Substring>) -> [Pattern] {
    if folder.isEmpty { return outer }
    let path = folder.joined(separator: "/")
    if let all = known.patterns.withLock({ $0[path] }) { return all }
    let hasList = folder.starts(with: content) || content.starts(with: folder)
    let own = hasList ? Self.patterns(path + "/.gitignore", files, in: root + folder) : []
    let above = patterns(in: folder.dropLast())
    let all = own.isEmpty ? above : above + own
    known.patterns.withLock { $0[path] = all }
    return all
  }

  private static func patterns(
    _ path: String, _ files: FileReader, in folder: some Sequence<Substring>
  ) -> [Pattern] {
    let text: String
    do throws(FileReadError) { text = try files.settings(path).text } catch { return [] }
    return text.split(whereSeparator: \.isNewline).prefix(most).compactMap { line in
      var rest = line.drop { $0 == " " }
      while rest.last == " " { rest.removeLast() }
      guard let first = rest.first, first != "#" else { return nil }
      let isNegated = first == "!"
      if isNegated { rest.removeFirst() }
      let isAnchored = rest.dropLast().contains("/")
      let parts = rest.split(separator: "/").map { Array($0.utf8) }
      if parts.isEmpty { return nil }
      return Pattern(
        parts: isAnchored ? parts : [anyFolders] + parts, isNegated: isNegated, folder: Array(folder))
    }
  }

  private static let most = 1_000

  /// Whether git ignores a path, or a folder that it is in. A folder that has files all the same has been added to git, so
  /// that its other files are, too. One with hidden files alone, such as `.gitkeep`, waits for what a build makes.
  ///
  /// - Parameter path: from the project's root.
  public func contains(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    let names = root + parts
    let patterns = patterns(in: parts.dropLast())
    guard let count = (1...max(1, names.count)).first(where: { Self.isIgnored(names.prefix($0), patterns) })
    else {
      return false
    }
    if count == names.count { return true }
    let folder = parts.prefix(max(0, count - root.count)).joined(separator: "/")
    return folder.isEmpty || files.kind(folder) == nil || files.files(folder) { _ in true }.isEmpty
  }

  /// Whether the last pattern that names a file or folder ignores it.
  private static func isIgnored(_ path: ArraySlice<Substring>, _ patterns: [Pattern]) -> Bool {
    for pattern in patterns.reversed() where path.starts(with: pattern.folder) {
      let rest = path.dropFirst(pattern.folder.count).map { Array($0.utf8) }
      if !rest.isEmpty, matches(pattern.parts, rest) { return !pattern.isNegated }
    }
    return false
  }

  private static let anyFolders = Array("**".utf8)

  /// `**` stands for any folders.
  private static func matches(_ pattern: [[UInt8]], _ path: [[UInt8]]) -> Bool {
    matches(pattern, path, isAny: { $0 == anyFolders }, isOne: { matches(name: $0, $1) })
  }

  /// `*` stands for any bytes and `?` for one.
  private static func matches(name pattern: [UInt8], _ name: [UInt8]) -> Bool {
    matches(
      pattern, name, isAny: { $0 == UInt8(ascii: "*") }, isOne: { $0 == UInt8(ascii: "?") || $0 == $1 })
  }

  /// Whether a pattern has all elements of a list. Of the parts that stand for any of them only the last one is tried
  /// again: what an earlier one could take, the last one can.
  private static func matches<Element>(
    _ pattern: [Element], _ list: [Element], isAny: (Element) -> Bool, isOne: (Element, Element) -> Bool
  ) -> Bool {
    var (at, place) = (0, 0)
    var star: (pattern: Int, list: Int)?
    while place < list.count {
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
