import Foundation
import Pages
import Synchronization

/// The folder that a portal is written into, in place.
///
/// - A file is written only when its bytes differ from those that are there, first under another name in
///   `.flowdocs-new`, from where it is moved into place: whoever reads sees the old file or the new one,
///   never half of one. What a build that was cut short left there is removed by the next.
/// - The folder is never emptied. Files that an earlier build wrote and this one did not are removed.
/// - `.flowdocs-manifest` lists the files that builds wrote. It names the new ones before they are written,
///   so that after a build that was cut short the next one still knows them. A folder that holds files and no
///   manifest was made by someone else and is refused.
public struct OutputFolder: Sendable {
  public static let manifestName = ".flowdocs-manifest"
  static let temporaryName = ".flowdocs-new"

  public let path: String

  public init(path: String) {
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }

  public enum Failure: Error, Sendable, Hashable, CustomStringConvertible {
    case notEmpty(String)
    case notAFolder(String)
    case system(operation: String, path: String, reason: String)

    public var description: String {
      switch self {
      case .notEmpty(let path):
        "`\(path)` holds files that FlowDocs did not write; choose an empty or new folder"
      case .notAFolder(let path): "`\(path)` is not a folder"
      case .system(let operation, let path, let reason): "cannot \(operation) `\(path)`: \(reason)"
      }
    }
  }

  /// What a build did to the folder.
  public struct Summary: Sendable, Hashable {
    public var written = 0
    public var unchanged = 0
    public var removed = 0

    public init(written: Int = 0, unchanged: Int = 0, removed: Int = 0) {
      self.written = written
      self.unchanged = unchanged
      self.removed = removed
    }

    static func + (left: Summary, right: Summary) -> Summary {
      Summary(
        written: left.written + right.written, unchanged: left.unchanged + right.unchanged,
        removed: left.removed + right.removed)
    }
  }

  /// Writes these files and removes what earlier builds wrote beside them.
  public func write(_ files: [OutputFile]) throws(Failure) -> Summary {
    let session = try begin(writing: files.map(\.path))
    var summary = Summary()
    for file in files { summary = try summary + session.write(file.path, file.bytes) }
    return try summary + session.finish()
  }

  /// Checks that the folder may be written to and notes the files that will be.
  func begin(writing paths: [String]) throws(Failure) -> OutputSession {
    try makeFolder(path)
    let manifest = path + "/" + Self.manifestName
    var old: [String] = []
    if let bytes = try Self.read(manifest) {
      old = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    } else if try !isEmpty() {
      throw .notEmpty(path)
    }
    let new = Set(paths)
    let stale = old.filter { !new.contains($0) && Self.isInside($0) }
    let session = OutputSession(folder: self, paths: paths.sorted(by: Self.precedes), stale: stale)
    try session.removeTemporaries()
    try makeFolder(session.temporaries)
    try session.writeManifest(session.paths + stale)
    return session
  }

  /// Whether a manifest's line names a file of the folder: it may have been edited by hand.
  private static func isInside(_ path: String) -> Bool {
    !path.hasPrefix("/") && !path.split(separator: "/").contains("..")
  }

  static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }

  private func isEmpty() throws(Failure) -> Bool {
    try Self.names(in: path).allSatisfy { $0 == Self.temporaryName }
  }

  /// The names in a folder; none when there is no such folder.
  static func names(in folder: String) throws(Failure) -> [String] {
    guard let directory = opendir(folder) else {
      if errno == ENOENT { return [] }
      throw .last("read", folder)
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  /// Makes a folder and those above it.
  func makeFolder(_ folder: String) throws(Failure) {
    if mkdir(folder, 0o755) == 0 { return }
    switch errno {
    case EEXIST:
      var status = stat()
      guard stat(folder, &status) == 0 else { throw .last("read", folder) }
      if status.st_mode & S_IFMT != S_IFDIR { throw .notAFolder(folder) }
    case ENOENT:
      guard let slash = folder.lastIndex(of: "/"), slash > folder.startIndex else {
        throw .last("make", folder)
      }
      try makeFolder(String(folder[..<slash]))
      if mkdir(folder, 0o755) != 0, errno != EEXIST { throw .last("make", folder) }
    default: throw .last("make", folder)
    }
  }

  /// The bytes of a file; `nil` when there is none.
  static func read(_ path: String) throws(Failure) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw .last("read", path)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .last("read", path) }
    let size = Int(status.st_size)
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = Foundation.read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
        if got < 0, errno == EINTR { continue }
        failed = got < 0
        if got <= 0 { break }
        count += got
      }
    }
    if failed { throw .last("read", path) }
    return bytes
  }
}

/// One build's writing into a folder. Files may be written from several threads at once.
struct OutputSession: Sendable {
  let folder: OutputFolder
  let paths: [String]
  let stale: [String]
  private let counter = TemporaryCounter()

  var temporaries: String { folder.path + "/" + OutputFolder.temporaryName }

  func removeTemporaries() throws(OutputFolder.Failure) {
    for name in try OutputFolder.names(in: temporaries) { unlink(temporaries + "/" + name) }
    rmdir(temporaries)
  }

  func write(_ file: String, _ bytes: [UInt8]) throws(OutputFolder.Failure) -> OutputFolder.Summary {
    let path = folder.path + "/" + file
    if isSame(path, bytes) { return .init(unchanged: 1) }
    try replace(path, bytes)
    return .init(written: 1)
  }

  /// Removes what is stale, and the folders that become empty by it, and notes what is there now.
  func finish() throws(OutputFolder.Failure) -> OutputFolder.Summary {
    var summary = OutputFolder.Summary()
    for file in stale {
      let path = folder.path + "/" + file
      if unlink(path) == 0 {
        summary.removed += 1
      } else if ![ENOENT, ENOTDIR, ENAMETOOLONG].contains(errno) {
        throw .last("remove", path)
      }
      var parent = file
      while let slash = parent.lastIndex(of: "/") {
        parent = String(parent[..<slash])
        if rmdir(folder.path + "/" + parent) != 0 { break }
      }
    }
    if !stale.isEmpty { try writeManifest(paths) }
    try removeTemporaries()
    return summary
  }

  func writeManifest(_ paths: [String]) throws(OutputFolder.Failure) {
    var bytes: [UInt8] = []
    for path in paths.sorted(by: OutputFolder.precedes) {
      bytes += path.utf8
      bytes.append(UInt8(ascii: "\n"))
    }
    let path = folder.path + "/" + OutputFolder.manifestName
    if !isSame(path, bytes) { try replace(path, bytes) }
  }

  /// Whether a file holds these bytes already; one that cannot be read does not.
  private func isSame(_ path: String, _ bytes: [UInt8]) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, Int(status.st_size) == bytes.count else { return false }
    return withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
      bytes.withUnsafeBytes { bytes in
        var offset = 0
        while offset < bytes.count {
          let got = Foundation.read(descriptor, buffer.baseAddress, min(buffer.count, bytes.count - offset))
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

  private func replace(_ path: String, _ bytes: [UInt8]) throws(OutputFolder.Failure) {
    let temporary = temporaries + "/" + counter.next()
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw .last("write", path) }
    let problem = bytes.write(toDescriptor: descriptor)
    close(descriptor)
    if problem != 0 {
      unlink(temporary)
      throw .system(operation: "write", path: path, reason: String(cString: strerror(problem)))
    }
    var moved = rename(temporary, path)
    if moved != 0, errno == ENOENT, let slash = path.lastIndex(of: "/") {
      try folder.makeFolder(String(path[..<slash]))
      moved = rename(temporary, path)
    }
    if moved != 0 {
      let failure = OutputFolder.Failure.last("write", path)
      unlink(temporary)
      throw failure
    }
  }
}

/// Names of temporary files, each given once.
private final class TemporaryCounter: Sendable {
  private let count = Atomic<Int>(0)

  func next() -> String { String(count.wrappingAdd(1, ordering: .relaxed).newValue) }
}

extension OutputFolder.Failure {
  /// The failure of the system call just made.
  static func last(_ operation: String, _ path: String) -> Self {
    .system(operation: operation, path: path, reason: String(cString: strerror(errno)))
  }
}
