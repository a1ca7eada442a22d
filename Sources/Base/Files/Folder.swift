import CLinux
import Foundation

/// An open folder, and everything below it: no path given to it can lead anywhere else.
///
/// Paths are relative, with `/`. No symbolic link is followed, neither at the end of a path nor on the way, so that what
/// a repository holds cannot turn writing into its output folder into writing elsewhere.
///
///     let folder = try Folder(at: "/project/_site", creating: true)
///     try folder.replace("guides/start.html", bytes)
public final class Folder: Sendable {
  /// The path of the folder, as messages show it.
  public let path: String
  let descriptor: Int32

  public enum Kind: Sendable, Hashable { case file, folder, link, special }

  /// Opens a folder by a path that the user gave: links above it are the user's own.
  ///
  /// - Parameters:
  ///   - creating: makes the folder, and those above it, when they are not there.
  ///   - followingLink: whether the folder may be a link itself, as the root of a project may.
  public convenience init(at path: String, creating: Bool = false, followingLink: Bool = false)
    throws(FileFailure)
  {
    if creating { try Self.make(path) }
    let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | (followingLink ? 0 : O_NOFOLLOW)
    let descriptor = open_at(AT_FDCWD, SystemPath.systemName(path), flags, 0)
    guard descriptor >= 0 else {
      throw Self.failure("open", path, errno, kind: Self.kind(lstat: path))
    }
    self.init(descriptor, path)
  }

  init(_ descriptor: Int32, _ path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { close(descriptor) }

  /// A folder below this one.
  public func folder(_ path: String, creating: Bool = false) throws(FileFailure) -> Folder {
    if creating { try makeFolder(path) }
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    return Folder(try open(path, flags, doing: "open"), printed(path))
  }

  /// The folder that this one is in.
  public func above() throws(FileFailure) -> Folder {
    let above = open_at(descriptor, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
    let printed = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    guard above >= 0 else { throw .system(operation: "open", path: printed, number: errno) }
    return Folder(above, printed.isEmpty ? "/" : printed)
  }

  /// Whether both are the same folder.
  public func isSame(as other: Folder) -> Bool {
    guard let (own, others) = statuses(with: other) else { return false }
    return own.st_dev == others.st_dev && own.st_ino == others.st_ino
  }

  /// Whether both are on one mount, so that files can be linked and moved from one to the other: a folder that is mounted
  /// twice is one device and two mounts.
  public func sharesMount(with other: Folder) -> Bool {
    guard let (own, others) = statuses(with: other) else { return false }
    return own.st_dev == others.st_dev && mount_of(descriptor) == mount_of(other.descriptor)
  }

  private func statuses(with other: Folder) -> (own: stat, others: stat)? {
    var (own, others) = (stat(), stat())
    guard fstat(descriptor, &own) == 0, fstat(other.descriptor, &others) == 0 else { return nil }
    return (own, others)
  }

  /// What is at a path; `nil` for nothing.
  public func kind(_ path: String) throws(FileFailure) -> Kind? {
    guard let status = try status(path) else { return nil }
    return Self.kind(status.st_mode)
  }

  /// Whether only its owner can read and change what is at a path.
  public func isPrivate(_ path: String) throws(FileFailure) -> Bool {
    guard let status = try status(path) else { return false }
    return status.st_mode & 0o077 == 0
  }

  /// The status of what is at a path, a link's own when it is one; `nil` for nothing.
  func status(_ path: String) throws(FileFailure) -> stat? {
    let descriptor: Int32
    do throws(FileFailure) {
      descriptor = try open(path, O_PATH | O_NOFOLLOW | O_CLOEXEC, doing: "look at")
    } catch {
      if error.number == ENOENT { return nil }
      if case .notAFolder = error { return nil }
      throw error
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw system("look at", path) }
    return status
  }

  /// The bytes of a regular file; `nil` when there is nothing. Nothing else is opened: a pipe would wait for a writer.
  public func read(_ path: String, limit: Int = .max) throws(FileFailure) -> [UInt8]? {
    guard let status = try status(path) else { return nil }
    try require(.file, status, path)
    let file = try open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, doing: "read")
    defer { close(file) }
    let size = Int(status.st_size)
    if size > limit { throw .system(operation: "read", path: printed(path), number: EFBIG) }
    do throws(FileBytes.Failure) {
      return try FileBytes.read(file, size: size)
    } catch {
      throw .system(operation: "read", path: printed(path), number: error.number)
    }
  }

  /// Whether a regular file holds these bytes; what cannot be read does not.
  public func holds(_ path: String, _ bytes: [UInt8]) -> Bool {
    let file: Int32
    do throws(FileFailure) {
      file = try open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, doing: "read")
    } catch {
      // The caller then writes the file, which reports what is wrong.
      return false
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, Int(status.st_size) == bytes.count
    else { return false }
    return withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
      bytes.withUnsafeBytes { bytes in
        var offset = 0
        while offset < bytes.count {
          let got = Foundation.read(file, buffer.baseAddress, min(buffer.count, bytes.count - offset))
          if got < 0, errno == EINTR { continue }
          guard got > 0, let here = buffer.baseAddress, let there = bytes.baseAddress,
            memcmp(here, there + offset, got) == 0
          else { return false }
          offset += got
        }
        return true
      }
    }
  }

  /// Opens a path below the folder, without a link anywhere on it.
  func open(_ path: String, _ flags: Int32, mode: mode_t = 0, doing operation: String) throws(FileFailure)
    -> Int32
  {
    guard Self.isInside(path) else { throw .badPath(printed(path)) }
    var opened = open_beneath(descriptor, path, flags, mode)
    if opened < 0, errno == ENOSYS || errno == EPERM && !Self.hasOpenat2 {
      opened = openPartByPart(path, flags, mode: mode)
    }
    if opened >= 0 { return opened }
    throw failure(operation, path, errno)
  }

  /// Kernels before 5.6 have no `openat2`, and some sandboxes refuse it.
  private static let hasOpenat2: Bool = {
    let opened = open_beneath(AT_FDCWD, ".", O_PATH | O_CLOEXEC, 0)
    if opened >= 0 { close(opened) }
    return opened >= 0
  }()

  private func openPartByPart(_ path: String, _ flags: Int32, mode: mode_t) -> Int32 {
    let parts = path.split(separator: "/").map(String.init)
    var current = descriptor
    for (index, part) in parts.enumerated() {
      let isLast = index == parts.count - 1
      let next = open_at(
        current, part, isLast ? flags | O_NOFOLLOW : O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC,
        isLast ? mode : 0)
      let number = errno
      if current != descriptor { close(current) }
      errno = number
      if next < 0 { return -1 }
      current = next
    }
    return current
  }

  static func isInside(_ path: String) -> Bool {
    !path.isEmpty && !path.utf8.contains(0)
      && path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy {
        !$0.isEmpty && $0 != "." && $0 != ".."
      }
  }

  func printed(_ path: String) -> String { self.path + "/" + path }

  func system(_ operation: String, _ path: String) -> FileFailure {
    .system(operation: operation, path: printed(path), number: errno)
  }

  /// Names the first part of a path that is in the way.
  func failure(_ operation: String, _ path: String, _ number: Int32) -> FileFailure {
    if [ELOOP, ENOTDIR, EXDEV, EISDIR, ENXIO, EEXIST].contains(number) {
      var prefix = ""
      for part in path.split(separator: "/") {
        prefix += (prefix.isEmpty ? "" : "/") + part
        var status = stat()
        // Every part before this one is a folder, or the loop has ended.
        guard fstatat(descriptor, prefix, &status, AT_SYMLINK_NOFOLLOW) == 0 else { break }
        let kind = Self.kind(status.st_mode)
        if kind == .folder, prefix.utf8.count < path.utf8.count { continue }
        return Self.failure(operation, printed(prefix), number, kind: kind)
      }
    }
    return .system(operation: operation, path: printed(path), number: number)
  }

  private static func failure(_ operation: String, _ path: String, _ number: Int32, kind: Kind?)
    -> FileFailure
  {
    switch (kind, number) {
    case (.link, _): .link(path)
    case (.special, _): .special(path)
    case (.file, ENOTDIR): .notAFolder(path)
    case (.folder, EISDIR): .isAFolder(path)
    default: .system(operation: operation, path: path, number: number)
    }
  }

  /// Throws when what is at a path is neither a regular file nor nothing.
  public func requireFileOrNothing(_ path: String) throws(FileFailure) {
    if let status = try status(path) { try require(.file, status, path) }
  }

  /// Throws when what is at a path is neither a folder nor nothing.
  public func requireFolderOrNothing(_ path: String) throws(FileFailure) {
    if let status = try status(path) { try require(.folder, status, path) }
  }

  func require(_ wanted: Kind, _ status: stat, _ path: String) throws(FileFailure) {
    let kind = Self.kind(status.st_mode)
    if kind == wanted { return }
    switch kind {
    case .link: throw .link(printed(path))
    case .special: throw .special(printed(path))
    case .file: throw .notAFolder(printed(path))
    case .folder: throw .isAFolder(printed(path))
    }
  }

  static func kind(_ mode: mode_t) -> Kind {
    switch mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    case S_IFLNK: .link
    default: .special
    }
  }

  private static func kind(lstat path: String) -> Kind? {
    var status = stat()
    return lstat(path, &status) == 0 ? kind(status.st_mode) : nil
  }
}
