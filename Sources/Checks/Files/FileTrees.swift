import Diagnostics
import Pages
import Project

/// Trees of folders, as `tree` prints them, show what is there.
enum FileTrees {
  /// The findings of the trees on a page that are about this repository: most of their entries exist.
  static func findings(_ checked: CheckedPage, _ ignored: IgnoredFiles) -> [Diagnostic] {
    checked.page.blocks.flatMap { block -> [Diagnostic] in
      guard block.origin.file == nil, block.code.contains("── ") else { return [] }
      return findings(FileTree(block.code), block, checked, ignored)
    }
  }

  private static func findings(
    _ tree: FileTree, _ block: Block, _ checked: CheckedPage, _ ignored: IgnoredFiles
  ) -> [Diagnostic] {
    let files = checked.context.files
    let page = checked.context.project.path(ofPage: checked.page.path)
    let folders = (RelativePath.folders(of: page) + [""]).flatMap { folder in
      [folder] + (tree.root.flatMap { RelativePath.resolve($0, in: folder) }.map { [$0] } ?? [])
    }
    func missing(in folder: String) -> [FileTree.Entry] {
      tree.entries.filter { entry in
        RelativePath.resolve(entry.path, in: folder).flatMap { files.kind($0) } == nil
      }
    }
    let missed = folders.map { (folder: $0, entries: missing(in: $0)) }
    guard let (folder, best) = missed.min(by: { $0.entries.count < $1.entries.count }) else { return [] }
    // What is in a folder that is not there has the same cause.
    let paths = Set(best.map(\.path))
    let found = tree.entries.filter { !paths.contains($0.path) && !isCommon($0) }
    guard found.count >= 3, best.count * 3 <= tree.entries.count else { return [] }
    return best.filter { entry in
      !entry.isMade && !(RelativePath.resolve(entry.path, in: folder).map(ignored.contains) ?? false)
        && !RelativePath.folders(of: entry.path).contains(where: paths.contains)
        && !entry.path.split(separator: "/").contains { $0.hasPrefix(".") }
    }.map { entry in
      Diagnostic(
        .missingFile, "The tree shows `\(entry.path)`, which this repository does not have",
        at: checked.page.span(inCodeOf: block, codeRange: entry.range),
        fix: "remove the line, or correct its name")
    }
  }
}

extension FileTrees {
  /// Names that projects of any kind have, and that a tree about another project shares with this one.
  private static let common: Set<Substring> = [
    "src", "lib", "test", "tests", "docs", "license", "readme", "changelog", "pyproject", "package", "cargo",
    "makefile", "dockerfile", "setup", "__init__", "go", "tsconfig", "main", "index",
  ]

  private static func isCommon(_ entry: FileTree.Entry) -> Bool {
    let name = entry.path.split(separator: "/").last ?? ""
    return common.contains(Substring(name.lowercased().prefix { $0 != "." }))
  }
}

/// A tree of folders in a text.
struct FileTree {
  struct Entry {
    var path: String
    /// Bytes of the name.
    var range: Range<Int>
    /// Whether the text says that it is made: `# generated`.
    var isMade: Bool
  }

  /// The folder that the first line names; `nil` for `.` and for none.
  private(set) var root: String?
  private(set) var entries: [Entry] = []

  init(_ text: String) {
    var parents: [(column: Int, name: String)] = []
    var offset = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      defer { offset += line.utf8.count + 1 }
      guard let mark = line.firstRange(of: "── ") else {
        if entries.isEmpty { root = Self.rootName(line) }
        continue
      }
      let column = line[..<mark.lowerBound].count
      while let last = parents.last, last.column >= column { parents.removeLast() }
      let rest = line[mark.upperBound...]
      let name = rest.prefix { !$0.isWhitespace }
      let folder = name.hasSuffix("/") ? name.dropLast() : name
      parents.append((column, String(folder)))
      guard Self.isName(folder), parents.allSatisfy({ Self.isName($0.name[...]) }) else { continue }
      let start = offset + line[..<mark.upperBound].utf8.count
      entries.append(
        Entry(
          path: parents.map(\.name).joined(separator: "/"), range: start..<(start + name.utf8.count),
          isMade: Self.isMade(rest.dropFirst(name.count))))
    }
  }

  private static func rootName(_ line: Substring) -> String? {
    let name = line.prefix { !$0.isWhitespace && $0 != "/" }
    return name.isEmpty || name == "." || !isName(name) ? nil : String(name)
  }

  private static func isName(_ name: Substring) -> Bool {
    !name.isEmpty && name != "..." && name.utf8.allSatisfy { $0.isAlphanumeric || "_-.+@".utf8.contains($0) }
  }

  private static func isMade(_ comment: Substring) -> Bool {
    let text = comment.lowercased()
    return [
      "generat", "creat", "built", "build", "output", "gitignore", "ignored", "optional", "your", "download",
      "cache",
    ]
    .contains { text.contains($0) }
  }
}
