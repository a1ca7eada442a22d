/// A metric that a service exports, as pages show it.
public struct MetricDescription: Sendable, Hashable {
  public var name: String
  /// `counter`, `gauge` or `histogram`.
  public var type: String
  public var labels: [String]
  /// One sentence.
  public var meaning: String
  /// Upper bounds of a histogram's buckets, as they are exported.
  public var buckets: [String]

  public init(name: String, type: String, labels: [String], meaning: String, buckets: [String] = []) {
    self.name = name
    self.type = type
    self.labels = labels
    self.meaning = meaning
    self.buckets = buckets
  }

  /// The anchor of its row on a page with `<!-- flowdocs:metrics -->`.
  public var anchor: String { Self.anchor(of: name) }

  public static func anchor(of name: String) -> String { "metric-" + name }
}
