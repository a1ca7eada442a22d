import CLinux
import Foundation

extension Folder {
  /// Something in a folder.
  public struct Entry: Sendable, Hashable {
    /// With U+FFFD for bytes that are not UTF-8.
    public var name: String
    public var kind: Kind
    /// The name as the system has it, ended by NUL: it may be any bytes.
    let systemName: [CChar]
    let isUTF8: Bool

    /// The name with all its bytes; see `SystemPath`.
    public var exactName: String {
      isUTF8 ? name : SystemPath.text(systemName.dropLast().map { UInt8(bitPattern: $0) })
    }
  }

  /// A folder in this one, whatever its name is.
  public func folder(_ entry: Entry) throws(FileFailure) -> Folder {
    let opened = open_at(
      descriptor, entry.systemName, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0)
    guard opened >= 0 else { throw .system(operation: "open", path: printed(entry.name), number: errno) }
    return Folder(opened, printed(entry.exactName))
  }

  /// The entries of this folder, sorted by name.
  public func entries() throws(FileFailure) -> [Entry] {
    // A descriptor of its own: the position of reading belongs to it.
    let own = open_at(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
    guard own >= 0 else { throw .system(operation: "read", path: path, number: errno) }
    guard let directory = fdopendir(own) else {
      let number = errno
      close(own)
      throw .system(operation: "read", path: path, number: number)
    }
    defer { closedir(directory) }
    var entries: [Entry] = []
    while let entry = readdir(directory) {
      let systemName = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        bytes.prefix { $0 != 0 }.map { CChar(bitPattern: $0) } + [0]
      }
      let bytes = systemName.dropLast().map { UInt8(bitPattern: $0) }
      let exact = String(validating: bytes, as: UTF8.self)
      let name = exact ?? String(decoding: bytes, as: UTF8.self)
      if name == "." || name == ".." { continue }
      let kind: Kind
      switch Int(entry.pointee.d_type) {
      case Int(DT_REG): kind = .file
      case Int(DT_DIR): kind = .folder
      case Int(DT_LNK): kind = .link
      case Int(DT_UNKNOWN):
        var status = stat()
        // It was removed after the folder was listed.
        if fstatat(descriptor, systemName, &status, AT_SYMLINK_NOFOLLOW) != 0 { continue }
        kind = Self.kind(status.st_mode)
      default: kind = .special
      }
      entries.append(Entry(name: name, kind: kind, systemName: systemName, isUTF8: exact != nil))
    }
    return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// Everything below this folder: paths from it, folders before their contents. A name that no path can have, because it
  /// is not UTF-8, is an error.
  public func tree() throws(FileFailure) -> [(path: String, kind: Kind)] {
    var found: [(path: String, kind: Kind)] = []
    try collect("", &found)
    return found
  }

  private func collect(_ prefix: String, _ found: inout [(path: String, kind: Kind)]) throws(FileFailure) {
    for entry in try entries() {
      guard entry.isUTF8 else { throw .notUTF8(printed(entry.name)) }
      found.append((prefix + entry.name, entry.kind))
      if entry.kind == .folder { try folder(entry.name).collect(prefix + entry.name + "/", &found) }
    }
  }

  /// Folders deeper than this below the removed one are moved up before they are emptied: each level of a walk needs an
  /// open descriptor, and a process may have few.
  private static let deepestRemoval = 64

  /// Removes a folder inside this one with its contents, at any depth, with any names and with any permissions. Links in
  /// it are removed, never followed; what is mounted in it stays, and is an error.
  ///
  /// - Parameter last: the name of a file that is removed last, so that an interrupted removal can be recognised.
  public func removeTree(_ name: String, last: String? = nil) throws(FileFailure) {
    guard Self.isInside(name) else { throw .badPath(printed(name)) }
    let systemName = Array(name.utf8CString)
    let top = try openForRemoval(systemName, name)
    var moved = 0
    while try top.removeContents(keeping: last, top: top, depth: 0, &moved) {}
    if let last { try top.remove(last) }
    if unlinkat(descriptor, systemName, AT_REMOVEDIR) != 0 { throw system("remove", name) }
  }

  /// Whether something was moved to the top, which has to be emptied again.
  private func removeContents(
    keeping last: String?, top: Folder, depth: Int, _ moved: inout Int
  ) throws(FileFailure) -> Bool {
    var hasMoved = false
    for entry in try entries() where !entry.isUTF8 || entry.name != last {
      guard entry.kind == .folder else {
        if unlinkat(descriptor, entry.systemName, 0) != 0, errno != ENOENT {
          throw system("remove", entry.name)
        }
        continue
      }
      let inner = try openForRemoval(entry.systemName, entry.name)
      if try inner.device() != device() { throw failure("remove", entry.name, EBUSY) }
      if depth < Self.deepestRemoval {
        if try inner.removeContents(keeping: nil, top: top, depth: depth + 1, &moved) { hasMoved = true }
        if unlinkat(descriptor, entry.systemName, AT_REMOVEDIR) != 0 { throw system("remove", entry.name) }
      } else {
        moved += 1
        hasMoved = true
        if renameat(descriptor, entry.systemName, top.descriptor, ".flowdocs-removed-\(moved)") != 0 {
          throw system("remove", entry.name)
        }
      }
    }
    return hasMoved
  }

  private func device() throws(FileFailure) -> dev_t {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure("look at", "", errno) }
    return status.st_dev
  }

  /// Opens a folder so that its contents can be removed, which needs the right to write.
  private func openForRemoval(_ systemName: [CChar], _ name: String) throws(FileFailure) -> Folder {
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    var opened = open_at(descriptor, systemName, flags, 0)
    if opened < 0, errno == EACCES, fchmodat(descriptor, systemName, 0o700, 0) == 0 {
      opened = open_at(descriptor, systemName, flags, 0)
    }
    guard opened >= 0 else { throw failure("open", name, errno) }
    var status = stat()
    if fstat(opened, &status) == 0, status.st_mode & 0o700 != 0o700 { fchmod(opened, 0o700) }
    return Folder(opened, printed(name))
  }
}
