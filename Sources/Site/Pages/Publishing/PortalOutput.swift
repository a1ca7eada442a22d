import Diagnostics

/// The names of the files that a portal has besides its pages and the files that they link to.
public enum PortalOutput {
  public static let notFound = "404.html"
  public static let verification = "verification.html"
  /// The list of verdicts where a page of the project has its usual place.
  public static let otherVerification = "flowdocs-verification.html"
  /// The findings of a draft, which is built despite them.
  public static let findings = "flowdocs-findings.html"

  /// Files outside of the content are published below this folder.
  static let linkedFiles = "files/"

  /// A file of the theme, named for its content: `assets/theme.0f3a91c0d1.css`.
  public static func asset(_ name: String, digest: String, ending: String) -> String {
    "assets/\(name).\(digest.prefix(digestLength)).\(ending)"
  }

  /// Nothing but drawings can be in this folder.
  public static let drawings = "assets/diagrams/"

  /// A drawing that opens full size, named for its content.
  public static func drawing(digest: String) -> String { drawings + "\(digest.prefix(16)).svg" }

  /// A file of the search index.
  public static func search(_ name: String) -> String { "search/\(name).js" }

  /// Whether a portal may have a file of its own at a path, so that no linked file can be published there.
  package static func isReserved(_ path: String) -> Bool {
    if [notFound, verification, otherVerification, findings].contains(path)
      || path.hasPrefix(drawings)
    {
      return true
    }
    if let name = path.split(separator: "/").last.map(String.init), path == search(fileName(name)) {
      return ["index", "terms", "pages", "texts"].contains(fileName(name).prefix { $0 != "-" })
    }
    let parts = path.split(separator: ".")
    return path.hasPrefix("assets/") && parts.count == 3 && parts[1].utf8.count == digestLength
      && parts[1].utf8.allSatisfy(\.isHexDigit)
  }

  private static func fileName(_ name: String) -> String { String(name.prefix { $0 != "." }) }

  /// Hexadecimal digits of a digest in the name of a file of the theme.
  private static let digestLength = 10
}
