import CLinux
import Foundation

/// A file that the user names, or that lies in the user's project.
public struct NamedFile: Sendable {
  public var path: String

  public init(path: String) { self.path = path }

  /// Why a file was not read or written, as the system says it.
  public struct Failure: Error, Sendable, CustomStringConvertible {
    public var description: String

    fileprivate init(description: String) { self.description = description }

    init(_ path: String, _ what: String, _ reason: Int32) {
      description = "`\(path)` cannot be \(what): \(String(cString: strerror(reason)))"
    }
  }

  public func read() throws(Failure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw Failure(path, "read", errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Foundation.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      if count < 0 { throw Failure(path, "read", errno) }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }

  /// Replaces the contents of the file, whole or not at all, and makes the folders on the way to it; its permissions stay.
  ///
  /// In a repository, and below the working folder, only a regular file is replaced and no link is followed: a stranger may
  /// have committed it. Elsewhere a link keeps its target; a device or a pipe, such as `/dev/stdout`, is written into: a
  /// regular file in its place would no longer be a device.
  public func write(_ bytes: [UInt8]) throws(Failure) {
    if let (folder, path) = guarded {
      do throws(FileFailure) {
        return try Folder(at: folder, followingLink: true).replace(path, bytes, keepingMode: true)
      } catch {
        throw Failure(description: error.description)
      }
    }
    var status = stat()
    guard stat(path, &status) == 0 else {
      try makeFolder()
      return try replace(path, bytes, mode: nil)
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: throw Failure(path, "written", EISDIR)
    case S_IFREG:
      let place = realpath(path, nil)
      defer { free(place) }
      try replace(place.map { String(cString: $0) } ?? path, bytes, mode: status.st_mode & 0o7777)
    default: try write(bytes, to: open(path, O_WRONLY | O_CLOEXEC))
    }
  }

  /// The outermost folder that a stranger may have written and the path of the file below it; `nil` for a file elsewhere.
  private var guarded: (folder: String, path: String)? {
    let working = FileManager.default.currentDirectoryPath
    let path = URL(filePath: path).standardizedFileURL.path
    let folders = RepositoryFolder.all(of: (path as NSString).deletingLastPathComponent) + [working]
    return folders.filter { $0 != "/" && path.hasPrefix($0 + "/") }.min { $0.utf8.count < $1.utf8.count }
      .map { ($0, String(path.dropFirst($0.count + 1))) }
  }

  private func makeFolder() throws(Failure) {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return }
    do throws(FileFailure) { try Folder.make(String(path[..<slash])) } catch {
      throw Failure(description: error.description)
    }
  }

  /// Writes a file of a temporary folder, over what is in it, with its permissions.
  ///
  /// Nobody needs it after a crash, so the system is not asked to bring it to the disk, as Foundation's `Data.write` does:
  /// that takes milliseconds for each file.
  public func writeInPlace(_ bytes: [UInt8]) throws(Failure) {
    try write(bytes, to: open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666))
  }

  /// Writes a file only while it has the expected contents, so that changes that somebody saved meanwhile are not lost.
  ///
  /// The new file and the old one are exchanged in one step, and then the old one is compared: when it is not as
  /// expected, it is put back, by the next run when this one is killed. Writers of FlowDocs take turns by a lock on the
  /// folder; other programs, such as an editor, take no lock, so the file that is replaced when the old one is put back is
  /// compared too.
  ///
  /// - Returns: whether it was written.
  public func write(_ bytes: [UInt8], over original: [UInt8]) throws(Failure) -> Bool {
    let resolved = realpath(path, nil)
    defer { free(resolved) }
    let place = resolved.map { String(cString: $0) } ?? path
    let lock = lockFolder(of: place)
    defer { if lock >= 0 { close(lock) } }
    guard try read() == original else { return false }
    var status = stat()
    guard stat(path, &status) == 0 else { throw Failure(path, "written", errno) }
    let unfinished = Self.path(UnfinishedFile.name(), beside: place)
    let file = try create(unfinished, bytes, mode: status.st_mode & 0o7777)
    defer { close(file) }
    let temporary = Self.path(
      ExchangedFile(for: (place as NSString).lastPathComponent, of: original, with: bytes).name, beside: place
    )
    if rename(unfinished, temporary) != 0 {
      let reason = errno
      unlink(unfinished)
      throw Failure(path, "written", reason)
    }
    do throws(Failure) {
      guard exchange_at(AT_FDCWD, temporary, AT_FDCWD, place) == 0 else {
        // File systems without this call: changes saved between the comparison and the rename are lost.
        guard [EINVAL, ENOSYS, ENOTSUP].contains(errno) else { throw Failure(path, "written", errno) }
        if rename(temporary, place) != 0 { throw Failure(path, "written", errno) }
        return true
      }
    } catch {
      unlink(temporary)
      throw error
    }
    // The temporary file is now the old one.
    do throws(Failure) {
      let isExpected = try putBack(temporary, in: place, expected: original, written: bytes)
      unlink(temporary)
      return isExpected
    } catch {
      // It can be neither compared nor put back, so it is kept under a name that no run removes.
      rename(temporary, "\(place).\(UUID().uuidString)")
      throw error
    }
  }

  /// Puts the old file back when somebody saved it before the exchange.
  ///
  /// - Returns: whether nobody did.
  private func putBack(_ temporary: String, in place: String, expected: [UInt8], written: [UInt8])
    throws(Failure) -> Bool
  {
    var removed = try NamedFile(path: temporary).read()
    let isExpected = removed == expected
    var inPlace = written
    var isNewer = !isExpected
    while isNewer {
      // If the file that is replaced is not ours, somebody saved it in between, and it is put back in its turn.
      let saved = removed
      if exchange_at(AT_FDCWD, temporary, AT_FDCWD, place) != 0 { throw Failure(path, "written", errno) }
      removed = try NamedFile(path: temporary).read()
      isNewer = removed != inPlace
      inPlace = saved
    }
    return isExpected
  }

  /// Takes a lock on the folder of a file, and waits for it; closing the descriptor gives it up.
  ///
  /// - Returns: the descriptor, or -1 where the folder cannot be opened or locked: only other writers of FlowDocs take
  ///   this lock, so a folder without it is still written.
  private func lockFolder(of place: String) -> Int32 {
    let folder = place.lastIndex(of: "/").map { place[...$0] } ?? "."
    let descriptor = open(String(folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    while descriptor >= 0, flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
    return descriptor
  }

  private func replace(_ place: String, _ bytes: [UInt8], mode: mode_t?) throws(Failure) {
    let temporary = Self.path(UnfinishedFile.name(), beside: place)
    let file = try create(temporary, bytes, mode: mode)
    defer { close(file) }
    do throws(Failure) {
      if rename(temporary, place) != 0 { throw Failure(path, "written", errno) }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  private static func path(_ name: String, beside place: String) -> String {
    (place.lastIndex(of: "/").map { String(place[...$0]) } ?? "") + name
  }

  /// Writes a new file and leaves it open, and locked, until it has its name.
  private func create(_ temporary: String, _ bytes: [UInt8], mode: mode_t?) throws(Failure) -> Int32 {
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    if file < 0 { throw Failure(path, "written", errno) }
    flock(file, LOCK_EX | LOCK_NB)
    var problem = Folder.write(bytes, to: file)
    if problem == 0, let mode, fchmod(file, mode) != 0 { problem = errno }
    if problem == 0 { return file }
    close(file)
    unlink(temporary)
    throw Failure(path, "written", problem)
  }

  private func write(_ bytes: [UInt8], to descriptor: Int32) throws(Failure) {
    if descriptor < 0 { throw Failure(path, "written", errno) }
    defer { close(descriptor) }
    let problem = Folder.write(bytes, to: descriptor)
    if problem != 0 { throw Failure(path, "written", problem) }
  }
}
