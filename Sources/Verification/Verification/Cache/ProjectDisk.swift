import Digests
import Files
import Foundation

/// The files that a verification hashes for its cache keys, by absolute path.
public struct ProjectDisk: Sendable {
  /// Size, time of change and identity of a file in one word; the same as long as the file is.
  public var stamp: @Sendable (_ path: String) -> String
  public var bytes: @Sendable (_ path: String) -> [UInt8]?
  /// Paths of what is in a folder, relative to it and in a fixed order: files and symbolic links, and folders with `/` at
  /// their end; see `SystemPath` for names that are not UTF-8. `nil` when it is not a folder.
  public var entries: @Sendable (_ folder: String) -> [String]?
  /// What programs find out about a file besides its bytes; see `FileTraits`.
  public var traits: @Sendable (_ path: String) -> FileTraits

  public init(
    stamp: @escaping @Sendable (String) -> String, bytes: @escaping @Sendable (String) -> [UInt8]?,
    entries: @escaping @Sendable (String) -> [String]?,
    traits: @escaping @Sendable (String) -> FileTraits = { _ in FileTraits() }
  ) {
    self.stamp = stamp
    self.bytes = bytes
    self.entries = entries
    self.traits = traits
  }

  /// Without the folders that examples cannot read; see `hidden`.
  public static let disk = leavingOut(hidden)

  /// What is installed on the machine: all but what Python writes beside its modules, which follows from them and is
  /// written whenever somebody imports a module.
  static let installed = leavingOut(["__pycache__"])

  /// Of what is installed, the first three levels: programs of `~/.rustup/toolchains` are in `NAME/bin`, and the libraries
  /// below have a hundred thousand files.
  static let programs = leavingOut(["__pycache__"], levels: 3)

  /// All that is in a folder.
  static let complete = leavingOut([])

  private static func leavingOut(_ names: Set<String>, levels: Int = .max) -> ProjectDisk {
    ProjectDisk(
      stamp: { FileStamp.text(ofFile: $0) },
      bytes: contents(ofFile:),
      entries: { path in
        var found: [String] = []
        let isFolder = FolderWalk(leftOut: names, levels: levels).visit(path) { found.append($0) }
        return isFolder ? found : nil
      },
      traits: FileTraits.init(ofFile:))
  }

  /// Names of folders for version control, caches and results. Inside declared folders they are not in cache keys, and
  /// examples cannot read them.
  static let hidden: Set<String> = [
    ".git", ".flowdocs", ".build", ".venv", "_site", "node_modules", "__pycache__",
  ]

  /// Paths of the folders inside of a folder that examples cannot read, relative to it.
  static func hiddenFolders(in path: String) -> [String] {
    var found: [String] = []
    FolderWalk(leftOut: hidden).visit(path, { _ in }, leftOut: { found.append($0) })
    return found
  }

  /// A file, or the paths and contents of a folder, as one hash; empty when there is neither.
  func digest(_ path: String, except isLeftOut: (String) -> Bool = { _ in false }) -> String {
    guard let entries = entries(path) else {
      return bytes(path).map { SHA256.hex(traits(path).mark + $0) } ?? ""
    }
    var parts: [UInt8] = []
    for entry in entries where !isLeftOut(entry) {
      parts += entry.utf8
      parts.append(0)
      // Only the name of a folder is hashed: programs can list it.
      if !entry.hasSuffix("/") { parts += digest(ofFile: path + "/" + entry) }
    }
    return SHA256.hex(parts)
  }

  /// Of a link only where it leads counts: what is there is in the key if examples can read it. What this program cannot
  /// read, examples cannot read either.
  private func digest(ofFile path: String) -> [UInt8] {
    let traits = traits(path)
    return SHA256.digest(traits.mark + (traits.target == nil ? bytes(path) ?? [] : []))
  }

  private static func contents(ofFile path: String) -> [UInt8]? {
    let file = open(SystemPath.systemName(path), O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    do throws(FileBytes.Failure) {
      return try FileBytes.read(file, size: Int(status.st_size))
    } catch {
      // Like a file that cannot be opened: it has no contents to hash.
      return nil
    }
  }
}

/// Visits all that is below a folder, without following links.
private struct FolderWalk {
  /// Names of folders that are not entered.
  var leftOut: Set<String>
  /// How many levels of folders are entered, the first among them.
  var levels = Int.max

  /// - Parameters:
  ///   - visit: gets paths relative to the folder, those of folders with `/` at their end.
  ///   - leftOut: gets the paths of folders that are not entered.
  /// - Returns: Whether it is a folder.
  @discardableResult
  func visit(
    _ path: String, _ visit: (String) -> Void, leftOut: (String) -> Void = { _ in }
  ) -> Bool {
    var status = stat()
    guard stat(SystemPath.systemName(path), &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      return false
    }
    do throws(FileFailure) {
      try self.visit(Folder(at: path, followingLink: true), "", 1, visit, leftOut)
    } catch {
      // A folder that cannot be read has no files for examples either.
    }
    return true
  }

  private func visit(
    _ folder: Folder, _ prefix: String, _ level: Int, _ visit: (String) -> Void,
    _ leftOut: (String) -> Void
  ) throws(FileFailure) {
    for entry in try folder.entries() {
      let path = prefix + entry.exactName
      switch entry.kind {
      case .folder where self.leftOut.contains(entry.name): leftOut(path)
      case .folder:
        visit(path + "/")
        if level == levels { continue }
        do throws(FileFailure) {
          try self.visit(folder.folder(entry), path + "/", level + 1, visit, leftOut)
        } catch {
          // A folder that cannot be read is left out; its neighbours are not.
        }
      case .file, .link: visit(path)
      case .special: continue
      }
    }
  }
}
