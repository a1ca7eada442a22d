import Foundation
import Processes

/// How a language whose programs are text runs the blocks of a session: as one file, in which a statement before each
/// block prints that it begins.
///
///     Interpreter(
///       program: "ruby", file: { _ in ".examples.rb" }, print: { "print(\"\($0)\")" },
///       errors: ErrorOutput([ErrorPattern("{file}:{line}: {message}")]))
struct Interpreter: Sendable {
  /// The program, which is looked for on the `PATH`.
  var program: String
  /// The words after it; `{file}` in them is the path of the file.
  var arguments = ["{file}"]
  /// The name of the file, hidden, in the working directory of the session.
  var file: @Sendable (_ blocks: [ProgramBlock]) -> String
  /// Makes the file. Each block is on its lines of the page.
  var text: @Sendable (_ blocks: [ProgramBlock], _ markers: InterpreterMarkers) -> String
  /// Lines that the file has before the line of the first marker, where these may be more than the page has.
  var headLines = 0
  /// Whether the statement that prints a marker ends the line.
  var markersEndLines = false
  /// Whether the file has the markers; else each block is run with those before it, and its output is what it adds.
  var hasMarkers = true
  var errors: ErrorOutput

  func run(_ program: Program, in folder: RunFolder) async throws -> [Int: BlockRun] {
    guard let path = folder.starter.find(self.program, nil) else { throw ProcessError.notFound(self.program) }
    if case .file(let arguments) = program.source {
      return try await ScriptFile(interpreter: path, words: arguments, errors: errors)
        .run(program, arguments: arguments, in: folder)
    }
    return try await InterpretedSession(interpreter: self, path: path, program: program, folder: folder).run()
  }

  /// The file with statements that the language needs before the first block and after the last.
  ///
  /// - Parameters:
  ///   - start: one line.
  ///   - print: a statement that prints a text on both streams.
  static func text(
    start: String = "", end: String = "", print: @escaping @Sendable (String) -> String
  ) -> @Sendable ([ProgramBlock], InterpreterMarkers) -> String {
    { blocks, markers in
      var file = PaddedText()
      for (index, block) in blocks.enumerated() {
        file.add(
          block.code, at: block.firstLine, after: (index == 0 ? start : "") + print(markers.before(block)))
      }
      file.append(print(markers.end) + end + "\n")
      return file.text
    }
  }
}

/// The texts that a file prints before its blocks and at its end.
struct InterpreterMarkers: Sendable {
  var before: @Sendable (ProgramBlock) -> String
  var end: String
}

extension LanguageRunner {
  /// A language that an interpreter runs; its results depend on the version of the interpreter.
  init(
    id: String, _ interpreter: Interpreter,
    environment: @escaping @Sendable (ProjectSources) -> [String: String] = { _ in [:] }
  ) {
    self.init(id: id, tools: [interpreter.program], environment: environment) { program, folder in
      try await interpreter.run(program, in: folder)
    }
  }
}
