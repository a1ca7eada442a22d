import Digests
import Mermaid
import Pages

/// The files of the theme, named for their content so that a browser may keep them for ever.
struct ThemeAssets: Sendable {
  var files: [OutputFile]
  var style: String
  var boot: String
  var script: String
  var search: String
  var icon: String

  init() {
    var files: [OutputFile] = []
    func asset(_ name: String, _ suffix: String, _ bytes: [UInt8]) -> String {
      let path = PortalOutput.asset(name, digest: SHA256.hex(bytes), ending: suffix)
      files.append(OutputFile(path: path, bytes: bytes))
      return path
    }
    style = asset(
      "theme", "css",
      PackageResources.theme_css + PackageResources.diagram_css + Array((Stylesheet.page + "\n").utf8))
    boot = asset("boot", "js", PackageResources.boot_js)
    script = asset("theme", "js", PackageResources.theme_js)
    search = asset("search", "js", PackageResources.search_js)
    icon = asset("icon", "svg", PackageResources.icon_svg)
    self.files = files
  }

  /// The mark beside the portal's name: a page whose lines end in a tick.
  static let mark: StaticString = """
    <svg class="brand-mark" viewBox="0 0 24 24" fill="none" aria-hidden="true"><rect x="3" y="2.5" \
    width="18" height="19" rx="4.5" fill="currentColor" opacity=".16"/><path d="M7.5 8h9M7.5 12h4" \
    stroke="currentColor" stroke-width="2" stroke-linecap="round"/>\
    <path d="m9.5 16.2 2.3 2.3 5-5.3" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" \
    stroke-linejoin="round"/></svg>
    """
}
