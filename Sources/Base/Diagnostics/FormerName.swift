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

  /// What a use of the name is reported as: a warning while it is accepted, then an error. Both have the replacement.
  ///
  /// - Parameters:
  ///   - name: what it is called now.
  ///   - what: what has the name: `key`.
  ///   - span: where it is used.
  ///   - deprecated: the rule of the warning.
  ///   - unknown: the rule of the error.
  ///   - version: the version that reads it.
  public func finding(
    now name: String, of what: String, at span: SourceSpan?, deprecated: Rule, unknown: Rule,
    by version: String = Release.version
  ) -> Diagnostic {
    let isAccepted = isAccepted(by: version)
    return Diagnostic(
      isAccepted ? deprecated : unknown,
      isAccepted
        ? "`\(self.name)` is called `\(name)` since version \(since); the next minor version will not accept it"
        : "Unknown \(what) `\(self.name)`; it is called `\(name)` since version \(since)",
      at: span, fix: "write `\(name)`",
      replacements: span.flatMap { Replacement(of: self.name, at: $0, with: name) }.map { [$0] } ?? [])
  }

  /// The major and minor number.
  private static func minor(_ version: String) -> ArraySlice<Int> {
    version.split(separator: ".").map { Int($0) ?? 0 }.prefix(2)
  }
}
