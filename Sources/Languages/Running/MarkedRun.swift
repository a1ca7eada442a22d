import Foundation
import Processes

/// Runs a program that prints a marker before each of its blocks, and says how each block ended.
struct MarkedRun: Sendable {
  var blocks: [ProgramBlock]
  /// Begins the markers.
  var token = UUID().uuidString
  /// Whether a line break is printed after each marker.
  var markersEndLines = false
  /// Words that end a program on purpose: after one of them nothing more is expected of a block.
  var exits = ["exit", "quit", "die"]

  /// The failure that a block has only printed, from the code of all blocks and what it printed on standard error.
  var printedFailure: @Sendable (_ code: String, _ printed: String) -> RunError? = { _, _ in nil }

  /// The marker before the block at a position.
  func marker(_ block: ProgramBlock) -> String { Transcript.marker(token, block.id) }

  /// The marker after the last block.
  var endMarker: String { Transcript.marker(token, -1) }

  /// What `request` prints, by blocks.
  ///
  /// - Parameter error: reads the error of a program that has failed, from all that it printed on standard error.
  func run(
    _ request: ProcessRequest, with starter: ProcessStarter,
    error: (_ result: ProcessResult, _ shown: String) -> RunError
  ) async throws -> [Int: BlockRun] {
    let timeouts = Dictionary(blocks.map { ($0.id, $0.timeout) }) { first, _ in first }
    var request = request
    request.timeout = blocks.first?.timeout ?? .seconds(30)
    request.renewal = BlockClock(token: token, timeouts: timeouts).renewal
    return withPrintedFailures(runs(of: try await starter.run(request), error))
  }

  private func withPrintedFailures(_ runs: [Int: BlockRun]) -> [Int: BlockRun] {
    var runs = runs
    // Which block a thread of another one prints into is up to the scheduler.
    let code = blocks.map(\.code).joined(separator: "\n")
    for block in blocks {
      guard let run = runs[block.id], run.end.isSuccess, let error = printedFailure(code, run.error)
      else { continue }
      runs[block.id]?.end = .error(error)
    }
    return runs
  }

  private func runs(
    of result: ProcessResult, _ error: (ProcessResult, String) -> RunError
  ) -> [Int: BlockRun] {
    var (runs, unfinished) = Transcript.runs(of: result, token: token, lastLine: nil)
    let isFinished = unfinished == nil
    if markersEndLines { for id in runs.keys { runs[id]?.dropLineBreak() } }
    if markersEndLines, isFinished, let last = blocks.last { runs[last.id]?.dropLastLineBreak() }
    guard let index = blocks.lastIndex(where: { runs[$0.id] != nil }) else {
      return unmarked(result, error)
    }
    let block = blocks[index]
    addUnmarkedErrors(of: result, to: &runs[block.id])
    let run = runs[block.id] ?? BlockRun()
    if case .error = run.end { return runs }
    if result.timedOut {
      runs[block.id]?.end = .timedOut(line: nil)
    } else if let limit = result.exceeded {
      runs[block.id]?.end = .error(.exceeded(limit))
    } else if !result.succeeded {
      runs[block.id]?.end = run.error.isEmpty ? .ended(result.termination) : .error(error(result, run.error))
    } else if !isFinished, !block.ends(with: exits) {
      runs[block.id]?.end = .endedEarly(line: block.firstLine(with: exits))
    }
    return runs
  }

  /// A program that fails before its first block does not parse: its first error is that of the block at its line.
  private func unmarked(
    _ result: ProcessResult, _ error: (ProcessResult, String) -> RunError
  ) -> [Int: BlockRun] {
    guard let first = blocks.first else { return [:] }
    let printed = TerminalText.plain(result.errorText)
    if result.timedOut { return [first.id: BlockRun(error: printed, end: .timedOut(line: nil))] }
    var error = result.exceeded.map { RunError.exceeded($0) } ?? error(result, printed)
    error.isBeforeRun = true
    let block = error.line.flatMap { line in blocks.last { $0.firstLine <= line } } ?? first
    return [block.id: BlockRun(error: printed, end: .error(error))]
  }

  /// A program that prints no markers on standard error has only one error: that of its last block.
  private func addUnmarkedErrors(of result: ProcessResult, to run: inout BlockRun?) {
    guard !result.errorText.contains(token) else { return }
    run?.error = TerminalText.plain(result.errorText)
  }
}

extension BlockEnd {
  /// Whether nothing but what was printed can say that the block has failed.
  fileprivate var isSuccess: Bool {
    switch self {
    case .completed, .endedEarly, .ended(.exited(0)): true
    default: false
    }
  }
}

extension BlockRun {
  fileprivate mutating func dropLineBreak() {
    if output.hasPrefix("\n") { output.removeFirst() }
  }

  /// That of the marker at the end, which is printed after the last block.
  fileprivate mutating func dropLastLineBreak() {
    if output.hasSuffix("\n") { output.removeLast() }
  }
}

extension ProgramBlock {
  /// Whether a line has one of the words, as a whole word outside of strings: `puts("exit")` does not end a program.
  private static func has(_ words: [String], _ line: Substring) -> Bool {
    var rest = line
    while !rest.isEmpty {
      let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      if words.contains(String(word)) { return true }
      rest = word.isEmpty ? endOfString(rest) ?? rest.dropFirst() : rest[word.endIndex...]
    }
    return false
  }

  /// What follows the string that a text begins with; `nil` without one. A quote that nothing closes begins none: the
  /// lifetime `'a` of Rust.
  private static func endOfString(_ text: Substring) -> Substring? {
    guard let quote = text.first, "\"'`".contains(quote) else { return nil }
    var isEscaped = false
    for index in text.indices.dropFirst() {
      if !isEscaped, text[index] == quote { return text[text.index(after: index)...] }
      isEscaped = !isEscaped && text[index] == "\\"
    }
    return nil
  }

  private var lines: [Substring] { code.split(separator: "\n", omittingEmptySubsequences: false) }

  /// Whether its last statement has one of the words, or calls a function of the block whose last statement alone has one.
  fileprivate func ends(with words: [String]) -> Bool {
    guard let last = lines.lastIndex(where: Self.isStatement) else { return false }
    if Self.has(words, lines[last]) { return true }
    let ending = lines.indices.filter { Self.has(words, lines[$0]) }
    guard ending.count == 1, let name = Self.called(lines[last]), functionEnd(name) == ending[0],
      let piece = lines[ending[0]].split(separator: ";").last(where: Self.isStatement)
    else { return false }
    return Self.has(words, piece)
  }

  private static func isStatement(_ line: Substring) -> Bool {
    line.contains { !$0.isWhitespace && !"})];".contains($0) }
  }

  /// The function that a line calls: `main` of `await main();`.
  private static func called(_ line: Substring) -> Substring? {
    var rest = line.drop(while: \.isWhitespace)
    for word in ["await ", "void "] where rest.hasPrefix(word) { rest = rest.dropFirst(word.count) }
    let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    return !name.isEmpty && rest[name.endIndex...].first == "(" ? name : nil
  }

  /// The line of the last statement of a function in braces.
  private func functionEnd(_ name: Substring) -> Int? {
    let heads = ["function \(name)(", "\(name) = async (", "\(name) = ("]
    guard let start = lines.firstIndex(where: { line in heads.contains { line.contains($0) } }) else {
      return nil
    }
    if lines[start].hasSuffix("}") || lines[start].hasSuffix("};") { return start }
    let indentation = lines[start].prefix(while: \.isWhitespace)
    let close = lines[(start + 1)...].firstIndex { $0.hasPrefix(indentation + "}") }
    return close.flatMap { lines[start..<$0].lastIndex(where: Self.isStatement) }
  }

  /// The line of its first statement with one of the words.
  fileprivate func firstLine(with words: [String]) -> Int? {
    lines.firstIndex { Self.has(words, $0) }.map { firstLine + $0 }
  }
}
