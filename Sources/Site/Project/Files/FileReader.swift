import Diagnostics
import Foundation

extension Rule {
  public static let unreadableFile = Rule(
    "unreadable-file", .error, "File of the project that cannot be read")
}

/// Why a file of the project cannot be read; each case reads well after the file's name in backticks.
public enum FileReadError: Error, Sendable, Hashable, CustomStringConvertible {
  case notFound
  case isFolder
  case outsideProject
  case tooLarge(limit: Int)
  case tooMuchMarkup(limit: Int)
  /// A file whose name begins with a dot, which may hold secrets.
  case hidden
  case unreadable(String)

  public var description: String {
    switch self {
    case .notFound: "does not exist"
    case .isFolder: "is a folder"
    case .outsideProject: "is outside the project"
    case .tooLarge(let limit): "is larger than \(limit >> 20) MiB"
    case .tooMuchMarkup(let limit): "has more than \(limit) characters that can begin markup"
    case .hidden: "is not read: it is a hidden file or in a hidden folder"
    case .unreadable(let reason): "cannot be read: \(reason)"
    }
  }

  /// What to do about it.
  public var fix: String? {
    switch self {
    case .notFound: "create it, or correct its name"
    case .isFolder: "name a file in it"
    case .outsideProject: "copy it into the project"
    case .tooLarge, .tooMuchMarkup: "divide it"
    case .hidden: "copy what may be published into another file"
    case .unreadable: "make it a file that can be read"
    }
  }
}

/// The files of one project, and no others: paths are relative to the project's root, with `/`.
public struct FileReader: Sendable {
  public enum Kind: Sendable, Hashable { case file, folder }

  /// The bytes of a file.
  public var read: @Sendable (_ path: String) throws(FileReadError) -> [UInt8]
  /// What is at a path; `nil` for nothing, or for what points outside the project.
  public var kind: @Sendable (_ path: String) -> Kind?
  /// All files below a folder that `isWanted` accepts, as paths relative to the root, sorted. Files whose name begins
  /// with a dot are left out; folders whose name does, `_site` and `node_modules` are not entered.
  public var files: @Sendable (_ folder: String, _ isWanted: (_ name: String) -> Bool) -> [String]
  /// The path as it is printed in diagnostics.
  public var printed: @Sendable (_ path: String) -> String
  /// What is at a path that leads out of the project, as `../LICENSE` does, but stays in its repository. Such files are
  /// never read, but for `settingsAbove`: only links to them are checked.
  public var kindOutside: @Sendable (_ path: String) -> Kind?
  /// The bytes of a file outside of the project, in its repository, with settings of a documentation tool or of git:
  /// `../mkdocs.yml`. Any other file is refused.
  public var settingsAbove: @Sendable (_ path: String) throws(FileReadError) -> [UInt8]
  /// The names of the settings of documentation tools in a folder of the project, or of its repository above it, sorted.
  public var settingsNames: @Sendable (_ folder: String) -> [String]
  /// The symbolic links to folders below a folder, in the order of their paths. Those in folders that `files` does not
  /// enter are left out.
  public var linkedFolders: @Sendable (_ folder: String) -> [LinkedFolder]

  public init(
    read: @escaping @Sendable (_ path: String) throws(FileReadError) -> [UInt8],
    kind: @escaping @Sendable (_ path: String) -> Kind?,
    files: @escaping @Sendable (_ folder: String, _ isWanted: (_ name: String) -> Bool) -> [String],
    printed: @escaping @Sendable (_ path: String) -> String = { $0 },
    kindOutside: @escaping @Sendable (_ path: String) -> Kind? = { _ in nil },
    settingsAbove: @escaping @Sendable (_ path: String) throws(FileReadError) -> [UInt8] = {
      _ throws(FileReadError) in throw .outsideProject
    },
    settingsNames: @escaping @Sendable (_ folder: String) -> [String] = { _ in [] },
    linkedFolders: @escaping @Sendable (_ folder: String) -> [LinkedFolder] = { _ in [] }
  ) {
    self.linkedFolders = linkedFolders
    self.settingsNames = settingsNames
    self.kindOutside = kindOutside
    self.settingsAbove = settingsAbove
    self.read = read
    self.kind = kind
    self.files = files
    self.printed = printed
  }

  /// A tree held in memory: path → text. Folders are implied.
  public static func memory(_ tree: [String: String]) -> FileReader {
    let paths = tree.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let folders = Set(paths.flatMap(RelativePath.folders))
    return FileReader(
      read: { path throws(FileReadError) in
        guard let path = RelativePath.normalized(path) else { throw .outsideProject }
        if !HiddenFile.mayBeRead(path) { throw .hidden }
        if let text = tree[path] { return Array(text.utf8) }
        throw folders.contains(path) ? .isFolder : .notFound
      },
      kind: { path in
        guard let path = RelativePath.normalized(path) else { return nil }
        return tree[path] != nil ? .file : path.isEmpty || folders.contains(path) ? .folder : nil
      },
      files: { folder, isWanted in
        guard let folder = RelativePath.normalized(folder) else { return [] }
        return paths.filter { path in
          guard let inside = RelativePath.inside(folder, path)?.split(separator: "/") else { return false }
          return inside.dropLast().allSatisfy { RelativePath.isEntered(folder: String($0)) }
            && RelativePath.isListed(file: inside.last.map(String.init) ?? "")
            && isWanted(inside.last.map(String.init) ?? "")
        }
      },
      settingsNames: { folder in
        paths.compactMap { RelativePath.inside(folder, $0) }.filter {
          !$0.contains("/") && ToolFile.isSettings($0)
        }
      })
  }
}

/// Paths relative to the project's root.
public enum RelativePath {
  /// Without `.`, empty parts and resolved `..`; `nil` for an absolute path and for one that leaves the root.
  /// The root itself is the empty path.
  public static func normalized(_ path: String) -> String? {
    if isNormalized(path) { return path }
    var path = path
    return path.withUTF8 { bytes -> String? in
      let slash = UInt8(ascii: "/")
      if bytes.first == slash { return nil }
      var kept: [UInt8] = []
      // How long the path was before each of its parts.
      var lengths: [Int] = []
      for part in bytes.split(separator: slash) where !part.elementsEqual(".".utf8) {
        if part.elementsEqual("..".utf8) {
          guard let length = lengths.popLast() else { return nil }
          kept.removeLast(kept.count - length)
        } else {
          lengths.append(kept.count)
          if !kept.isEmpty { kept.append(slash) }
          kept.append(contentsOf: part)
        }
      }
      return String(decoding: kept, as: UTF8.self)
    }
  }

  /// Whether each part between slashes is a name: neither empty nor `.` or `..`.
  private static func isNormalized(_ path: String) -> Bool {
    var length = 0
    var areDots = true
    for byte in path.utf8 {
      if byte == UInt8(ascii: "/") {
        if areDots, length <= 2 { return false }
        (length, areDots) = (0, true)
      } else {
        length += 1
        areDots = areDots && byte == UInt8(ascii: ".")
      }
    }
    return !(areDots && length <= 2)
  }

  /// The path that `relative` means in a file that is in `folder`; `nil` when it points outside the root.
  public static func resolve(_ relative: String, in folder: String) -> String? {
    normalized(folder.isEmpty ? relative : folder + "/" + relative)
  }

  /// The path that `relative` means in a file that is in `folder`, when it points outside the root: `../LICENSE`.
  public static func outside(_ relative: String, in folder: String) -> String? {
    if relative.hasPrefix("/") { return nil }
    var parts: [Substring] = []
    for part in (folder.isEmpty ? relative : folder + "/" + relative).split(separator: "/") where part != "."
    {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    return parts.first == ".." ? parts.joined(separator: "/") : nil
  }

  /// The path as it is named from `folder`, which is empty for the root; `nil` when it is not in it.
  public static func inside(_ folder: String, _ path: String) -> String? {
    if folder.isEmpty { return path }
    let prefix = folder + "/"
    return path.utf8.starts(with: prefix.utf8)
      ? String(Substring(path.utf8.dropFirst(prefix.utf8.count))) : nil
  }

  /// How a file at `path` is written in a link in `folder`, both relative to the same root: `../api/index.md`.
  public static func link(to path: String, from folder: String) -> String {
    var target = path.split(separator: "/")[...]
    var base = folder.split(separator: "/")[...]
    while let first = target.first, target.count > 1, first == base.first {
      target.removeFirst()
      base.removeFirst()
    }
    return (base.map { _ in ".." } + target.map(String.init)).joined(separator: "/")
  }

  /// `guides` for `guides/start.md`; empty at the root.
  public static func folder(of path: String) -> String {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) } ?? ""
  }

  /// `start.md` for `guides/start.md`.
  public static func name(of path: String) -> String {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.utf8.index(after: $0)...]) } ?? path
  }

  public static func folders(of path: String) -> [String] {
    var folders: [String] = []
    var folder = folder(of: path)
    while !folder.isEmpty {
      folders.append(folder)
      folder = self.folder(of: folder)
    }
    return folders
  }

  /// Hidden files are suggested only to those who name them.
  static func isListed(file name: String) -> Bool { !name.hasPrefix(".") }

  static func isEntered(folder name: String) -> Bool {
    !name.hasPrefix(".") && name != "_site" && name != "node_modules"
  }
}

extension FileReader {
  /// The same files, with additional texts in memory: path → text. They take precedence over files of the same name.
  public func adding(_ texts: [String: SourceText]) -> FileReader {
    if texts.isEmpty { return self }
    let base = self
    let folders = Set(texts.keys.flatMap(RelativePath.folders))
    return FileReader(
      read: { path throws(FileReadError) in
        if let text = RelativePath.normalized(path).flatMap({ texts[$0] }) { return text.bytes }
        return try base.read(path)
      },
      kind: { path in
        if let kind = base.kind(path) { return kind }
        guard let path = RelativePath.normalized(path) else { return nil }
        return texts[path] != nil ? .file : folders.contains(path) ? .folder : nil
      },
      files: { folder, isWanted in
        let inside = texts.keys.filter { path in
          (folder.isEmpty || folder == "." || path.hasPrefix(folder + "/"))
            && isWanted(RelativePath.name(of: path))
        }
        let found = base.files(folder, isWanted)
        return inside.isEmpty
          ? found : (found + inside).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      },
      printed: base.printed, kindOutside: base.kindOutside, settingsAbove: base.settingsAbove,
      settingsNames: base.settingsNames, linkedFolders: base.linkedFolders)
  }

  /// The same files, some of them with the text that they have in an editor, where it may not be saved yet.
  ///
  /// - Parameter texts: by their paths. A text whose file is not in the project, or may not be read, is left out.
  public func showing(_ texts: [String: SourceText]) -> FileReader {
    if texts.isEmpty { return self }
    let base = self
    var reader = base
    reader.read = { path throws(FileReadError) in
      guard let own = RelativePath.normalized(path), let text = texts[own], HiddenFile.mayBeRead(own),
        base.kind(own) == .file
      else { return try base.read(path) }
      return text.bytes
    }
    return reader
  }

  /// The same project with other files in one folder.
  ///
  /// - Parameter files: every file below it, by its path from the root.
  public func replacing(_ folder: String, with files: [String: [UInt8]]) -> FileReader {
    let base = self
    let folders = Set(files.keys.flatMap(RelativePath.folders))
    @Sendable func isInside(_ path: String) -> Bool {
      path == folder || RelativePath.inside(folder, path) != nil
    }
    var reader = base
    reader.read = { path throws(FileReadError) in
      guard let path = RelativePath.normalized(path), isInside(path) else { return try base.read(path) }
      if let bytes = files[path] { return bytes }
      throw folders.contains(path) ? .isFolder : .notFound
    }
    reader.kind = { path in
      guard let path = RelativePath.normalized(path), isInside(path) else { return base.kind(path) }
      return files[path] != nil ? .file : folders.contains(path) ? .folder : nil
    }
    reader.files = { root, isWanted in
      let others = base.files(root, isWanted).filter { !isInside($0) }
      let own = files.keys.filter { path in
        (root.isEmpty || root == "." || RelativePath.inside(root, path) != nil)
          && isWanted(RelativePath.name(of: path))
      }
      return (others + own).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
    return reader
  }

  /// The folders above the project that are in its repository, from the nearest one on: `..`, `../..`.
  public var foldersAbove: [String] {
    Array(sequence(first: "..") { $0 + "/.." }.prefix { kindOutside($0) == .folder })
  }

  /// Whether a path, or a link at it, leads out of the project.
  public func leadsOutside(_ path: String) -> Bool {
    do throws(FileReadError) {
      _ = try read(path)
      return false
    } catch {
      return error == .outsideProject
    }
  }

  /// What is at a path of the project, or at one that leads out of it but stays in its repository.
  public func kindInRepository(_ path: String) -> Kind? {
    path.hasPrefix("..") ? kindOutside(path) : kind(path)
  }

  /// The text of a page, which has limits of its own.
  public func page(_ path: String) throws(FileReadError) -> SourceText {
    let source = try source(path, limit: InputLimit.page)
    if InputLimit.hasTooManyMarks(source.bytes) { throw .tooMuchMarkup(limit: InputLimit.marks) }
    return source
  }

  /// A file's text.
  ///
  /// - Parameter limit: the size in bytes above which it is refused, below that of all files.
  public func source(_ path: String, limit: Int = InputLimit.file) throws(FileReadError) -> SourceText {
    let bytes = try read(path)
    if bytes.count > limit { throw .tooLarge(limit: limit) }
    return SourceText(path: printed(path), bytes: bytes)
  }

  /// The text of settings in the project or above it.
  public func settings(_ path: String) throws(FileReadError) -> SourceText {
    if !path.hasPrefix("..") { return try source(path, limit: InputLimit.settings) }
    let bytes = try settingsAbove(path)
    if bytes.count > InputLimit.settings { throw .tooLarge(limit: InputLimit.settings) }
    return SourceText(path: printed(path), bytes: bytes)
  }

  /// A file's text, with a finding for one that cannot be read.
  ///
  /// - Parameter place: where the file is named, when that is known.
  public func requiredSource(
    _ path: String, namedAt place: SourceSpan? = nil
  ) throws(DiagnosticError) -> SourceText {
    do throws(FileReadError) {
      return try source(path)
    } catch {
      throw DiagnosticError(
        Diagnostic(
          .unreadableFile, "`\(printed(path))` \(error)", at: place ?? SourceSpan(file: printed(path)),
          fix: error.fix))
    }
  }
}
