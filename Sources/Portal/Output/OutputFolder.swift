import Digests
import Files
import Foundation

/// The folder that a portal is written into. A reader finds either the complete old portal or the complete new one.
///
/// - When nothing changes, nothing is written. Otherwise the new portal is completed in a folder beside this one, with
///   hard links for the files that stay, and the two are exchanged in one step. Remains of an interrupted build are
///   removed by the next one.
/// - Where that cannot be done (the folder is a mount point, or the one above it may not be written to), the changed
///   files are completed first and then moved into place one by one, pages last; the summary says so.
/// - Files that an earlier build wrote and this one does not are removed. Files that FlowDocs did not write, or that
///   somebody changed since, stay as they are, and one in the way of the portal is an error before anything is changed; so
///   is a link, pipe or device.
/// - `.flowdocs-manifest` lists the files that builds wrote, with their digests. A folder with files and without a
///   manifest was made by someone else and is refused.
/// - One build at a time: the folder is locked, and a second build waits.
public struct OutputFolder: Sendable {
  public static let manifestName = ".flowdocs-manifest"

  public let path: String
  /// The project's root: below it no link is followed on the way to the folder either.
  public let project: String?

  public init(path: String, project: String? = nil) {
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    self.project = project.map { $0.count > 1 && $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
  }

  public enum Failure: Error, Sendable, Hashable, CustomStringConvertible {
    case notEmpty(String)
    /// Files that FlowDocs did not write, at paths of the portal.
    case inTheWay([String])
    /// Files that FlowDocs wrote and somebody changed, at paths of the portal.
    case changed([String])
    /// Files at paths of the portal that a manifest with unreadable lines does not list.
    case unknown(manifest: String, [String])
    case notOurs(String)

    public var description: String {
      switch self {
      case .notEmpty(let path):
        "`\(path)` contains files that FlowDocs did not write; choose an empty or new folder"
      case .inTheWay(let paths) where paths.count == 1:
        "`\(paths[0])` is a file that FlowDocs did not write, and the portal has a file of that name; move or remove it"
      case .inTheWay(let paths):
        "\(Self.list(paths)) are files that FlowDocs did not write, and the portal has files of these names; move or remove them"
      case .changed(let paths) where paths.count == 1:
        "`\(paths[0])` was changed after FlowDocs wrote it, and the portal has a new version of it; move or remove it"
      case .changed(let paths):
        "\(Self.list(paths)) were changed after FlowDocs wrote them, and the portal has new versions of them; move or remove them"
      case .unknown(let manifest, let paths):
        "`\(manifest)` is damaged or of another version of FlowDocs, so who wrote \(Self.list(paths)) is unknown; move or remove the folder"
      case .notOurs(let path):
        "`\(path)` is the name of FlowDocs' own working folder, and contains files that FlowDocs did not write; move or remove it"
      }
    }

    /// ``a` and 3 other files``: the first is enough to go and look.
    private static func list(_ paths: [String]) -> String {
      let others = paths.count - 1
      return "`\(paths[0])`" + (others == 0 ? "" : " and \(others) other file\(others == 1 ? "" : "s")")
    }
  }

  /// The changes that a build made in the folder.
  public struct Summary: Sendable, Hashable {
    public var written = 0
    public var unchanged = 0
    public var removed = 0
    /// Why the files were replaced one by one; `nil` when the old portal and the new one were exchanged in one step.
    public var replacedOneByOne: String?
    /// Paths in the folder at which a build wrote a file that was changed since and no longer belongs to the portal.
    public var kept: [String] = []
    /// How many lines of the manifest were not read.
    public var unreadableLines = 0
    /// The portal that is in the folder now. It is not compared: summaries with the same counts are equal.
    public var portal = Portal()

    public struct Portal: Sendable, Hashable {
      /// The digest of the manifest, and so of all files.
      public var manifest = ""
      /// Of the files that were written, those that readers see: all but the search index.
      public var shown = 0

      public static func == (_: Portal, _: Portal) -> Bool { true }

      public func hash(into _: inout Hasher) {}
    }

    public init(written: Int = 0, unchanged: Int = 0, removed: Int = 0) {
      self.written = written
      self.unchanged = unchanged
      self.removed = removed
    }

    /// What whoever builds should know about the folder, in sentences.
    public func notes(on folder: OutputFolder) -> [String] {
      var notes = kept.map {
        "`\(folder.path)/\($0)` was changed after FlowDocs wrote it, so it is kept; the portal has no such file any more"
      }
      if unreadableLines > 0 {
        notes.append(
          "`\(folder.path)/\(OutputFolder.manifestName)` was damaged or of another version of FlowDocs; files that it named unreadably are kept, and a new one was written"
        )
      }
      if let replacedOneByOne {
        notes.append(
          "`\(folder.path)` could not be replaced atomically (\(replacedOneByOne)); its files were replaced one by one, so a build that is killed midway leaves a mix of old and new pages"
        )
      }
      return notes
    }
  }

  /// Writes these files and removes what earlier builds wrote beside them.
  ///
  /// - Parameter waiting: called when another build writes this folder, which this one then waits for.
  public func write(_ files: [OutputFile], waiting: @Sendable () -> Void = {}) async throws -> Summary {
    try await write(paths: files.map(\.path), waiting: waiting) { session in
      for file in files { try session.write(file.path, file.bytes) }
    }
  }

  /// Writes the files at these paths, which `body` hands over. When it throws, the folder is as it was.
  func write(
    paths: [String], waiting: @Sendable () -> Void = {},
    _ body: (OutputSession) async throws -> Void
  ) async throws -> Summary {
    let session = try await begin(writing: paths, waiting: waiting)
    do {
      try await body(session)
      return try session.finish()
    } catch {
      session.abandon()
      throw error
    }
  }

  /// Locks the folder and checks that these files may be written to it. Nothing is touched.
  private func begin(writing paths: [String], waiting: @Sendable () -> Void) async throws -> OutputSession {
    let folder = try await Folder.locked(openFolder, waiting: waiting)
    let staging = try StagingPlace(for: folder, path: path, project: project)
    try staging.removeLeftovers()
    folder.removeUnfinished()
    let inventory = try OutputInventory(of: folder, wanted: paths)
    return OutputSession(folder: folder, inventory: inventory, staging: staging)
  }

  /// Whether the folder has the portal that a build has written, file by file.
  ///
  /// - Parameters:
  ///   - manifest: the digest of its manifest; see `Summary.portal`.
  ///   - waiting: called when another build writes this folder, which this one then waits for.
  public func holds(manifest: String, waiting: @Sendable () -> Void = {}) async throws -> Bool {
    // Looking does not make the folder.
    guard access(path, F_OK) == 0 else { return false }
    let folder = try await Folder.locked(openFolder, waiting: waiting)
    try StagingPlace(for: folder, path: path, project: project).removeLeftovers()
    folder.removeUnfinished()
    guard let bytes = try folder.read(Self.manifestName, limit: OutputManifest.largest),
      SHA256.hex(bytes) == manifest
    else { return false }
    return await OutputManifest(bytes: bytes).isComplete(in: folder)
  }

  private func openFolder() throws(FileFailure) -> Folder {
    guard let project, path.hasPrefix(project + "/") else { return try Folder(at: path, creating: true) }
    return try Folder(at: project, followingLink: true)
      .folder(String(path.dropFirst(project.count + 1)), creating: true)
  }

  static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}
