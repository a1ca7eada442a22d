/// The verdict on a block: the word that is shown beside it on the page.
public enum Verdict: String, Sendable, Hashable, CaseIterable, Codable {
  case ran
  case compiled
  case validated
  case parsed
  case failedAsStated = "failed as stated"
  case skipped
  case text
  case failed

  /// Whether a program ran or compiled the block.
  public var isExecution: Bool {
    switch self {
    case .ran, .compiled, .failedAsStated: true
    case .validated, .parsed, .skipped, .text, .failed: false
    }
  }
}

/// The record of every block's verdict, made by `verify` and read by `build`.
///
/// A record counts only for the block it was made for: the key covers all that the verdict depends on, and
/// the page shows no verdict for a block whose code has changed since.
public struct Ledger: Sendable, Hashable, Codable {
  public struct Record: Sendable, Hashable, Codable {
    /// Path of the page in the content folder.
    public var page: String
    /// Position of the block on its page, from 0.
    public var block: Int
    /// SHA-256 of the block's language and code, by which `build` knows that the record is of this text.
    public var code: String
    /// SHA-256 of all that the verdict depends on.
    public var key: String
    /// SHA-256 of that part of it that the project makes, by which `build` knows that nothing has changed since.
    public var project: String
    public var verdict: Verdict
    /// Why a block was skipped or what failed; one line.
    public var reason: String?
    /// The actual output, or the actual response; `nil` when nothing was run.
    public var output: String?
    /// The names of the project's checkers that accepted the block.
    public var checkers: [String]
    /// The programs that ran or compiled the block, with their versions: `python3 3.11.2`.
    public var tools: [String]
    /// Whether the block failed only because the output or response shown after it differs from the actual one.
    public var hasFailedAnswer: Bool

    public init(
      page: String, block: Int, code: String, key: String, project: String = "", verdict: Verdict,
      reason: String? = nil, output: String? = nil, checkers: [String] = [], tools: [String] = [],
      hasFailedAnswer: Bool = false
    ) {
      self.checkers = checkers
      self.tools = tools
      self.hasFailedAnswer = hasFailedAnswer
      self.page = page
      self.block = block
      self.code = code
      self.key = key
      self.project = project
      self.verdict = verdict
      self.reason = reason
      self.output = output
    }
  }

  /// In the order of the pages' paths and of the blocks on them.
  public var records: [Record]
  /// What the examples of each page cover of the contract, by the page's path: keys of coverage items, sorted.
  public var coverage: [String: [String]]

  public init(records: [Record] = [], coverage: [String: [String]] = [:]) {
    self.records = records
    self.coverage = coverage
  }
}
