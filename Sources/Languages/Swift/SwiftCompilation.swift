import Processes

/// Compiles units as if each were the only one.
///
/// What the compiler says is always what it says about the unit alone. Units that are the
/// same in a module with others, by ``SwiftBatchRule``, are compiled many at a time, which is several times as fast; a unit
/// about which the compiler says anything in its batch is compiled again alone.
struct SwiftCompilation: Sendable {
  var toolchain: SwiftToolchain
  var modules: [SwiftToolchain.Module]
  var mode: CompileMode

  func compile(_ units: [CompileUnit]) async throws(ProcessError) -> CompileOutcome {
    let runtime = mode == .executable ? try await toolchain.runtime() : nil
    // Units that should not compile would only take their batch with them.
    let batches = mode == .diagnose ? [] : SwiftBatch.batches(of: units, width: ParallelWork.width)
    let batched = Set(batches.flatMap { $0.units.map(\.name) })
    let alone = units.filter { !batched.contains($0.name) }
    let first = try await inParallel(batches.map(Work.batch) + alone.map(Work.unit), runtime)
    // What a batch could not compile follows alone.
    let compiled = Set(first.flatMap(\.judged))
    let rest = units.filter { !compiled.contains($0.name) }
    let second = try await inParallel(rest.map(Work.unit), runtime)
    var outcome = CompileOutcome()
    var seen: Set<CompilerMessage> = []
    for result in first + second {
      outcome.executables.merge(result.executables) { first, _ in first }
      outcome.failed.formUnion(result.failed)
      // The blocks of a session may be in several units.
      outcome.messages += result.messages.filter { seen.insert($0).inserted }
    }
    return outcome
  }

  private enum Work: Sendable {
    case batch(SwiftBatch)
    case unit(CompileUnit)
  }

  /// What came of a batch or of a unit.
  struct Part: Sendable {
    /// Units with a result.
    var judged: [String] = []
    var executables: [String: String] = [:]
    var failed: Set<String> = []
    var messages: [CompilerMessage] = []
  }

  /// The results, in the order of the work.
  private func inParallel(_ work: [Work], _ runtime: String?) async throws(ProcessError) -> [Part] {
    try await ParallelWork.results(work) { work throws(ProcessError) in
      switch work {
      case .batch(let batch): try await batch.compile(toolchain, runtime)
      case .unit(let unit): try await compile(SwiftMainFile(unit), runtime)
      }
    }
  }

  /// Compiles one unit as the only one.
  private func compile(_ file: SwiftMainFile, _ runtime: String?) async throws(ProcessError) -> Part {
    let isLibrary = file.isLibraryFile
    func job(_ text: [UInt8], _ runtime: String?) -> SwiftToolchain.Job {
      SwiftToolchain.Job(
        files: [(SwiftMainFile.name, text)], modules: imported(by: file.unit), isLibrary: isLibrary,
        runtime: runtime)
    }
    var part = Part(judged: [file.unit.name])
    // A call between two statements can keep the compiler from seeing that a condition is constant: messages are those
    // about nothing but the code.
    let plain = try await toolchain.compile(job(file.plain, nil))
    part.messages = plain.messages.map(file.placed)
    guard plain.succeeded else {
      part.fail(file.unit, plain)
      return part
    }
    guard let runtime else { return part }
    // A call in the middle of a statement is an error: then there are fewer calls, and at last none.
    var texts = isLibrary ? [] : [file.marked(statements: true)]
    if !isLibrary, file.unit.pieces.count > 1 { texts.append(file.marked(statements: false)) }
    texts.append(file.plain)
    for text in texts {
      let result = try await toolchain.compile(job(text, runtime))
      if result.succeeded {
        part.executables[file.unit.name] = result.executable
        return part
      }
      if text == texts.last {
        part.messages += result.messages.map(file.placed).filter { !part.messages.contains($0) }
        part.fail(file.unit, result)
      }
    }
    return part
  }

  private func imported(by unit: CompileUnit) -> [SwiftToolchain.Module] {
    modules.filter { unit.imports($0.name) }
  }
}

extension SwiftCompilation.Part {
  /// What the compiler or linker says without a place is about the whole unit.
  fileprivate mutating func fail(_ unit: CompileUnit, _ result: SwiftToolchain.Result) {
    failed = [unit.name]
    if messages.contains(where: { $0.severity == .error }) { return }
    messages.append(
      CompilerMessage(
        path: unit.pieces.first?.path ?? "", line: unit.pieces.first?.firstLine ?? 1, column: 1,
        severity: .error,
        text: result.rest.isEmpty ? "swiftc failed" : result.rest))
  }
}

extension CompileUnit {
  /// Whether its code may import a module: the words may be in a comment, which costs only time.
  func imports(_ module: String) -> Bool {
    let wanted = Array("import \(module)".utf8)
    return pieces.contains { $0.code.firstRange(of: wanted) != nil }
  }
}
