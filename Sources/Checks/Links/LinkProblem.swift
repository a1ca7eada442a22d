import Diagnostics

/// What is wrong with a link, without its place, which is looked for only when there is something wrong.
struct LinkProblem {
  var rule: Rule
  var message: String
  /// What was probably meant, as messages say it: `#start`.
  var guess: NearMiss.Guess?
  /// What the destination has before it: `guide.md`.
  var before: String
  /// What to do when there is no guess.
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
