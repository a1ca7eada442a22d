import Diagnostics
import OpenAPI
import OpenRPC
import Pages
import Project
import Reference
import Symbols

extension Rule {
  public static let noPages = Rule("no-pages", .error, "A project has no page")
}

extension Site {
  /// Opens a project.
  ///
  /// - Parameters:
  ///   - root: the path of the project's root, for messages and for programs that are started there.
  ///   - files: the files below it, on the disk or in memory.
  ///   - caches: results of earlier runs.
  ///   - leavesOutDrafts: whether pages that are not to be published yet are not part of the site.
  /// - Throws: mistakes in `site/portal.yml` or in the contract that prevent all further checks.
  public static func open(
    root: String, files: FileReader, parts: SiteParts = SiteParts(), caches: SiteCaches = SiteCaches(),
    leavesOutDrafts: Bool = false
  ) async throws(DiagnosticError) -> Site {
    try await open(
      Project.load(root: root, files: files, languages: parts.languages), files: files, parts: parts,
      caches: caches, leavesOutDrafts: leavesOutDrafts)
  }

  /// Opens a project whose settings are known.
  ///
  /// - Parameter contract: in place of the one that the settings name.
  public static func open(
    _ project: Project, files disk: FileReader, contract given: Contract? = nil,
    parts: SiteParts = SiteParts(), caches: SiteCaches = SiteCaches(), leavesOutDrafts: Bool = false
  ) async throws(DiagnosticError) -> Site {
    let languages = parts.languages.adding(project.languages)
    let contract: Contract?
    if let given { contract = given } else { contract = try Contract.load(of: project, files: disk) }
    var section: ReferenceSection?
    if let contract {
      section = try ReferenceSection(
        contract: contract, project: project, files: disk, languages: languages)
    }
    let texts = section?.texts(beside: disk) ?? [:]
    let metrics = try MetricFile.metrics(of: project, files: disk)
    let data = DataFiles(disk)
    let facts = DirectiveFacts(
      project: project, files: disk, data: data, contract: contract, section: section, metrics: metrics)
    let directives = parts.directives(facts)
    var generated = Set(texts.keys.compactMap { RelativePath.inside(project.contentFolder, $0) })
    var files = disk.adding(texts)
    let reader = PageReader(
      project: project, files: files, directives: directives, languages: languages)
    caches.pages?.begin()
    var (pages, unreadable) = await reader.pages(project.pagePaths(files), known: caches.pages) {
      path throws(FileReadError) in
      let path = project.path(ofPage: path)
      if let text = texts[path] { return text }
      return try disk.page(path)
    }
    let leftOut = leavesOutDrafts ? pages.filter(\.frontMatter.isDraft).map(\.path) : []
    if leavesOutDrafts { pages.removeAll(where: \.frontMatter.isDraft) }
    let isHomeGenerated = HomePage.isNeeded(pages)
    if let home = HomePage.text(of: project, pages, printed: disk.printed) {
      files = files.adding([project.path(ofPage: HomePage.path): home])
      generated.insert(HomePage.path)
      let page = PageReader(project: project, files: files, languages: languages)
        .page(HomePage.path, home)
      let position = pages.firstIndex { page.path.utf8.lexicographicallyPrecedes($0.path.utf8) }
      pages.insert(page, at: position ?? pages.count)
    }
    let named = DataSymbols.read(project, data)
    let symbols =
      project.symbols.isEmpty
      ? SymbolTable.none
      : SymbolTable(
        settings: project.symbols,
        symbols: (contract?.symbols ?? []) + metrics.flatMap(\.symbols) + named.symbols + parts.symbols)
    let (theme, themeFindings) = SiteTheme.read(disk)
    let (moved, movedFindings) = Self.moved(project, data)
    let linkedFolders = disk.linkedFolders(project.content)
    return Site(
      project: project, files: files, contract: contract, pages: pages, directives: directives,
      languages: languages, metrics: metrics, symbols: symbols, theme: theme, caches: caches,
      isHomeGenerated: isHomeGenerated, generatedPages: generated, moved: moved,
      linkedFolders: linkedFolders, leftOut: leftOut,
      findings: project.warnings + named.findings + movedFindings + themeFindings + unreadable
        + (pages.isEmpty && unreadable.isEmpty ? [noPages(project, disk, leftOut)] : [])
        + project.lostPages(in: linkedFolders, files: disk) + (contract?.lint() ?? []))
  }

  private static func moved(_ project: Project, _ data: DataFiles) -> ([MovedPlace], [Diagnostic]) {
    guard let list = project.moved else { return ([], []) }
    do throws(DiagnosticError) { return (try MovedPlace.all(list, in: data), []) } catch {
      return ([], error.diagnostics)
    }
  }

  /// A check of nothing must not look like one that found nothing, and nothing must not be published instead of a portal.
  ///
  /// - Parameter leftOut: pages that are not published yet.
  private static func noPages(_ project: Project, _ files: FileReader, _ leftOut: [String]) -> Diagnostic {
    let folder = files.printed(project.path(ofPage: ""))
    if !leftOut.isEmpty {
      return Diagnostic(
        .noPages, "No page to publish in `\(folder.isEmpty ? "." : folder)`: all are drafts",
        fix: "remove `draft: true` from the front matter of a page, or build with `--draft`")
    }
    let kinds = PageName.endings.alternatives
    return Diagnostic(
      .noPages, "No page in `\(folder.isEmpty ? "." : folder)`: no file name ends in \(kinds)",
      fix: project.isConfigured
        ? "add a page, or write in `site/portal.yml` which folder has the pages: `content: docs`"
        : "name the folder that has the pages")
  }
}

extension Contract {
  /// The contract that a project names; `nil` when it names none.
  public static func load(of project: Project, files: FileReader) throws(DiagnosticError) -> Contract? {
    guard let path = project.contract else { return nil }
    return try load(at: path, files: files)
  }

  /// A contract among the files of a project.
  public static func load(at path: String, files: FileReader) throws(DiagnosticError) -> Contract {
    try read(try files.requiredSource(path), at: path, files: .project(files))
  }
}

extension ContractFiles {
  /// The files of a project, and no others.
  public static func project(_ files: FileReader) -> ContractFiles {
    ContractFiles(
      read: { reference, from throws(ContractFileError) in
        guard let path = RelativePath.resolve(reference, in: RelativePath.folder(of: from)) else {
          throw ContractFileError(reason: "\(FileReadError.outsideProject)")
        }
        do throws(FileReadError) {
          return ContractFile(path: path, source: try files.source(path))
        } catch {
          throw ContractFileError(reason: error.description)
        }
      },
      candidates: { files.files("") { name in ContractText.endings.contains { name.hasSuffix($0) } } })
  }
}
