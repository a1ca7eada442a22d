import Diagnostics
import Foundation
import Ledger
import MockHTTP
import Pages

/// What came out of running a session, before it is compared with the page.
struct SessionResult: Sendable {
  /// Outcomes of the examples, by the position of the block on its page.
  var examples: [Int: BlockOutcome] = [:]
  /// The text that the output block after an example is compared with.
  var shown: [Int: String] = [:]
  /// Answers by the position of the request's block.
  var replies: [Int: Result<HTTPReply, HTTPFailure>] = [:]
  var violations: [ExampleService.Violation] = []
  /// What the service's answers have shown of the contract: keys of coverage items.
  var coverage: Set<String> = []
  /// What is wrong with the session as a whole.
  var trouble: [Diagnostic] = []
}

/// A session's result as it is kept on the disk.
private struct StoredSession: Codable {
  struct Example: Codable {
    /// Position in the session, so that blocks before it on the page do not count.
    var position: Int
    var verdict: Verdict
    var output: String?
    var shown: String?
    var warnings: [Warning]
  }

  /// A compiler's warning; lines count from the fence, or in the included file.
  struct Warning: Codable {
    var isInFile: Bool
    var line: Int
    var column: Int
    var endColumn: Int
    var message: String
    var fix: String?
  }

  struct Reply: Codable {
    var position: Int
    var reply: HTTPReply
  }

  /// Where the blocks stood, when an output names that: a traceback does.
  struct Place: Codable, Equatable {
    var page: String
    var lines: [Int]

    init(_ session: Session, on page: Page) {
      self.page = page.source.path
      lines = session.blockOrder.compactMap { index in
        page.blocks.first { $0.index == index }?.origin.firstLine
      }
    }
  }

  var examples: [Example]
  var replies: [Reply]
  var place: Place?
  var coverage: [String]

  /// Whether an output, or the code of an example, speaks of places on the page.
  static func speaksOfPlace(_ result: SessionResult, _ session: Session, on page: Page) -> Bool {
    let texts = Array(result.shown.values) + result.examples.values.compactMap(\.output)
    if texts.contains(where: { $0.contains(page.source.path) }) { return true }
    return session.programs.flatMap(\.examples).contains { example in
      ["#line", "#file", "__file__", "LINENO", "lineno"].contains { example.block.code.contains($0) }
    }
  }
}

/// Results of sessions on the disk, by a key of all that they depend on. Failures are never kept.
struct SessionCache: Sendable {
  /// `.flowdocs/cache`.
  var folder: String

  private func path(_ key: String) -> String { folder + "/sessions/\(key.prefix(2))/\(key).json" }

  func load(_ key: String, of session: Session, on page: Page) -> SessionResult? {
    guard let data = FileManager.default.contents(atPath: path(key)) else { return nil }
    let stored: StoredSession
    do {
      stored = try JSONDecoder().decode(StoredSession.self, from: data)
    } catch {
      // A damaged entry is the same as none.
      return nil
    }
    if let place = stored.place, place != StoredSession.Place(session, on: page) { return nil }
    var result = SessionResult()
    result.coverage = Set(stored.coverage)
    let order = session.blockOrder
    for example in stored.examples {
      guard order.indices.contains(example.position),
        let block = page.blocks.first(where: { $0.index == order[example.position] })
      else { return nil }
      let warnings = example.warnings.map { warning in
        let source = warning.isInFile ? page.includedSource(of: block) ?? page.source : page.source
        let line = warning.isInFile ? warning.line : block.fenceLine + warning.line
        return Diagnostic(
          .swiftWarning, warning.message,
          at: source.span(
            line: line, column: warning.column, length: max(1, warning.endColumn - warning.column)),
          fix: warning.fix)
      }
      result.examples[block.index] = BlockOutcome(
        example.verdict, output: example.output, diagnostics: warnings)
      result.shown[block.index] = example.shown
    }
    for reply in stored.replies {
      guard order.indices.contains(reply.position) else { return nil }
      result.replies[order[reply.position]] = .success(reply.reply)
    }
    return result
  }

  /// Keeps a result; one that cannot be written is computed again next time.
  func store(_ result: SessionResult, key: String, of session: Session, on page: Page) {
    let order = session.blockOrder
    let examples = order.enumerated().compactMap { position, index -> StoredSession.Example? in
      guard let outcome = result.examples[index] else { return nil }
      return .init(
        position: position, verdict: outcome.verdict, output: outcome.output, shown: result.shown[index],
        warnings: outcome.diagnostics.compactMap { warning($0, block: index, on: page) })
    }
    let replies = order.enumerated().compactMap { position, index -> StoredSession.Reply? in
      guard case .success(let reply)? = result.replies[index] else { return nil }
      return .init(position: position, reply: reply)
    }
    do {
      let path = path(key)
      let parent = (path as NSString).deletingLastPathComponent
      try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
      let stored = StoredSession(
        examples: examples, replies: replies,
        place: StoredSession.speaksOfPlace(result, session, on: page)
          ? StoredSession.Place(session, on: page) : nil,
        coverage: result.coverage.sorted())
      let data = try JSONEncoder().encode(stored)
      try data.write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      return
    }
  }

  private func warning(_ diagnostic: Diagnostic, block index: Int, on page: Page) -> StoredSession.Warning? {
    guard let span = diagnostic.span, let block = page.blocks.first(where: { $0.index == index }) else {
      return nil
    }
    let isInFile = span.path != page.source.path
    return .init(
      isInFile: isInFile, line: isInFile ? span.start.line : span.start.line - block.fenceLine,
      column: span.start.column, endColumn: span.end.column, message: diagnostic.message, fix: diagnostic.fix)
  }
}
