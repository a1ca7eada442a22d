import Diagnostics

/// A file that is exchanged for another one, and then compared with what was expected there. Its name says which file that
/// is, and what the two hold. So what somebody saved at that moment is not lost when the process is killed before it has compared: the
/// next run puts it back.
struct ExchangedFile {
  private static let prefix = ".flowdocs-exchanged-"
  let name: String
  private let target: String
  private let old: String
  private let new: String

  /// - Parameter target: the name of the file that it is exchanged for.
  init(for target: String, of old: [UInt8], with new: [UInt8]) {
    (self.target, self.old, self.new) = (Self.hash(target.utf8), Self.hash(old), Self.hash(new))
    name = [Self.prefix + ProcessMark.make(), self.target, self.old, self.new].joined(separator: "-")
  }

  /// - Parameter name: the name of a file; `nil` when it is another one, or its process has not ended.
  init?(abandoned name: String) {
    guard name.hasPrefix(Self.prefix) else { return nil }
    let parts = name.dropFirst(Self.prefix.count).split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 6, ProcessMark.hasEnded(parts[..<3].joined(separator: "-")) else { return nil }
    self.name = name
    (target, old, new) = (String(parts[3]), String(parts[4]), String(parts[5]))
  }

  /// Whether it was exchanged for the file of this name.
  func isFor(_ name: String) -> Bool { Self.hash(name.utf8) == target }

  /// Whether these bytes are the old or the new contents, so that the file can be removed.
  func holds(_ bytes: [UInt8]) -> Bool { [old, new].contains(Self.hash(bytes)) }

  /// Whether these bytes are the file that was written.
  func isWritten(_ bytes: [UInt8]) -> Bool { Self.hash(bytes) == new }

  private static func hash(_ bytes: some Sequence<UInt8>) -> String { String(stableHash(bytes), radix: 16) }
}

extension Folder {
  /// Removes a file that was exchanged, or puts it back when somebody saved it. Where the other file has changed since, it
  /// is kept: two people's work is in the two.
  ///
  /// - Returns: what is kept; `nil` when nothing is.
  func putBack(_ exchanged: ExchangedFile) throws(FileFailure) -> UnrestoredFile? {
    // A writer that is at work has the lock.
    guard tryLock(), let bytes = try read(exchanged.name) else { return nil }
    if exchanged.holds(bytes) {
      try remove(exchanged.name)
      return nil
    }
    let other = try entries().first { $0.kind == .file && $0.isUTF8 && exchanged.isFor($0.name) }?.name
    if let other, let bytes = try read(other), exchanged.isWritten(bytes) {
      try exchange(exchanged.name, with: other)
      try remove(exchanged.name)
      return nil
    }
    return UnrestoredFile(path: exchanged.name, other: other)
  }
}

/// What somebody saved while a run that was killed was writing the file, and that could not be put back.
public struct UnrestoredFile: Sendable, Hashable {
  /// Relative to the folder that was looked into.
  public var path: String
  /// The name of the file that has changed since; `nil` when it is gone.
  public var other: String?
}
