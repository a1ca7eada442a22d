import Diagnostics
import Pages
import Project
import Site
import Synchronization

/// A portal that is ready to be written: every page rendered, every place in the navigation known.
public struct PreparedPortal: Sendable {
  private let files: FileReader
  private let pages: [RenderedPage]
  private let shell: PageShell
  private let verification: VerificationPage
  private let search: [OutputFile]
  private let attachments: [LinkRewriter.Attachment]
  /// For search engines, programs, and readers with old links.
  private let published: [OutputFile]

  init(site: Site, parts: [PortalPart], draft: Draft?) {
    var parts = parts
    var items: [(number: Int, rendered: RenderedPage)] = []
    items.reserveCapacity(parts.reduce(0) { $0 + $1.pages.count })
    for index in parts.indices {
      items += parts[index].pages
      parts[index].pages = []
    }
    items.sort { $0.number < $1.number }
    pages = items.map(\.rendered)
    let summaries = pages.map(\.summary)
    let navigation = Navigation(pages: summaries, paths: site.paths, project: site.project)
    verification = VerificationPage(
      project: site.project, pages: summaries, found: pages.map(\.verification),
      order: navigation.sequence)
    let theme = PortalTheme(site: site)
    // Pages that are drafts are shown to writers, as a whole portal with errors is.
    let isDraft = draft != nil || summaries.contains(where: \.isDraft)
    attachments = Set(pages.flatMap(\.attachments) + theme.attachments)
      .sorted { a, b in
        a.output == b.output
          ? a.source.utf8.lexicographicallyPrecedes(b.source.utf8)
          : a.output.utf8.lexicographicallyPrecedes(b.output.utf8)
      }
    let data =
      PublishedSet(
        project: site.project, generated: site.generatedPages, pages: summaries, navigation: navigation,
        verification: verification, assets: theme.assets.files.map(\.path), isDraft: isDraft
      ).files() + pages.compactMap(\.twin)
    let redirects = Redirects(site, taken: data.map(\.path) + attachments.map(\.output))
    shell = PageShell(
      project: site.project, pages: summaries, generated: site.generatedPages, navigation: navigation,
      theme: theme, verification: verification, moved: redirects.headings, draft: draft,
      feed: Feed.path(of: summaries, isDraft: isDraft))
    published = data + shell.files(of: redirects.gone)
    files = site.files
    let places = summaries.indices.map { page in
      navigation.trail(of: page).map { navigation.folders[$0].title }
    }
    search = SearchIndex.files(
      terms: parts.map(\.terms), pages: summaries, snippets: pages.map(\.snippet),
      places: places.map { $0.joined(separator: " › ") }, texts: pages.map(\.searchText),
      filters: SearchFilters(
        sections: places.map { $0.first ?? "" },
        proven: site.project.policy.isEmpty ? [] : pages.map(\.verification.isProven)))
  }

  /// Every file of the portal, in memory.
  public func outputFiles() throws(DiagnosticError) -> [OutputFile] {
    var output: [OutputFile] = try otherFiles()
    var lastSidebar = LastSidebar(shell: shell)
    for number in pages.indices {
      var bytes: [UInt8] = []
      shell.write(number, body: pages[number].body, sidebar: lastSidebar.sidebar(for: number), into: &bytes)
      output.append(OutputFile(path: pages[number].summary.output, bytes: bytes))
    }
    return output.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  /// Writes the portal, on every processor; nothing is touched when nothing has changed.
  ///
  /// - Parameter waiting: called when another build writes the folder, which this one then waits for.
  public func write(to folder: OutputFolder, waiting: @Sendable () -> Void = {}) async throws
    -> OutputFolder.Summary
  {
    let others = try otherFiles()
    let paths = others.map(\.path) + pages.map(\.summary.output)
    return try await folder.write(paths: paths, waiting: waiting) { session in
      try await writePages(to: session)
      for file in others { try session.write(file.path, file.bytes) }
    }
  }

  private func writePages(to session: OutputSession) async throws {
    // Pages of one folder are adjacent, so that they share a sidebar.
    let order = shell.navigation.sequence
    let work = WorkQueue(count: order.count, chunk: 64)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<WorkQueue.workers(for: order.count) {
        group.addTask {
          var bytes: [UInt8] = []
          var lastSidebar = LastSidebar(shell: shell)
          while let range = work.next() {
            try Task.checkCancellation()
            for place in range {
              let number = order[place]
              bytes.removeAll(keepingCapacity: true)
              shell.write(
                number, body: pages[number].body, sidebar: lastSidebar.sidebar(for: number), into: &bytes)
              try session.write(pages[number].summary.output, bytes)
            }
          }
        }
      }
      try await group.waitForAll()
    }
  }

  /// Theme, search index, linked files and the page for addresses that do not exist. Linked files have places of their
  /// own: `PublishedFiles` leaves out the others.
  private func otherFiles() throws(DiagnosticError) -> [OutputFile] {
    var output = shell.theme.assets.files + search
    if !pages.contains(where: { $0.summary.output == PortalOutput.notFound }) {
      output.append(OutputFile(path: PortalOutput.notFound, bytes: shell.notFound()))
    }
    if let draft = shell.draft {
      var findings: [UInt8] = []
      draft.writeFindings(into: &findings)
      output.append(
        OutputFile(path: Draft.path, bytes: shell.page("Findings", at: Draft.path, root: "", findings)))
    }
    if verification.isListed {
      var list: [UInt8] = []
      shell.write(verification, into: &list)
      output.append(OutputFile(path: verification.output, bytes: list))
    }
    var taken = Set(output.map(\.path))
    // Named for their content, so that the same drawing on two pages is one file.
    for page in pages { output += page.drawings.filter { taken.insert($0.path).inserted } }
    for attachment in attachments {
      do throws(FileReadError) {
        output.append(OutputFile(path: attachment.output, bytes: try files.read(attachment.source)))
      } catch {
        throw DiagnosticError(
          Diagnostic(
            .unreadableFile, "`\(files.printed(attachment.source))` \(error)",
            at: SourceSpan(file: files.printed(attachment.source)),
            fix: "make it readable, or remove the links to it"))
      }
    }
    // A file of the project at the same place comes first.
    taken = Set(output.map(\.path) + pages.map(\.summary.output))
    output += published.filter { taken.insert($0.path).inserted }
    return output
  }
}

/// The sidebar of the last folder, for its next page; pages are written folder by folder.
struct LastSidebar {
  let shell: PageShell
  private var folder: Int?
  private var cached: SidebarCache?

  init(shell: PageShell) { self.shell = shell }

  mutating func sidebar(for page: Int) -> SidebarCache {
    let wanted = shell.navigation.folderOfPage[page]
    if let cached, folder == wanted { return cached }
    let made = SidebarCache(
      folder: wanted, current: page, pages: shell.pages, navigation: shell.navigation,
      shell.words)
    if SidebarCache.isShared(wanted, in: shell.navigation) {
      folder = wanted
      cached = made
    } else {
      cached = nil
    }
    return made
  }
}
