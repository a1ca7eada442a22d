import Diagnostics
import Project

extension Rule {
  public static let swiftError = Rule("swift-error", .error, "A Swift example does not compile")
  public static let swiftWarning = Rule("swift-warning", .warning, "The compiler warns about a Swift example")
  public static let moduleError = Rule(
    "module-error", .error, "A Swift module that examples import does not compile")
  public static let exampleFailed = Rule("example-failed", .error, "An example ended with an error")
  public static let exampleTimedOut = Rule(
    "example-timed-out", .error, "An example was still running when its time was up")
  public static let exampleNotRun = Rule(
    "example-not-run", .error, "An example could not run because an earlier one of its session failed")
  public static let outputMismatch = Rule(
    "output-mismatch", .error, "An example prints something else than the page says")
  public static let didNotFail = Rule(
    "did-not-fail", .error, "An example that is said to fail does not, or not in the way that is said")
  public static let responseMismatch = Rule(
    "response-mismatch", .error, "The service answers something else than the page says")
  public static let answersDiffer = Rule(
    "answers-differ", .error, "An example is answered otherwise than the exchange that it is said to make")
  public static let mockBreaksContract = Rule(
    "mock-breaks-contract", .error, "The mock service answered something that the contract does not allow")
  public static let invalidExchange = Rule(
    "invalid-exchange", .error, "A request or response on a page cannot be read as one")
  public static let checkerFinding = Rule(
    "checker-finding", .error, "A checker of the project finds something wrong with a block")
  public static let environmentBroken = Rule(
    "environment-broken", .error, "Something that the verification needs is missing or does not work")

  /// The rules of findings that `flowdocs verify` alone has, in the order in which people read them.
  public static let ofVerification: [Rule] = [
    .swiftError, .swiftWarning, .moduleError, .exampleFailed, .exampleTimedOut, .exampleNotRun,
    .outputMismatch,
    .didNotFail, .responseMismatch, .answersDiffer, .mockBreaksContract, .invalidExchange, .checkerFinding,
    .environmentBroken,
  ]
}
