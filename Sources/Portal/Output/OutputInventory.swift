import Files

/// The contents of an output folder before a build writes to it, and who wrote them.
struct OutputInventory {
  /// The files to write, sorted.
  let wanted: [String]
  /// Regular files that the manifest lists and this build does not write.
  let stale: [String]
  /// Files that FlowDocs did not write, with their folders; they stay.
  let foreign: [(path: String, kind: Folder.Kind)]
  /// The manifest as it is.
  let manifest: [UInt8]?

  /// Throws when anything is in the way of the files to write.
  init(of folder: Folder, wanted paths: [String]) throws {
    let manifest = try folder.read(OutputFolder.manifestName)
    let tree = try folder.tree().filter {
      $0.path != OutputFolder.manifestName && $0.path != StagingPlace.nameInside
    }
    if manifest == nil, !tree.isEmpty { throw OutputFolder.Failure.notEmpty(folder.path) }
    self.manifest = manifest
    wanted = paths.sorted(by: OutputFolder.precedes)
    let wantedSet = Set(paths)
    let listed = Set(OutputManifest(bytes: manifest ?? []).paths)

    var stale: [String] = []
    var foreign: [(path: String, kind: Folder.Kind)] = []
    var folders: [String] = []
    var occupied: [String: Folder.Kind] = [:]
    for (path, kind) in tree {
      switch kind {
      case .folder: folders.append(path)
      case .file where listed.contains(path):
        if !wantedSet.contains(path) { stale.append(path) }
      default:
        foreign.append((path, kind))
        occupied[path] = kind
      }
    }
    // Folders with something foreign in them stay, and so do those without files, which no build leaves.
    var kept: Set<String> = []
    var filled: Set<String> = []
    for (path, _) in foreign {
      for parent in Self.parents(of: path) where !kept.insert(parent).inserted { break }
    }
    for (path, kind) in tree where kind != .folder {
      for parent in Self.parents(of: path) where !filled.insert(parent).inserted { break }
    }
    for path in folders where kept.contains(path) || !filled.contains(path) {
      foreign.append((path, .folder))
      occupied[path] = .folder
    }
    self.stale = stale
    self.foreign = foreign
    if !occupied.isEmpty { try Self.check(paths, occupied, folder) }
  }

  private static func check(_ paths: [String], _ occupied: [String: Folder.Kind], _ folder: Folder) throws {
    for path in paths {
      for parent in parents(of: path) {
        switch occupied[parent] {
        case .link: throw FileFailure.link(folder.path + "/" + parent)
        case .special: throw FileFailure.special(folder.path + "/" + parent)
        case .file: throw OutputFolder.Failure.inTheWay(folder.path + "/" + parent)
        case .folder, nil: continue
        }
      }
      switch occupied[path] {
      case .link: throw FileFailure.link(folder.path + "/" + path)
      case .special: throw FileFailure.special(folder.path + "/" + path)
      case .folder: throw FileFailure.isAFolder(folder.path + "/" + path)
      case .file: throw OutputFolder.Failure.inTheWay(folder.path + "/" + path)
      case nil: continue
      }
    }
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
