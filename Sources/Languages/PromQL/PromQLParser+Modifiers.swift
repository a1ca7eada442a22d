// What follows a selector or an operator.
extension PromQLParser {
  // MARK: after selectors

  /// The expression with the range, `offset` or `@` that follows it; `nil` when none does.
  mutating func modified(_ value: PromQLExpression) throws(PromQLError) -> PromQLExpression? {
    if token.isSign("[") { return try ranged(value) }
    if token.isSign("@") { return try timed(value) }
    switch token.word {
    case "offset": return try shifted(value)
    case "anchored", "smoothed":
      take()
      return value
    default: return nil
    }
  }

  private mutating func ranged(_ value: PromQLExpression) throws(PromQLError) -> PromQLExpression {
    let start = take().range.lowerBound
    try duration("in the brackets", isPositive: true)
    let place = value.range.lowerBound
    if takes(":") {
      try link()
      if !token.isSign("]") { try duration("after the colon", isPositive: true) }
      try require("]", "after the step")
      return PromQLExpression(.subquery(value), place..<end)
    }
    try require("]", "after the duration")
    guard case .selector(let selector) = value.node else {
      throw PromQLError(
        "Only a selector can have a range", start..<end,
        fix: value.type == .vector ? "write a subquery, such as `[5m:]`" : nil)
    }
    if selector.hasOffset || selector.hasTimestamp {
      throw PromQLError("The range comes before `offset` and `@`", start..<end)
    }
    return PromQLExpression(.range(value), place..<end)
  }

  private mutating func shifted(_ value: PromQLExpression) throws(PromQLError) -> PromQLExpression {
    let word = take()
    _ = takes("-") || takes("+")
    try duration("after `offset`", isPositive: false)
    return try marked(value, word.range, "offset") { selector in
      defer { selector.hasOffset = true }
      return !selector.hasOffset
    }
  }

  private mutating func timed(_ value: PromQLExpression) throws(PromQLError) -> PromQLExpression {
    let sign = take()
    if ["start", "end"].contains(token.word) {
      take()
      try require("(", "after `@ start` or `@ end`")
      try require(")", "after `(`")
    } else {
      _ = takes("-") || takes("+")
      guard case .number(let time) = token.kind, time.isFinite else {
        throw unexpected("after `@`", "A time in seconds, `start()` or `end()`")
      }
      take()
    }
    return try marked(value, sign.range, "@") { selector in
      defer { selector.hasTimestamp = true }
      return !selector.hasTimestamp
    }
  }

  /// The expression with a mark on its selector, which is set once.
  private func marked(
    _ value: PromQLExpression, _ range: Range<Int>, _ name: String, _ mark: (inout PromQLSelector) -> Bool
  ) throws(PromQLError) -> PromQLExpression {
    func once(_ selector: inout PromQLSelector) throws(PromQLError) {
      if !mark(&selector) { throw PromQLError("`\(name)` is given twice", range) }
    }
    let whole = value.range.lowerBound..<end
    switch value.node {
    case .selector(var selector):
      try once(&selector)
      return PromQLExpression(.selector(selector), whole)
    case .range(var inner):
      if case .selector(var selector) = inner.node {
        try once(&selector)
        inner.node = .selector(selector)
      }
      return PromQLExpression(.range(inner), whole)
    case .subquery: return PromQLExpression(value.node, whole)
    default:
      throw PromQLError(
        "`\(name)` follows a selector or a subquery, not another expression", range,
        fix: "put it behind each selector")
    }
  }

  // MARK: durations

  /// `5m`, `300`, and with a feature flag `2 * step()`.
  private mutating func duration(_ place: String, isPositive: Bool) throws(PromQLError) {
    let start = position
    try durationTerm(place)
    while ["+", "-", "*", "/", "%", "^"].contains(where: { token.isSign($0) }), isPositive {
      take()
      try durationTerm(place)
    }
    if !isPositive { return }
    let written = tokens[start..<position]
    let isBelow = written.first?.isSign("-") == true && written.count == 2
    switch written.last?.kind {
    case .number(let value) where written.count == 1 && value <= 0 || isBelow,
      .duration(let value) where written.count == 1 && value <= 0 || isBelow:
      throw PromQLError(
        "A duration here must be greater than 0", tokens[start].range.lowerBound..<end)
    default: return
    }
  }

  private mutating func durationTerm(_ place: String) throws(PromQLError) {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.deepest else { throw tooDeep }
    if takes("-") || takes("+") { return try durationTerm(place) }
    switch token.kind {
    case .number(let value) where value.isFinite: take()
    case .duration: take()
    case .sign("("):
      take()
      try duration(place, isPositive: true)
      try require(")", place)
    case .word where ["step", "range", "max_of", "min_of"].contains(token.word):
      take()
      try require("(", place)
      while !takes(")") {
        try duration(place, isPositive: true)
        _ = takes(",")
      }
    default: throw unexpected(place, "A duration such as `5m`")
    }
  }

  // MARK: after operators

  mutating func matching() throws(PromQLError) -> PromQLBinary.Matching {
    var matching = PromQLBinary.Matching()
    if token.word == "bool" {
      take()
      matching.isBool = true
    }
    if let word = token.word, word == "on" || word == "ignoring" {
      take()
      matching.isOn = word == "on"
      matching.labels = try labels(after: word)
      if let group = token.word, group == "group_left" || group == "group_right" {
        take()
        matching.group = group
        if token.isSign("(") { matching.included = try labels(after: group) }
      }
    }
    while let word = token.word, word.hasPrefix("fill"), following.isSign("("),
      !matching.hasFill || word != "fill"
    {
      take()
      try require("(", "after `\(word)`")
      _ = takes("-") || takes("+")
      guard case .number = token.kind else { throw unexpected("in `\(word)`", "A number") }
      take()
      try require(")", "after the number")
      matching.hasFill = true
    }
    return matching
  }
}
