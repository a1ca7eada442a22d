import Files
import Foundation

/// Which folders are watched, and a way to watch them that works on every file system: by size and time of every file.
/// `FolderChanges` uses it only where Linux does not report changes.
///
/// A look at all files is cheap (10,000 files take about ten milliseconds). Where it is not cheap it is done less often,
/// so that it uses a twentieth of one processor at most.
public struct FolderWatch: Sendable {
  public var folders: [String]
  /// Folders below that are made by the tool itself or by others.
  public var ignored: Set<String>
  /// Single files that are watched wherever they are.
  public var included: [String] = []
  /// Files that this program itself writes while it watches, such as the log that its output goes to. Each report of a
  /// change would change them again.
  public var written: Set<FileIdentity> = []

  public init(
    folders: [String], ignored: Set<String>, included: [String] = [], written: Set<FileIdentity> = []
  ) {
    self.folders = folders
    self.ignored = ignored
    self.included = included
    self.written = written
  }

  public struct Stamp: Sendable, Hashable {
    var size: Int
    var modified: Double
  }

  /// Every regular file with its stamp.
  public func snapshot() -> [String: Stamp] {
    var stamps: [String: Stamp] = [:]
    for folder in folders {
      for path in files(below: folder) { stamps[path] = stamp(of: path) }
    }
    for path in included { stamps[path] = stamp(of: path) }
    return stamps
  }

  /// The paths below a folder that are not in a folder that is ignored or hidden.
  func files(below folder: String) -> [String] {
    var found: [String] = []
    guard let files = FileManager.default.enumerator(atPath: folder) else { return [] }
    while let name = files.nextObject() as? String {
      let path = folder + "/" + name
      if isIgnored(path) { files.skipDescendants() } else { found.append(path) }
    }
    return found
  }

  /// The folders directly in a folder, without those that are ignored or hidden and without links.
  func folders(in folder: String) -> [String] {
    do throws(FileFailure) {
      return try Folder(at: folder, followingLink: true).entries().filter { $0.kind == .folder }
        .map { folder + "/" + $0.name }.filter { !isIgnored($0) }
    } catch {
      // It cannot be read, so that nothing in it is part of the portal.
      return []
    }
  }

  private func isIgnored(_ path: String) -> Bool {
    ignored.contains(path) || path.split(separator: "/").last?.hasPrefix(".") ?? false
  }

  private func stamp(of path: String) -> Stamp? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      !written.contains(FileIdentity(status))
    else { return nil }
    let modified = Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9
    return Stamp(size: Int(status.st_size), modified: modified)
  }

  /// Waits until something changes, then until nothing changes any more.
  /// - Returns: the changed paths, sorted.
  public func change(from old: inout [String: Stamp], every interval: Duration = .milliseconds(250))
    async throws
    -> [String]
  {
    var pause = interval
    while true {
      try await Task.sleep(for: pause)
      let start = ContinuousClock.now
      var new = snapshot()
      pause = max(interval, start.duration(to: .now) * 20)
      if new == old { continue }
      while true {
        try await Task.sleep(for: .milliseconds(60))
        let later = snapshot()
        if later == new { break }
        new = later
      }
      let paths = Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }
      old = new
      return paths.sorted()
    }
  }
}

/// Identifies a file independently of its path.
public struct FileIdentity: Hashable, Sendable {
  private let device: dev_t
  private let number: ino_t

  public init(_ status: stat) {
    device = status.st_dev
    number = status.st_ino
  }

  /// The files that standard output and standard error go to.
  public static var ofOutput: Set<FileIdentity> {
    Set(
      [STDOUT_FILENO, STDERR_FILENO].compactMap { descriptor in
        var status = stat()
        return fstat(descriptor, &status) == 0 ? FileIdentity(status) : nil
      })
  }
}
