extension PromQLExpression {
  /// The expression that a text is; grammar and types as Prometheus checks them, with what is behind feature flags.
  ///
  ///     try PromQLExpression.parse("rate(http_requests_total)")
  ///     // throws: `rate` takes a range vector here, not an instant vector
  public static func parse(_ text: String) throws(PromQLError) -> PromQLExpression {
    var parser = PromQLParser(tokens: try PromQLLexer.tokens(of: text))
    let expression = try parser.expression()
    try parser.requireEnd()
    try PromQLTypes.check(expression)
    return expression
  }
}

/// A parser by precedence, after Prometheus' `promql/parser/generated_parser.y`.
struct PromQLParser {
  let tokens: [PromQLToken]
  var position = 0
  /// How many expressions are open: hostile nesting must not exhaust the stack.
  var depth = 0
  /// How many operators and subqueries were read: each makes the tree that is walked later one level deeper, also
  /// where the text has no nesting.
  var links = 0
  static let deepest = 200

  init(tokens: [PromQLToken]) { self.tokens = tokens }

  var token: PromQLToken { tokens[position] }
  var following: PromQLToken { tokens[min(position + 1, tokens.count - 1)] }
  /// Where the last token that was read ends.
  var end: Int { position > 0 ? tokens[position - 1].range.upperBound : 0 }

  /// The token, which is then behind.
  @discardableResult
  mutating func take() -> PromQLToken {
    defer { if position < tokens.count - 1 { position += 1 } }
    return token
  }

  mutating func takes(_ sign: String) -> Bool {
    guard token.isSign(sign) else { return false }
    take()
    return true
  }

  mutating func require(_ sign: String, _ place: String) throws(PromQLError) {
    if !takes(sign) { throw unexpected(place, "`\(sign)`") }
  }

  func unexpected(_ place: String, _ wanted: String) -> PromQLError {
    PromQLError("\(wanted) is missing \(place), found \(token.description)", token.range)
  }

  var tooDeep: PromQLError { PromQLError("The query is nested too deeply", token.range) }

  mutating func link() throws(PromQLError) {
    links += 1
    guard links < Self.deepest else { throw tooDeep }
  }

  func requireEnd() throws(PromQLError) {
    if token.kind == .end { return }
    throw PromQLError(
      "The query is complete before \(token.description)", token.range,
      fix: "join the parts with an operator, or give the second query a block of its own")
  }

  // MARK: operators

  /// From the loosest to the closest.
  private static let levels: [[String]] = [
    ["or"], ["and", "unless"], ["==", "!=", "<", "<=", ">", ">="], ["+", "-"], ["*", "/", "%", "atan2"],
    ["^"],
  ]
  private static let precedences = Dictionary(
    uniqueKeysWithValues: levels.enumerated().flatMap { level, names in names.map { ($0, level) } })
  private static let ofPower = levels.count - 1

  private var operation: (name: String, level: Int)? {
    let name: String
    switch token.kind {
    case .sign(let text): name = text
    case .word(let text): name = text.lowercased()
    default: return nil
    }
    return Self.precedences[name].map { (name, $0) }
  }

  /// - Parameter level: the loosest operator that may be in the expression.
  mutating func expression(_ level: Int = 0) throws(PromQLError) -> PromQLExpression {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.deepest else { throw tooDeep }
    var left = try operand()
    while let (name, own) = operation, own >= level {
      try link()
      let sign = take()
      let matching = try matching()
      // `2 ^ 3 ^ 2` is `2 ^ (3 ^ 2)`; the other operators begin with the left one.
      let right = try expression(own == Self.ofPower ? own : own + 1)
      let binary = PromQLBinary(
        name: name, nameRange: sign.range, left: left, right: right, matching: matching)
      left = PromQLExpression(.binary(binary), left.range.lowerBound..<right.range.upperBound)
    }
    return left
  }

  private mutating func operand() throws(PromQLError) -> PromQLExpression {
    let start = token.range.lowerBound
    if takes("-") || takes("+") {
      let inner = try expression(Self.ofPower)
      return PromQLExpression(.signed(inner), start..<inner.range.upperBound)
    }
    var value = try primary()
    while let next = try modified(value) { value = next }
    return value
  }

  // MARK: operands

  private mutating func primary() throws(PromQLError) -> PromQLExpression {
    let first = token
    switch first.kind {
    case .number(let value), .duration(let value):
      take()
      return PromQLExpression(.number(value), first.range)
    case .string(let text):
      take()
      return PromQLExpression(.string(text), first.range)
    case .sign("("): return try parenthesized()
    case .sign("{"): return try selector(named: nil)
    case .word: return try named()
    case .sign, .end: throw PromQLError(missingOperand, first.range)
    }
  }

  private var missingOperand: String {
    token.kind == .end
      ? position == 0 ? "The query is empty" : "The query ends where a value is needed"
      : "A value is needed here, not \(token.description)"
  }

  private mutating func parenthesized() throws(PromQLError) -> PromQLExpression {
    let start = take().range.lowerBound
    let inner = try expression()
    try require(")", "after the expression")
    return PromQLExpression(.parenthesized(inner), start..<end)
  }

  /// Keywords that cannot be names of metrics.
  private static let reserved: Set<String> = [
    "bool", "group_left", "group_right", "ignoring", "on", "atan2",
  ]

  private mutating func named() throws(PromQLError) -> PromQLExpression {
    let name = token
    let word = name.word ?? ""
    let isBeforeList = following.isSign("(")
    if Self.aggregations.contains(word), isBeforeList || ["by", "without"].contains(following.word) {
      return try aggregation()
    }
    if isBeforeList, !["by", "without"].contains(word) { return try call() }
    guard !Self.reserved.contains(word) else {
      throw PromQLError("`\(word)` cannot begin an expression", name.range)
    }
    return try selector(named: take())
  }

  // MARK: calls

  private mutating func call() throws(PromQLError) -> PromQLExpression {
    let word = take()
    let name = if case .word(let text) = word.kind { text } else { "" }
    guard let function = PromQLFunction.all[name] else {
      throw PromQLError(
        "PromQL has no function `\(name)`", word.range,
        fix: PromQLFunction.all[name.lowercased()].map { "write `\($0.name)`" })
    }
    let arguments = try arguments()
    let call = PromQLCall(function: function, nameRange: word.range, arguments: arguments)
    return PromQLExpression(.call(call), word.range.lowerBound..<end)
  }

  private mutating func arguments() throws(PromQLError) -> [PromQLExpression] {
    try require("(", "before the arguments")
    if takes(")") { return [] }
    var arguments = [try expression()]
    while takes(",") {
      if token.isSign(")") {
        throw PromQLError("No comma is allowed after the last argument", tokens[position - 1].range)
      }
      arguments.append(try expression())
    }
    try require(")", "after the arguments")
    return arguments
  }

  static let aggregations: Set<String> = [
    "sum", "avg", "count", "min", "max", "group", "stddev", "stdvar", "topk", "bottomk", "count_values",
    "quantile", "limitk", "limit_ratio",
  ]
  private static let withParameter: Set<String> = [
    "topk", "bottomk", "count_values", "quantile", "limitk", "limit_ratio",
  ]

  private mutating func aggregation() throws(PromQLError) -> PromQLExpression {
    let word = take()
    let name = word.word ?? ""
    var grouping = try grouping()
    let arguments = try arguments()
    if grouping == nil { grouping = try self.grouping() }
    let wanted = Self.withParameter.contains(name) ? 2 : 1
    guard arguments.count == wanted else {
      throw PromQLError(
        "`\(name)` takes \(wanted == 1 ? "one argument" : "two arguments"), not \(arguments.count)",
        word.range)
    }
    let aggregation = PromQLAggregation(
      name: name, nameRange: word.range, grouping: grouping, parameter: wanted == 2 ? arguments[0] : nil,
      operand: arguments[wanted - 1])
    return PromQLExpression(.aggregation(aggregation), word.range.lowerBound..<end)
  }

  private mutating func grouping() throws(PromQLError) -> PromQLAggregation.Grouping? {
    guard let word = token.word, word == "by" || word == "without" else { return nil }
    take()
    return PromQLAggregation.Grouping(isWithout: word == "without", labels: try labels(after: word))
  }

  mutating func labels(after word: String) throws(PromQLError) -> [PromQLLabel] {
    try require("(", "after `\(word)`")
    var labels: [PromQLLabel] = []
    while !takes(")") {
      switch token.kind {
      case .word(let name), .string(let name): labels.append(PromQLLabel(name: name, range: take().range))
      default: throw unexpected("in the list after `\(word)`", "A label")
      }
      if !takes(","), !token.isSign(")") {
        throw unexpected("in the list after `\(word)`", "`,` or `)`")
      }
    }
    return labels
  }
}
