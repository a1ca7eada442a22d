import JSON

/// The versions of OpenAPI that are read.
public enum OpenAPIVersion: Int, Sendable, Hashable, CaseIterable, Comparable {
  case v30
  case v31
  case v32

  /// The version of a document; `nil` for one that is not read.
  ///
  ///     OpenAPIVersion("3.1.0")   // .v31
  public init?(_ text: String) {
    let parts = text.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "3", parts[2].utf8.first?.isDigit == true else { return nil }
    switch parts[1] {
    case "0": self = .v30
    case "1": self = .v31
    case "2": self = .v32
    default: return nil
    }
  }

  /// Whether a document says that it is OpenAPI (or Swagger, the name of version 2).
  public static func isNamed(in document: JSON) -> Bool {
    document["openapi"] != nil || document["swagger"] != nil
  }

  public static func < (left: OpenAPIVersion, right: OpenAPIVersion) -> Bool {
    left.rawValue < right.rawValue
  }
}
