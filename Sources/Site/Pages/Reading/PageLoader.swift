import Diagnostics
import Foundation
import Markdown
import Project

extension Rule {
  public static let notUTF8 = Rule("not-utf8", .error, "A file that should be UTF-8 text is not")
}

/// Reads Markdown into pages. Nothing is executed, and no file outside the project is read.
public enum PageLoader {
  /// One page. `path` is relative to the content folder; `files` serves the blocks with `file=`.
  public static func load(path: String, source: SourceText, project: Project, files: FileReader) -> Page {
    var reading = PageReading(path: path, source: source, project: project, files: files)
    let input = reading.markdown()
    return reading.page(MarkdownParser().parse(input.bytes, from: input.offset, firstLine: input.firstLine))
  }

  /// All pages of the content folder in the order of their paths, and what could not be read.
  ///
  /// Files are read and pages made in parallel; only libcmark-gfm's parse is done one at a time.
  public static func loadAll(project: Project, files: FileReader) async -> (
    pages: [Page], diagnostics: [Diagnostic]
  ) {
    let paths = files.files(project.content) { name in
      name.utf8.count > 3 && name.utf8.suffix(3).elementsEqual(".md".utf8)
    }
    let prefix = project.path(ofPage: "")
    return await load(paths.map { String($0.dropFirst(prefix.count)) }, project: project, files: files)
  }

  /// The pages at these paths, relative to the content folder, in this order.
  public static func load(
    _ paths: [String], project: Project, files: FileReader
  ) async -> (pages: [Page], diagnostics: [Diagnostic]) {
    let workers = max(1, min(ProcessInfo.processInfo.activeProcessorCount, paths.count / 4))
    let chunk = max(1, min(64, (paths.count + workers - 1) / workers))
    var results: [(start: Int, pages: [Page], diagnostics: [Diagnostic])] = []
    await withTaskGroup(of: (Int, [Page], [Diagnostic]).self) { group in
      var next = 0
      func add() {
        guard next < paths.count else { return }
        let range = next..<min(next + chunk, paths.count)
        next = range.upperBound
        group.addTask { load(paths[range], project: project, files: files) }
      }
      for _ in 0..<workers { add() }
      for await (start, pages, diagnostics) in group {
        results.append((start, pages, diagnostics))
        add()
      }
    }
    results.sort { $0.start < $1.start }
    return (results.flatMap(\.pages), results.flatMap(\.diagnostics))
  }

  /// So many pages are parsed for one turn of the lock: fewer would have the threads wait for each other more
  /// often, more would leave the processor's cache before they are copied.
  private static let batch = 8

  private static func load(
    _ paths: ArraySlice<String>, project: Project, files: FileReader
  ) -> (Int, [Page], [Diagnostic]) {
    var pages: [Page] = []
    var diagnostics: [Diagnostic] = []
    pages.reserveCapacity(paths.count)
    ParseArena.borrowed { arena in
      for start in stride(from: paths.startIndex, to: paths.endIndex, by: batch) {
        var readings: [PageReading] = []
        var inputs: [MarkdownParser.Input] = []
        for path in paths[start..<min(start + batch, paths.endIndex)] {
          let projectPath = project.path(ofPage: path)
          do throws(FileReadError) {
            let source = try files.source(projectPath)
            var reading = PageReading(path: path, source: source, project: project, files: files)
            inputs.append(reading.markdown())
            readings.append(reading)
          } catch {
            diagnostics.append(Diagnostic(.unreadableFile, "`\(files.printed(projectPath))` \(error)"))
          }
        }
        MarkdownParser().parse(inputs, in: arena) { index, document in
          pages.append(readings[index].page(document))
        }
      }
    }
    return (paths.startIndex, pages, diagnostics)
  }
}
