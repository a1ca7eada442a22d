import Diagnostics
import Project

extension FileReader {
  /// So that a repository of any size is read in a moment.
  private static let mostFiles = 2_000

  /// What the files of a repository with certain names say. A file that cannot be read or is too large says nothing.
  ///
  ///     files.items(inFilesNamed: { $0.hasSuffix(".yaml") }) { objects(in: $0) }
  ///
  /// - Parameter limit: The size in bytes above which a file is too large.
  func items<Item>(
    inFilesNamed isWanted: (_ name: String) -> Bool, limit: Int = 1 << 20, _ find: (SourceText) -> [Item]
  ) -> [Item] {
    files("", isWanted).prefix(Self.mostFiles).flatMap { path -> [Item] in
      do throws(FileReadError) {
        return find(try source(path, limit: limit))
      } catch {
        return []
      }
    }
  }
}
