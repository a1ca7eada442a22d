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

  /// A note of the blocks that are left out although they failed in the last verification and have not changed since.
  static func failedBefore(
    _ ledger: Ledger?, _ site: Site, without verified: [String: Set<Int>]
  ) -> String? {
    let failed = Set(
      (ledger?.records ?? []).filter { $0.verdict == .failed }.map { [$0.page, $0.code] })
    let places = site.pages.flatMap { page in
      page.blocks.enumerated().compactMap { index, block -> String? in
        guard !(verified[page.path]?.contains(index) ?? true),
          failed.contains([page.path, block.fingerprint])
        else { return nil }
        return "\(page.source.path):\(block.fenceLine)"
      }
    }
    guard !places.isEmpty else { return nil }
    let count = places.count == 1 ? "1 block has" : "\(places.count) blocks have"
    let shown = places.prefix(5).joined(separator: ", ") + (places.count > 5 ? ", …" : "")
    return "note: \(count) failed before and not changed since, so not verified again: \(shown);"
      + " `flowdocs verify` without `--since` verifies all"
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
