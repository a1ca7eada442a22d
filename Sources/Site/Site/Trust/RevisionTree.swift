import Files
import Foundation
import Pages
import Project

/// The files that a commit has below the project's root, in a folder of their own: the project as it was.
///
/// Like `BaseRevision` it runs no hook and no filter. Links and files of more than 32 MiB are left out, and so are
/// submodules: what depends on them counts as changed.
package struct RevisionTree: Sendable {
  /// Why the files of a commit cannot be written.
  package struct Missing: Error, Sendable, Hashable, CustomStringConvertible {
    package let description: String
  }

  private static let chunk = 32 << 20

  private struct Entry {
    var mode: String
    var object: String
    var size: Int
    var path: String
  }

  private let git: Git

  /// Writes the files of a commit.
  package static func write(_ revision: String, of root: String, to folder: String) async throws {
    let tree = RevisionTree(git: Git(root: root))
    guard let commit = await tree.git.commit(revision) else {
      throw Missing(description: "there is no commit `\(revision)`")
    }
    let target = try Folder(at: folder, followingLink: true)
    for entries in tree.chunks(try await tree.entries(commit)) { try await tree.write(entries, to: target) }
  }

  private func entries(_ commit: String) async throws(Missing) -> [Entry] {
    let format = "--format=%(objectmode) %(objectname) %(objectsize) %(path)"
    guard let listed = await git.output(["ls-tree", "-r", "-z", format, commit]) else {
      throw Missing(description: "the files of `\(commit.prefix(12))` cannot be listed")
    }
    return listed.split(separator: 0).compactMap { line in
      let parts = String(decoding: line, as: UTF8.self)
        .split(separator: " ", maxSplits: 3, omittingEmptySubsequences: true).map(String.init)
      guard parts.count == 4, let size = Int(parts[2]), size <= Self.chunk, parts[0].hasPrefix("100"),
        RelativePath.normalized(parts[3]) == parts[3]
      else { return nil }
      return Entry(mode: parts[0], object: parts[1], size: size, path: parts[3])
    }
  }

  /// As many files as git's output may have bytes.
  private func chunks(_ entries: [Entry]) -> [[Entry]] {
    var chunks: [[Entry]] = [[]]
    var bytes = 0
    for entry in entries {
      bytes += entry.size
      if bytes > Self.chunk {
        chunks.append([])
        bytes = entry.size
      }
      chunks[chunks.count - 1].append(entry)
    }
    return chunks
  }

  private func write(_ entries: [Entry], to folder: Folder) async throws {
    let names = entries.map { $0.object + "\n" }.joined()
    guard let output = await git.output(["cat-file", "--batch"], input: Array(names.utf8)) else {
      throw Missing(description: "the files of the commit cannot be read")
    }
    var rest = output[...]
    for entry in entries {
      // `<object> blob <size>`, the bytes, a line end.
      guard let header = rest.firstIndex(of: UInt8(ascii: "\n")), rest.endIndex - header > entry.size + 1
      else {
        throw Missing(description: "`\(entry.path)` of the commit cannot be read")
      }
      let bytes = rest[(header + 1)..<(header + 1 + entry.size)]
      rest = rest[(header + 2 + entry.size)...]
      try folder.create(entry.path, Array(bytes), mode: entry.mode == "100755" ? 0o755 : 0o644)
    }
  }
}
