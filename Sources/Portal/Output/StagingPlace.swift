import Files

/// Where a new portal is completed before it replaces the old one.
///
/// Beside the output folder, so that the two can be exchanged; inside of it where that is not possible.
struct StagingPlace {
  /// The name inside of the output folder.
  static let nameInside = ".flowdocs-new"

  /// The output folder, and the folder beside it with its name there, or why none can be used.
  let output: Folder
  let beside: Result<(above: Folder, output: String, staging: String), Reason>

  /// Why the output folder cannot be exchanged, as it reads after "because".
  struct Reason: Error { var text: String }

  init(for output: Folder, path: String, project: String?) throws(FileFailure) {
    self.output = output
    beside = Self.place(for: output, path: path, project: project)
  }

  private static func place(
    for output: Folder, path: String, project: String?
  ) -> Result<(above: Folder, output: String, staging: String), Reason> {
    if let project, (project + "/").hasPrefix(path == "/" ? path : path + "/") {
      return .failure(Reason(text: "it contains the project"))
    }
    do throws(FileFailure) {
      let above = try output.above()
      let name = path.split(separator: "/").last.map(String.init) ?? ""
      guard try above.kind(name) == .folder, try above.folder(name).isSame(as: output) else {
        return .failure(Reason(text: "its path leads to another folder"))
      }
      guard above.sharesMount(with: output) else { return .failure(Reason(text: "it is a mount point")) }
      return .success((above, name, ".\(name)\(nameInside)"))
    } catch {
      return .failure(Reason(text: "\(error)"))
    }
  }

  /// Removes what a build that was cut short has left. A link, or a folder that no build made, is an error.
  func removeLeftovers() throws {
    if case .success(let place) = beside { try Self.remove(place.staging, in: place.above) }
    try Self.remove(Self.nameInside, in: output)
  }

  static func remove(_ name: String, in folder: Folder) throws {
    guard try folder.kind(name) != nil else { return }
    let old = try folder.folder(name)
    // Every build begins its folder with a manifest.
    let isOurs = try old.kind(OutputFolder.manifestName) == .file
    guard try isOurs || old.entries().isEmpty else { throw OutputFolder.Failure.notOurs(old.path) }
    try folder.removeTree(name, last: isOurs ? OutputFolder.manifestName : nil)
  }

  /// Makes the folder, and says where it is.
  func make() throws(FileFailure) -> (folder: Folder, reason: Reason?) {
    var reason: Reason?
    switch beside {
    case .success(let place):
      do throws(FileFailure) {
        return (try Self.make(place.staging, in: place.above), nil)
      } catch {
        guard error.isForbidden else { throw error }
        reason = Reason(text: "\(error)")
      }
    case .failure(let why): reason = why
    }
    return (try Self.make(Self.nameInside, in: output), reason)
  }

  private static func make(_ name: String, in above: Folder) throws(FileFailure) -> Folder {
    let folder = try above.folder(name, creating: true)
    // Whoever opens the portal by its new name finds it locked.
    folder.lock()
    try folder.create(OutputFolder.manifestName, [])
    return folder
  }
}
