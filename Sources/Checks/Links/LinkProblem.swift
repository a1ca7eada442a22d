import Diagnostics

/// A broken link without its place, which is looked up only for a finding.
struct LinkProblem {
  var rule: Rule
  var message: String
  /// The destination that was probably meant, as in messages: `#start`.
  var guess: NearMiss.Guess?
  /// The part of the destination before it: `guide.md`.
  var before: String
  /// The fix when no existing name is close.
  var fix: String?

  init(
    _ rule: Rule, _ message: String, guess: NearMiss.Guess? = nil, before: String = "", fix: String? = nil
  ) {
    self.rule = rule
    self.message = message
    self.guess = guess
    self.before = before
    self.fix = fix
  }

  /// - Parameter written: The destination of the link.
  func diagnostic(at span: SourceSpan?, written: String) -> Diagnostic {
    Diagnostic(
      rule, message, at: span, name: written, guess: guess, write: { before + $0 }, otherwise: fix)
  }
}
