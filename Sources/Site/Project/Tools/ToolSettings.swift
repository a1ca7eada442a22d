import Diagnostics
import Dialects
import JSON
import YAML
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
  /// Files that are put at the end of every page, as an include names them: definitions of links and abbreviations.
  public private(set) var appendedFiles: [String] = []
  /// The markup in text that pages may have.
  public private(set) var textMarkup: TextMarkup
  /// Whether Docusaurus reads `.md` as Markdown without components: `format: 'detect'`.
  public private(set) var detectsMDX = false
  /// Whether a function of the settings makes the addresses of headings: `slugify`.
  public private(set) var hasOwnSlugs = false

  /// Names of folders that paths may begin with.
  public private(set) var aliases: [PathAlias] = []
  /// Programs of the site's own that change pages before they are shown, by their names: preprocessors of mdBook.
  public private(set) var preprocessors: [String] = []

  let files: FileReader
  /// Folders of the host that the site may be in: `team/handbook`.
  public private(set) var bases: [String] = []
  /// Addresses of the site that its settings name, such as those that lead on to other pages: `old/guide`.
  public private(set) var addresses: Set<String> = []
  /// Whether links may lead to names that no page has: those of a program from whose code the tool makes pages, as `autodoc`
  /// of Sphinx does, or those of other sites: `intersphinx`, `references:` of `myst.yml`.
  public private(set) var documentsCode = false
  /// Of the tool's settings, relative to the project's root.
  let folder: String
  /// The file or folder that the tool is known by, relative to the project's root.
  private(set) var mark = ""
  /// The absolute path of the project.
  private let root: String
  /// The folder that the order is relative to, relative to the project's root: empty for the root.
  private let orderedFolder: String

  /// - Parameters:
  ///   - root: the absolute path of the project.
  ///   - content: the content folder, when it is known.
  public init(_ reading: DialectReading, _ files: FileReader, root: String, content known: String?) {
    self.files = files
    self.root = root
    folder = reading.folder ?? ""
    orderedFolder = known.map { $0 == "." ? "" : $0 } ?? ""
    textMarkup = reading.dialect.text
    guard let mark = reading.mark else { return }
    switch reading.dialect.id {
    case "mkdocs": readMkDocs(mark, reading.dialect)
    case "mdbook":
      let toml = text(mark).map { TOMLText($0.bytes) }
      title = toml?["book.title"]?.string
      content = inFolder(toml?["book.src"]?.string ?? "src")
      preprocessors = Self.preprocessors(text(mark)?.text ?? "")
    case "hugo": readHugo(mark)
    case "docusaurus", "vitepress", "starlight":
      readScript(mark, reading.dialect)
      aliases = readAliases()
    case "myst": readSphinx(mark)
    default: break
    }
    if reading.dialect.id != "mkdocs" {
      let program = settingsFiles(mark).compactMap { text($0)?.text }.joined(separator: "\n")
      textMarkup = reading.dialect.textMarkup { mark.hasSuffix($0) || program.contains($0) }
      hasOwnSlugs = program.contains("slugify")
      documentsCode = ["autodoc", "autoapi", "intersphinx", "references:"].contains { program.contains($0) }
      bases = Self.bases(in: program)
      detectsMDX = Self.value(of: "format", ":", in: program).map { $0 != "mdx" } ?? false
    }
    self.mark = mark
    addresses = ToolAddresses.all(in: namingAddresses(reading.dialect))
    readOrder(in: known.map { $0 == "." ? content ?? "" : $0 } ?? content ?? "", reading.dialect)
  }

  func text(_ path: String) -> SourceText? {
    do throws(FileReadError) { return try files.settings(path) } catch {
      return nil
    }
  }

  /// The text of the first of several files that is there.
  func firstText(_ paths: [String]) -> SourceText? {
    for path in paths {
      if let source = text(path) { return source }
    }
    return nil
  }

  func yaml(_ path: String) -> Node? {
    guard let source = text(path) else { return nil }
    do throws(DiagnosticError) { return try YAMLText(source).root() } catch { return nil }
  }

  /// The path of what is beside the settings, as it is written from the project's root.
  func beside(_ name: String) -> String { folder.isEmpty ? name : folder + "/" + name }

  private func inFolder(_ path: String) -> String? { resolve(path, in: folder) }

  /// A path from the project's root; `nil` outside of the project. From a folder above, a path leads back into the
  /// project by the names of the folders that it is in.
  func resolve(_ path: String, in folder: String) -> String? {
    if let inside = RelativePath.resolve(path, in: folder) { return inside }
    guard let outside = RelativePath.outside(path, in: folder) else { return nil }
    let parts = outside.split(separator: "/")
    let up = parts.prefix { $0 == ".." }.count
    let names = root.split(separator: "/").suffix(up)
    guard names.count == up, parts.dropFirst(up).starts(with: names) else { return nil }
    return parts.dropFirst(2 * up).joined(separator: "/")
  }

  /// The path of a page or folder from the folder that the order is relative to; `nil` for one outside of it.
  ///
  /// - Parameter folder: the folder that the path is written in.
  func ordered(_ path: String, in folder: String) -> String? {
    resolve(path, in: folder).flatMap { RelativePath.inside(orderedFolder, $0) }
  }

  /// The path of a file of the project from a folder, which may be around the project; `nil` for one outside of it.
  func inside(_ folder: String, _ path: String) -> String? {
    if !folder.hasPrefix("..") { return RelativePath.inside(folder, path) }
    let parts = folder.split(separator: "/")
    let up = parts.prefix { $0 == ".." }.count
    let names = Array(root.split(separator: "/").suffix(up))
    let rest = parts.dropFirst(up)
    let whole = names.count == up ? names + path.split(separator: "/") : []
    return whole.starts(with: rest) ? whole.dropFirst(rest.count).joined(separator: "/") : nil
  }

  private mutating func readMkDocs(_ mark: String, _ dialect: Dialect) {
    let files = inherited(from: mark)
    if files.isEmpty { return }
    func value(_ key: String) -> Node? { files.lazy.compactMap { $0[key] }.first }
    // `!ENV NAME` is a variable; `!ENV [NAME, "Coffee"]` has a default at its end.
    if let name = value("site_name") {
      title = name.sequence?.last?.string ?? (name.tag.description == "!ENV" ? nil : name.string)
    }
    let pages = value("docs_dir")?.string ?? "docs"
    content = inFolder(pages)
    if let nav = value("nav") { add(nav, in: beside(pages)) }
    bases = value("site_url")?.string.map { [$0] }.map(Self.paths) ?? []
    let extensions = value("markdown_extensions")
    let names = Set(
      extensions?.sequence?.compactMap { $0.string ?? $0.mapping?.first?.key.string }
        ?? extensions?.mapping?.compactMap { $0.key.string } ?? [])
    textMarkup = dialect.textMarkup(names.contains)
    for node in extensions?.sequence.map({ Array($0) }) ?? extensions.map({ [$0] }) ?? [] {
      guard let snippets = node["pymdownx.snippets"] else { continue }
      appendedFiles += snippets["auto_append"]?.sequence?.compactMap(\.string) ?? []
      guard let base = snippets["base_path"] else { continue }
      includeFolders = (base.sequence.map { Array($0) } ?? [base]).compactMap {
        $0.string.flatMap { inFolder($0) }
      }
    }
    let places = [folder] + includeFolders
    // One that is not in the project is missing once, not on every page.
    appendedFiles = appendedFiles.filter { name in
      places.contains { self.files.kind($0.isEmpty ? name : $0 + "/" + name) == .file }
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
      let folder = RelativePath.folder(of: path)
      next = root["INHERIT"]?.string.flatMap {
        RelativePath.resolve($0, in: folder) ?? RelativePath.outside($0, in: folder)
      }
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

  /// `title: 'Coffee'` in a configuration that is JavaScript or TypeScript; for Starlight, that of the plugin.
  private mutating func readScript(_ mark: String, _ dialect: Dialect) {
    let program = settingsFiles(mark).lazy.compactMap(text).first?.text ?? ""
    if dialect.id == "starlight", let call = program.firstRange(of: "starlight({") {
      let options = ScriptLiteral(module: "{" + program[call.upperBound...].prefix(1 << 16))
      title = options?["title"]?.string ?? options?["title"]?.firstString
    }
    title = title ?? Self.value(of: "title", ":", in: program)
  }

  /// Preprocessors that change neither links nor anchors.
  private static let plainPreprocessors: Set<Substring> = [
    "links", "index", "gettext", "admonish", "mermaid", "katex", "toc",
  ]

  /// The names after `[preprocessor.` in settings of mdBook.
  private static func preprocessors(_ settings: String) -> [String] {
    let names = settings.split(whereSeparator: \.isNewline).compactMap { line -> Substring? in
      guard let range = line.firstRange(of: "[preprocessor."), range.lowerBound == line.startIndex else {
        return nil
      }
      return line[range.upperBound...].prefix { $0 != "]" && $0 != "." }
    }
    var seen = plainPreprocessors
    return names.filter { seen.insert($0).inserted }.map(String.init)
  }

  /// Where the settings may be: in the file that the tool is known by, or in its folder.
  private func settingsFiles(_ mark: String) -> [String] {
    if mark.hasSuffix(".vitepress") {
      let endings = [".ts", ".mts", ".js", ".mjs"]
      return endings.map { mark + "/config" + $0 }
        + files.files(mark + "/config") { name in endings.contains { name.hasSuffix($0) } }
    }
    let names = ["hugo.toml", "config.toml", "hugo.yaml", "hugo.yml", "config.yaml", "config.yml"]
    if mark.hasSuffix("_default") { return names.map { mark + "/" + $0 } }
    // A site of Hugo whose settings have the name `config.toml`, which many tools use.
    if mark.hasSuffix("archetypes") { return names.map { beside($0) } }
    return [mark]
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

  /// What a program gives as the folder of the site on its host, `baseUrl: dev ? "/" : "/team/"` or `base: "/team"`.
  private static func bases(in program: String) -> [String] {
    let lines = program.split(whereSeparator: \.isNewline).map { $0.drop { " \t".contains($0) } }
    let own = lines.filter { line in ["baseUrl", "base"].contains { line.hasPrefix($0 + ":") } }
    return paths(
      own.flatMap { line in
        line.split { "\"'`".contains($0) }.filter { $0.hasPrefix("/") }.map(String.init)
      })
  }

  /// The paths of addresses without the slashes at their ends, but for the root.
  private static func paths(_ addresses: [String]) -> [String] {
    addresses.compactMap { address in
      let path =
        address.firstRange(of: "://").map { address[$0.upperBound...].drop { $0 != "/" } } ?? address[...]
      let bare = path.split(separator: "/").joined(separator: "/")
      return bare.isEmpty ? nil : bare
    }
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
      add(NavSection(summary: summary.text) { ordered($0, in: pages) })
    }
    if order.isEmpty, dialect.id == "mkdocs" { addFolders(below: pages) }
    if order.isEmpty, dialect.id == "myst" { addSphinx(in: pages) }
    if dialect.id == "vitepress" || dialect.id == "starlight" {
      let programs = settingsFiles(mark).compactMap { text($0)?.text }
      addSidebars(of: programs, in: siteFolder(dialect))
    }
    guard dialect.dropsNumbers else { return }
    if dialect.id == "docusaurus" { addSidebars(in: pages) }
    for path in files.files(pages, { ["_category_.json", "_category_.yml", "_category_.yaml"].contains($0) })
    {
      guard let folder = ordered(RelativePath.folder(of: path), in: "") else { continue }
      guard let category = category(path) else { continue }
      order.set(folder, position: category.position, title: category.label)
    }
  }

  /// Settings that name addresses, for the tool and for hosts of sites. The `nav` of MkDocs names files, which have to be
  /// there.
  private func namingAddresses(_ dialect: Dialect) -> [String] {
    let own = settingsFiles(mark).compactMap { text($0)?.text }
    let settings =
      dialect.id == "mkdocs"
      ? own.compactMap { text in text.firstRange(of: "redirect_maps:").map { String(text[$0.upperBound...]) }
      } : own
    let names =
      ["netlify.toml", "vercel.json", "_redirects"] + dialect.assets.map { $0 + "/_redirects" }
      + ["js", "mjs", "ts", "json"].map { "redirects." + $0 }
    return settings + names.compactMap { text(beside($0))?.text }
  }

  /// The folder that the links of a sidebar begin in, as it is written from the project's root.
  private func siteFolder(_ dialect: Dialect) -> String {
    let inside =
      dialect.id == "starlight"
      ? "src/content/docs"
      : firstText(settingsFiles(mark)).flatMap { Self.value(of: "srcDir", ":", in: $0.text) } ?? ""
    return [folder, inside].filter { !$0.isEmpty && $0 != "." }.joined(separator: "/")
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
}
