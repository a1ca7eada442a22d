import Diagnostics
import Languages
import Pages
import Project

/// Paths in the commands of a page that are read, not written, with the folders that they may be meant from.
struct CommandPaths {
  struct Path {
    var path: String
    var span: SourceSpan
    /// Folders that `cd` has entered.
    var folders: [String]
  }

  private(set) var all: [Path] = []

  init(_ checked: CheckedPage) {
    var folders: [String] = []
    for script in checked.shellScripts {
      for command in script.script.commands {
        if command.name == "cd" || command.name == "pushd" {
          guard let target = command.arguments.first else { continue }
          // Where a reader is after this is not known.
          guard target.isLiteral, Self.isFolder(target.text, folders, checked) else { return }
          folders.append(
            contentsOf: [target.text] + folders.compactMap { RelativePath.resolve(target.text, in: $0) })
          continue
        }
        if Self.leavesRepository(command) { return }
        all += Self.words(of: command).compactMap { word in
          Self.path(word).map { path, offset in
            let start =
              script.block.code.utf8.count >= word.range.upperBound ? word.range.lowerBound + offset : 0
            return Path(
              path: path,
              span: checked.page.span(inCodeOf: script.block, codeRange: start..<word.range.upperBound),
              folders: folders)
          }
        }
      }
    }
  }

  private static func isFolder(_ path: String, _ folders: [String], _ checked: CheckedPage) -> Bool {
    let page = checked.context.project.path(ofPage: checked.page.path)
    return (folders + RelativePath.folders(of: page) + [""]).contains { folder in
      RelativePath.resolve(path, in: folder).flatMap { checked.context.files.kind($0) } == .folder
    }
  }

  /// Commands after which a page is about another folder.
  private static func leavesRepository(_ command: ShellScript.Command) -> Bool {
    let words = command.words.prefix(2).map(\.text)
    return [["git", "init"], ["npm", "init"], ["cargo", "new"], ["django-admin", "startproject"]].contains(
      words)
      || words.first == "npx" && (words.last ?? "").hasPrefix("create-")
  }

  /// The arguments that a command reads: not of programs that work elsewhere, and not what it writes.
  private static func words(of command: ShellScript.Command) -> [ShellScript.Word] {
    let words = command.name == "sudo" ? Array(command.arguments) : command.words
    guard let program = words.first?.text, !elsewhere.contains(program) else { return [] }
    if words.contains(where: { $0.text == "exec" || $0.text == "run" }),
      ["docker", "kubectl", "podman"].contains(program)
    {
      return []
    }
    var found: [ShellScript.Word] = []
    var isWritten = false
    for word in words {
      if !isWritten { found.append(word) }
      isWritten =
        ["-o", "--output", "--out", "-O", "--outfile", "--dest", "-C", "--output-dir", "-d", "--target"]
        .contains(word.text) && !(program == "curl" && word.text == "-d")
    }
    return found + command.redirections.filter { $0.sign == "<" }.map(\.target)
  }

  /// Programs whose arguments are not files to read: they create them, use another machine, or do not take paths.
  private static let elsewhere: Set<String> = [
    "mkdir", "touch", "ssh", "scp", "rsync", "git", "echo", "printf", "tee", "cp", "mv", "rm", "ln", "unzip",
    "tar", "wget",
    "go", "npm", "npx", "yarn", "pnpm", "pip", "pip3", "brew", "apt", "apt-get", "gh", "aws", "gsutil", "az",
    "test", "[",
    "[[", "export", "vim", "vi", "nano", "code", "emacs", "env", "which", "chown", "helm", "conda", "cargo",
    "docker", "man",
    "claude", "if", "find", "grep", "rg", "sed", "awk", "ls", "tree", "open", "xdg-open", "alias", "subl",
    "helmfile",
  ]

  /// The path of a word, and how many bytes are before it: `@` of `-d @body.json`, or `--file=`.
  private static func path(_ word: ShellScript.Word) -> (String, Int)? {
    guard word.isLiteral, word.text.utf8.count == word.range.count else { return nil }
    var text = word.text[...]
    if text.hasPrefix("-"), let equals = text.firstIndex(of: "=") {
      text = text[text.index(after: equals)...]
    }
    if text.hasPrefix("@") { text = text.dropFirst() }
    guard PathText.isPath(text) else { return nil }
    return (String(text), word.text.utf8.count - text.utf8.count)
  }
}

/// What looks like a path of a file in a repository.
enum PathText {
  /// `k8s/job.yaml`, `./scripts/deploy.sh`, `../a/b.py`: names with slashes, and an ending.
  static func isPath(_ text: some StringProtocol) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count > 1, let first = parts.first, let last = parts.last, !last.isEmpty else { return false }
    // `example.org/a.txt` and `@scope/name.js` are not files.
    guard first == "." || first == ".." || !first.contains("."), hasEnding(last) else { return false }
    return parts.allSatisfy { !$0.isEmpty && isName($0) } && !isExample(parts)
  }

  private static func isName(_ part: some StringProtocol) -> Bool {
    // `...` stands for folders that are left out.
    part.utf8.allSatisfy { $0.isAlphanumeric || "_-.+".utf8.contains($0) }
      && !(part.utf8.count > 2 && part.utf8.allSatisfy { $0 == UInt8(ascii: ".") })
  }

  private static func hasEnding(_ name: some StringProtocol) -> Bool {
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return false }
    let ending = name[name.index(after: dot)...]
    return endings.contains(String(ending))
  }

  /// `path/to/file.txt`, `your/app.py`.
  private static func isExample(_ parts: [some StringProtocol]) -> Bool {
    parts.contains { part in
      let name = part.lowercased()
      return ["path", "foo", "bar", "xxx", "x", "example", "some", "folder", "file", "dir"].contains(name)
        || ["your", "my-", "my_", "foo.", "bar.", "example.", "file.", "xxx"].contains { name.hasPrefix($0) }
    }
  }

  private static let endings: Set<String> = [
    "md", "py", "js", "mjs", "cjs", "ts", "tsx", "jsx", "vue", "go", "rs", "java", "kt", "rb", "php", "c",
    "h", "cc", "cpp",
    "hpp", "cs", "swift", "scala", "ex", "exs", "sh", "bash", "ps1", "sql", "json", "yaml", "yml", "toml",
    "ini", "cfg",
    "conf", "xml", "html", "css", "scss", "csv", "tsv", "proto", "graphql", "tf", "hcl", "libsonnet",
    "jsonnet", "tmpl",
    "tpl", "j2", "service", "mk", "lua", "dart", "ipynb", "rules", "env", "txt",
  ]
}
