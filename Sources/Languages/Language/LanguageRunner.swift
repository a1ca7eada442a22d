/// How programs of a language are run.
public struct LanguageRunner: Sendable {
  /// Languages with the same runner share a process within a session: a terminal session is run by the shell.
  public var id: String
  /// Blocks are compiled before anything runs; `nil` for an interpreted language.
  public var compiler: Compiler?
  /// Runs a program to its end, and returns how each of its blocks ended, by the blocks' ids.
  public var run: @Sendable (Program, RunFolder) async throws -> [Int: BlockRun]
  /// How blocks are run one at a time in a process that stays alive; `nil` when they can only be run together.
  public var live: LiveRunner?
  /// Programs whose versions the results depend on: `swiftc`.
  public var tools: [String]
  /// Whether its programs start programs of other languages, so that results depend on the folders that all import from.
  public var startsOthers: Bool
  /// The ready-made service that its programs are sent to, by its name; without one on the page they cannot be run.
  public var service: String?
  /// Variables that every session gets for programs of the language.
  public var environment: @Sendable (ProjectSources) -> [String: String]
  /// Folders of the project whose contents results depend on.
  public var reads: @Sendable (ProjectSources) -> [ProjectFolder]

  public init(
    id: String, tools: [String], startsOthers: Bool = false, service: String? = nil,
    compiler: Compiler? = nil,
    environment: @escaping @Sendable (ProjectSources) -> [String: String] = { _ in [:] },
    reads: @escaping @Sendable (ProjectSources) -> [ProjectFolder] = { _ in [] },
    live: LiveRunner? = nil,
    run: @escaping @Sendable (Program, RunFolder) async throws -> [Int: BlockRun]
  ) {
    self.id = id
    self.tools = tools
    self.startsOthers = startsOthers
    self.service = service
    self.compiler = compiler
    self.environment = environment
    self.reads = reads
    self.live = live
    self.run = run
  }
}

/// The parts of a project that examples can import.
public struct ProjectSources: Sendable {
  /// Absolute path of the project.
  public var root: String
  /// The folders of each language, by its id.
  public var imports: [String: [ImportedFolder]]

  public init(root: String, imports: [String: [ImportedFolder]] = [:]) {
    self.root = root
    self.imports = imports
  }
}

/// A folder of the project in the cache key of a session.
public struct ProjectFolder: Sendable, Hashable {
  /// Relative to the project.
  public var path: String
  /// Only sessions whose code contains this word depend on the folder; `nil` for all.
  public var word: String?

  public init(path: String, word: String? = nil) {
    self.path = path
    self.word = word
  }
}
