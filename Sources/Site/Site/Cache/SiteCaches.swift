/// What earlier runs have found out of the contents of a site, each by all that it depends on.
public struct SiteCaches: Sendable {
  /// Drawings of diagrams.
  public var drawings: ContentCache
  /// What parsers say of code.
  public var syntax: ContentCache

  public init(drawings: ContentCache = ContentCache(), syntax: ContentCache = ContentCache()) {
    self.drawings = drawings
    self.syntax = syntax
  }
}
