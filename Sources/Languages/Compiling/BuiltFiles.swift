import Digests
import Files
import Foundation
import Processes

/// A folder of the cache with files that a compiler wrote, and an authentication code over all of them: examples are
/// neither linked with files that are damaged or were committed to the project, nor do they import them.
struct BuiltFiles: Sendable {
  private static let codeFile = "code"

  let folders: CompileFolders
  /// Relative to the cache. What the files are made from is part of it.
  let path: String

  init(_ name: String, of folders: CompileFolders) {
    self.folders = folders
    path = "built/" + name
  }

  /// Absolute path of the folder.
  var folder: String { folders.cache + "/" + path }

  /// Builds the files unless the cache has them undamaged.
  ///
  /// - Parameter build: writes the files into a folder; says whether it could.
  func made(_ build: (_ folder: String) async throws(ProcessError) -> Bool) async throws(ProcessError) -> Bool
  {
    let found = try prepared { () throws(FileFailure) in try state() }
    if found == .whole { return true }
    let building = folder + "." + UUID().uuidString
    try prepared { () throws(FileFailure) in _ = try Folder(at: building, creating: true) }
    guard try await build(building) else {
      TemporaryFolder.removeTree(at: building)
      return false
    }
    try prepared { () throws(FileFailure) in
      let new = try Folder(at: building)
      try new.create(Self.codeFile, Array(try code(of: new).utf8))
    }
    if found == .damaged {
      folders.foundDamage(path)
      TemporaryFolder.removeTree(at: folder)
    }
    if rename(building, folder) == 0 { return true }
    TemporaryFolder.removeTree(at: building)
    // Another verification may have made it meanwhile; then that one is as good.
    guard try prepared({ () throws(FileFailure) in try state() }) == .whole else {
      throw .notPrepared(reason: "`\(folder)` cannot be replaced; remove it")
    }
    return true
  }

  private enum State { case missing, whole, damaged }

  private func state() throws(FileFailure) -> State {
    guard FileManager.default.fileExists(atPath: folders.cache) else { return .missing }
    let cache = try Folder(at: folders.cache)
    guard try cache.kind(path) != nil else { return .missing }
    let folder = try cache.folder(path)
    do throws(FileFailure) {
      guard let stored = try folder.read(Self.codeFile, limit: 1 << 10) else { return .damaged }
      return stored.elementsEqual(try code(of: folder).utf8) ? .whole : .damaged
    } catch {
      // Something else than files is in it.
      return .damaged
    }
  }

  /// Everything in the folder counts: a module that is put beside the others could be imported as well.
  private func code(of folder: Folder) throws(FileFailure) -> String {
    var list = ""
    for (name, kind) in try folder.tree() where name != Self.codeFile {
      let digest = kind == .file ? SHA256.hex(try folder.read(name) ?? []) : "\(kind)"
      list += "\(digest) \(name)\0"
    }
    return folders.integrity.code(of: list.utf8, for: path)
  }

  private func prepared<Value>(_ work: () throws(FileFailure) -> Value) throws(ProcessError) -> Value {
    do throws(FileFailure) {
      return try work()
    } catch {
      throw .notPrepared(reason: "\(error)")
    }
  }
}
