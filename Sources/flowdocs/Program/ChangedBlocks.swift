import Diagnostics
import Ledger
import Processes
import Site
import Verification

/// The blocks whose verdict may be another one than at a commit: those whose key is not among the keys of that commit. The
/// key covers everything of the project that a verdict depends on, so that nothing has to be guessed from names of files.
enum ChangedBlocks {
  /// - Returns: the positions of the blocks, by the path of the page in the content folder; each page has an entry.
  static func since(_ revision: String, _ site: Site, _ program: Program) async throws -> [String: Set<Int>] {
    let before = try await keys(at: revision, of: site.project.root, program)
    let now = await ProjectKeys.read(site)
    var changed: [String: Set<Int>] = [:]
    var count = 0
    for page in site.pages {
      let blocks = page.blocks.indices.filter { !before.contains(now[page.path, $0]) }
      changed[page.path] = Set(blocks)
      count += blocks.count
    }
    let all = site.pages.reduce(0) { $0 + $1.blocks.count }
    program.terminal.say("\(count) of \(all) blocks may have changed since \(revision)")
    return changed
  }

  /// Empty for a commit whose project cannot be opened, so that everything counts as changed.
  private static func keys(at revision: String, of root: String, _ program: Program) async throws -> Set<
    String
  > {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try await RevisionTree.write(revision, of: root, to: folder.path)
    do throws(DiagnosticError) {
      return await ProjectKeys.read(try await program.open(folder.path, usesCaches: false, key: nil)).all
    } catch {
      program.terminal.say(
        "note: the project at \(revision) cannot be opened, so that everything is verified")
      return []
    }
  }
}
