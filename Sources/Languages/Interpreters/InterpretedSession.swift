import Processes

/// Runs the blocks of a session with an interpreter.
///
/// One process runs them all. A block that must fail ends its process; the blocks after it run in a new one, after those
/// before it, whose output is not taken again.
struct InterpretedSession: Sendable {
  var interpreter: Interpreter
  /// Absolute path of the interpreter.
  var path: String
  var program: Program
  var folder: RunFolder

  func run() async throws -> [Int: BlockRun] {
    var runs: [Int: BlockRun] = [:]
    var before: [ProgramBlock] = []
    var printed = ""
    for group in groups {
      let results = try await run(before + group)
      for block in group { runs[block.id] = results[block.id] }
      if !interpreter.hasMarkers, let block = group.first, let run = runs[block.id] {
        let isLonger = run.output.hasPrefix(printed)
        runs[block.id]?.output = String(run.output.dropFirst(isLonger ? printed.count : 0))
        if run.end == .completed { printed = run.output }
      }
      if group.contains(where: { !$0.mayFail && runs[$0.id]?.end != .completed }) { break }
      before += group.filter { runs[$0.id]?.end == .completed }
    }
    return runs
  }

  /// The blocks of each process.
  private var groups: [[ProgramBlock]] {
    program.blocks.reduce(into: []) { groups, block in
      let isNew = !interpreter.hasMarkers || groups.last?.last?.mayFail ?? true
      if isNew { groups.append([block]) } else { groups[groups.count - 1].append(block) }
    }
  }

  /// Runs blocks in one process. When one does not parse, those before it are run without it.
  private func run(_ blocks: [ProgramBlock]) async throws -> [Int: BlockRun] {
    let runs = try await runOnce(blocks)
    guard let broken = blocks.firstIndex(where: { runs[$0.id] != nil }), broken > 0 else { return runs }
    let earlier = try await run(Array(blocks[..<broken]))
    // A block that is not closed has its error at the end of the file.
    let isClean = blocks[..<broken].allSatisfy { earlier[$0.id]?.end == .completed }
    return isClean ? earlier.merging(runs) { $1 } : earlier
  }

  private func runOnce(_ blocks: [ProgramBlock]) async throws -> [Int: BlockRun] {
    var run = MarkedRun(blocks: blocks, markersEndLines: interpreter.markersEndLines)
    let markers = InterpreterMarkers(before: run.marker, end: run.endMarker)
    let file = try folder.write(interpreter.text(blocks, markers), to: "home/" + interpreter.file(blocks))
    run.printedFailure = { printedFailure(by: $0, file, $1) }
    var request = folder.request(
      path, interpreter.arguments.map { $0.replacing("{file}", with: file) }, timeout: .seconds(30))
    guard !interpreter.hasMarkers else {
      return try await run.run(request, with: folder.starter) { error($0, file, $1) }
    }
    request.timeout = blocks.reduce(.zero) { $0 + $1.timeout }
    return unmarked(blocks, file, try await folder.starter.run(request))
  }

  /// The run of the last block of a file without markers, with the output of all.
  private func unmarked(
    _ blocks: [ProgramBlock], _ file: String, _ result: ProcessResult
  ) -> [Int: BlockRun] {
    guard let last = blocks.last else { return [:] }
    var run = BlockRun(
      output: TerminalText.plain(result.outputText), error: TerminalText.plain(result.errorText))
    run.end = ScriptFile.end(of: result) { error(result, file, run.error) }
    return [last.id: run]
  }

  private func error(_ result: ProcessResult, _ file: String, _ shown: String) -> RunError {
    onPage(
      interpreter.errors.error(
        result, of: program, in: file, printed: shown,
        shown: shown.replacing(file, with: program.printedPath)))
  }

  private func printedFailure(by code: String, _ file: String, _ printed: String) -> RunError? {
    interpreter.errors.printedFailure(
      by: code, of: program, in: file, printed: printed,
      shown: printed.replacing(file, with: program.printedPath)
    ).map(onPage)
  }

  /// An error with its line on the page.
  private func onPage(_ error: RunError) -> RunError {
    var error = error
    error.line = error.line.map { $0 - shift }
    return error
  }

  /// How many lines the file has more before the first block than the page.
  private var shift: Int {
    max(0, interpreter.headLines + 2 - (program.blocks.first?.firstLine ?? 1))
  }
}
