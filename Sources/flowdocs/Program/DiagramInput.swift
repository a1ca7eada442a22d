import Diagnostics
import Mermaid
import Pages
import Project
import Site

/// A diagram in one of the files that a command line names.
struct DiagramInput {
  /// The path of its drawing below the folder for drawings, without an ending: `guides/start-2` is the second one of a
  /// page, `loop` that of `loop.mmd`.
  var name: String
  /// `nil` when it cannot be read.
  var diagram: Diagram?
  var findings: [Diagnostic]
  /// Where the diagram begins in the file.
  var start: SourceSpan

  /// A file with the text of one diagram.
  init(_ source: SourceText, name: String) {
    self.name = name
    (diagram, findings) = MermaidParser.parse(source)
    start = source.span(0..<0)
  }

  private init(_ block: Block, number: Int, on page: Page, of site: Site) {
    let reading = site.diagrams.diagram(block, on: page)
    name = PageName.withoutEnding(site.project.path(ofPage: page.path)) + "-\(number)"
    diagram = reading.diagram
    findings = reading.findings
    start = page.span(ofFenceOf: block)
  }

  /// Whether a file has the text of one diagram, and nothing else.
  static func isText(_ path: String) -> Bool { endings.contains { path.hasSuffix($0) } }

  private static let endings = [".mmd", ".mermaid"]

  /// The diagrams on the pages that are selected, and in the files beside them that have nothing else.
  static func all(in selection: Selection, _ program: Program) async throws -> [DiagramInput] {
    let site = try await program.open(selection.root, usesCaches: false, key: nil)
    let files = try texts(in: selection, site)
    var pages = site.pages
    do {
      if let selected = try site.pages(at: selection.paths.filter { !isText($0) }) {
        pages = pages.filter { selected.contains($0.path) }
      } else if !selection.paths.isEmpty, selection.paths.allSatisfy(isText) {
        pages = []
      }
    } catch {
      // A folder may have nothing but files of Mermaid text.
      if files.isEmpty { throw error }
      pages = []
    }
    return pages.flatMap { diagrams(on: $0, of: site) } + files
  }

  private static func diagrams(on page: Page, of site: Site) -> [DiagramInput] {
    page.blocks.filter { block in
      block.form == .diagram && site.project.statedLevel(of: block, in: site.languages) != .text
    }
    .enumerated().map { DiagramInput($1, number: $0 + 1, on: page, of: site) }
  }

  private static func texts(in selection: Selection, _ site: Site) throws(FileReadError) -> [DiagramInput] {
    let wanted = selection.paths.map(DiskPath.absolute)
    var found: [DiagramInput] = []
    for path in site.files.files("", isText) {
      let absolute = selection.root + "/" + path
      let isWanted = wanted.contains { absolute == $0 || absolute.hasPrefix($0 + "/") }
      guard wanted.isEmpty || isWanted else { continue }
      let name = String(path[..<(path.lastIndex(of: ".") ?? path.endIndex)])
      let source = SourceText(path: site.files.printed(path), bytes: try site.files.read(path))
      found.append(DiagramInput(source, name: name))
    }
    return found
  }
}
