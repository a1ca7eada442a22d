import Diagnostics
import JSON
import Project

/// The data files of a project. Each is parsed once, however many directives and settings name it.
public struct DataFiles: Sendable {
  let files: FileReader
  /// `nil` for a file with a mistake.
  private let parsed = Memo<String, DataFile?>()

  public init(_ files: FileReader) { self.files = files }

  /// - Parameters:
  ///   - path: relative to the project's root.
  ///   - place: where the page names the file.
  func file(_ path: String, namedAt place: SourceSpan) throws(DiagnosticError) -> DataFile {
    let known = parsed.value(path) { path in
      do throws(DiagnosticError) { return try DataFile(path, namedAt: place, files: files) } catch {
        return nil
      }
    }
    // A mistake is reported at each place that names the file.
    if let known { return known }
    return try DataFile(path, namedAt: place, files: files)
  }

  /// The files together: a mapping from the name of each to its contents.
  func together(_ paths: [String], namedAt place: SourceSpan) throws(DiagnosticError) -> DataFile {
    var members: [(String, JSON)] = []
    for path in paths {
      let name = RelativePath.inside(RelativePath.folder(of: path), path) ?? path
      members.append((name, try file(path, namedAt: place).root))
    }
    return DataFile(source: nil, root: .object(members))
  }
}
