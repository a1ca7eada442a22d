/// The only wording of suggestions for misspelt names.
extension String {
  /// ``Unknown key `titel`. Did you mean `title`?``; the text itself when there is no guess.
  public func didYouMean(_ guess: String?) -> String {
    guess.map { "\(self). Did you mean `\($0)`?" } ?? self
  }
}

extension Diagnostic {
  /// A finding about a name that is not known, with the nearest known one as its fix.
  ///
  /// - Parameters:
  ///   - message: What is wrong, without the guess: ``Unknown key `titel` ``.
  ///   - name: What is written at `span`.
  ///   - guess: The nearest known name. It is a fix that programs apply when it is certain.
  ///   - write: What to write at `span` when that is more than the guess, such as a path before an anchor.
  ///   - fix: What to do when nothing is near.
  public init(
    _ rule: Rule, _ message: String, at span: SourceSpan?, name: String, guess: NearMiss.Guess?,
    write: (String) -> String = { $0 }, otherwise fix: String? = nil, severity: Severity? = nil
  ) {
    var replacements: [Replacement] = []
    if let span, let guess, guess.isCertain,
      let change = Replacement(of: name, at: span, with: write(guess.name))
    {
      replacements = [change]
    }
    self.init(
      rule, message.didYouMean(guess?.name), at: span, fix: guess == nil ? fix : nil,
      replacements: replacements, severity: severity)
  }
}
