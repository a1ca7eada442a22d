/// An expression of PromQL, the query language of Prometheus, with the place of each part.
///
///     let query = try PromQLExpression.parse(#"sum by (code) (rate(http_requests_total{job="api"}[5m]))"#)
///     query.selectors.map(\.name)  // ["http_requests_total"]
///
/// Ranges are offsets of UTF-8 bytes in the text that was parsed.
public struct PromQLExpression: Sendable, Hashable {
  public var node: Node
  public var range: Range<Int>

  public indirect enum Node: Sendable, Hashable {
    case number(Double)
    case string(String)
    case selector(PromQLSelector)
    /// `a[5m]`: the samples of a selector in a time before each moment.
    case range(PromQLExpression)
    /// `expression[1h:5m]`
    case subquery(PromQLExpression)
    case call(PromQLCall)
    case aggregation(PromQLAggregation)
    case binary(PromQLBinary)
    case signed(PromQLExpression)
    case parenthesized(PromQLExpression)
  }

  /// What an expression gives (https://prometheus.io/docs/prometheus/latest/querying/basics/).
  public enum ValueType: String, Sendable, Hashable {
    case scalar, string
    case vector = "instant vector"
    case range = "range vector"
  }

  public init(_ node: Node, _ range: Range<Int>) {
    self.node = node
    self.range = range
  }

  public var type: ValueType {
    switch node {
    case .number: .scalar
    case .string: .string
    case .selector, .aggregation: .vector
    case .range, .subquery: .range
    case .call(let call): call.function.result
    case .binary(let binary):
      binary.left.type == .scalar && binary.right.type == .scalar ? .scalar : .vector
    case .signed(let inner), .parenthesized(let inner): inner.type
    }
  }

  /// The expressions that it directly consists of, in their order.
  public var parts: [PromQLExpression] {
    switch node {
    case .number, .string, .selector: []
    case .range(let inner), .subquery(let inner), .signed(let inner), .parenthesized(let inner): [inner]
    case .call(let call): call.arguments
    case .aggregation(let aggregation): (aggregation.parameter.map { [$0] } ?? []) + [aggregation.operand]
    case .binary(let binary): [binary.left, binary.right]
    }
  }

  /// It and all expressions in it, each before its parts.
  public var all: [PromQLExpression] { [self] + parts.flatMap(\.all) }

  /// The selectors in it, in their order.
  public var selectors: [PromQLSelector] {
    all.compactMap { if case .selector(let selector) = $0.node { selector } else { nil } }
  }

  /// The expression without the parentheses around it.
  public var bare: PromQLExpression {
    if case .parenthesized(let inner) = node { inner.bare } else { self }
  }
}

/// `http_requests_total{code="500"} offset 5m`
public struct PromQLSelector: Sendable, Hashable {
  /// The metric, when one is named; also `{"http.requests"}` and `{__name__="up"}`.
  public var name: String?
  /// The name as it is written; the whole selector when it has none.
  public var nameRange: Range<Int>
  public var matchers: [PromQLMatcher]
  var hasOffset = false
  var hasTimestamp = false

  public init(name: String?, nameRange: Range<Int>, matchers: [PromQLMatcher]) {
    self.name = name
    self.nameRange = nameRange
    self.matchers = matchers
  }
}

/// `code=~"5.."`
public struct PromQLMatcher: Sendable, Hashable {
  public enum Relation: String, Sendable, Hashable {
    case equal = "="
    case notEqual = "!="
    case matches = "=~"
    case matchesNot = "!~"
  }

  public var label: String
  public var relation: Relation
  public var value: String
  public var labelRange: Range<Int>
  public var valueRange: Range<Int>
}

/// A label in a list such as that of `by (code)`.
public struct PromQLLabel: Sendable, Hashable {
  public var name: String
  public var range: Range<Int>
}

public struct PromQLCall: Sendable, Hashable {
  public var function: PromQLFunction
  public var nameRange: Range<Int>
  public var arguments: [PromQLExpression]
}

/// `sum by (code) (…)`, `topk(5, …)`
public struct PromQLAggregation: Sendable, Hashable {
  /// The name in lower case.
  public var name: String
  public var nameRange: Range<Int>
  /// `nil` when everything becomes one series.
  public var grouping: Grouping?
  public var parameter: PromQLExpression?
  public var operand: PromQLExpression

  public struct Grouping: Sendable, Hashable {
    /// Whether these labels are left out, rather than kept.
    public var isWithout: Bool
    public var labels: [PromQLLabel]
  }
}

public struct PromQLBinary: Sendable, Hashable {
  /// In lower case: `+`, `unless`.
  public var name: String
  public var nameRange: Range<Int>
  public var left: PromQLExpression
  public var right: PromQLExpression
  public var matching: Matching

  public struct Matching: Sendable, Hashable {
    /// Whether a comparison gives 0 or 1 rather than keep or drop a series.
    public var isBool = false
    /// Whether only these labels are compared (`on`), rather than all others (`ignoring`); `nil` without a list.
    public var isOn: Bool?
    public var labels: [PromQLLabel] = []
    /// `group_left` or `group_right`.
    public var group: String?
    /// Labels that are taken from the side with one series.
    public var included: [PromQLLabel] = []
    /// `fill(0)` and its relatives.
    public var hasFill = false
  }

  public var isComparison: Bool { ["==", "!=", ">", "<", ">=", "<="].contains(name) }
  public var isSetOperation: Bool { ["and", "or", "unless"].contains(name) }
}

/// Why a text is not PromQL.
public struct PromQLError: Error, Sendable, Hashable {
  /// One sentence without a full stop.
  public var message: String
  public var range: Range<Int>
  /// An instruction, when there is an obvious one.
  public var fix: String?

  init(_ message: String, _ range: Range<Int>, fix: String? = nil) {
    self.message = message
    self.range = range
    self.fix = fix
  }
}
