import Diagnostics
import Languages
import Ledger
import Pages
import Processes

/// What the compilers said about the code of a verification.
struct CompileResult: Sendable {
  /// The executable of each unit that is run and compiles.
  var executables: [CompileWork.Place: Executable] = [:]
  /// Units with errors.
  var failed: Set<CompileWork.Place> = []
  /// Findings by the block, or by the absolute path of the file, that they are in.
  var byBlock: [BlockID: [Diagnostic]] = [:]
  var byFile: [String: [Diagnostic]] = [:]
  /// Outcomes of blocks that must not compile.
  var negatives: [BlockID: BlockOutcome] = [:]
  /// Findings that belong to no block: a module that does not compile, a linker error.
  var general: [Diagnostic] = []
}

/// Compiles the code of a verification.
struct CompileStage: Sendable {
  var findings: CompilerFindings
  var modules: [ProjectModule]
  var folders: CompileFolders
  var disk: ProjectDisk
  var starter: ProcessStarter

  func run(_ work: CompileWork, languages: Languages) async -> CompileResult {
    var result = CompileResult()
    for (name, code) in work.codes.sorted(by: { $0.key < $1.key }) {
      do throws(ProcessError) {
        try await run(code, &result)
      } catch {
        report(error, of: languages[name], named: name, to: &result)
        result.failed.formUnion(code.runs.keys)
        result.failed.formUnion(code.compiles.keys)
      }
    }
    return result
  }

  /// That a compiler is missing each session says that needs it.
  private func report(
    _ error: ProcessError, of language: Language?, named name: String, to result: inout CompileResult
  ) {
    if case .notFound(let program) = error, language?.runner?.tools.contains(program) ?? false { return }
    result.general.append(
      Diagnostic(
        .environmentBroken, "The \(language?.label ?? name) examples cannot be verified: \(error)"))
  }

  private func run(_ code: CompileWork.Code, _ result: inout CompileResult) async throws(ProcessError) {
    let units = CompileWork.Code.unique(Array(code.runs.values) + Array(code.compiles.values))
    if !units.isEmpty {
      let outcome = try await code.compiler.compile(
        units, modules, code.runs.isEmpty ? .analyze : .executable, folders, starter)
      for (place, unit) in code.runs {
        if outcome.failed.contains(unit.name) {
          result.failed.insert(place)
        } else if let path = outcome.executables[unit.name] {
          result.executables[place] = Executable(path: path, unit: unit.name)
        }
      }
      for (place, unit) in code.compiles where outcome.failed.contains(unit.name) {
        result.failed.insert(place)
      }
      for message in outcome.messages { add(message, to: &result) }
      report(outcome, to: &result)
      if let problem = outcome.problem {
        result.general.append(
          Diagnostic(.environmentBroken, "The examples could not be built", details: problem))
      }
    }
    if !code.negatives.isEmpty { try await compileNegatives(code, &result) }
  }

  private func add(_ message: CompilerMessage, to result: inout CompileResult) {
    guard let diagnostic = findings.diagnostic(message) else { return }
    if let id = findings.blockID(message) {
      result.byBlock[id, default: []].append(diagnostic)
    } else {
      result.byFile[message.path, default: []].append(diagnostic)
    }
  }

  private func report(_ outcome: CompileOutcome, to result: inout CompileResult) {
    for module in outcome.failedModules {
      for message in module.messages { result.general.append(findings.moduleDiagnostic(message, disk)) }
      if module.messages.isEmpty {
        result.general.append(
          Diagnostic(
            .moduleError, "The module `\(module.name)` does not compile", details: module.problem))
      }
    }
  }

  /// Each block must have an error, and the error must contain what the page says.
  private func compileNegatives(
    _ code: CompileWork.Code, _ result: inout CompileResult
  ) async throws(ProcessError) {
    let outcome = try await code.compiler.compile(
      CompileWork.Code.unique(code.negatives.values), modules, .diagnose, folders, starter)
    if code.runs.isEmpty, code.compiles.isEmpty { report(outcome, to: &result) }
    for id in code.negatives.keys {
      let page = findings.pages[id.page]
      let block = page.blocks[id.block]
      let errors = outcome.messages.filter { message in
        message.severity == .error
          && (block.origin.file.map { message.path == findings.root + $0 }
            ?? (findings.blockID(message) == id))
      }
      result.negatives[id] = negative(block, on: page, errors)
    }
  }

  private func negative(_ block: Block, on page: Page, _ errors: [CompilerMessage]) -> BlockOutcome {
    let text = block.attributes.fails ?? ""
    let output = errors.map { "error: \($0.text)" }.joined(separator: "\n")
    let others = errors.filter { error in
      !error.text.contains(text) && !error.notes.contains { $0.text.contains(text) }
    }
    if others.isEmpty, !errors.isEmpty { return BlockOutcome(.failedAsStated, output: output) }
    if others.count < errors.count {
      // The stated error hides no other one.
      let reason = others.first?.text
      return BlockOutcome(
        .failed, reason: reason, output: output, diagnostics: others.compactMap(findings.diagnostic))
    }
    let place = page.span(ofAttribute: "fails", of: block)
    guard let first = errors.first else {
      return .failed(
        Diagnostic(
          .didNotFail, "This block should fail to compile with \"\(text)\", but it compiles", at: place,
          fix: "for an error of the program that runs, write `run` after the language"))
    }
    return .failed(
      Diagnostic(
        .didNotFail,
        "This block does not compile, but not with \"\(text)\": \(first.text)",
        at: place, notes: errors.map { Diagnostic.Note($0.text, span: findings.span($0)) }), output: output)
  }
}
