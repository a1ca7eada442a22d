import Diagnostics

/// A program of the project that checks blocks of some languages: one entry of `checkers:` in
/// `site/portal.yml`.
public struct CheckerSettings: Sendable, Hashable {
  /// The name that readers see beside the blocks it accepts.
  public var name: String
  /// The languages of the blocks that it is given, aliases resolved.
  public var languages: [String]
  /// Program and arguments. A program with `/` is relative to the project's root, others are on the `PATH`.
  public var command: [String]
  /// Files and folders that its answers depend on, relative to the root.
  public var reads: [String]
  /// Files and folders in which what it needs is installed; they may be missing.
  public var packages: [String] = []
  /// Programs that it calls, and how each is installed.
  public var tools: [String: String]
  /// Seconds for all blocks together.
  public var timeout: Double
  /// Where the settings give it its name.
  public var place: SourceSpan?

  public init(
    name: String, languages: [String], command: [String], reads: [String] = [], tools: [String: String] = [:],
    timeout: Double = Self.defaultTimeout, place: SourceSpan? = nil
  ) {
    self.name = name
    self.languages = languages
    self.command = command
    self.reads = reads
    self.tools = tools
    self.timeout = timeout
    self.place = place
  }

  public static let defaultTimeout: Double = 120
}
