import Pages
import Project

/// How a link names a page.
enum LinkForm {
  /// `guide.md`.
  case file
  /// `guide`, `../guide/` and `guide.html`, as it is published.
  case address
  /// A folder, another file, a place on the page, or something outside.
  case other

  init(_ text: String) {
    let destination = LinkDestination(text)
    let name = destination.path.split(separator: "/").last ?? ""
    if destination.kind == .external || destination.path.isEmpty {
      self = .other
    } else if PageName.isPage(String(name)) {
      self = .file
    } else if name.hasSuffix(".html") || (!name.isEmpty && !name.contains(".")) {
      self = .address
    } else {
      self = .other
    }
  }
}
