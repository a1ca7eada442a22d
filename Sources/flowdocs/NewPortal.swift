import ArgumentParser
import Diagnostics
import Files
import Foundation
import JSON
import Pages
import Project

/// The files that make a portal of a folder.
struct NewPortal {
  struct File: Sendable, Hashable {
    var path: String
    var text: String
    var isProgram = false
  }

  let root: String
  /// The folder of the pages, relative to the root.
  let content: String
  /// How many pages are there already.
  let pages: Int
  let contract: String?
  let title: String
  /// Files in the folder of the pages that only look like pages, such as `.mdx`.
  let lookalikes: Int
  /// Words on the pages that other tools read.
  let otherTools: Project.OtherTools

  /// Looks at what the folder holds; writes nothing.
  init(root: String, content: String?, title: String?) throws {
    self.root = root
    let files = FileReader.disk(root: root)
    func pages(in folder: String) -> Int { files.files(folder) { $0.hasSuffix(".md") }.count }
    if let content {
      guard let path = RelativePath.normalized(content) else {
        throw ValidationError("--content is `\(content)`, which is outside of the folder")
      }
      self.content = path.isEmpty ? "." : path
    } else if let found = ["content", "docs"].first(where: { files.kind($0) == .folder && pages(in: $0) > 0 })
    {
      self.content = found
    } else {
      self.content = pages(in: "") > 0 ? "." : "content"
    }
    self.pages = files.kind(self.content) == .folder ? pages(in: self.content == "." ? "" : self.content) : 0
    let documents = files.files("") { $0.lowercased().hasSuffix("openrpc.json") }
    contract = documents.count == 1 ? documents[0] : nil
    otherTools = Self.otherTools(files, content: self.content)
    let own = self.content == "." ? "" : self.content
    lookalikes =
      files.kind(self.content) == .folder
      ? files.files(own) { $0.hasSuffix(".mdx") || $0.hasSuffix(".markdown") }.count : 0
    self.title =
      title ?? Self.title(files, content: self.content) ?? root.split(separator: "/").last.map(String.init)
      ?? "Documentation"
  }

  /// What the first page calls itself.
  private static func title(_ files: FileReader, content: String) -> String? {
    for name in ["index.md", "README.md"] {
      let path = content == "." ? name : content + "/" + name
      guard files.kind(path) == .file else { continue }
      do throws(FileReadError) {
        let page = PageLoader.load(
          path: path, source: try files.source(path), project: Project(root: "", content: content),
          files: files)
        return page.frontMatter.title ?? page.headings.first { $0.level == 1 }?.text
      } catch { continue }
    }
    return nil
  }

  /// Keys and attributes that FlowDocs does not know and that are no slips of ones that it knows.
  private static func otherTools(_ files: FileReader, content: String) -> Project.OtherTools {
    let project = Project(root: "", content: content)
    var keys: Set<String> = []
    var attributes: Set<String> = []
    for path in files.files(content == "." ? "" : content, { $0.hasSuffix(".md") }) {
      let source: SourceText
      do throws(FileReadError) { source = try files.source(path) } catch { continue }
      let page = PageLoader.load(path: path, source: source, project: project, files: files)
      keys.formUnion(page.frontMatter.otherKeys)
      for block in page.blocks {
        for issue in FenceAttributes.parse(source.bytes, block.infoRange).issues
        where issue.rule == .unknownAttribute {
          let word = String(decoding: source.bytes[issue.range], as: UTF8.self)
          if FenceAttributes.isOfAnotherTool(word) { attributes.insert(word) }
        }
      }
    }
    var found = Project.OtherTools()
    found.frontMatter = keys.filter(FrontMatter.isOfAnotherTool).sorted()
    found.fences = attributes.sorted()
    return found
  }

  /// What is written, and must not be there yet.
  var files: [File] {
    [
      File(path: Project.definition, text: definition),
      File(path: "site/ci.sh", text: Self.job, isProgram: true),
    ]
      + (pages == 0 ? [File(path: content == "." ? "index.md" : content + "/index.md", text: firstPage)] : [])
  }

  /// Writes the files, and nothing through a link.
  func write() throws(FileFailure) {
    let folder = try Folder(at: root, creating: true, followingLink: true)
    for path in files.map(\.path) + [".gitignore"] { try folder.requireFileOrNothing(path) }
    for file in files {
      try folder.create(file.path, Array(file.text.utf8), mode: file.isProgram ? 0o755 : 0o644)
    }
    try ignore(in: folder)
  }

  /// Adds what is made by the program, and not yet there, to `.gitignore`.
  private func ignore(in folder: Folder) throws(FileFailure) {
    let text = String(decoding: try folder.read(".gitignore") ?? [], as: UTF8.self)
    let lines = Set(text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) })
    let missing = [".flowdocs/", "_site/"].filter { !lines.contains($0) }
    if missing.isEmpty { return }
    let start = text.isEmpty || text.hasSuffix("\n") ? text : text + "\n"
    try folder.replace(".gitignore", Array((start + missing.joined(separator: "\n") + "\n").utf8))
  }

  /// What was done and what comes next.
  func report(named folder: String) -> String {
    var lines = files.map { "wrote \($0.path)" } + ["ignored .flowdocs/ and _site/ in .gitignore"]
    if pages > 0 {
      let place = content == "." ? "the folder" : "`\(content)/`"
      lines.append("the pages are the \(pages) Markdown file\(pages == 1 ? "" : "s") in \(place)")
    }
    if lookalikes > 0 {
      lines.append(
        "left out: \(lookalikes) `.mdx` or `.markdown` file\(lookalikes == 1 ? "" : "s"); the name of a page ends with `.md`"
      )
    }
    let words = otherTools.frontMatter.count + otherTools.fences.count
    if words > 0 {
      lines.append(
        "\(words) word\(words == 1 ? " on the pages is" : "s on the pages are") left to other tools: `otherTools` in site/portal.yml"
      )
    }
    if let contract { lines.append("the contract is \(contract)") }
    lines += ["", "Next:"]
    if Workspace.absolute(folder) != Workspace.absolute(".") { lines.append("  cd \(folder)") }
    lines += [
      "  flowdocs check     find what is wrong, without running anything",
      pages == 0
        ? "  flowdocs verify    run the examples"
        : "  flowdocs verify    run the examples that are marked `run`",
      "  flowdocs build     render to _site/",
      "  flowdocs serve     write, with the pages in the browser reloading",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: Texts

  private var definition: String {
    """
    # What this portal is made of. Every key is optional.
    title: \(JSON.string(title).text(.compact))
    content: \(content == "." ? "." : JSON.string(content).text(.compact))
    \(contract.map { "contract: \(JSON.string($0).text(.compact))\n" } ?? "")
    # What is asked of every block of a language whose fence does not say so itself: run, compile, parse or text.
    # Without a line here, blocks are parsed and may be fragments.\(pages == 0 ? "" : Self.caution)
    \(pages == 0 ? "" : "# ")policy: { python: run, sh: run, console: run }
    \(foreignWords)
    """
  }

  private static let caution = """

    # With it every block runs on your machine, `pip install` too: write `parse` after the language of those first.
    """

  private var foreignWords: String {
    func list(_ key: String, _ words: [String]) -> String {
      words.isEmpty
        ? "" : "  \(key): [" + words.map { JSON.string($0).text(.compact) }.joined(separator: ", ") + "]\n"
    }
    let lists = list("frontMatter", otherTools.frontMatter) + list("fences", otherTools.fences)
    return lists.isEmpty ? "" : "\n# Words on the pages that are left to other tools.\notherTools:\n" + lists
  }

  private var firstPage: String {
    """
    # \(title)

    This page is `\(content == "." ? "" : content + "/")index.md`. The block below is run by `flowdocs verify`, and what it prints is compared
    with the block after it.

    ```sh
    seq 3 | paste -sd+
    echo $((1 + 2 + 3))
    ```

    ```output
    1+2+3
    6
    ```

    Change a number in the output and run `flowdocs verify` again: the difference is an error at its line. With
    `flowdocs verify --update` the page is mended instead.

    """
  }

  private static let job = """
    #!/bin/sh
    # The documentation's job for any CI service: one step that runs this
    # file, with flowdocs on PATH. It ends with the exit code of the first
    # command that finds something: 1 for findings, 2 for a broken environment.
    # FORMAT is how findings are printed: text, json, github or sarif.
    set -eu
    cd "$(dirname "$0")/.."
    flowdocs check --format "${FORMAT:-text}"
    flowdocs verify --format "${FORMAT:-text}"
    flowdocs build --out "${SITE:-_site}"

    """
}
