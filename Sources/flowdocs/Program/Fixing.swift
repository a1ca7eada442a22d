import Diagnostics
import Files
import Project

/// Writes the fixes of findings into the files of a project.
struct Fixing {
  /// The files that may be changed: their absolute paths by the paths that findings print.
  let files: [String: String]
  let terminal: Terminal

  /// - Returns: How many findings were fixed. A page that the program made is on no disk, and one that has changed since
  ///   it was read has other places: both are left as they are.
  func apply(_ fixes: Fixes) throws -> Int {
    var fixed = 0
    for (printed, count) in fixes.counts.sorted(by: { $0.key < $1.key }) {
      guard let path = files[printed], DiskPath.kind(path) == .file else { continue }
      let file = NamedFile(path: path)
      let original = try file.read()
      guard let bytes = fixes.applied(to: original, of: printed), try file.write(bytes, over: original) else {
        terminal.say("\(printed) was not fixed, because it changed after it was read")
        continue
      }
      fixed += count
    }
    return fixed
  }
}
