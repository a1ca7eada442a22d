import Diagnostics
import Languages
import Markdown
import Pages
import Project

/// Paths that a page itself makes, or tells its readers to make.
struct CreatedPaths {
  /// The paths by their last component.
  private var paths: [String: Set<String>] = [:]
  private var folders: Set<String> = []

  init(_ checked: CheckedPage) {
    for script in checked.shellScripts {
      for command in script.script.commands { add(command) }
    }
    for block in checked.page.blocks {
      if let title = block.attributes.title { add(title) }
      if let line = block.code.split(separator: "\n", maxSplits: 1).first { addNames(in: line) }
    }
    addTold(checked.page)
  }

  /// Whether a path, or a folder that it is in, is made.
  func has(_ path: String, _ places: PathPlaces) -> Bool {
    let path = RelativePath.normalized(path) ?? path
    let alike = paths[Self.lastPart(path), default: []]
    return alike.contains { path == $0 || path.hasSuffix("/" + $0) || $0.hasSuffix("/" + path) }
      || RelativePath.folders(of: path).contains { folders.contains($0) && !places.exists($0, from: []) }
  }

  private mutating func add(_ command: ShellScript.Command) {
    for redirection in command.redirections where redirection.sign.contains(">") {
      add(redirection.target.text)
    }
    let words = command.words.map(\.text)
    switch words.first {
    case "mkdir", "git", "unzip", "tar": folders.formUnion(words.dropFirst().map(Self.normalized))
    case "touch", "tee", "cp", "mv", "ln", "nano", "vim", "vi", "code":
      for word in words.dropFirst() { add(word) }
    default:
      for (option, value) in zip(words, words.dropFirst())
      where ["-o", "--output", "-O", "--out", "-out", "-keyout", "--outfile", "--to"].contains(option) {
        add(value)
        folders.insert(Self.normalized(value))
      }
      for word in words where word.hasPrefix("--out") {
        if let equals = word.firstIndex(of: "=") { add(String(word[word.index(after: equals)...])) }
      }
    }
  }

  private mutating func add(_ path: String) {
    let path = Self.normalized(path)
    paths[Self.lastPart(path), default: []].insert(path)
  }

  private static func lastPart(_ path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  private static func normalized(_ path: String) -> String { RelativePath.normalized(path) ?? path }

  /// The file that the first line of a block names in a comment.
  private mutating func addNames(in line: Substring) {
    guard ["#", "//", "--", "<!--", "/*"].contains(where: line.hasPrefix) else { return }
    for word in line.split(separator: " ") where word.contains(".") { add(String(word)) }
  }

  /// Paths in paragraphs, headings and items that tell to write a file.
  private mutating func addTold(_ page: Page) {
    let document = page.document
    // A paragraph with many paths is read once.
    var tells: [MarkdownDocument.NodeID: Bool] = [:]
    for index in document.nodes.indices where document.nodes[index].kind == .code {
      let text = document.string(document.nodes[index].literal)
      guard text.utf8.contains(UInt8(ascii: "/")) else { continue }
      let block = page.block(around: MarkdownDocument.NodeID(index))
      if tells[block] == nil {
        let around = Array(document.plainText(of: block).lowercased().utf8)
        tells[block] = Self.words.contains { around.firstRange(of: $0) != nil }
      }
      if tells[block] == true { add(text) }
    }
  }

  private static let words = [
    "creat", "add ", "adds ", "generat", "writ", "new file", "save", "put ", "copy", "place ", "make a",
    "remov", "delet",
    "renam", "moved", "no longer", "optional", "your ", "e.g.", "for example", "such as", "if present",
    "if it exists",
    "like ", "output", "edit ", "build", "built", "produc", "download", "install", "extract", "will be",
    "named ", "called ",
    "todo", "planned", "upload", "would", "could", "not exist", "does not", "doesn't", "replace", "legacy",
    "deprecat",
  ].map { Array($0.utf8) }
}
