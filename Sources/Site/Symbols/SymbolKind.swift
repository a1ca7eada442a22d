/// The kind of a symbol.
///
/// The key is the name of the kind in `site/portal.yml`; the noun is its name in messages.
public struct SymbolKind: Sendable, Hashable {
  public let key: String
  /// `metric of this service`: what follows "is not a".
  public let noun: String

  private init(_ key: String, _ noun: String) {
    self.key = key
    self.noun = noun
  }

  /// A kind that only one project has, with its own words for it: `feature flag`.
  public init(key: String, label: String) {
    self.init(key, label + " of this portal")
  }

  public static let method = SymbolKind("method", "method of this service")
  public static let errorCode = SymbolKind("errorCode", "error code of this service")
  public static let metric = SymbolKind("metric", "metric of this service")
  /// A label of a metric.
  public static let metricLabel = SymbolKind("metricLabel", "label of a metric of this service")
  /// A member of a request or an answer: `n_iterations`, `config.n_iterations`.
  public static let field = SymbolKind("field", "field of this service's messages")
  /// A value that a field can have: `budget_exceeded`.
  public static let value = SymbolKind("value", "value that a field of this service can have")
  public static let permission = SymbolKind("permission", "permission of this service")
  public static let event = SymbolKind("event", "webhook event of this service")
  public static let schema = SymbolKind("schema", "type of this service")
  /// A command of a program or an option of one: `tar extract`, `--format`.
  public static let command = SymbolKind("command", "command or option of this program")
  public static let variable = SymbolKind("variable", "environment variable that this portal knows")

  /// Every kind that something of the project defines or that is common enough to have a name of its own.
  public static let known = [
    method, errorCode, metric, metricLabel, field, value, permission, event, schema, command, variable,
  ]
}
