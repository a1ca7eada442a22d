import Files
import Foundation
import Processes

/// Runs a compiled session.
struct NativeRun: Sendable {
  var language: NativeLanguage
  var program: Program
  var executable: Executable

  func run(in folder: RunFolder) async throws -> [Int: BlockRun] {
    let blocks = try codeBlocks()
    let merged = language.merging.text(of: pieces(of: blocks))
    var runs = try await run(blocks, merged, in: folder)
    for block in blocks where runs[block.id]?.end == .completed {
      if let error = onlyTests(block) { runs[block.id]?.end = .error(error) }
    }
    guard isFile else { return runs }
    return Dictionary(program.blocks.map { ($0.id, runs[0] ?? BlockRun()) }) { first, _ in first }
  }

  private func run(
    _ blocks: [ProgramBlock], _ merged: MergedText, in folder: RunFolder
  ) async throws -> [Int: BlockRun] {
    var request = request(in: folder)
    if merged.isWhole { return try await runWhole(request, blocks, merged, folder.starter) }
    var marked = MarkedRun(blocks: blocks, exits: ["exit", "return", "Exit"])
    marked.printedFailure = { printedFailure(by: $0, merged, blocks, $1) }
    request.environment[NativeLanguage.variable] = marked.token
    return try await marked.run(request, with: folder.starter) { error($0, merged, blocks, $1) }
  }

  /// The blocks as they were compiled: of a file, which they show parts of, its whole text.
  private func codeBlocks() throws -> [ProgramBlock] {
    guard isFile else { return program.blocks }
    let text = String(decoding: try NamedFile(path: program.path).read(), as: UTF8.self)
    return [
      ProgramBlock(
        id: 0, language: program.blocks.first?.language ?? "", code: text, firstLine: 1,
        timeout: program.longestTimeout)
    ]
  }

  private func pieces(of blocks: [ProgramBlock]) -> [CodePiece] {
    blocks.map {
      CodePiece(path: program.path, firstLine: $0.firstLine, code: Array($0.code.utf8), marker: $0.id)
    }
  }

  private func request(in folder: RunFolder) -> ProcessRequest {
    let path = executable.path as NSString
    let command = language.command(path.deletingLastPathComponent, path.lastPathComponent)
    var arguments: [String] = Array(command.dropFirst())
    if case .file(let more) = program.source { arguments += more }
    return folder.request(command[0], arguments, timeout: program.longestTimeout)
  }

  /// What a whole program prints is the output of the block with its entry point.
  private func runWhole(
    _ request: ProcessRequest, _ blocks: [ProgramBlock], _ merged: MergedText, _ starter: ProcessStarter
  ) async throws -> [Int: BlockRun] {
    let result = try await starter.run(request)
    var run = BlockRun(
      output: TerminalText.plain(result.outputText), error: TerminalText.plain(result.errorText))
    run.end = ScriptFile.end(of: result) { error(result, merged, blocks, run.error) }
    let code = blocks.map(\.code).joined()
    if run.end == .completed, let error = printedFailure(by: code, merged, blocks, run.error) {
      run.end = .error(error)
    }
    if run.end == .completed, let line = endedEarly(blocks[merged.main]) { run.end = .endedEarly(line: line) }
    var runs: [Int: BlockRun] = [:]
    for (index, block) in blocks.enumerated() {
      runs[block.id] = index == merged.main ? run : BlockRun(end: .completed)
    }
    return runs
  }

  /// The line of a statement of the entry point that ends the program although others follow it.
  private func endedEarly(_ block: ProgramBlock) -> Int? {
    language.merging.statementBeforeOthers(in: block.code, beginningWith: language.ends)
      .map { block.firstLine + $0 }
  }

  /// A block of tests that nothing has started is not proven by the program that ran.
  private func onlyTests(_ block: ProgramBlock) -> RunError? {
    guard let mark = language.testMark, block.code.contains(mark),
      language.merging.hasOnlyDeclarations(block.code)
    else { return nil }
    return RunError(
      path: program.path, line: block.firstLine,
      message:
        "this block has only tests, and nothing runs them; write `compile` after the language, or call them",
      exitCode: 0)
  }

  private var isFile: Bool { if case .file = program.source { true } else { false } }

  private func error(
    _ result: ProcessResult, _ merged: MergedText, _ blocks: [ProgramBlock], _ printed: String
  ) -> RunError {
    let shown = placed(printed, merged, blocks)
    return language.failure.error(result, of: program, in: program.printedPath, printed: shown, shown: shown)
  }

  private func printedFailure(
    by code: String, _ merged: MergedText, _ blocks: [ProgramBlock], _ printed: String
  ) -> RunError? {
    let shown = placed(printed, merged, blocks)
    return language.failure.printedFailure(
      by: code, of: program, in: program.printedPath, printed: shown, shown: shown)
  }

  private func placed(_ printed: String, _ merged: MergedText, _ blocks: [ProgramBlock]) -> String {
    let file = (executable.path as NSString).lastPathComponent
    return merged.placed(printed, of: file, as: program.printedPath, firstLines: blocks.map(\.firstLine))
  }
}
