import Project

/// The files at addresses that pages had before.
public enum FormerAddress {
  /// The file at a former address: `old/index.html` for `/old/` and `/old`, which hosts read alike; `nil` for what cannot
  /// be one.
  public static func output(_ address: String) -> String? {
    let path = LinkDestination(address).path
    guard let path = RelativePath.normalized(String(path.drop { $0 == "/" })), !path.isEmpty,
      HiddenFile.mayBePublished(path), path.split(separator: "/").allSatisfy({ $0.utf8.count < 200 })
    else { return nil }
    if path.hasSuffix(".html") { return path }
    return PageName.isPage(path) ? output(ofPage: path) : path + "/index.html"
  }

  /// The file of a page that is gone.
  public static func output(ofPage path: String) -> String { PageName.withoutEnding(path) + ".html" }
}
