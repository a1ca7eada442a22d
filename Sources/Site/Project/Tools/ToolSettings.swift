import Diagnostics
import Dialects
import JSON
import Yams

/// What the settings of a documentation tool say of its site: `mkdocs.yml`, `.pages`, `book.toml`, `SUMMARY.md`,
/// `sidebars.js`, `_category_.json`, `{toctree}`, and the title in a configuration that is a program. What cannot be read
/// is as if it were not there.
public struct ToolSettings: Sendable {
  public private(set) var title: String?
  /// Where the pages are, relative to the project's root.
  public private(set) var content: String?
  public internal(set) var order = PageOrder()
  /// Folders, relative to the project's root, of the files that pages include.
  public private(set) var includeFolders: [String] = []
  /// The markup in text that pages may have.
  public private(set) var textMarkup: TextMarkup
  /// Whether Docusaurus reads `.md` as Markdown without components: `format: 'detect'`.
  public private(set) var detectsMDX = false
  /// Whether a function of the settings makes the addresses of headings: `slugify`.
  public private(set) var hasOwnSlugs = false

  let files: FileReader
  /// Of the tool's settings, relative to the project's root.
  let folder: String
  /// The folder that the order is relative to, relative to the project's root: empty for the root.
  private let orderedFolder: String

  /// - Parameter content: the content folder, when it is known.
  public init(_ reading: DialectReading, _ files: FileReader, content known: String?) {
    self.files = files
    folder = reading.folder ?? ""
    orderedFolder = known.map { $0 == "." ? "" : $0 } ?? ""
    textMarkup = reading.dialect.text
    guard let mark = reading.mark, !mark.hasPrefix("..") else { return }
    switch reading.dialect.id {
    case "mkdocs": readMkDocs(mark, reading.dialect)
    case "mdbook":
      let toml = text(mark).map { TOMLText($0.bytes) }
      title = toml?["book.title"]?.string
      content = inFolder(toml?["book.src"]?.string ?? "src")
    case "hugo": readHugo(mark)
    case "docusaurus", "vitepress", "starlight": readScript(mark)
    case "myst": readSphinx(mark)
    default: break
    }
    if reading.dialect.id != "mkdocs" {
      let program = settingsFiles(mark).compactMap { text($0)?.text }.joined(separator: "\n")
      textMarkup = reading.dialect.textMarkup { mark.hasSuffix($0) || program.contains($0) }
      hasOwnSlugs = program.contains("slugify")
      detectsMDX = Self.value(of: "format", ":", in: program).map { $0 != "mdx" } ?? false
    }
    readOrder(in: known.map { $0 == "." ? content ?? "" : $0 } ?? content ?? "", reading.dialect)
  }

  func text(_ path: String) -> SourceText? {
    do throws(FileReadError) { return try files.source(path, limit: InputLimit.settings) } catch {
      return nil
    }
  }

  func yaml(_ path: String) -> Node? {
    guard let source = text(path) else { return nil }
    do throws(DiagnosticError) { return try YAMLText(source).root() } catch { return nil }
  }

  private func inFolder(_ path: String) -> String? { RelativePath.resolve(path, in: folder) }

  /// The path of a page or folder from the folder that the order is relative to; `nil` for one outside of it.
  ///
  /// - Parameter folder: the folder that the path is written in.
  func ordered(_ path: String, in folder: String) -> String? {
    RelativePath.resolve(path, in: folder).flatMap { RelativePath.inside(orderedFolder, $0) }
  }

  private mutating func readMkDocs(_ mark: String, _ dialect: Dialect) {
    let files = inherited(from: mark)
    if files.isEmpty { return }
    func value(_ key: String) -> Node? { files.lazy.compactMap { $0[key] }.first }
    // `!ENV NAME` is a variable; `!ENV [NAME, "Coffee"]` has a default at its end.
    if let name = value("site_name") {
      title = name.sequence?.last?.string ?? (name.tag.description == "!ENV" ? nil : name.string)
    }
    let pages = inFolder(value("docs_dir")?.string ?? "docs")
    content = pages
    if let nav = value("nav"), let pages { add(nav, in: pages) }
    let extensions = value("markdown_extensions")
    let names = Set(
      extensions?.sequence?.compactMap { $0.string ?? $0.mapping?.first?.key.string }
        ?? extensions?.mapping?.compactMap { $0.key.string } ?? [])
    textMarkup = dialect.textMarkup(names.contains)
    for node in extensions?.sequence.map({ Array($0) }) ?? extensions.map({ [$0] }) ?? [] {
      guard let base = node["pymdownx.snippets"]?["base_path"] else { continue }
      includeFolders = (base.sequence.map { Array($0) } ?? [base]).compactMap {
        $0.string.flatMap { inFolder($0) }
      }
    }
  }

  /// How many files may inherit from each other.
  private static let longestInheritance = 16

  /// The settings of MkDocs in a file, and those of the files with the keys that it does not have, which `INHERIT` names
  /// from the folder of the file that it is in.
  private func inherited(from mark: String) -> [Node] {
    var found: [Node] = []
    var next: String? = mark
    while let path = next, found.count < Self.longestInheritance, let root = yaml(path) {
      found.append(root)
      next = root["INHERIT"]?.string.flatMap { RelativePath.resolve($0, in: RelativePath.folder(of: path)) }
    }
    return found
  }

  /// In `config/_default`, or in one file beside the folders of the site.
  private mutating func readHugo(_ mark: String) {
    content = inFolder(mark.hasSuffix("_default") ? "../content" : "content")
    for path in settingsFiles(mark) {
      if path.hasSuffix(".toml") {
        guard let toml = text(path).map({ TOMLText($0.bytes) }) else { continue }
        title = toml["title"]?.string
      } else if !path.hasSuffix(".json") {
        title = yaml(path)?["title"]?.string
      }
      if title != nil { return }
    }
  }

  /// `project = "Coffee"` of `conf.py`, or `title` below `project` or `site` of `myst.yml`.
  private mutating func readSphinx(_ mark: String) {
    if mark.hasSuffix(".py") {
      title = text(mark).flatMap { Self.value(of: "project", "=", in: $0.text) }
    } else if let root = yaml(mark) {
      title = root["project"]?["title"]?.string ?? root["site"]?["title"]?.string
    }
  }

  /// `title: 'Coffee'` in a configuration that is JavaScript or TypeScript.
  private mutating func readScript(_ mark: String) {
    title = settingsFiles(mark).lazy.compactMap(text).first.flatMap {
      Self.value(of: "title", ":", in: $0.text)
    }
  }

  /// Where the settings may be: in the file that the tool is known by, or in its folder.
  private func settingsFiles(_ mark: String) -> [String] {
    if mark.hasSuffix(".vitepress") {
      let endings = [".ts", ".mts", ".js", ".mjs"]
      return endings.map { mark + "/config" + $0 }
        + files.files(mark + "/config") { name in endings.contains { name.hasSuffix($0) } }
    }
    let names = ["hugo.toml", "config.toml", "hugo.yaml", "hugo.yml", "config.yaml", "config.yml"]
    return mark.hasSuffix("_default") ? names.map { mark + "/" + $0 } : [mark]
  }

  /// The first string that a program gives a name: `title: "Coffee"`.
  private static func value(of name: String, _ separator: Character, in program: String) -> String? {
    for line in program.split(whereSeparator: \.isNewline) {
      guard let found = line.firstRange(of: name), !line[..<found.lowerBound].contains("//") else { continue }
      let before = line[..<found.lowerBound].last { $0 != " " && $0 != "\t" }
      let isWord = line[..<found.lowerBound].last.map { $0.isLetter || $0.isNumber || "_$.'\"".contains($0) }
      let rest = line[found.upperBound...].drop { $0 == " " }
      guard before.map({ "{,(".contains($0) }) ?? true, isWord != true, rest.first == separator,
        let text = quoted(rest.dropFirst().drop { $0 == " " })
      else { continue }
      return text
    }
    return nil
  }

  private static func quoted(_ text: Substring) -> String? {
    guard let quote = text.first, "\"'`".contains(quote) else { return nil }
    let rest = text.dropFirst()
    return rest.firstIndex(of: quote).map { String(rest[..<$0]) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// - Parameter pages: the folder of the pages, from the project's root.
  private mutating func readOrder(in pages: String, _ dialect: Dialect) {
    if order.isEmpty, dialect.hasSummary,
      let summary = text(pages.isEmpty ? PageName.summary : pages + "/" + PageName.summary)
    {
      add(summary: summary.text, in: pages)
    }
    if order.isEmpty, dialect.id == "mkdocs" { addFolders(below: pages) }
    if order.isEmpty, dialect.id == "myst" { addSphinx(in: pages) }
    guard dialect.dropsNumbers else { return }
    if dialect.id == "docusaurus" { addSidebars(in: pages) }
    for path in files.files(pages, { ["_category_.json", "_category_.yml", "_category_.yaml"].contains($0) })
    {
      guard let folder = ordered(RelativePath.folder(of: path), in: "") else { continue }
      guard let category = category(path) else { continue }
      order.set(folder, position: category.position, title: category.label)
    }
  }

  private func category(_ path: String) -> (position: Int?, label: String?)? {
    if !path.hasSuffix(".json") {
      return yaml(path).map { ($0["position"]?.float.flatMap(PageOrder.position), $0["label"]?.string) }
    }
    guard let source = text(path) else { return nil }
    do throws(JSONSyntaxError) {
      let json = try JSONParser.parse(source.bytes)
      return (json["position"]?.double.flatMap(PageOrder.position), json["label"]?.string)
    } catch {
      return nil
    }
  }

  /// Lines such as `- [Title](page.md)`.
  private mutating func add(summary: String, in folder: String) {
    for line in summary.split(whereSeparator: \.isNewline) {
      guard let open = line.firstIndex(of: "["), let middle = line.range(of: "]("),
        let close = line[middle.upperBound...].firstIndex(of: ")"), open < middle.lowerBound
      else { continue }
      let destination = line[middle.upperBound..<close]
      let path =
        destination.first == "<"
        ? destination.dropFirst().prefix { $0 != ">" } : destination.prefix { $0 != "#" && $0 != " " }
      let title = line[line.index(after: open)..<middle.lowerBound].filter { $0 != "`" }
      if PageName.isPage(String(path)) { order.append(ordered(String(path), in: folder), title: title) }
    }
  }
}
