/// A service that FlowDocs knows how to start: `use:` of an entry of `services:`.
///
/// Each has a file beside this one and an entry in ``all``. It completes a declaration, so that it is started, reached and
/// confined like a service of the project's own.
public struct ReadyService: Sendable {
  /// The value of `use:`, and what ``LanguageRunner/service`` names: `postgres`.
  public var name: String
  /// The name shown to readers: `PostgreSQL`.
  public var label: String
  /// Programs that it needs. The versions of those on the `PATH` are in the cache keys.
  public var tools: [String]
  /// Folders besides the `PATH` where its programs are; a `*` stands for one name.
  public var folders: [String]
  /// The command that installs it.
  public var installation: String
  /// Words of code that uses it, besides the names of its variables: its client programs and libraries.
  public var words: [String]
  /// Fills in what the settings do not say.
  var complete: @Sendable (inout ServiceDeclaration) -> Void

  public static let all: [ReadyService] = [.postgres]

  public static subscript(name: String) -> ReadyService? { all.first { $0.name == name } }
}

extension ReadyService: Hashable {
  public static func == (left: Self, right: Self) -> Bool { left.name == right.name }

  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
