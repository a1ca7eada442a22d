import ArgumentParser
import Checks
import Diagnostics
import Digests
import Files
import Foundation
import Ledger
import Manual
import OpenRPC
import Pages
import Portal
import Project
import Site
import Verification

/// The program as its commands see it: what they open sites with, where they write, and what day it is.
struct Program: Sendable {
  var terminal = Terminal.standard
  /// The description of all commands by the argument parser, as JSON.
  var help: @Sendable () -> String
  var today: @Sendable () -> CalendarDay = { .now }
  var keys = SigningKeys()
  /// Distinguishes one build of this program from another.
  var identity = Program.ownIdentity
  /// What notes all that the results of a run depend on; `nil` for a run whose results are not kept.
  var trace: RunTrace?

  /// The project's root that a path belongs to.
  ///
  /// - Parameter isPage: whether it may be a page that is generated, which is not on the disk.
  func root(of path: String? = nil, isPage: Bool = false) throws(ProjectRoot.NotFound) -> String {
    try ProjectRoot.containing(DiskPath.absolute(path ?? "."), isPage: isPage)
  }

  /// Opens the project at a root.
  ///
  /// - Parameters:
  ///   - usesCaches: whether results of earlier runs, which lie in the project, are believed.
  ///   - key: the user's key, which protects these results.
  ///   - rights: gives a project the rights that it has, such as those of a revision that is trusted.
  ///   - theme: the files of its theme, where those of the tree do not count.
  ///   - given: the files of the project; `nil` for those on the disk.
  ///   - memory: pages that this process has read before.
  ///   - leavesOutDrafts: whether pages that are not to be published yet are left out.
  func open(
    _ root: String, usesCaches: Bool = true, key: SigningKey?, rights: (Project) -> Project = { $0 },
    theme: [String: [UInt8]]? = nil, files given: FileReader? = nil, memory: PageMemory? = nil,
    leavesOutDrafts: Bool = false
  ) async throws(DiagnosticError) -> Site {
    let opening = InputTrace()
    let read = given ?? .disk(root: root)
    var disk = trace?.files(read) ?? read
    if memory != nil { disk = disk.traced(by: opening) }
    let files = theme.map { disk.replacing(SiteTheme.folder, with: $0) } ?? disk
    if usesCaches { removeUnfinishedResults(of: root) }
    var caches =
      usesCaches
      ? SiteCaches(drawings: cache(.drawings, of: root, key), syntax: cache(.syntax, of: root, key))
      : SiteCaches()
    caches.pages = memory.map { KnownPages($0, opening) }
    let parts = Self.parts
    return try await Site.open(
      rights(Project.load(root: root, files: files, languages: parts.languages)), files: files, parts: parts,
      caches: caches, leavesOutDrafts: leavesOutDrafts)
  }

  /// Opens a portal that is not written yet.
  func open(_ portal: NewPortal) async throws(DiagnosticError) -> Site {
    let files = portal.reader
    let parts = Self.parts
    return try await Site.open(
      Project.load(root: portal.root, files: files, languages: parts.languages), files: files, parts: parts)
  }

  private static let parts = SiteParts(directives: .ofPortals + [.ignoreComments(.all)])

  /// What the program says of itself.
  func manual() throws(DiagnosticError) -> Manual {
    Manual(
      program: try CommandDescription(help: help()), rules: RuleNames.all.groups,
      directives: Self.parts.listing)
  }

  /// What is wrong with a site: what `check` prints, and what keeps `build` from writing.
  ///
  /// - Parameters:
  ///   - others: further findings, such as those about the ledger.
  ///   - commands: who reports them.
  func findings(
    _ site: Site, and others: [Diagnostic] = [], selected: Set<String>? = nil,
    by commands: Set<RuleNames.Command> = [.check]
  ) async -> [Diagnostic] {
    reported(
      await Checks.run(
        CheckContext(site: site, today: today(), starter: trace?.starter ?? .direct), selected: selected)
        + others, of: site, selected: selected, by: commands)
  }

  /// Findings as a command reports them: as comments on the pages and the settings of the project say.
  func reported(
    _ findings: [Diagnostic], of site: Site, selected: Set<String>?, by commands: Set<RuleNames.Command>
  ) -> [Diagnostic] {
    FindingSettings(site, names: .all, selected: selected).applied(to: findings, by: commands)
  }

  /// The contract of the project that the working directory belongs to; `nil` when it names none.
  func contract() throws -> Contract? {
    let project = try project()
    return try Contract.load(of: project, files: .disk(root: project.root))
  }

  /// The settings of the project that the working directory belongs to.
  func project() throws -> Project {
    let root = try root()
    return try Project.load(root: root, files: .disk(root: root))
  }

  /// A contract that a command line names, with the files of the project that it is in.
  func contract(at path: String) throws -> Contract {
    let file = DiskPath.absolute(path)
    guard DiskPath.kind(file) == .file else { throw ValidationError("there is no file `\(path)`") }
    let root = try root(of: path)
    return try Contract.load(
      at: String(file.dropFirst(root.count).drop { $0 == "/" }), files: .disk(root: root))
  }

  /// Removes what killed runs were writing beside the pages and the contract of a site; for `check --fix` and `verify`.
  /// What is kept is named: it is somebody's work.
  func removeUnfinished(besidePagesOf site: Site) {
    let root = site.project.root
    let files =
      site.pages.map { site.project.path(ofPage: $0.path) } + [site.project.contract].compactMap(\.self)
    // A page that is a link is written where it leads.
    let folders = files.map { RelativePath.folder(of: DiskPath.resolved($0, in: root) ?? $0) }
    for (folder, kept) in removeUnfinished(in: Set(folders), of: root) {
      let path = folder.isEmpty ? kept.path : folder + "/" + kept.path
      terminal.say(
        "note: `\(path)` is what somebody saved while a run that was killed was writing "
          + (kept.other.map { "`\($0)`, which has changed since: compare the two, and delete it" }
            ?? "a file that is gone: rename it, or delete it"))
    }
  }

  /// Removes what killed runs were writing of the results that they keep in a project.
  func removeUnfinishedResults(of root: String) {
    removeUnfinished(in: [Ledger.folder], of: root, depth: 3)
  }

  /// - Parameter depth: how many levels of folders below each are looked into.
  @discardableResult
  private func removeUnfinished(
    in folders: Set<String>, of root: String, depth: Int = 0
  ) -> [(folder: String, file: UnrestoredFile)] {
    var kept: [(folder: String, file: UnrestoredFile)] = []
    for folder in folders.sorted() {
      do throws(FileFailure) {
        let root = try Folder(at: root, followingLink: true)
        kept += try (folder.isEmpty ? root : root.folder(folder)).removeUnfinished(depth: depth)
          .map { (folder, $0) }
      } catch {
        // The folder is missing, or it is a link, and no run writes through links.
      }
    }
    return kept
  }

  /// What earlier runs of this program stored; a damaged cache counts as empty.
  private func cache(_ result: StoredResult, of root: String, _ key: SigningKey?) -> ContentCache {
    let cache = ContentCache(
      stored(result, of: root), program: identity, integrity: Self.integrity(key))
    if cache.isDamaged { removeDamaged(result, of: root) }
    return cache
  }

  /// How what is kept is protected.
  static func integrity(_ key: SigningKey?) -> Integrity { key.map(Integrity.signed) ?? .checksum }

  /// The bytes that an earlier run has stored; `nil` without any, and when they cannot be read.
  func stored(_ result: StoredResult, of root: String) -> [UInt8]? {
    do throws(FileFailure) {
      return try Folder(at: root, followingLink: true).read(result.path, limit: CacheStore.largestEntry)
    } catch {
      if error.isTooLarge {
        removeDamaged(result, of: root)
      } else if error.number == nil {
        // A run that does not write the result would not report what is in its place.
        terminal.say("note: results of earlier runs were not used: \(error)")
      }
      return nil
    }
  }

  func sayDamaged(_ result: StoredResult) {
    terminal.say(
      "note: `\(result.path)` is damaged, or signed with another key; it was not used, and is made again")
  }

  /// Names a damaged result and removes it: not every command writes it again, and each would name it.
  private func removeDamaged(_ result: StoredResult, of root: String) {
    sayDamaged(result)
    do throws(FileFailure) {
      try Folder(at: root, followingLink: true).remove(result.path)
    } catch {
      // The next run names it again.
    }
  }

  /// Keeps the drawings of a site for the next run.
  func saveDrawings(_ site: Site) throws(FileFailure) {
    try save(site.caches.drawings.packed(), as: .drawings, of: site.project.root)
  }

  /// Keeps what parsers said of a site's code for the next run.
  ///
  /// - Parameter isWhole: whether the code of all pages was looked at.
  func saveSyntax(_ site: Site, isWhole: Bool) throws(FileFailure) {
    try save(site.caches.syntax.packed(isWhole: isWhole), as: .syntax, of: site.project.root)
  }

  /// Where the disk does not allow it, the next run is slower, nothing else; a link or a foreign file in its place is an
  /// error.
  func save(_ bytes: [UInt8]?, as result: StoredResult, of root: String) throws(FileFailure) {
    guard let bytes else { return }
    do throws(FileFailure) {
      try Folder(at: root, followingLink: true).replace(result.path, bytes)
    } catch {
      if error.number == nil { throw error }
    }
  }

  /// Throws when something else is in the place of a folder or file with results, such as a link: they would be stored
  /// elsewhere, or be made again by each run.
  func requireResults(of root: String) throws(FileFailure) {
    guard DiskPath.kind(root) == .folder else { return }
    let folder = try Folder(at: root, followingLink: true)
    for path in [Ledger.folder, Verifier.cacheFolder] { try folder.requireFolderOrNothing(path) }
    for path in StoredResult.allCases.map(\.path) + Verifier.cacheFiles {
      try folder.requireFileOrNothing(path)
    }
  }

  /// The size and the time of the file of this program.
  private static let ownIdentity: String = {
    var status = stat()
    guard stat("/proc/self/exe", &status) == 0 else { return "" }
    return "\(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
  }()
}

/// A command that works with projects.
protocol ProgramCommand: ParsableCommand {
  func run(in program: Program) async throws
}
