import Diagnostics
import Project

extension Rule {
  public static let compileError = Rule("compile-error", .error, "Example that does not compile")
    .formerly("swift-error", since: "0.1.0")
  public static let compileWarning = Rule("compile-warning", .warning, "Compiler warning in an example")
    .formerly("swift-warning", since: "0.1.0")
  public static let moduleError = Rule(
    "module-error", .error, "Module imported by examples that does not compile")
  public static let exampleFailed = Rule("example-failed", .error, "Example that ended with an error")
  public static let exampleTimedOut = Rule(
    "example-timed-out", .error, "Example that exceeded its time limit")
  public static let exampleNotRun = Rule(
    "example-not-run", .error, "Example not run, because an earlier one of its session failed")
  public static let outputMismatch = Rule(
    "output-mismatch", .error, "Output of an example that differs from the page")
  public static let didNotFail = Rule(
    "did-not-fail", .error, "Example that does not fail as its fence states")
  public static let responseMismatch = Rule(
    "response-mismatch", .error, "Response of the service that differs from the page")
  public static let strayHeaderLine = Rule(
    "stray-header-line", .error,
    "Line of an HTTP message that is neither a header nor of its body")
  public static let answersDiffer = Rule(
    "answers-differ", .error, "Response to an example that differs from the exchange it names")
  public static let captureFailed = Rule(
    "capture-failed", .error, "`capture` of a value that the output or response does not have")
  public static let weakCheck = Rule(
    "weak-check", .error,
    "Check of a walkthrough that passes although its step is not done right, or that other steps depend on")
  public static let silentCheck = Rule(
    "silent-check", .error, "Check of a walkthrough that fails without saying what is wrong")
  public static let mockBreaksContract = Rule(
    "mock-breaks-contract", .error, "Response of the service that violates the contract")
  public static let checkerFinding = Rule(
    "checker-finding", .error, "Finding of one of the project's own checkers")
  public static let changedMeanwhile = Rule(
    "changed-meanwhile", .error, "File saved while it was verified, which is therefore not updated")
  public static let damagedCache = Rule(
    "damaged-cache", .warning, "Damaged results in the cache, which are computed again")
  public static let unnoticedChange = Rule(
    "unnoticed-change", .warning, "Output or answer that could be another one without its page noticing")
  public static let lessProven = Rule(
    "less-proven", .error, "Block that the verification of the baseline proved, and this one does not")
  public static let toolMissing = Rule(
    "tool-missing", .warning,
    "Example not run, because its service or its language is not installed; an error with `--require-tools`")
  public static let environmentBroken = Rule(
    "environment-broken", .error,
    "Program, folder or service needed for verification that is missing or broken")

  public static let deadExternalLink = Rule(
    "dead-external-link", .error, "Link to an address of another machine that is gone")
  public static let unclearExternalLink = Rule(
    "unclear-external-link", .warning, "Link to an address of another machine that could not be visited")

  /// The rules of `flowdocs verify --external`.
  public static let ofExternalLinks: [Rule] = [.deadExternalLink, .unclearExternalLink]

  public static let notProven = Rule(
    "not-proven", .error, "Block that must be proven, but is not by the last verification")
  public static let failedProof = Rule(
    "failed-proof", .error, "Block that must be proven, but failed in the last verification")

  /// The rules of `flowdocs build --require-proven`.
  public static let ofProof: [Rule] = [.notProven, .failedProof]

  /// The rules of findings that `flowdocs verify` alone has, in the order in which people read them.
  public static let ofVerification: [Rule] = [
    .compileError, .compileWarning, .moduleError, .exampleFailed, .exampleTimedOut, .exampleNotRun,
    .outputMismatch,
    .didNotFail, .responseMismatch, .strayHeaderLine, .answersDiffer, .captureFailed, .weakCheck,
    .silentCheck,
    .mockBreaksContract, .checkerFinding, .changedMeanwhile,
    .lessProven, .unnoticedChange, .damagedCache, .toolMissing,
    .environmentBroken,
  ]
}
