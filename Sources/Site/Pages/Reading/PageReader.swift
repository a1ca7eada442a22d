import Diagnostics
import Foundation
import Languages
import Markdown
import Project

/// Reads Markdown into pages: front matter, directives, blocks, links. Nothing is executed, and no file outside the
/// project is read.
///
///     let reader = PageReader(project: project, files: files, directives: directives)
///     let page = reader.page("guides/start.md", source)
///
/// Each text is parsed once. A page whose directives become Markdown is two texts: the one that was written, which
/// shows where directives are allowed, and the expanded one.
public struct PageReader: Sendable {
  public let project: Project
  /// Serves the blocks with `file=`.
  public let files: FileReader
  public let directives: DirectiveList
  /// The languages that fences may name.
  public let languages: Languages

  public init(
    project: Project, files: FileReader, directives: DirectiveList = .none, languages: Languages = .all
  ) {
    self.project = project
    self.files = files
    self.directives = directives
    self.languages = languages
  }

  /// One page.
  ///
  /// - Parameters:
  ///   - path: relative to the content folder.
  ///   - expandsDirectives: `false` for a page that is shown as an example.
  public func page(_ path: String, _ source: SourceText, expandsDirectives: Bool = true) -> Page {
    var reading = reading(path, source, expandsDirectives: expandsDirectives)
    let input = reading.markdown()
    return page(
      reading, MarkdownParser().parse(input.bytes, from: input.offset, firstLine: input.firstLine))
  }

  /// One page as it is when its boxes, tabs, lists and formulas are in their plain form: its source has them so. Included
  /// files, components and directives stay markup of their tool.
  ///
  /// - Parameter kept: the starts of lines that open boxes and tabs which stay as they are.
  public func plainForm(_ path: String, _ source: SourceText, keeping kept: Set<Int> = []) -> Page {
    var reading = PageReading(
      path: path, source: source, reader: self, expandsDirectives: false, isPlainForm: true, kept: kept)
    let input = reading.markdown()
    return reading.page(MarkdownParser().parse(input.bytes, from: input.offset, firstLine: input.firstLine))
  }

  /// The lines of a file that its plain form writes differently.
  ///
  /// - Parameter offset: where Markdown begins, after the front matter.
  public func plainChanges(_ source: SourceText, from offset: Int, keeping kept: Set<Int>) -> [PlainChange] {
    PlainForm.changes(source, from: offset, project, keeping: kept)
  }

  private func reading(_ path: String, _ source: SourceText, expandsDirectives: Bool) -> PageReading {
    PageReading(path: path, source: source, reader: self, expandsDirectives: expandsDirectives)
  }

  /// The page of a text that has been parsed, or of the text that it is expanded to.
  private func page(_ reading: PageReading, _ document: MarkdownDocument) -> Page {
    var reading = reading
    guard let expansion = reading.expansion(document) else { return reading.page(document) }
    var expanded = PageReading(
      path: reading.path, source: expansion.source, reader: self, expandsDirectives: false,
      expanded: expansion.names)
    let input = expanded.markdown()
    return expanded.page(
      MarkdownParser().parse(input.bytes, from: input.offset, firstLine: input.firstLine))
  }

  /// The pages at these paths, relative to the content folder, in this order, and what could not be read.
  ///
  /// Files are read and pages made in parallel; only libcmark-gfm's parse is done one at a time.
  ///
  /// - Parameters:
  ///   - known: pages that may be taken as they are.
  ///   - source: the text of a page.
  public func pages(
    _ paths: [String], known: KnownPages? = nil,
    source: @escaping @Sendable (String) throws(FileReadError) -> SourceText
  ) async -> (pages: [Page], unreadable: [Diagnostic]) {
    let workers = max(1, min(ProcessInfo.processInfo.activeProcessorCount, paths.count / 4))
    let chunk = max(1, min(64, (paths.count + workers - 1) / workers))
    var results: [(start: Int, pages: [Page], unreadable: [Diagnostic])] = []
    await withTaskGroup(of: (Int, [Page], [Diagnostic]).self) { group in
      var next = 0
      func add() {
        guard next < paths.count else { return }
        let range = next..<min(next + chunk, paths.count)
        next = range.upperBound
        group.addTask { load(paths[range], known?.memory, source) }
      }
      for _ in 0..<workers { add() }
      for await (start, pages, unreadable) in group {
        results.append((start, pages, unreadable))
        add()
      }
    }
    results.sort { $0.start < $1.start }
    return (results.flatMap(\.pages), results.flatMap(\.unreadable))
  }

  /// Pages that are parsed in one turn of the lock: fewer would have the threads wait for each other more often,
  /// more would leave the processor's cache before they are copied.
  private static let batch = 8

  private func load(
    _ paths: ArraySlice<String>, _ memory: PageMemory?,
    _ source: (String) throws(FileReadError) -> SourceText
  ) -> (Int, [Page], [Diagnostic]) {
    var pages: [Page] = []
    var unreadable: [Diagnostic] = []
    pages.reserveCapacity(paths.count)
    ParseArena.borrowed { arena in
      for start in stride(from: paths.startIndex, to: paths.endIndex, by: Self.batch) {
        var places: [Int] = []
        var kept: [(source: SourceText, trace: InputTrace)?] = []
        var readings: [PageReading] = []
        var inputs: [MarkdownParser.Input] = []
        for path in paths[start..<min(start + Self.batch, paths.endIndex)] {
          do throws(FileReadError) {
            let text = try source(path)
            if let page = memory?.page(path, text, files) {
              pages.append(page)
              continue
            }
            let trace = memory == nil ? nil : InputTrace()
            let reader = trace.map(traced(by:)) ?? self
            var reading = reader.reading(path, text, expandsDirectives: true)
            inputs.append(reading.markdown())
            readings.append(reading)
            kept.append(trace.map { (source: text, trace: $0) })
            places.append(pages.count + places.count)
          } catch {
            let printed = files.printed(project.path(ofPage: path))
            unreadable.append(
              Diagnostic(
                .unreadableFile, "`\(printed)` \(error)", at: SourceSpan(file: printed), fix: error.fix))
          }
        }
        MarkdownParser().parse(inputs, in: arena) { index, document in
          let page = page(readings[index], document)
          if let (source, trace) = kept[index] { memory?.keep(page, of: source, trace) }
          pages.insert(page, at: places[index])
        }
      }
    }
    return (paths.startIndex, pages, unreadable)
  }

  /// The same reader, with what it reads noted.
  private func traced(by trace: InputTrace) -> PageReader {
    PageReader(
      project: project, files: files.traced(by: trace), directives: directives, languages: languages)
  }
}

extension Project {
  /// The paths of all pages on the disk, relative to the content folder, sorted.
  public func pagePaths(_ files: FileReader) -> [String] {
    let prefix = path(ofPage: "").utf8.count
    return files.files(content, PageName.isPage).map { String($0.utf8.dropFirst(prefix)) ?? $0 }
      .filter(isRead)
  }

  /// Whether a file with the name of a page is one.
  ///
  /// - Parameter path: relative to the content folder.
  public func isRead(_ path: String) -> Bool {
    if dialect.hasSummary, RelativePath.name(of: path) == PageName.summary { return false }
    return !dialect.leavesOutParts || !path.split(separator: "/").contains { $0.hasPrefix("_") }
  }
}
