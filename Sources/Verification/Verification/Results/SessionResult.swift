import Diagnostics
import HTTP
import Ledger

/// The result of running a session, before it is compared with the page.
struct SessionResult: Sendable {
  /// Outcomes of the examples, by the position of the block on its page.
  var examples: [Int: BlockOutcome] = [:]
  /// The text that the output block after an example is compared with.
  var shown: [Int: String] = [:]
  /// Answers by the position of the request's block.
  var replies: [Int: Result<HTTPReply, HTTPFailure>] = [:]
  var violations: [ServiceViolation] = []
  /// The items of the contract that the service's responses cover: keys of coverage items.
  var coverage: Set<String> = []
  /// Errors of the session as a whole.
  var problems: [Diagnostic] = []
}
