import Digests
import Files
import Pages
import Synchronization

/// One build's writing into a folder, which stays locked until the session is gone. Files may be written from several
/// threads at once; nothing of the old portal is touched before `finish`.
final class OutputSession: Sendable {
  private let folder: Folder
  private let inventory: OutputInventory
  private let place: StagingPlace
  private let state = Mutex(State())

  private struct State {
    var staging: (folder: Folder, reason: StagingPlace.Reason?)?
    var changed: [OutputManifest.Line] = []
    var unchanged: [OutputManifest.Line] = []
    /// Paths at which there is a file that is not FlowDocs' own.
    var conflicts: [String] = []
  }

  init(folder: Folder, inventory: OutputInventory, staging: StagingPlace) {
    self.folder = folder
    self.inventory = inventory
    place = staging
  }

  /// Adds a file to the new portal: an unchanged one stays, others are completed in the staging folder.
  func write(_ file: String, _ bytes: [UInt8]) throws(FileFailure) {
    if folder.holds(file, bytes) {
      // The manifest may have another digest: somebody else may have written the same bytes.
      let digest = SHA256.hex(bytes)
      state.withLock { $0.unchanged.append(.init(path: file, digest: digest)) }
    } else if try inventory.mayReplace(file) {
      try staging().folder.create(file, bytes)
      let digest = SHA256.hex(bytes)
      state.withLock { $0.changed.append(.init(path: file, digest: digest)) }
    } else {
      state.withLock { $0.conflicts.append(file) }
    }
  }

  private func staging() throws(FileFailure) -> (folder: Folder, reason: StagingPlace.Reason?) {
    let made = state.withLock {
      state -> Result<(folder: Folder, reason: StagingPlace.Reason?), FileFailure> in
      if let staging = state.staging { return .success(staging) }
      do throws(FileFailure) {
        let staging = try place.make()
        state.staging = staging
        return .success(staging)
      } catch {
        return .failure(error)
      }
    }
    return try made.get()
  }

  /// Removes what was completed, after a failure. The old portal is as it was, unless its files were being replaced one by
  /// one.
  func abandon() {
    guard state.withLock({ $0.staging != nil }) else { return }
    do {
      try place.removeLeftovers()
    } catch {
      // The next build removes it; the failure that led here is the one to tell.
    }
  }

  /// Puts the new portal in the place of the old one.
  func finish() throws -> OutputFolder.Summary {
    let (changed, unchanged, conflicts) = state.withLock { ($0.changed, $0.unchanged, $0.conflicts) }
    if !conflicts.isEmpty { throw inventory.conflict(conflicts) }
    var summary = OutputFolder.Summary(
      written: changed.count, unchanged: unchanged.count, removed: inventory.stale.count)
    summary.portal.shown = changed.count { !$0.path.hasPrefix(PortalOutput.search("")) }
    summary.kept = inventory.kept
    summary.unreadableLines = inventory.manifest.unreadableLines
    let lines = changed + unchanged
    let manifest = OutputManifest.bytes(of: lines)
    summary.portal.manifest = SHA256.hex(manifest)
    if changed.isEmpty, inventory.stale.isEmpty, inventory.manifestBytes == manifest { return summary }
    let (staging, hindrance) = try staging()
    summary.replacedOneByOne = hindrance?.text
    if hindrance == nil, case .success(let place) = place.beside {
      do throws(FileFailure) {
        try complete(staging, with: unchanged.map(\.path), manifest)
        try place.above.exchange(place.output, with: place.staging)
      } catch {
        guard error.isForbidden else { throw error }
        summary.replacedOneByOne = "\(error)"
      }
      if summary.replacedOneByOne == nil {
        // The folder of that name is now the old portal.
        try place.above.removeTree(place.staging, last: OutputFolder.manifestName)
        return summary
      }
    }
    try replaceOneByOne(changed.map(\.path).sorted(by: OutputFolder.precedes), from: staging, lines)
    if hindrance == nil, case .success(let place) = place.beside {
      try StagingPlace.remove(place.staging, in: place.above)
    } else {
      try StagingPlace.remove(StagingPlace.nameInside, in: folder)
    }
    return summary
  }

  /// Adds what stays to the new portal: files that are as they were, and what FlowDocs did not write.
  private func complete(_ staging: Folder, with unchanged: [String], _ manifest: [UInt8]) throws(FileFailure)
  {
    for (path, kind) in inventory.foreign where kind == .folder { try staging.makeFolder(path) }
    let others = inventory.foreign.lazy.filter { $0.kind != .folder }.map(\.path)
    let byFolder = Dictionary(grouping: unchanged + others) { path in
      ExactPath(path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "")
    }
    for (key, files) in byFolder.sorted(by: { OutputFolder.precedes($0.key.path, $1.key.path) }) {
      let path = key.path
      let old = path.isEmpty ? folder : try folder.folder(path)
      let new = path.isEmpty ? staging : try staging.folder(path, creating: true)
      for file in files {
        try new.link(file.lastIndex(of: "/").map { String(file[file.index(after: $0)...]) } ?? file, of: old)
      }
    }
    try staging.replace(OutputFolder.manifestName, manifest)
    staging.takeMode(of: folder)
  }

  /// Moves the changed files into place, pages last, and removes stale ones. A build that is interrupted here leaves a
  /// manifest with the files of both portals.
  private func replaceOneByOne(_ changed: [String], from staging: Folder, _ lines: [OutputManifest.Line])
    throws(FileFailure)
  {
    let old = (changed + inventory.stale).flatMap { path in
      inventory.manifest.digests(of: path).map { OutputManifest.Line(path: path, digest: $0) }
    }
    try folder.replace(OutputFolder.manifestName, OutputManifest.bytes(of: lines + old))
    // Stale files where the new portal has a folder, and the other way round.
    let changedSet = Set(changed.map(ExactPath.init))
    let changedFolders = Set(changed.lazy.flatMap(OutputInventory.parents).map(ExactPath.init))
    let blocking = Set(
      inventory.stale.filter { stale in
        changedFolders.contains(ExactPath(stale))
          || OutputInventory.parents(of: stale).contains { changedSet.contains(ExactPath($0)) }
      }.map(ExactPath.init))
    let (first, last) = (
      inventory.stale.filter { blocking.contains(ExactPath($0)) },
      inventory.stale.filter { !blocking.contains(ExactPath($0)) }
    )
    try removeStale(first)
    let (pages, others) = (
      changed.filter { $0.hasSuffix(".html") }, changed.filter { !$0.hasSuffix(".html") }
    )
    for path in others + pages { try staging.move(path, to: path, in: folder) }
    try removeStale(last)
    try folder.replace(OutputFolder.manifestName, OutputManifest.bytes(of: lines))
  }

  private func removeStale(_ stale: [String]) throws(FileFailure) {
    for path in stale {
      try folder.remove(path)
      for parent in OutputInventory.parents(of: path) where try !folder.removeIfEmpty(parent) { break }
    }
  }
}
