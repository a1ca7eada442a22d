import Diagnostics
import Digests
import Files
import Foundation
import Languages
import Ledger
import Project
import Site
import Verification

/// A run whose result is kept in the project, so that the next one can give it again when nothing that it depends on has
/// changed: every file by its content, every program that was started, the options and the day.
///
///     let run = RecordedRun(.check, options: paths, root: root, program, format)
///     if let known = await run.known(as: FinishedRun.self) { return try program.terminal.finish(known) }
///     …
///     await run.keep(finished)
struct RecordedRun: Sendable {
  /// The program that the run works with, which notes what it reads.
  let program: Program
  private let command: StoredResult
  private let root: String
  private let options: [String]
  /// `nil` when nothing is kept.
  private let trace: RunTrace?
  private let tools = ParserTools()

  /// - Parameters:
  ///   - command: the last run of each is kept.
  ///   - isKept: whether results that lie in the project may be believed.
  init(
    _ command: StoredResult, options: [String], root: String, _ program: Program, _ format: ReportFormat,
    isKept: Bool = true
  ) {
    let environment = ProcessInfo.processInfo.environment
    self.command = command
    self.root = root
    self.options =
      [root, FileManager.default.currentDirectoryPath, "\(program.today())", format.name]
      + ["\(program.terminal.isColored)", environment["PATH"] ?? "", environment["HOME"] ?? ""] + options
    trace = isKept ? RunTrace() : nil
    var traced = program
    traced.trace = trace
    self.program = traced
  }

  /// The result of the last run, if this one would have the same.
  func known<Result: Decodable>(as _: Result.Type) async -> Result? {
    guard trace != nil, let record = stored(), record.options == options else { return nil }
    for (name, state) in record.tools {
      guard await tools.state(of: name) == state else { return nil }
    }
    let files = FileReader.disk(root: root)
    guard await record.holds({ files.answer(to: $0) ?? ProjectDisk.disk.answer(to: $0) }) else { return nil }
    program.removeUnfinishedResults(of: root)
    do {
      return try JSONDecoder().decode(Result.self, from: Data(record.result))
    } catch {
      return nil
    }
  }

  private func stored() -> RunRecord? {
    guard let key = key({ try program.keys.existing(root) }) else { return nil }
    switch RunRecord.read(program.stored(command, of: root), program: program.identity, .signed(key)) {
    case .record(let record): return record
    case .none: return nil
    case .damaged:
      program.sayDamaged(command)
      return nil
    }
  }

  /// A kept result is printed without a check of its content, so whoever can write one into the project decides what a
  /// build says: without the user's key nothing is read, and nothing kept.
  private func key(_ find: () throws -> SigningKey?) -> SigningKey? {
    do {
      return try find()
    } catch {
      // The run reports an invalid key.
      return nil
    }
  }

  /// Keeps the result for the next run. When that is not possible the next run is slower, nothing else.
  func keep(_ result: some Encodable) async {
    guard let trace, let answers = trace.inputs.answers, let programs = trace.programs else { return }
    let signing = key {
      let made = try program.keys.signing(root)
      return made.finding == nil ? made.key : nil
    }
    guard let signing else { return }
    var states: [String: String] = [:]
    for name in programs { states[name] = await tools.state(of: name) }
    do {
      let record = RunRecord(
        options: options, tools: states, answers: answers, result: Array(try JSONEncoder().encode(result)))
      try program.save(record.bytes(program: program.identity, .signed(signing)), as: command, of: root)
    } catch {
      program.terminal.say("note: the result was not kept for the next run: \(error)")
    }
  }
}
