import Diagnostics
import Ledger
import Pages
import Project

/// A block of a page, by the position of the page in the list that is verified.
public struct BlockID: Sendable, Hashable, Comparable {
  public var page: Int
  public var block: Int

  public init(page: Int, block: Int) {
    self.page = page
    self.block = block
  }

  public static func < (left: Self, right: Self) -> Bool {
    (left.page, left.block) < (right.page, right.block)
  }
}

/// The languages whose blocks can be run.
public enum ExampleLanguage: String, Sendable, Hashable, CaseIterable, Codable {
  case swift, python, sh, console
}

/// What is asked of one block that is code.
public struct Example: Sendable {
  public var id: BlockID
  public var block: Block
  public var language: ExampleLanguage
  public var level: ProofLevel
  /// The block `output` directly after it.
  public var output: Block?

  /// Examples that share a process: a terminal session is run by the shell.
  public var process: ExampleLanguage { language == .console ? .sh : language }

  /// Seconds before the block is given up.
  public var timeout: Double { block.attributes.timeout ?? 30 }

  /// Whether the example must not compile: `fails=` on a Swift block that is not said to `run`.
  public var mustNotCompile: Bool {
    language == .swift && block.attributes.fails != nil && block.attributes.level != .run
      && block.attributes.exit == nil
  }

  /// Whether the example must end with an error when it runs.
  public var mustFailRunning: Bool { !mustNotCompile && block.attributes.fails != nil }
}

/// Examples that run in one process: the blocks of one language in a session, or one whole file.
public struct Program: Sendable {
  public enum Source: Sendable, Hashable {
    /// The code of the examples, one after the other.
    case blocks
    /// A whole file of the project, of which the examples show regions.
    case file(path: String, text: String, arguments: [String])
  }

  public var language: ExampleLanguage
  public var source: Source
  public var examples: [Example]

  public init(language: ExampleLanguage, source: Source, examples: [Example]) {
    self.language = language
    self.source = source
    self.examples = examples
  }

  /// Whether anything of it is to be run, and not only compiled or parsed.
  public var runs: Bool { examples.contains { $0.level == .run && !$0.mustNotCompile } }
}

/// A request on a page and the response that stands after it.
public struct PlannedExchange: Sendable {
  public enum Form: Sendable, Hashable { case json, http }

  public var form: Form
  public var request: BlockID
  public var response: BlockID
  public var requestBlock: Block
  public var responseBlock: Block

  public init(
    form: Form, request: BlockID, response: BlockID, requestBlock: Block, responseBlock: Block
  ) {
    self.form = form
    self.request = request
    self.response = response
    self.requestBlock = requestBlock
    self.responseBlock = responseBlock
  }
}

/// Blocks of one page that share a folder, a service and, within a language, their state.
public struct Session: Sendable {
  public enum Unit: Sendable {
    case program(Program)
    case exchange(PlannedExchange)
    /// A JSON block that is parsed and checked, not sent.
    case payload(BlockID, Block)
  }

  public var page: Int
  public var name: String
  /// In page order; all blocks of a language run in one process at the place of the first.
  public var units: [Unit]

  public init(page: Int, name: String, units: [Unit]) {
    self.page = page
    self.name = name
    self.units = units
  }

  public var programs: [Program] {
    units.compactMap { if case .program(let program) = $0 { program } else { nil } }
  }

  public var exchanges: [PlannedExchange] {
    units.compactMap { if case .exchange(let exchange) = $0 { exchange } else { nil } }
  }

  /// Positions on the page of all examples and requests, in the order of the units.
  public var blockOrder: [Int] {
    units.flatMap { unit -> [Int] in
      switch unit {
      case .program(let program): program.examples.map(\.id.block)
      case .exchange(let exchange): [exchange.request.block]
      case .payload(let id, _): [id.block]
      }
    }
  }

  /// Whether something has to be executed, so that the session needs a folder and a service.
  public var executes: Bool { !exchanges.isEmpty || programs.contains { $0.runs } }
}

/// All that a verification is going to do.
public struct Plan: Sendable {
  public var sessions: [Session]
  /// Blocks with nothing to do: plain text, skipped blocks, and what is wrong with those.
  public var settled: [BlockID: BlockOutcome]

  public init(sessions: [Session], settled: [BlockID: BlockOutcome]) {
    self.sessions = sessions
    self.settled = settled
  }
}

/// What came out for one block.
public struct BlockOutcome: Sendable, Hashable {
  public var verdict: Verdict
  public var reason: String?
  /// What was really printed, or the response that really came.
  public var output: String?
  public var diagnostics: [Diagnostic]
  /// The names of the checkers that judged the block and found it as it should be.
  public var checkers: [String]

  public init(
    _ verdict: Verdict, reason: String? = nil, output: String? = nil, diagnostics: [Diagnostic] = [],
    checkers: [String] = []
  ) {
    self.checkers = checkers
    self.verdict = verdict
    self.reason = reason
    self.output = output
    self.diagnostics = diagnostics
  }

  static func failed(_ diagnostic: Diagnostic, output: String? = nil) -> BlockOutcome {
    BlockOutcome(.failed, reason: diagnostic.message, output: output, diagnostics: [diagnostic])
  }

  /// The outcome of a block that is said to be wrong with `text`, by what was found in it.
  static func refusal(
    _ text: String, of block: Block, on page: Page, _ findings: [Diagnostic], checkers: [String] = []
  ) -> BlockOutcome {
    if findings.contains(where: { $0.message.contains(text) }) {
      return BlockOutcome(.failedAsStated, checkers: checkers)
    }
    return .failed(
      Diagnostic(
        .didNotFail,
        "this block is said to be wrong with \"\(text)\", but "
          + (findings.first.map { "what is wrong is: \($0.message)" } ?? "nothing is wrong with it"),
        at: page.span(ofAttribute: "fails", of: block)))
  }
}
