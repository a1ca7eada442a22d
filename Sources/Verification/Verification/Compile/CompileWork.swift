import Diagnostics
import Languages
import Pages

/// The code of the sessions that are compiled, as units by their languages.
struct CompileWork: Sendable {
  /// A unit of a session, by positions in the plan.
  struct Place: Sendable, Hashable {
    var session: Int
    var unit: Int
  }

  /// The code of one language.
  struct Code: Sendable {
    var compiler: Compiler
    /// What is run: the blocks of a session, or a file that several sessions may share.
    var runs: [Place: CompileUnit] = [:]
    /// What is compiled and not run.
    var compiles: [Place: CompileUnit] = [:]
    /// Blocks that must not compile, each with what comes before it.
    var negatives: [BlockID: CompileUnit] = [:]

    /// Units, each name once.
    static func unique(_ units: some Sequence<CompileUnit>) -> [CompileUnit] {
      var seen: Set<String> = []
      return units.sorted { $0.name < $1.name }.filter { seen.insert($0.name).inserted }
    }
  }

  /// By the names of the languages' processes.
  private(set) var codes: [String: Code] = [:]

  /// - Parameters:
  ///   - sessions: Positions in the plan.
  ///   - pagePaths: The absolute path of each page's file.
  init(plan: Plan, sessions: [Int], pagePaths: [String], root: String) {
    for session in sessions {
      let page = plan.sessions[session].page
      for (index, unit) in plan.sessions[session].units.enumerated() {
        guard case .program(let program) = unit, let compiler = program.language.runner?.compiler else {
          continue
        }
        let place = Place(session: session, unit: index)
        var code = codes[program.processName] ?? Code(compiler: compiler)
        switch program.source {
        case .file(let path, let text, _): code.add(program, file: root + path, text, at: place)
        case .blocks: code.add(program, page: pagePaths[page], at: place)
        }
        codes[program.processName] = code
      }
    }
  }
}

extension CompileWork.Code {
  fileprivate mutating func add(
    _ program: PlannedProgram, file path: String, _ text: String, at place: CompileWork.Place
  ) {
    let piece = CodePiece(path: path, firstLine: 1, code: Array(text.utf8), marker: 0)
    let unit = CompileUnit(name: "file_" + path.utf8.hexadecimalName, pieces: [piece])
    let built = program.examples.filter(\.isBuilt)
    if built.contains(where: \.isRun) {
      runs[place] = unit
    } else if !built.isEmpty {
      compiles[place] = unit
    }
    for example in program.examples where example.mustNotCompile {
      var own = unit
      own.name = "block_\(example.id.page)_\(example.id.block)"
      negatives[example.id] = own
    }
  }

  fileprivate mutating func add(_ program: PlannedProgram, page: String, at place: CompileWork.Place) {
    func piece(_ example: Example) -> CodePiece {
      CodePiece(
        path: page, firstLine: example.block.origin.firstLine, code: Array(example.block.code.utf8),
        marker: example.block.index)
    }
    let name = "\(place.session)_\(place.unit)"
    let built = program.examples.filter(\.isBuilt)
    let running = built.filter(\.isRun)
    if !running.isEmpty { runs[place] = CompileUnit(name: "session_" + name, pieces: running.map(piece)) }
    if running.count < built.count {
      compiles[place] = CompileUnit(name: "compiled_" + name, pieces: built.map(piece))
    }
    for (index, example) in program.examples.enumerated() where example.mustNotCompile {
      let before = program.examples[..<index].filter(\.isBuilt)
      negatives[example.id] = CompileUnit(
        name: "block_\(example.id.page)_\(example.id.block)", pieces: (before + [example]).map(piece))
    }
  }
}

extension Sequence<UInt8> {
  /// Letters and digits that are different for different bytes: a part of a name.
  fileprivate var hexadecimalName: String {
    reduce(into: "") { name, byte in
      name += byte.isAlphanumeric ? String(UnicodeScalar(byte)) : "_\(String(byte, radix: 16))_"
    }
  }
}
