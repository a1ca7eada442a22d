import CLinux
import Foundation

extension Folder {
  /// Makes a folder that the user named, and those above it.
  static func make(_ path: String) throws(FileFailure) {
    if mkdir(path, 0o755) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
      throw .system(operation: "make", path: path, number: errno)
    }
    try make(String(path[..<slash]))
    if mkdir(path, 0o755) != 0, errno != EEXIST {
      throw .system(operation: "make", path: path, number: errno)
    }
  }

  /// Makes a folder below this one, and those on the way to it.
  public func makeFolder(_ path: String) throws(FileFailure) {
    guard Self.isInside(path) else { throw .badPath(printed(path)) }
    if let status = try status(path) { return try require(.folder, status, path) }
    let (parent, name) = try parent(of: path, creating: true)
    if mkdirat(parent.descriptor, name, 0o755) != 0, errno != EEXIST { throw system("make", path) }
  }

  /// The folder that holds a path, and the last part of the path.
  func parent(of path: String, creating: Bool = false) throws(FileFailure) -> (folder: Folder, name: String) {
    guard Self.isInside(path) else { throw .badPath(printed(path)) }
    guard let slash = path.lastIndex(of: "/") else { return (self, path) }
    let name = String(path[path.index(after: slash)...])
    return (try folder(String(path[..<slash]), creating: creating), name)
  }

  /// Writes a new file, and the folders on the way to it; fails with EEXIST when there is something already.
  public func create(_ path: String, _ bytes: [UInt8], mode: mode_t = 0o644) throws(FileFailure) {
    close(try createOpen(path, bytes, mode: mode))
  }

  /// Writes a new file and leaves it open.
  ///
  /// - Parameter isLocked: whether other runs must see that it is being written.
  private func createOpen(
    _ path: String, _ bytes: [UInt8], mode: mode_t, isLocked: Bool = false
  ) throws(FileFailure) -> Int32 {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let file: Int32
    do throws(FileFailure) {
      file = try open(path, flags, mode: mode, doing: "write")
    } catch {
      guard error.number == ENOENT, let slash = path.lastIndex(of: "/") else { throw error }
      try makeFolder(String(path[..<slash]))
      file = try open(path, flags, mode: mode, doing: "write")
    }
    if isLocked { flock(file, LOCK_EX | LOCK_NB) }
    let problem = Self.write(bytes, to: file)
    if problem == 0 { return file }
    close(file)
    throw .system(operation: "write", path: printed(path), number: problem)
  }

  /// Replaces a file, whole or not at all, and makes the folders on the way to it. Only a regular file is replaced.
  ///
  /// - Parameter keepingMode: whether the new file gets the permissions of the old one.
  public func replace(
    _ path: String, _ bytes: [UInt8], mode: mode_t = 0o644, keepingMode: Bool = false
  ) throws(FileFailure) {
    let old = try status(path)
    if let old { try require(.file, old, path) }
    let (parent, name) = try parent(of: path, creating: true)
    let unfinished = UnfinishedFile.name()
    do throws(FileFailure) {
      // Open, and so locked, until it has its name.
      let file = try parent.createOpen(unfinished, bytes, mode: mode, isLocked: true)
      defer { close(file) }
      if keepingMode, let old { fchmod(file, old.st_mode & 0o7777) }
      try parent.move(unfinished, to: name, in: parent)
    } catch {
      unlinkat(parent.descriptor, unfinished, 0)
      if let number = error.number {
        throw .system(operation: "write", path: printed(path), number: number)
      }
      throw error
    }
  }

  /// Moves a file to a path in another folder, in place of the file that is there.
  public func move(_ path: String, to other: String, in folder: Folder) throws(FileFailure) {
    let (from, name) = try parent(of: path)
    let (to, newName) = try folder.parent(of: other, creating: true)
    if renameat(from.descriptor, name, to.descriptor, newName) == 0 { return }
    // On another mount it is copied.
    guard errno == EXDEV, let bytes = try from.read(name) else { throw folder.system("write", other) }
    try to.replace(newName, bytes)
    try from.remove(name)
  }

  /// Gives a file of this folder a name that is still free.
  ///
  /// - Returns: whether it was free; otherwise the file keeps its old name.
  public func rename(_ name: String, toNew newName: String) throws(FileFailure) -> Bool {
    if linkat(descriptor, name, descriptor, newName, 0) == 0 {
      try remove(name)
      return true
    }
    if errno == EEXIST { return false }
    throw system("write", newName)
  }

  /// Gives this folder the permissions of another; without them it keeps its own.
  public func takeMode(of other: Folder) {
    var status = stat()
    if fstat(other.descriptor, &status) == 0 { fchmod(descriptor, status.st_mode & 0o7777) }
  }

  /// Removes a file; `false` when there is none. A link is removed, not what it points at.
  @discardableResult
  public func remove(_ path: String) throws(FileFailure) -> Bool {
    guard let status = try status(path) else { return false }
    if Self.kind(status.st_mode) == .folder { throw .isAFolder(printed(path)) }
    let (parent, name) = try parent(of: path)
    if unlinkat(parent.descriptor, name, 0) == 0 { return true }
    if errno == ENOENT { return false }
    throw system("remove", path)
  }

  /// Removes a folder when it is empty; says whether it did.
  @discardableResult
  public func removeIfEmpty(_ path: String) throws(FileFailure) -> Bool {
    guard try status(path) != nil else { return false }
    let (parent, name) = try parent(of: path)
    return unlinkat(parent.descriptor, name, AT_REMOVEDIR) == 0
  }

  /// Gives a file of another folder a name here as well: a hard link, or a copy on another device and where the file
  /// system does not allow one. A symbolic link is linked as such.
  public func link(_ name: String, of other: Folder) throws(FileFailure) {
    if linkat(other.descriptor, name, descriptor, name, 0) == 0 { return }
    guard [EPERM, EMLINK, ENOTSUP, ENOSYS, EXDEV].contains(errno), let bytes = try other.read(name) else {
      throw system("write", name)
    }
    try create(name, bytes)
  }

  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    bytes.withUnsafeBytes { buffer in
      var offset = 0
      while offset < buffer.count {
        let count = Foundation.write(
          descriptor, buffer.baseAddress.map { $0 + offset }, buffer.count - offset)
        if count < 0, errno == EINTR { continue }
        if count < 0 { return errno }
        offset += count
      }
      return 0
    }
  }
}
