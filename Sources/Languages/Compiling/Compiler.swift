import Digests
import Processes

/// A piece of code with the place it comes from.
public struct CodePiece: Sendable {
  /// Absolute path of the Markdown file or source file.
  public var path: String
  /// 1-based line of the first line of code in that file.
  public var firstLine: Int
  public var code: [UInt8]
  /// Position of the block on its page, for which the run prints a marker before this piece.
  public var marker: Int

  public init(path: String, firstLine: Int, code: [UInt8], marker: Int) {
    self.path = path
    self.firstLine = firstLine
    self.code = code
    self.marker = marker
  }
}

/// The code of one session or one whole file: what is one program.
public struct CompileUnit: Sendable {
  /// Unique in the compilation, letters, digits and `_`.
  public var name: String
  public var pieces: [CodePiece]

  public init(name: String, pieces: [CodePiece]) {
    self.name = name
    self.pieces = pieces
  }
}

/// How far units are compiled.
public enum CompileMode: Sendable, Hashable {
  /// All that the compiler diagnoses, no code.
  case analyze
  /// The same for units that are expected to have errors.
  case diagnose
  case executable
}

/// Sources of the project that examples import as a module.
public struct ProjectModule: Sendable {
  public var name: String
  /// Absolute paths, sorted.
  public var files: [String]
  /// A hash of all that the compiled module depends on.
  public var key: String

  public init(name: String, files: [String], key: String) {
    self.name = name
    self.files = files
    self.key = key
  }
}

/// One message of a compiler with the notes and the fix-it that belong to it.
public struct CompilerMessage: Sendable, Hashable {
  public enum Severity: String, Sendable, Hashable { case error, warning, note, remark }

  public var path: String
  /// 1-based, in the file that the code comes from.
  public var line: Int
  /// 1-based byte column.
  public var column: Int
  public var severity: Severity
  public var text: String
  /// What the compiler suggests to write, when it says so.
  public var fix: String?
  public var notes: [CompilerMessage] = []

  public init(
    path: String, line: Int, column: Int, severity: Severity, text: String, fix: String? = nil,
    notes: [CompilerMessage] = []
  ) {
    self.path = path
    self.line = line
    self.column = column
    self.severity = severity
    self.text = text
    self.fix = fix
    self.notes = notes
  }
}

/// The result of a compilation.
public struct CompileOutcome: Sendable {
  /// The file that runs each unit which compiled, by the unit's name.
  public var executables: [String: String] = [:]
  /// Every message at its source's line and column, without duplicates.
  public var messages: [CompilerMessage] = []
  /// Units with errors.
  public var failed: Set<String> = []
  /// What the compiler or linker printed without a place, when nothing could be made.
  public var problem: String?
  /// Modules of the project that do not compile, by name, with what the compiler printed without a place.
  public var failedModules: [(name: String, messages: [CompilerMessage], problem: String?)] = []

  public init() {}
}

/// The folders of a compilation.
public struct CompileFolders: Sendable {
  /// For generated sources and executables of this verification.
  public var scratch: String
  /// Kept between verifications.
  public var cache: String
  /// How files that are kept are protected.
  public var integrity: Integrity
  /// Called with the path in `cache` of a damaged folder, which is built again.
  public var foundDamage: @Sendable (_ path: String) -> Void

  public init(
    scratch: String, cache: String, integrity: Integrity = .checksum,
    foundDamage: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.scratch = scratch
    self.cache = cache
    self.integrity = integrity
    self.foundDamage = foundDamage
  }

  /// A folder for a cache that a compiler keeps itself, and trusts. Its name depends on the key, so that nobody without the
  /// key can commit such a folder to the project.
  func ownCache(of tool: String) -> String {
    "\(cache)/\(tool)-\(integrity.code(of: cache.utf8, for: tool).prefix(32))"
  }
}

/// How the code of a language is compiled.
public struct Compiler: Sendable {
  /// Compiles all units, each as if it were the only one: what is said of a unit and what its program does depends on
  /// no other unit.
  public var compile:
    @Sendable (
      _ units: [CompileUnit], _ modules: [ProjectModule], _ mode: CompileMode, _ folders: CompileFolders,
      _ starter: ProcessStarter
    ) async throws(ProcessError) -> CompileOutcome

  public init(
    compile:
      @escaping @Sendable (
        [CompileUnit], [ProjectModule], CompileMode, CompileFolders, ProcessStarter
      ) async throws(ProcessError) -> CompileOutcome
  ) {
    self.compile = compile
  }
}
