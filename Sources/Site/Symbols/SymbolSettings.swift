import Diagnostics

/// The settings of one kind of symbols in `site/portal.yml`.
///
///     symbols:
///       metric:
///         pattern: jobs_*
///         page: architecture/metrics.md
///       variable:
///         pattern: [JOBS_*, JWT_TOKEN*]
///         page: guides/quick-start.md#before-you-begin
///         names:
///           JOBS_URL: Where the service is.
///           JWT_TOKEN: { summary: Who is calling., page: api/index.md#authentication }
///       featureFlag:
///         label: feature flag
///         names: [fast-start]
///
/// Only listed kinds are used. Inline code that matches `pattern` must be a known name; without a pattern, known names
/// of the kind are linked, and other names are not checked.
public struct SymbolSettings: Sendable, Hashable {
  public var kind: SymbolKind
  public var patterns: [SymbolPattern]
  /// Where symbols of this kind are explained that have no better place.
  public var page: SymbolPlace?
  /// Where the value of `page` is in the settings.
  public var pageSpan: SourceSpan?
  /// Names without another definition, or with a better place than their definition.
  public var names: [Name]
  /// Where further names are listed.
  public var source: Source?

  /// Rows of a data file of the project that define names.
  public struct Source: Sendable, Hashable {
    public var file = ""
    public var fileSpan: SourceSpan?
    /// A JSON Pointer; `*` stands for every item.
    public var rows = ""
    public var rowsSpan: SourceSpan?

    public init() {}
  }

  public struct Name: Sendable, Hashable {
    public var name: String
    public var summary: String
    public var page: SymbolPlace?
    public var pageSpan: SourceSpan?

    public init(_ name: String, summary: String = "", page: SymbolPlace? = nil, pageSpan: SourceSpan? = nil) {
      self.name = name
      self.summary = summary
      self.page = page
      self.pageSpan = pageSpan
    }
  }

  public init(
    _ kind: SymbolKind, patterns: [SymbolPattern] = [], page: SymbolPlace? = nil, pageSpan: SourceSpan? = nil,
    names: [Name] = []
  ) {
    self.kind = kind
    self.patterns = patterns
    self.page = page
    self.pageSpan = pageSpan
    self.names = names
  }
}
