import Diagnostics
import Ledger
import Pages

/// A block of a page: the position of the page in the list that is verified, and of the block on it.
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

/// The result of one block.
public struct BlockOutcome: Sendable, Hashable {
  public var verdict: Verdict
  public var reason: String?
  /// The output, or the response.
  public var output: String?
  public var diagnostics: [Diagnostic]
  /// The names of the checkers that accepted the block.
  public var checkers: [String]
  private var isFailedByAnswer = false

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

  /// The outcome of a block that does not parse but is not an error to `check`: a fragment or a template.
  static func unparsedText(_ warnings: [Diagnostic] = []) -> BlockOutcome {
    BlockOutcome(.text, reason: "it does not parse as written", diagnostics: warnings)
  }

  static func failed(_ diagnostic: Diagnostic, output: String? = nil) -> BlockOutcome {
    BlockOutcome(.failed, reason: diagnostic.message, output: output, diagnostics: [diagnostic])
  }

  /// Why an example failed in which nothing is known to be wrong.
  static let otherBlockDoesNotCompile = "another block of its session does not compile"

  /// An example that ended as it should, or a request that was answered, fails by the block after it, which has the
  /// findings.
  mutating func failByAnswer(_ reason: String) {
    verdict = .failed
    self.reason = reason
    isFailedByAnswer = true
  }

  /// Whether it failed only by the block after it: it has no finding of its own.
  var hasFailedAnswer: Bool { verdict == .failed && isFailedByAnswer && diagnostics.isEmpty }

  /// Failed when there are findings, else the verdict.
  static func of(_ findings: [Diagnostic], otherwise verdict: Verdict) -> BlockOutcome {
    findings.isEmpty
      ? BlockOutcome(verdict) : BlockOutcome(.failed, reason: findings[0].message, diagnostics: findings)
  }

  /// The outcome of a block whose `fails=` states an error, by the errors that were found in it.
  static func stated(
    _ text: String, of block: Block, on page: Page, _ findings: [Diagnostic], checkers: [String] = []
  ) -> BlockOutcome {
    let others = findings.filter { $0.severity == .error && !$0.message.contains(text) }
    if findings.contains(where: { $0.message.contains(text) }) {
      // The stated error hides no other one.
      if !others.isEmpty { return .of(others, otherwise: .failed) }
      return BlockOutcome(.failedAsStated, checkers: checkers)
    }
    return .failed(
      Diagnostic(
        .didNotFail,
        "This block should fail with \"\(text)\", but "
          + (findings.first.map { "its error is: \($0.message)" } ?? "it has no error"),
        at: page.span(ofAttribute: "fails", of: block)))
  }
}

extension BlockOutcome {
  /// The outcome of a check that is run where it must fail: what it prints when it does.
  func ofFailedCheck() -> BlockOutcome {
    guard verdict == .failed, let finding = diagnostics.first, finding.rule == .exampleFailed else {
      return self
    }
    let said = [output, finding.details].compactMap(\.self).joined()
    // An exception of Python without words has its name alone.
    let isNamed = finding.message.hasSuffix("AssertionError")
    return BlockOutcome(.failedAsStated, output: isNamed ? output : said)
  }
}
