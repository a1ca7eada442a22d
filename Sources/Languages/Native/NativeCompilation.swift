import Files
import Foundation
import Processes

/// Compiles units, each as a file of its own.
struct NativeCompilation: Sendable {
  var language: NativeLanguage
  var name: String
  /// Absolute path.
  var compiler: String
  var mode: CompileMode
  var folders: CompileFolders
  var starter: ProcessStarter

  /// The result of one unit.
  private struct Part: Sendable {
    var unit: String
    var executable: String?
    var messages: [CompilerMessage]
  }

  func compile(_ units: [CompileUnit]) async throws(ProcessError) -> CompileOutcome {
    var outcome = CompileOutcome()
    var seen: Set<CompilerMessage> = []
    for part in try await ParallelWork.results(
      units, { unit throws(ProcessError) in try await compile(unit) })
    {
      outcome.messages += part.messages.filter { seen.insert($0).inserted }
      if let executable = part.executable {
        outcome.executables[part.unit] = executable
      } else {
        outcome.failed.insert(part.unit)
      }
    }
    return outcome
  }

  private func compile(_ unit: CompileUnit) async throws(ProcessError) -> Part {
    let merged = language.merging.text(of: unit.pieces)
    let file = language.file(merged)
    let folder = folders.scratch + "/\(name)-" + UUID().uuidString
    try write([(file, merged.text)] + (merged.isWhole ? [] : language.runtime), to: folder)
    var request = ProcessRequest(
      compiler, language.arguments(file, mode, merged.isWhole), environment: environment)
    request.directory = folder
    request.timeout = .seconds(300)
    let result = try await starter.run(request)
    var messages = messages(result.outputText + "\n" + result.errorText, file, merged, unit)
    if !result.succeeded, !messages.contains(where: { $0.severity == .error }) {
      messages.append(withoutPlace(result, unit))
    }
    return Part(unit: unit.name, executable: result.succeeded ? folder + "/" + file : nil, messages: messages)
  }

  private var environment: [String: String] {
    let inherited = ProcessInfo.processInfo.environment
    var environment = inherited.filter {
      ["PATH", "JAVA_HOME", "RUSTUP_HOME", "CARGO_HOME"].contains($0.key)
    }
    environment["HOME"] = folders.scratch
    environment["TMPDIR"] = folders.scratch
    environment["LC_ALL"] = "C.UTF-8"
    return environment.merging(language.environment(folders)) { $1 }
  }

  private func write(_ files: [(name: String, text: String)], to folder: String) throws(ProcessError) {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for (name, text) in files { try NamedFile(path: folder + "/" + name).writeInPlace(Array(text.utf8)) }
    } catch {
      throw .notPrepared(reason: "the folder `\(folder)` cannot be made: \(error)")
    }
  }

  /// The messages with a place in the file, at their places on the page.
  private func messages(
    _ printed: String, _ file: String, _ merged: MergedText, _ unit: CompileUnit
  ) -> [CompilerMessage] {
    printed.split(separator: "\n").compactMap { line in
      func message(_ patterns: [ErrorPattern], _ severity: CompilerMessage.Severity) -> CompilerMessage? {
        for pattern in patterns {
          guard let found = pattern.match(line, file: file), let number = found.line,
            let text = found.message,
            let place = merged.place(ofLine: number)
          else { continue }
          let piece = unit.pieces[place.piece]
          return CompilerMessage(
            path: piece.path, line: piece.firstLine + place.line, column: found.column ?? 1,
            severity: severity,
            text: text)
        }
        return nil
      }
      return message(language.warnings, .warning) ?? message(language.errors, .error)
    }
  }

  /// What the compiler says without a place is about the whole unit.
  private func withoutPlace(_ result: ProcessResult, _ unit: CompileUnit) -> CompilerMessage {
    let said =
      result.timedOut ? "the compiler was stopped after 5 minutes" : result.errorText + result.outputText
    return CompilerMessage(
      path: unit.pieces.first?.path ?? "", line: unit.pieces.first?.firstLine ?? 1, column: 1,
      severity: .error,
      text: said.isEmpty ? "\(language.program) ended with \(result.termination)" : said)
  }
}
