import Pages

/// Results of earlier runs about the contents of a site, each by everything it depends on.
public struct SiteCaches: Sendable {
  /// Drawings of diagrams.
  public var drawings: ContentCache
  /// Results of parsers.
  public var syntax: ContentCache
  /// Pages that were read before in this process.
  public var pages: KnownPages?

  public init(drawings: ContentCache = ContentCache(), syntax: ContentCache = ContentCache()) {
    self.drawings = drawings
    self.syntax = syntax
  }
}
