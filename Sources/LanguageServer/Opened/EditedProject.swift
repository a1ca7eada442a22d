import Diagnostics
import Pages
import Project
import Site

/// A project some of whose files are open in the editor: it is opened again when one of them has changed and somebody
/// asks.
actor EditedProject {
  nonisolated let root: String
  private let opener: ProjectOpener
  /// Pages that are the same are not read again.
  private let memory = PageMemory()
  /// The texts of open files, by their paths from the root.
  private var buffers: [String: SourceText] = [:]
  /// Counts the changes.
  private var revision = 0
  private var reading: (revision: Int, task: Task<Reading, Never>)?
  private var judging: (revision: Int, task: Task<[Diagnostic], Never>)?
  private var verdicts: (revision: Int, pages: LedgerPages)?
  /// The last reading that could be opened.
  private var lastSite: Site?

  /// A project as it is with the open files.
  struct Reading: Sendable {
    /// The project; while a mistake keeps it from being opened, as it was before. `nil` when it never could be.
    var site: Site?
    /// What keeps it from being opened.
    var obstacles: [Diagnostic] = []
  }

  init(root: String, opener: ProjectOpener) {
    self.root = root
    self.opener = opener
  }

  /// Notes the text of an open file; `nil` when it was closed.
  func set(_ path: String, _ text: SourceText?) {
    buffers[path] = text
    noteChange()
  }

  /// Notes that a file on the disk may have changed.
  func noteChange() {
    revision += 1
    judging?.task.cancel()
  }

  var hasOpenFiles: Bool { !buffers.isEmpty }

  /// The files of the project with the texts of those that are open.
  var files: FileReader { opener.files(root).showing(buffers) }

  func current() async -> Reading {
    if let reading, reading.revision == revision { return await reading.task.value }
    let (root, files, memory, opener, last) = (root, files, memory, opener, lastSite)
    let task = Task { () -> Reading in
      do throws(DiagnosticError) {
        return Reading(site: try await opener.open(root, files, memory))
      } catch {
        return Reading(site: last, obstacles: error.diagnostics)
      }
    }
    reading = (revision, task)
    let result = await task.value
    if let site = result.site { lastSite = site }
    return result
  }

  /// What is wrong with the open files.
  func findings() async -> [Diagnostic] {
    if let judging, judging.revision == revision { return await judging.task.value }
    let wanted = revision
    let reading = await current()
    if !reading.obstacles.isEmpty { return reading.obstacles }
    guard let site = reading.site else { return [] }
    if let judging, judging.revision == wanted { return await judging.task.value }
    let (opener, pages) = (opener, openPages(of: site))
    let task = Task { await opener.findings(site, pages) }
    judging = (wanted, task)
    return await task.value
  }

  /// The open pages; `nil` when another file is open, whose findings only a check of all pages has.
  private func openPages(of site: Site) -> Set<String>? {
    var pages: Set<String> = []
    for path in buffers.keys {
      guard let page = site.project.page(at: path), site.page(page) != nil else { return nil }
      pages.insert(page)
    }
    return pages
  }

  /// What is known of the blocks of a site.
  func verdicts(of site: Site) async -> LedgerPages {
    if let verdicts, verdicts.revision == revision { return verdicts.pages }
    let wanted = revision
    let pages = await opener.verdicts(site)
    verdicts = (wanted, pages)
    return pages
  }
}

extension Project {
  /// The page that a file of the project is, relative to the content folder; `nil` outside of that folder.
  func page(at path: String) -> String? { RelativePath.inside(contentFolder, path) }
}
