import Synchronization

/// The files of a project that git ignores, by `.gitignore` at its root, in the folders above, in the content folder and on
/// the way from there to the file (https://git-scm.com/docs/gitignore).
///
/// A file that is ignored and not there is made by a build of the project.
public struct IgnoredFiles: Sendable {
  /// What is known of a folder once a path in it was asked about, so that each list is read once.
  private struct Folder {
    /// From the top of the file system.
    var names: [[UInt8]]
    /// Of the lists in it and on the way to it.
    var patterns: [IgnorePattern]
    /// The answer for everything in it, where git ignores it or a folder that it is in.
    var answer: Bool?

    /// Whether the last pattern that names a file or folder in it ignores that.
    func ignores(_ name: [UInt8]) -> Bool {
      for pattern in patterns.reversed() where pattern.matches(name, in: names) { return !pattern.isNegated }
      return false
    }
  }

  private final class Known: Sendable {
    /// By their paths from the project's root.
    let folders = Mutex<[Substring: Folder]>([:])
  }

  private let root: Folder
  /// The content folder; lists in the folders below it are read for a path in them.
  private let content: String
  private let files: FileReader
  private let known = Known()

  /// - Parameter root: the absolute path of the project.
  public init(_ files: FileReader, root: String, content: String) {
    let names = root.utf8.split(separator: UInt8(ascii: "/")).map(Array.init)
    self.files = files
    self.content = content == "." ? "" : content
    var patterns: [IgnorePattern] = []
    let above = files.foldersAbove
    for (index, folder) in above.enumerated().reversed() {
      patterns += Self.patterns(folder + "/.gitignore", files, depth: names.count - (index + 1))
    }
    patterns += Self.patterns(".gitignore", files, depth: names.count)
    self.root = Folder(
      names: names, patterns: patterns, answer: Self.isIgnored(names, patterns) ? true : nil)
  }

  /// Whether git ignores a folder above the project or that of the project itself.
  private static func isIgnored(_ names: [[UInt8]], _ patterns: [IgnorePattern]) -> Bool {
    names.indices.contains { index in
      Folder(
        names: Array(names.prefix(index)), patterns: patterns.filter { $0.depth <= index }, answer: nil
      ).ignores(names[index])
    }
  }

  /// - Parameter path: from the project's root.
  private func folder(_ path: Substring) -> Folder {
    guard let (parent, name) = Self.lastName(of: path) else { return root }
    if let folder = known.folders.withLock({ $0[path] }) { return folder }
    var folder = folder(parent)
    if folder.answer == nil, folder.ignores(name) { folder.answer = !hasFiles(String(path)) }
    folder.names.append(name)
    if RelativePath.inside(content, path + "/") != nil || RelativePath.inside(String(path), content) != nil {
      folder.patterns += Self.patterns(path + "/.gitignore", files, depth: folder.names.count)
    }
    known.folders.withLock { $0[path] = folder }
    return folder
  }

  /// A folder that has files all the same has been added to git, so that its other files are, too. One with hidden files
  /// alone, such as `.gitkeep`, waits for what a build makes.
  private func hasFiles(_ folder: String) -> Bool {
    files.kind(folder) != nil && !files.files(folder) { _ in true }.isEmpty
  }

  /// The folder and name of a path; `nil` for that of the project.
  private static func lastName(of path: Substring) -> (parent: Substring, name: [UInt8])? {
    let bytes = path.utf8
    guard let last = bytes.lastIndex(where: { $0 != UInt8(ascii: "/") }) else { return nil }
    let end = bytes.index(after: last)
    let slash = bytes[..<last].lastIndex(of: UInt8(ascii: "/"))
    let start = slash.map(bytes.index(after:)) ?? bytes.startIndex
    return (path[..<(slash ?? bytes.startIndex)], Array(bytes[start..<end]))
  }

  private static func patterns(_ path: some StringProtocol, _ files: FileReader, depth: Int)
    -> [IgnorePattern]
  {
    let text: String
    do throws(FileReadError) { text = try files.settings(String(path)).text } catch { return [] }
    return text.split(whereSeparator: \.isNewline).prefix(most).compactMap { line in
      var rest = line.drop { $0 == " " }
      while rest.last == " " { rest.removeLast() }
      guard let first = rest.first, first != "#" else { return nil }
      let isNegated = first == "!"
      if isNegated { rest.removeFirst() }
      let isAnchored = rest.dropLast().contains("/")
      let parts = rest.split(separator: "/").map { Array($0.utf8) }
      if parts.isEmpty { return nil }
      return IgnorePattern(
        parts: isAnchored ? parts : [IgnorePattern.anyFolders] + parts, isNegated: isNegated, depth: depth)
    }
  }

  /// How many lines of a list are read.
  private static let most = 1_000

  /// The bytes of the longest path that Linux opens, `PATH_MAX`.
  private static let longest = 4_096

  /// Whether git ignores a path, or a folder that it is in and that has no files.
  ///
  /// - Parameter path: from the project's root, normalized.
  public func contains(_ path: String) -> Bool {
    guard path.utf8.count < Self.longest else { return false }
    guard let (parent, name) = Self.lastName(of: path[...]) else { return root.answer ?? false }
    let folder = folder(parent)
    return folder.answer ?? folder.ignores(name)
  }
}
