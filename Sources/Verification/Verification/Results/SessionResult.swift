import Diagnostics
import HTTP
import Ledger

/// The result of running a session, before it is compared with the page.
struct SessionResult: Sendable {
  /// Outcomes of the examples, by the position of the block on its page.
  var examples: [Int: BlockOutcome] = [:]
  /// Outcomes of checks of a walkthrough, by the positions of what they prove; none of one that was not reached.
  var attempts: [Int: BlockOutcome] = [:]
  /// The text that the output block after an example is compared with.
  var shown: [Int: String] = [:]
  /// Answers by the position of the request's block.
  var replies: [Int: Result<HTTPReply, HTTPFailure>] = [:]
  /// What blocks have captured, by their positions.
  var captured: [Int: [CapturedValue]] = [:]
  /// What is wrong with requests whose responses do not have what their fences capture.
  var uncaptured: [Int: Diagnostic] = [:]
  var violations: [ServiceViolation] = []
  /// The items of the contract that the service's responses cover: keys of coverage items.
  var coverage: Set<String> = []
  /// How long it ran; `nil` when nothing had to be run.
  var seconds: Double?
  /// Why nothing of it was run; `nil` when it was.
  var absence: ToolAbsence?
  /// Errors of the session as a whole.
  var problems: [Diagnostic] = []
}
