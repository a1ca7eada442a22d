import Diagnostics

/// An error that ends the reading of one statement. Positions are in the text.
struct Mistake: Error {
  var rule: Rule
  var message: String
  var range: Range<Int>
  var fix: String?
  /// Reading goes on with the line after this position; by default after the start of `range`.
  var resume: Int?

  init(
    _ message: String, at range: Range<Int>, fix: String? = nil, rule: Rule = .mermaidSyntax,
    resume: Int? = nil
  ) {
    self.rule = rule
    self.message = message
    self.range = range
    self.fix = fix
    self.resume = resume
  }
}

extension Mistake {
  /// More of something than is read: `.tooMany("states", limit: limits.nodes, at: range)`.
  static func tooMany(
    _ what: String, limit: Int, at range: Range<Int>, fix: String = "split it into several diagrams"
  ) -> Mistake {
    Mistake("the diagram has more than \(limit) \(what)", at: range, fix: fix, rule: .mermaidLimit)
  }

  /// Parts inside each other, deeper than is read: `.tooDeep("subgraphs", limit: limits.depth, at: range)`.
  static func tooDeep(_ what: String, limit: Int, at range: Range<Int>) -> Mistake {
    Mistake(
      "\(what) are nested more than \(limit) deep", at: range, fix: "remove some of them", rule: .mermaidLimit
    )
  }
}

extension DiagramText {
  /// The text that is skipped after a mistake: the rest of a line, at the end of which reading goes on.
  /// - Parameter statementStart: where the statement with the mistake begins; reading moves on from there.
  func passedOver(after mistake: Mistake, statementStart: Int) -> Range<Int> {
    let start = min(max(mistake.resume ?? mistake.range.lowerBound, statementStart + 1), bytes.count)
    return start..<(bytes[start...].firstIndex(of: .newline) ?? bytes.count)
  }
}

extension Findings {
  mutating func report(_ mistake: Mistake, in text: DiagramText) {
    report(mistake.rule, mistake.message, at: text.range(in: mistake.range), fix: mistake.fix)
  }
}
