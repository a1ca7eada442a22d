import Digests
import Files

/// The contents of an output folder before a build writes to it, and who wrote them.
///
/// A file is FlowDocs' own when its bytes have a digest that the manifest lists for its path. Everything else belongs to
/// somebody else and stays as it is.
struct OutputInventory {
  /// Regular files that a build wrote and this one does not write.
  let stale: [String]
  /// What FlowDocs did not write, with its folders; it stays. A file at the path of one to write is not in this list:
  /// whether it may be replaced is asked when the bytes of the new one are known.
  let foreign: [(path: String, kind: Folder.Kind)]
  /// Of the foreign paths, those that the manifest lists: a build wrote a file there, which was changed since.
  let kept: [String]
  let manifest: OutputManifest
  /// The manifest as it is.
  let manifestBytes: [UInt8]?

  private let folder: Folder
  /// The regular files at paths that this build writes.
  private let present: Set<ExactPath>

  /// Throws when anything but a regular file is in the way of the files to write.
  init(of folder: Folder, wanted paths: [String]) throws {
    self.folder = folder
    (manifest, manifestBytes) = try Self.manifest(of: folder)
    let tree = try folder.tree().filter {
      $0.path != OutputFolder.manifestName && $0.path != StagingPlace.nameInside
    }
    if manifestBytes == nil, !tree.isEmpty { throw OutputFolder.Failure.notEmpty(folder.path) }

    let wanted = Set(paths.map(ExactPath.init))
    var stale: [String] = []
    var present: Set<ExactPath> = []
    var foreign: [(path: String, kind: Folder.Kind)] = []
    var folders: [String] = []
    var occupied: [ExactPath: Folder.Kind] = [:]
    for (path, kind) in tree {
      switch kind {
      case .folder: folders.append(path)
      case .file where wanted.contains(ExactPath(path)): present.insert(ExactPath(path))
      case .file where try Self.isOwn(path, in: folder, manifest): stale.append(path)
      default:
        foreign.append((path, kind))
        occupied[ExactPath(path)] = kind
      }
    }
    // Folders with something foreign in them stay, and so do those without files, which no build leaves.
    var kept: Set<ExactPath> = []
    var filled: Set<ExactPath> = []
    for (path, _) in foreign {
      for parent in Self.parents(of: path) where !kept.insert(ExactPath(parent)).inserted { break }
    }
    for (path, kind) in tree where kind != .folder {
      for parent in Self.parents(of: path) where !filled.insert(ExactPath(parent)).inserted { break }
    }
    for path in folders where kept.contains(ExactPath(path)) || !filled.contains(ExactPath(path)) {
      foreign.append((path, .folder))
      occupied[ExactPath(path)] = .folder
    }
    self.stale = stale
    self.foreign = foreign
    self.present = present
    self.kept = foreign.map(\.path).filter { [manifest] in !manifest.digests(of: $0).isEmpty }
      .sorted(by: OutputFolder.precedes)
    if !occupied.isEmpty { try check(paths, occupied) }
  }

  private static func manifest(of folder: Folder) throws(FileFailure) -> (OutputManifest, [UInt8]?) {
    do throws(FileFailure) {
      let bytes = try folder.read(OutputFolder.manifestName, limit: OutputManifest.largest)
      return (OutputManifest(bytes: bytes ?? []), bytes)
    } catch {
      guard error.isTooLarge else { throw error }
      return (.tooLarge, [])
    }
  }

  /// Whether a file may be put at this path: there is none, or one that a build wrote.
  func mayReplace(_ path: String) throws(FileFailure) -> Bool {
    guard present.contains(ExactPath(path)) else { return true }
    return try Self.isOwn(path, in: folder, manifest)
  }

  private static func isOwn(_ path: String, in folder: Folder, _ manifest: OutputManifest) throws(FileFailure)
    -> Bool
  {
    let digests = manifest.digests(of: path)
    if digests.isEmpty { return false }
    do throws(FileFailure) {
      guard let bytes = try folder.read(path, limit: Folder.largestOutput) else { return false }
      return digests.contains(SHA256.hex(bytes))
    } catch {
      guard error.isTooLarge else { throw error }
      return false
    }
  }

  private func check(_ paths: [String], _ occupied: [ExactPath: Folder.Kind]) throws {
    for path in paths {
      for parent in Self.parents(of: path) {
        switch occupied[ExactPath(parent)] {
        case .link: throw FileFailure.link(folder.path + "/" + parent)
        case .special: throw FileFailure.special(folder.path + "/" + parent)
        case .file: throw conflict([parent])
        case .folder, nil: continue
        }
      }
      switch occupied[ExactPath(path)] {
      case .link: throw FileFailure.link(folder.path + "/" + path)
      case .special: throw FileFailure.special(folder.path + "/" + path)
      case .folder: throw FileFailure.isAFolder(folder.path + "/" + path)
      // A regular file at a path to write is `present`.
      case .file, nil: continue
      }
    }
  }

  /// Why files at these paths, which are not FlowDocs' own, keep the portal from being written.
  func conflict(_ paths: [String]) -> OutputFolder.Failure {
    let unlisted = paths.filter { manifest.digests(of: $0).isEmpty }
    let named = (unlisted.isEmpty ? paths : unlisted).sorted(by: OutputFolder.precedes)
      .map { folder.path + "/" + $0 }
    if unlisted.isEmpty { return .changed(named) }
    if manifest.unreadableLines > 0 {
      return .unknown(manifest: folder.path + "/" + OutputFolder.manifestName, named)
    }
    return .inTheWay(named)
  }

  /// The folders that a path is in, the innermost first.
  static func parents(of path: String) -> some Sequence<String> {
    sequence(state: path[...]) { rest -> String? in
      guard let slash = rest.lastIndex(of: "/") else { return nil }
      rest = rest[..<slash]
      return String(rest)
    }
  }
}

extension Folder {
  /// Bytes; no build has written a larger file.
  fileprivate static let largestOutput = 512 << 20

  /// The digest of a regular file; `nil` for anything else, and for what cannot be read.
  func digest(of path: String) -> String? {
    do throws(FileFailure) {
      return try read(path, limit: Self.largestOutput).map { SHA256.hex($0) }
    } catch {
      // Whoever writes the file reports what is wrong.
      return nil
    }
  }
}
