/// The former name of something that users write: `color` of what is called `colour` since 0.2.0.
///
/// The policy: the versions with the same minor number as the one that brought the new name accept the old one, with a
/// warning and a replacement. After them the old name is an error, which still has the replacement.
public struct FormerName: Sendable, Hashable {
  public let name: String
  /// The version that brought the new name, such as `0.2.0`.
  public let since: String

  public init(_ name: String, since: String) {
    self.name = name
    self.since = since
  }

  /// Whether a version still accepts the name.
  public func isAccepted(by version: String = Release.version) -> Bool {
    !Self.minor(since).lexicographicallyPrecedes(Self.minor(version))
  }

  /// The major and minor number.
  private static func minor(_ version: String) -> ArraySlice<Int> {
    version.split(separator: ".").map { Int($0) ?? 0 }.prefix(2)
  }
}
