/// A function of PromQL (https://prometheus.io/docs/prometheus/latest/querying/functions/).
public struct PromQLFunction: Sendable, Hashable {
  public var name: String
  public var parameters: [PromQLExpression.ValueType]
  /// How many arguments a call has.
  public var count: ClosedRange<Int>
  public var result: PromQLExpression.ValueType

  /// The type of an argument; further arguments have that of the last parameter.
  func type(ofArgument index: Int) -> PromQLExpression.ValueType {
    parameters[min(index, parameters.count - 1)]
  }

  /// All functions by name, those behind a feature flag too.
  public static let all: [String: PromQLFunction] = {
    var all: [String: PromQLFunction] = [:]
    for (names, signature) in signatures {
      for name in names.split(separator: " ") { all[String(name)] = PromQLFunction(String(name), signature) }
    }
    return all
  }()

  /// What the function needs about the kind of the metric (same page): `rate` takes counters, `delta` gauges.
  public enum Kind: Sendable { case counter, gauge }

  public var kind: Kind? {
    switch name {
    case "rate", "irate", "increase", "resets": .counter
    case "delta", "idelta", "deriv", "predict_linear": .gauge
    default: nil
    }
  }
}

extension PromQLFunction {
  /// A parameter is a letter: `v` and `r` for an instant and a range vector, `s` for a scalar, `t` for a text. After a
  /// `?` may follow one argument more, after `*` any number. The result is a vector, or what follows `:`.
  private static let signatures: [(names: String, signature: String)] = [
    (
      """
      abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_avg histogram_count \
      histogram_sum histogram_stddev histogram_stdvar ln log10 log2 rad sgn sin sinh sort sort_desc sqrt tan tanh \
      timestamp start_timestamp
      """, "v"
    ),
    (
      """
      absent_over_time avg_over_time changes count_over_time delta deriv first_over_time idelta increase irate \
      last_over_time mad_over_time max_over_time min_over_time present_over_time rate resets stddev_over_time \
      stdvar_over_time sum_over_time ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time \
      ts_of_min_over_time
      """, "r"
    ),
    ("days_in_month day_of_month day_of_week day_of_year hour minute month year", "v-?"),
    ("clamp", "vss"), ("clamp_max clamp_min", "vs"), ("round", "vs-?"),
    ("histogram_fraction", "ssv"), ("histogram_quantile", "sv"), ("histogram_quantiles", "vtss-*"),
    ("double_exponential_smoothing holt_winters", "rss"), ("predict_linear", "rs"),
    ("quantile_over_time", "sr"), ("info", "vv-?"), ("label_replace", "vtttt"), ("label_join", "vttt-*"),
    ("sort_by_label sort_by_label_desc", "vt-*"), ("scalar", "v:s"), ("vector", "s"),
    ("pi time start end step range", ":s"), ("max_of min_of", "ss:s"),
  ]

  /// - Parameter signature: as in the table; `-` says that the last parameter may be left out.
  private init(_ name: String, _ signature: String) {
    let types: [Character: PromQLExpression.ValueType] = [
      "v": .vector, "r": .range, "s": .scalar, "t": .string,
    ]
    let parts = signature.split(separator: ":", omittingEmptySubsequences: false)
    self.name = name
    parameters = parts[0].compactMap { types[$0] }
    result = parts.count > 1 ? .scalar : .vector
    let least = parameters.count - (signature.contains("-") ? 1 : 0)
    count = least...(signature.contains("*") ? Int.max : parameters.count)
  }
}
