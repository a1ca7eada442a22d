import Diagnostics
import Project
import Synchronization

/// Pages of earlier openings of a project, for a program that opens it after each change, such as a server.
///
///     let memory = PageMemory()
///     caches.pages = KnownPages(memory, trace)
///
/// A page is taken from it when everything that it was made of is the same: its text, the files that it includes, and
/// all that was read before the first page, such as the settings. A page with a directive is always read again: what
/// directives show may come from anywhere.
public final class PageMemory: Sendable {
  private struct Entry {
    /// The text as it was read; that of the page may be rewritten.
    var source: SourceText
    var page: Page
    var answers: [InputTrace.Question: [UInt8]]
  }

  private struct State {
    var facts: [InputTrace.Question: [UInt8]]?
    var entries: [String: Entry] = [:]
  }

  private let state = Mutex(State())

  public init() {}

  /// Forgets all pages when something has changed that all are made of; `nil` is something unknown.
  func begin(_ facts: [InputTrace.Question: [UInt8]]?) {
    state.withLock { state in
      if facts == nil || facts != state.facts { state.entries = [:] }
      state.facts = facts
    }
  }

  func page(_ path: String, _ source: SourceText, _ files: FileReader) -> Page? {
    guard let entry = state.withLock({ $0.entries[path] }), entry.source.path == source.path,
      entry.source.bytes == source.bytes,
      entry.answers.allSatisfy({ files.answer(to: $0.key) == $0.value })
    else { return nil }
    return entry.page
  }

  /// - Parameters:
  ///   - source: the text of the page as it was read.
  ///   - trace: what was read for the page.
  func keep(_ page: Page, of source: SourceText, _ trace: InputTrace) {
    guard page.expanded.isEmpty, page.directives.isEmpty, let answers = trace.answers else { return }
    state.withLock { $0.entries[page.path] = Entry(source: source, page: page, answers: answers) }
  }
}

/// The pages that an earlier opening of a project has read.
public struct KnownPages: Sendable {
  let memory: PageMemory
  private let trace: InputTrace

  /// - Parameter trace: of this opening, by which the files of the project are read.
  public init(_ memory: PageMemory, _ trace: InputTrace) {
    self.memory = memory
    self.trace = trace
  }

  /// To be called when everything is read that all pages are made of, and none of them.
  package func begin() { memory.begin(trace.answers) }
}
