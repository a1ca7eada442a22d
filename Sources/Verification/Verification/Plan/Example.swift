import Languages
import Pages
import Project

/// One block that is code to parse, compile or run.
public struct Example: Sendable {
  public var id: BlockID
  public var block: Block
  public var language: Language
  public var level: ProofLevel
  /// The block `output` directly after it.
  public var output: Block?

  /// Seconds the block may run.
  public var timeout: Double { block.attributes.timeout ?? 30 }

  private var isCompiled: Bool { language.runner?.compiler != nil }

  /// Whether the example must not compile: `fails=` in a compiled language without `run`.
  public var mustNotCompile: Bool {
    isCompiled && block.attributes.fails != nil && block.attributes.level != .run
      && block.attributes.exit == nil
  }

  /// Whether the example must end with an error when it runs.
  public var mustFailRunning: Bool { !mustNotCompile && block.attributes.fails != nil }

  /// Whether the session goes on after the block has failed.
  var mayFail: Bool {
    block.attributes.fails != nil || block.attributes.exit ?? 0 != 0 || block.attributes.isCheck
  }

  public var isRun: Bool { level == .run && !mustNotCompile && language.runner != nil }

  /// Whether it is only parsed. What an interpreter would compile is parsed.
  var isParsed: Bool { level == .parse || (level == .compile && !isCompiled) || language.runner == nil }

  /// Whether it is compiled, to run or not.
  var isBuilt: Bool { isCompiled && !isParsed && !mustNotCompile }
}

/// Examples that run in one process: the blocks of one language in a session, or one whole file.
public struct PlannedProgram: Sendable {
  public enum Source: Sendable, Hashable {
    /// The code of the examples, one after the other.
    case blocks
    /// A whole file of the project whose regions are examples.
    case file(path: String, text: String, arguments: [String])
  }

  /// That of the first example; the others have the same runner.
  public var language: Language
  public var source: Source
  public var examples: [Example]

  /// The identity of a process within its session.
  var processName: String { language.processName }

  /// The code of its blocks and of its file.
  var texts: [String] {
    let codes = examples.map(\.block.code)
    if case .file(_, let text, _) = source { return codes + [text] }
    return codes
  }

  public var runs: Bool { examples.contains { $0.isRun } }
}
