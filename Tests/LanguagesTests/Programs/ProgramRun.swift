import Foundation
import Languages
import Processes

/// Blocks of a session, run as `flowdocs verify` runs them but without a sandbox. The first block begins at line 3 of its
/// page; between two blocks there are three lines.
struct ProgramRun {
  var language: Language
  var timeout: Duration = .seconds(60)
  var mayFail: Set<Int> = []
  var starter = ProcessStarter.direct

  init(_ name: String, in languages: Languages = .all) throws {
    guard let language = languages[name] else { throw Unknown(name: name) }
    self.language = language
  }

  struct Unknown: Error { var name: String }

  struct DoesNotCompile: Error { var messages: [String] }

  private static let page = "/project/content/page.md"

  /// How each block ended, in order.
  func run(_ codes: String...) async throws -> [BlockRun] {
    guard let runner = language.runner else { throw Unknown(name: language.id) }
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let home = folder.path + "/home"
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    var program = Program(
      source: .page(text: ""), path: Self.page, printedPath: "content/page.md", blocks: blocks(codes))
    if let compiler = runner.compiler {
      let outcome = try await compile(program, compiler, .executable, in: folder.path)
      guard let executable = outcome.executables["session"] else {
        throw DoesNotCompile(messages: outcome.messages.map(\.said))
      }
      program.executable = Executable(path: executable, unit: "session")
    }
    var environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "HOME": home, "LANG": "C.UTF-8",
    ]
    environment.merge(runner.environment(ProjectSources(root: "/project"))) { $1 }
    let runs = try await runner.run(
      program, RunFolder(base: folder.path, home: home, environment: environment, starter: starter))
    return program.blocks.map { runs[$0.id] ?? BlockRun() }
  }

  /// What the compiler says of blocks: `5: error: text`, by the lines of the page.
  func messages(_ codes: String...) async throws -> [String] {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let program = Program(
      source: .page(text: ""), path: Self.page, printedPath: "content/page.md", blocks: blocks(codes))
    guard let compiler = language.runner?.compiler else { throw Unknown(name: language.id) }
    return try await compile(program, compiler, .analyze, in: folder.path).messages.map(\.said)
  }

  private func compile(
    _ program: Program, _ compiler: Compiler, _ mode: CompileMode, in folder: String
  ) async throws -> CompileOutcome {
    let pieces = program.blocks.map {
      CodePiece(path: Self.page, firstLine: $0.firstLine, code: Array($0.code.utf8), marker: $0.id)
    }
    return try await compiler.compile(
      [CompileUnit(name: "session", pieces: pieces)], [], mode,
      CompileFolders(scratch: folder + "/scratch", cache: folder + "/cache"), starter)
  }

  private func blocks(_ codes: [String]) -> [ProgramBlock] {
    var line = 3
    return codes.enumerated().map { index, code in
      let block = ProgramBlock(
        id: index, language: language.id, code: code + "\n", firstLine: line, timeout: timeout,
        mayFail: mayFail.contains(index))
      line += code.split(separator: "\n", omittingEmptySubsequences: false).count + 3
      return block
    }
  }
}

extension CompilerMessage {
  var said: String { "\(line): \(severity.rawValue): \(text)" }
}

extension BlockRun {
  /// `5: text` of an error by its line on the page; other ends in words.
  var ending: String {
    switch end {
    case .completed: "completed"
    case .error(let error): "\(error.line.map(String.init) ?? "?"): \(error.message)"
    case .timedOut: "timed out"
    case .notReached: "not reached"
    case .ended(let termination): "\(termination)"
    case .endedEarly(let line): "ended early at \(line.map(String.init) ?? "?")"
    }
  }
}
