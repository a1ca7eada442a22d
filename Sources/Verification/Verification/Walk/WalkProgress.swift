import Digests
import Files
import Foundation
import Pages

/// How far a reader has come in one walkthrough, and what they ran on the way.
public struct WalkProgress: Sendable, Hashable, Codable {
  /// SHA-256 of the page: progress is of one version of it.
  public var version: String
  public var track: String?
  /// The position of the current step; the number of steps when all are done.
  public var step = 0
  /// Everything that led to the state of the session, in order.
  public var entries: [Walk.Entry] = []
  /// Steps that were skipped.
  public var skipped: Set<Int> = []

  public init(_ walkthrough: Walkthrough, track: String?) {
    version = Self.version(of: walkthrough)
    self.track = track
  }

  static func version(of walkthrough: Walkthrough) -> String {
    SHA256.hex(walkthrough.page.source.bytes)
  }

  /// Whether it is of the page as it is now.
  public func isOf(_ walkthrough: Walkthrough) -> Bool {
    version == Self.version(of: walkthrough) && walkthrough.tracks.contains(track) && step >= 0
      && entries.allSatisfy { walkthrough.steps.indices.contains($0.step) }
  }

  /// Whether a block of the current step was run.
  func hasRun(_ block: Int) -> Bool { entries.contains { $0.step == step && $0.block == block } }

  /// Goes to the beginning of a step, as it was when the reader came to it.
  mutating func begin(_ step: Int) {
    self.step = step
    entries.removeAll { $0.step >= step }
    skipped = skipped.filter { $0 < step }
  }
}

/// Where progress is kept: a file for each walkthrough in the user's state folder. It is replaced in one step, so that a
/// program that is killed leaves the file before or the file after.
public struct WalkProgressFile: Sendable {
  private let folder: String
  private let name: String

  /// - Parameters:
  ///   - states: absolute path of the folder of FlowDocs among the user's states.
  ///   - root: the project's root.
  public init(states: String, root: String, page: String) {
    folder = states + "/walks"
    name = String(SHA256.hex((root + "\n" + page).utf8).prefix(32)) + ".json"
  }

  /// What an earlier walk has kept.
  public enum Stored: Sendable, Hashable {
    case nothing
    case progress(WalkProgress)
    /// It was changed after it was written, or another version of FlowDocs wrote it.
    case damaged
  }

  /// What a reader types in one walkthrough is far below it, in bytes.
  private static let largest = 16 << 20

  public func read() throws(FileFailure) -> Stored {
    let stored: [UInt8]?
    do throws(FileFailure) {
      stored = try Folder(at: folder, followingLink: true).read(name, limit: Self.largest)
    } catch {
      if error.number == ENOENT { return .nothing }
      if error.isTooLarge { return .damaged }
      throw error
    }
    guard let stored else { return .nothing }
    guard let end = stored.firstIndex(of: UInt8(ascii: "\n")) else { return .damaged }
    let bytes = stored[(end + 1)...]
    guard stored[..<end].elementsEqual(Self.code(of: bytes).utf8) else { return .damaged }
    do {
      return .progress(try JSONDecoder().decode(WalkProgress.self, from: Data(bytes)))
    } catch {
      return .damaged
    }
  }

  public func write(_ progress: WalkProgress) throws {
    let bytes = Array(try JSONEncoder().encode(progress))
    // It holds what the reader typed.
    try Folder(at: folder, creating: true, followingLink: true)
      .replace(name, Array((Self.code(of: bytes) + "\n").utf8) + bytes, mode: 0o600)
  }

  /// The folder is the user's own, so that only accidents have to be noticed.
  private static func code(of bytes: some Sequence<UInt8>) -> String {
    Integrity.checksum.code(of: bytes, for: "walk")
  }
}
