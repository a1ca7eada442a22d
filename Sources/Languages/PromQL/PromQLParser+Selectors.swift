extension PromQLParser {
  /// - Parameter name: the metric before the braces, which is behind.
  mutating func selector(named word: PromQLToken?) throws(PromQLError) -> PromQLExpression {
    let start = word?.range.lowerBound ?? token.range.lowerBound
    var name = word.map { (text: Self.text(of: $0), range: $0.range) }
    var matchers: [PromQLMatcher] = []
    if token.isSign("{") {
      let (quoted, found) = try self.matchers()
      if let quoted {
        if let name {
          throw PromQLError("The metric is named twice: `\(name.text)` and `\(quoted.text)`", quoted.range)
        }
        name = quoted
      }
      matchers = found
    }
    name = try Self.metric(name, matchers)
    let whole = start..<end
    let selector = PromQLSelector(name: name?.text, nameRange: name?.range ?? whole, matchers: matchers)
    return PromQLExpression(.selector(selector), whole)
  }

  private static func text(of token: PromQLToken) -> String {
    switch token.kind {
    case .word(let text), .string(let text): text
    default: ""
    }
  }

  /// The name, which may also be that of `__name__`.
  private static func metric(
    _ name: (text: String, range: Range<Int>)?, _ matchers: [PromQLMatcher]
  ) throws(PromQLError) -> (text: String, range: Range<Int>)? {
    guard let inner = matchers.first(where: { $0.label == "__name__" }) else { return name }
    if let name {
      throw PromQLError(
        "The metric is named twice: `\(name.text)` and `\(inner.value)`", inner.labelRange,
        fix: "leave one out")
    }
    return inner.relation == .equal ? (inner.value, inner.valueRange) : nil
  }

  /// What is between braces: matchers of labels, and the metric when it is quoted.
  private mutating func matchers() throws(PromQLError) -> (
    name: (text: String, range: Range<Int>)?, matchers: [PromQLMatcher]
  ) {
    try require("{", "before the labels")
    var name: (text: String, range: Range<Int>)?
    var matchers: [PromQLMatcher] = []
    while !takes("}") {
      let label = token
      switch label.kind {
      case .word: matchers.append(try matcher(take()))
      case .string(let text):
        take()
        if token.isSign(",") || token.isSign("}") {
          if name != nil { throw PromQLError("The metric is named twice", label.range) }
          name = (text, label.range)
        } else {
          matchers.append(try matcher(label))
        }
      default: throw unexpected("between the braces", "A label")
      }
      if !takes(","), !token.isSign("}") { throw unexpected("between the braces", "`,` or `}`") }
    }
    return (name, matchers)
  }

  private mutating func matcher(_ label: PromQLToken) throws(PromQLError) -> PromQLMatcher {
    guard case .sign(let sign) = token.kind, let relation = PromQLMatcher.Relation(rawValue: sign) else {
      let fix = token.isSign("==") ? "write `=`" : nil
      throw PromQLError(
        "`=`, `!=`, `=~` or `!~` is missing after the label `\(Self.text(of: label))`, found \(token.description)",
        token.range, fix: fix)
    }
    take()
    guard case .string(let value) = token.kind else {
      throw PromQLError(
        "The value of `\(Self.text(of: label))` must be in quotes, found \(token.description)", token.range)
    }
    let text = take()
    if relation == .matches || relation == .matchesNot, let problem = PromQLPattern(value).problem {
      throw PromQLError("The regular expression \(problem)", text.range)
    }
    return PromQLMatcher(
      label: Self.text(of: label), relation: relation, value: value, labelRange: label.range,
      valueRange: text.range)
  }
}
