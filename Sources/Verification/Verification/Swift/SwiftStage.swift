import Diagnostics
import Foundation
import Pages
import Processes

/// All Swift code of the sessions that are verified, as units of one compilation.
struct SwiftWork: Sendable {
  /// Sessions, by their position in the plan.
  struct Place: Sendable, Hashable {
    var session: Int
    var unit: Int
  }

  /// What is run: the blocks of a session, or a file that several sessions may share.
  var runs: [Place: SwiftUnit] = [:]
  /// What is compiled and not run.
  var compiles: [Place: SwiftUnit] = [:]
  /// Blocks that must not compile, each with what comes before it.
  var negatives: [BlockID: SwiftUnit] = [:]
  /// Blocks of which only the syntax is asked.
  var parses: [BlockID: SwiftUnit] = [:]

  var isEmpty: Bool { runs.isEmpty && compiles.isEmpty && negatives.isEmpty && parses.isEmpty }

  /// The units of a compilation, each name once.
  static func unique(_ units: some Sequence<SwiftUnit>) -> [SwiftUnit] {
    var seen: Set<String> = []
    return units.sorted { $0.name < $1.name }.filter { seen.insert($0.name).inserted }
  }

  /// - Parameter pagePaths: The absolute path of each page's file.
  init(plan: Plan, sessions: [Int], pagePaths: [String], root: String) {
    for session in sessions {
      let page = plan.sessions[session].page
      for (index, unit) in plan.sessions[session].units.enumerated() {
        guard case .program(let program) = unit, program.language == .swift else { continue }
        let place = Place(session: session, unit: index)
        switch program.source {
        case .file(let path, let text, _): addFile(program, root + path, text, at: place)
        case .blocks: addBlocks(program, page: pagePaths[page], at: place)
        }
      }
    }
  }

  private mutating func addFile(_ program: Program, _ path: String, _ text: String, at place: Place) {
    let piece = SwiftPiece(path: path, firstLine: 1, code: Array(text.utf8), marker: 0)
    let name = "file_" + path.utf8.map { UInt8($0) }.hexadecimalName
    let unit = SwiftUnit(name: name, pieces: [piece])
    let asked = program.examples.filter { !$0.mustNotCompile }
    if asked.contains(where: { $0.level == .run }) {
      runs[place] = unit
    } else if asked.contains(where: { $0.level == .compile }) {
      compiles[place] = unit
    }
    for example in program.examples {
      var own = unit
      own.name = "block_\(example.id.page)_\(example.id.block)"
      if example.mustNotCompile { negatives[example.id] = own }
      if example.level == .parse { parses[example.id] = own }
    }
  }

  private mutating func addBlocks(_ program: Program, page: String, at place: Place) {
    func piece(_ example: Example) -> SwiftPiece {
      SwiftPiece(
        path: page, firstLine: example.block.origin.firstLine, code: Array(example.block.code.utf8),
        marker: example.block.index)
    }
    let name = "\(place.session)_\(place.unit)"
    let positive = program.examples.filter { $0.level != .parse && !$0.mustNotCompile }
    let running = positive.filter { $0.level == .run }
    if !running.isEmpty { runs[place] = SwiftUnit(name: "session_" + name, pieces: running.map(piece)) }
    if running.count < positive.count {
      compiles[place] = SwiftUnit(name: "compiled_" + name, pieces: positive.map(piece))
    }
    for (index, example) in program.examples.enumerated() {
      let unit = "block_\(example.id.page)_\(example.id.block)"
      if example.level == .parse {
        parses[example.id] = SwiftUnit(name: unit, pieces: [piece(example)])
      } else if example.mustNotCompile {
        let before = program.examples[..<index].filter { $0.level != .parse && !$0.mustNotCompile }
        negatives[example.id] = SwiftUnit(name: unit, pieces: (before + [example]).map(piece))
      }
    }
  }
}

extension Sequence<UInt8> {
  /// Letters and digits that are different for different bytes: a part of a Swift name.
  fileprivate var hexadecimalName: String {
    reduce(into: "") { name, byte in
      let isPlain =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      name += isPlain ? String(UnicodeScalar(byte)) : "_\(String(byte, radix: 16))_"
    }
  }
}

/// What the compiler said about the Swift code of a verification.
struct SwiftVerdicts: Sendable {
  /// The executable that runs a unit.
  var executables: [String: String] = [:]
  var failedUnits: Set<String> = []
  /// Findings by the block, or by the absolute path of the file, that they are in.
  var byBlock: [BlockID: [Diagnostic]] = [:]
  var byFile: [String: [Diagnostic]] = [:]
  /// Verdicts on blocks that must not compile, and on those that are only parsed.
  var settled: [BlockID: BlockOutcome] = [:]
  /// Findings that belong to no block: a module that does not compile, a linker error.
  var general: [Diagnostic] = []
}

/// Compiles the Swift code of a verification.
struct SwiftStage: Sendable {
  var toolchain: SwiftToolchain
  var findings: SwiftFindings
  /// Modules of the project: name → absolute paths of the sources, and a hash of all that they depend on.
  var modules: [(name: String, files: [String], key: String)]

  func run(_ work: SwiftWork) async throws(ProcessError) -> SwiftVerdicts {
    var verdicts = SwiftVerdicts()
    let positive = SwiftWork.unique(Array(work.runs.values) + Array(work.compiles.values))
    let negative = SwiftWork.unique(work.negatives.values)
    let compiled = try await compileModules(for: positive + negative, &verdicts)
    if !positive.isEmpty {
      let outcome = try await toolchain.compile(
        positive, modules: compiled, mode: work.runs.isEmpty ? .analyze : .executable)
      verdicts.executables = outcome.executables
      verdicts.failedUnits = outcome.failed
      for message in outcome.messages { add(message, to: &verdicts) }
      if let trouble = outcome.trouble {
        verdicts.general.append(
          Diagnostic(.environmentBroken, "the Swift examples could not be built", details: trouble))
      }
    }
    if !negative.isEmpty { try await judgeNegatives(work, compiled, &verdicts) }
    let parses = SwiftWork.unique(work.parses.values)
    if !parses.isEmpty { try await judgeParses(work, parses, &verdicts) }
    return verdicts
  }

  private func add(_ message: CompilerMessage, to verdicts: inout SwiftVerdicts) {
    guard let diagnostic = findings.diagnostic(message) else { return }
    if let id = findings.blockID(message) {
      verdicts.byBlock[id, default: []].append(diagnostic)
    } else {
      verdicts.byFile[message.path, default: []].append(diagnostic)
    }
  }

  private func compileModules(
    for units: [SwiftUnit], _ verdicts: inout SwiftVerdicts
  ) async throws(ProcessError) -> [SwiftToolchain.Module] {
    var compiled: [SwiftToolchain.Module] = []
    for module in modules {
      let wanted = Array("import \(module.name)".utf8)
      guard units.contains(where: { $0.pieces.contains { $0.code.firstRange(of: wanted) != nil } }) else {
        continue
      }
      let result = try await toolchain.module(named: module.name, files: module.files, key: module.key)
      if let made = result.module {
        compiled.append(made)
        continue
      }
      let errors = result.messages.filter { $0.severity == .error }
      for message in errors { verdicts.general.append(findings.moduleDiagnostic(message)) }
      if errors.isEmpty {
        verdicts.general.append(
          Diagnostic(
            .moduleError, "the module `\(module.name)` could not be compiled", details: result.trouble))
      }
    }
    return compiled
  }

  /// Each block must have an error, and the error must say what the page says.
  private func judgeNegatives(
    _ work: SwiftWork, _ modules: [SwiftToolchain.Module], _ verdicts: inout SwiftVerdicts
  ) async throws(ProcessError) {
    var waiting = work.negatives
    // What only data flow shows is diagnosed when there is no error of another kind.
    for mode in [SwiftToolchain.Mode.typecheck, .analyze] where !waiting.isEmpty {
      let outcome = try await toolchain.compile(
        SwiftWork.unique(waiting.values), modules: modules, mode: mode)
      for (id, _) in waiting {
        let page = findings.pages[id.page]
        guard let block = page.blocks.first(where: { $0.index == id.block }) else { continue }
        let errors = outcome.messages.filter { message in
          message.severity == .error
            && (block.origin.file == nil
              ? findings.blockID(message) == id : message.path == findings.root + (block.origin.file ?? ""))
        }
        if errors.isEmpty, mode == .typecheck { continue }
        waiting[id] = nil
        verdicts.settled[id] = judge(block, on: page, errors)
      }
    }
  }

  private func judge(_ block: Block, on page: Page, _ errors: [CompilerMessage]) -> BlockOutcome {
    let text = block.attributes.fails ?? ""
    let output = errors.map { "error: \($0.text)" }.joined(separator: "\n")
    if errors.contains(where: { error in
      error.text.contains(text) || error.notes.contains { $0.text.contains(text) }
    }) {
      return BlockOutcome(.failedAsStated, output: output)
    }
    let place = page.span(ofAttribute: "fails", of: block)
    guard let first = errors.first else {
      return .failed(
        Diagnostic(
          .didNotFail, "this block is said not to compile with \"\(text)\", but it compiles", at: place))
    }
    return .failed(
      Diagnostic(
        .didNotFail, "this block does not compile, but the compiler does not say \"\(text)\": \(first.text)",
        at: place, notes: errors.map { Diagnostic.Note($0.text, span: findings.span($0)) }), output: output)
  }

  private func judgeParses(
    _ work: SwiftWork, _ units: [SwiftUnit], _ verdicts: inout SwiftVerdicts
  ) async throws(ProcessError) {
    let outcome = try await toolchain.compile(units, modules: [], mode: .parse)
    for (id, unit) in work.parses {
      guard outcome.failed.contains(unit.name) else {
        verdicts.settled[id] = BlockOutcome(.parsed)
        continue
      }
      let errors = outcome.messages.filter { message in
        message.severity == .error && unit.pieces.contains { $0.path == message.path }
          && (findings.blockID(message) ?? id) == id
      }
      let diagnostics = errors.compactMap(findings.diagnostic).map { diagnostic in
        var diagnostic = diagnostic
        diagnostic.rule = .syntaxError
        return diagnostic
      }
      verdicts.settled[id] = BlockOutcome(
        .failed, reason: diagnostics.first?.message ?? "it does not parse", diagnostics: diagnostics)
    }
  }
}
