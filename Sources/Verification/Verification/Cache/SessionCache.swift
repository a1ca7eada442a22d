import Diagnostics
import Files
import HTTP
import Ledger
import Pages

/// A session's result as it is written to the cache.
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

  /// A check of a walkthrough, by the position of what it proves.
  struct Attempt: Codable {
    var position: Int
    var verdict: Verdict
    var output: String?
  }

  struct Reply: Codable {
    var position: Int
    var reply: HTTPReply
  }

  var examples: [Example]
  var replies: [Reply]
  var attempts: [Attempt]
  /// Where the blocks were, when an output names that.
  var place: PagePlace?
  var coverage: [String]
  var seconds: Double?
}

/// Results of sessions, by a key of everything they depend on. Failures are never stored.
struct SessionCache: Sendable {
  var store: CacheStore

  private func path(_ key: String) -> String { "sessions/\(key.prefix(2))/\(key)" }

  func load(_ key: String, of session: Session, on page: Page) throws(FileFailure) -> SessionResult? {
    guard let stored = try store.value(StoredSession.self, at: path(key)) else { return nil }
    if let place = stored.place, place != PagePlace(session, on: page) { return nil }
    var result = SessionResult()
    result.coverage = Set(stored.coverage)
    result.seconds = stored.seconds
    let order = session.blockOrder
    for example in stored.examples {
      guard order.indices.contains(example.position) else { return nil }
      let block = page.blocks[order[example.position]]
      let warnings = example.warnings.map { warning in
        let source = warning.isInFile ? page.includedSource(of: block) ?? page.source : page.source
        let line = warning.isInFile ? warning.line : block.fenceLine + warning.line
        return Diagnostic(
          .compileWarning, warning.message,
          at: source.span(
            line: line, column: warning.column, length: max(1, warning.endColumn - warning.column)),
          fix: warning.fix)
      }
      result.examples[block.index] = BlockOutcome(
        example.verdict, output: example.output, diagnostics: warnings)
      result.shown[block.index] = example.shown
    }
    for attempt in stored.attempts {
      guard session.proofs.indices.contains(attempt.position) else { return nil }
      result.attempts[attempt.position] = BlockOutcome(attempt.verdict, output: attempt.output)
    }
    for reply in stored.replies {
      guard order.indices.contains(reply.position) else { return nil }
      result.replies[order[reply.position]] = .success(reply.reply)
    }
    return result
  }

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
    let attempts = result.attempts.sorted { $0.key < $1.key }.map { position, outcome in
      StoredSession.Attempt(position: position, verdict: outcome.verdict, output: outcome.output)
    }
    let place = PagePlace(session, on: page)
    store.set(
      StoredSession(
        examples: examples, replies: replies, attempts: attempts,
        place: place.isNamed(by: result, of: session, on: page) ? place : nil,
        coverage: result.coverage.sorted(), seconds: result.seconds),
      at: path(key))
  }

  private func warning(_ diagnostic: Diagnostic, block index: Int, on page: Page) -> StoredSession.Warning? {
    guard let span = diagnostic.span else { return nil }
    let block = page.blocks[index]
    let isInFile = span.path != page.source.path
    return .init(
      isInFile: isInFile, line: isInFile ? span.start.line : span.start.line - block.fenceLine,
      column: span.start.column, endColumn: span.end.column, message: diagnostic.message, fix: diagnostic.fix)
  }
}
