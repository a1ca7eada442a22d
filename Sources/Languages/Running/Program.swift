/// One block of a program that is run.
public struct ProgramBlock: Sendable {
  /// Position of the block on its page, which identifies its result.
  public var id: Int
  /// The fence's language, which distinguishes a terminal session from a script of the same shell.
  public var language: String
  public var code: String
  /// 1-based line of the first line of code in its file.
  public var firstLine: Int
  /// How long it may run.
  public var timeout: Duration
  /// Whether the session goes on when the block fails.
  public var mayFail: Bool

  public init(
    id: Int, language: String, code: String, firstLine: Int, timeout: Duration, mayFail: Bool = false
  ) {
    self.id = id
    self.language = language
    self.code = code
    self.firstLine = firstLine
    self.timeout = timeout
    self.mayFail = mayFail
  }
}

/// The code that runs in one process: the blocks of one language in a session, or a whole file.
public struct Program: Sendable {
  public enum Source: Sendable {
    /// The code of the blocks, one after the other.
    case page(text: String)
    /// A whole file of the project whose regions the blocks show; they end as the file does.
    case file(arguments: [String])
  }

  public var source: Source
  /// Absolute path of the page or of the file.
  public var path: String
  /// The path that messages show in its place.
  public var printedPath: String
  public var blocks: [ProgramBlock]
  /// The executable of the program, for a compiled language.
  public var executable: Executable?
  /// Variables that a process which stays alive gets before it runs the blocks.
  public var variables: [String: String] = [:]

  public init(
    source: Source, path: String, printedPath: String, blocks: [ProgramBlock], executable: Executable? = nil
  ) {
    self.source = source
    self.path = path
    self.printedPath = printedPath
    self.blocks = blocks
    self.executable = executable
  }

  /// The longest time of its blocks: regions of one file are one program.
  var longestTimeout: Duration { blocks.map(\.timeout).max() ?? .seconds(30) }

  var timeouts: [Int: Duration] {
    Dictionary(blocks.map { ($0.id, $0.timeout) }) { first, _ in first }
  }
}

/// A compiled unit in an executable that may contain several.
public struct Executable: Sendable, Hashable {
  public var path: String
  /// The unit to run.
  public var unit: String

  public init(path: String, unit: String) {
    self.path = path
    self.unit = unit
  }
}
