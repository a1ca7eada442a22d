/// The release that this source is, in one place: programs, reports and pages say it.
public enum Release {
  /// The version of the newest section of `CHANGELOG.md`, which is being worked on until it has a date; Semantic
  /// Versioning.
  public static let version = "0.1.0"
}
