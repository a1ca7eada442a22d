import Foundation
import Pages
import Processes
import Project

/// A commit of the project's repository whose settings are trusted, read with `git`.
///
/// The repository may be a stranger's, its configuration too. Only commands are used that run no hook, filter, textconv or
/// file system monitor, and nothing is fetched.
struct BaseRevision: Sendable {
  /// Why there is no such commit, or why its settings cannot be read.
  struct Missing: Error, Sendable, Hashable, CustomStringConvertible {
    let description: String
  }

  /// As messages name it: `origin/main (3f2a91c0d1e2)`.
  let name: String
  private let commit: String
  private let git: Git

  /// - Parameters:
  ///   - root: the project's root, which may be a folder of the repository.
  ///   - revision: the commit; by default the one where the project left the default branch of `origin`.
  init(root: String, revision: String?) async throws(Missing) {
    let git = Git(root: root)
    self.git = git
    if await git.isSubmodule {
      throw Missing(
        description: "the project is in a submodule, and a change can choose where that comes from")
    }
    if let revision {
      guard let commit = await git.commit(revision) else {
        throw Missing(description: "there is no commit `\(revision)`")
      }
      self.commit = commit
      name = "\(revision) (\(commit.prefix(12)))"
      return
    }
    for branch in ["origin/HEAD", "origin/main", "origin/master"] {
      guard let tip = await git.commit("refs/remotes/" + branch) else { continue }
      guard let commit = await git.line(["merge-base", "--end-of-options", "HEAD", tip]) else {
        throw Missing(description: "the history has no commit of both HEAD and `\(branch)`; fetch more of it")
      }
      self.commit = commit
      name = "\(branch) (\(commit.prefix(12)))"
      return
    }
    throw Missing(description: "there is no default branch of `origin`; name a commit with `--base`")
  }

  /// The project as that commit defines it; `nil` when it has no `site/portal.yml`.
  func project(root: String) async throws -> Project? {
    let known = await entries()
    guard known[Project.definition] == .file else { return nil }
    guard let bytes = await bytes(Project.definition, limit: InputLimit.settings) else {
      throw Missing(description: "`\(Project.definition)` of \(name) cannot be read")
    }
    // Paths in settings must exist; git answers for the paths of that commit.
    let files = FileReader(
      read: { path throws(FileReadError) in
        if path == Project.definition { return bytes }
        throw .notFound
      }, kind: { path in RelativePath.normalized(path).flatMap { $0.isEmpty ? .folder : known[$0] } },
      files: { _, _ in [] }, printed: { "\(name):\($0)" })
    return try Project.load(root: root, files: files, languages: .ofSites)
  }

  /// Of the files and folders that the commit trusts, those that are unchanged today: an author who may not grant trust
  /// may not change trusted files either.
  func unchanged(_ trusted: [String], files: FileReader) async -> [String] {
    var unchanged: [String] = []
    for (path, kind) in await entries() where kind == .file {
      guard trusted.contains(where: { path == $0 || RelativePath.inside($0, path) != nil }) else { continue }
      do throws(FileReadError) {
        if try files.read(path) == (await bytes(path, limit: InputLimit.file)) { unchanged.append(path) }
      } catch {
        // The file was removed since.
        continue
      }
    }
    return unchanged.sorted()
  }

  /// The files that the commit has below a folder, by their paths from the project's root, hidden ones left out.
  func files(below folder: String) async -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for (path, kind) in await entries()
    where kind == .file && RelativePath.inside(folder, path) != nil && HiddenFile.mayBePublished(path) {
      files[path] = await bytes(path, limit: InputLimit.file)
    }
    return files
  }

  /// Everything that the commit has below the project's root.
  private func entries() async -> [String: FileReader.Kind] {
    let listed =
      await git.output(["ls-tree", "-r", "-t", "-z", "--format=%(objecttype) %(path)", commit]) ?? []
    return Dictionary(
      Self.entries(listed).map { ($0.path, $0.kind) }, uniquingKeysWith: { first, _ in first })
  }

  /// The bytes of a file of the commit.
  private func bytes(_ path: String, limit: Int) async -> [UInt8]? {
    guard let prefix = await git.line(["rev-parse", "--show-prefix"], allowsEmpty: true) else { return nil }
    let object = "\(commit):\(prefix)\(path)"
    guard let size = await git.line(["cat-file", "-s", object]).flatMap({ Int($0) }), size <= limit else {
      return nil
    }
    return await git.output(["cat-file", "blob", object])
  }

  /// `blob site/portal.yml`, `tree site`, each ended by NUL. Paths are those below the folder that git was started in.
  private static func entries(_ bytes: [UInt8]) -> [(path: String, kind: FileReader.Kind)] {
    bytes.split(separator: 0).compactMap { entry in
      let text = String(decoding: entry, as: UTF8.self)
      guard let space = text.firstIndex(of: " ") else { return nil }
      return (String(text[text.index(after: space)...]), text[..<space] == "tree" ? .folder : .file)
    }
  }
}
