import Digests
import EmbeddedAssets
import Pages
import Project

/// The files of the theme, named for their content so that a browser may keep them for ever.
struct ThemeAssets: Sendable {
  /// A file that pages name.
  struct Image: Sendable {
    var path: String
    /// `image/svg+xml`.
    var type: String
  }

  private(set) var files: [OutputFile] = []
  private let words: ThemeWords
  private(set) var style = ""
  private(set) var boot = ""
  private(set) var script = ""
  private(set) var search = ""
  /// The script of drawings, which only pages with drawings load.
  private(set) var drawing = ""
  /// The script of consoles, which only pages of methods with recorded answers load.
  private(set) var console = ""
  /// The script that assembles programs, which only pages with programs to download load.
  private(set) var program = ""
  /// The script of walkthroughs, which only their pages load.
  private(set) var walkthrough = ""
  /// The script of old addresses, which only the pages at such addresses load.
  private(set) var moved = OutputFile(path: "", bytes: [])
  /// The project's own mark where previews of links can show it: not as SVG.
  private(set) var preview: String?
  /// The script for values that readers fill in, which only pages with such values load.
  private(set) var values = ""
  private(set) var icon = Image(path: "", type: "")
  /// The project's own mark; `nil` for that of the theme.
  private(set) var logo: Image?
  /// The mark on dark pages, where it is another one.
  private(set) var darkLogo: Image?
  /// The project's images and fonts, by their names below `assets/`.
  private(set) var paths: [String: String] = [:]

  /// Scripts that only some portals need.
  struct Scripts: Sendable {
    var walkthrough = false
    var program = false
    var drawing = false
    var console = false
    var values = false
  }

  init(_ theme: SiteTheme = SiteTheme(), words: ThemeWords = ThemeWords(), scripts: Scripts = Scripts()) {
    self.words = words
    for (name, file) in theme.assets.sorted(by: { $0.key < $1.key }) {
      paths[name] = add(Self.stem(of: name), file.ending, file.bytes)
    }
    let paths = paths
    // Styles and images are in one folder, so that a style names an image by its name alone.
    style = add(
      "theme", "css",
      ThemeStyle.css(theme) { name in
        String((paths[name] ?? "").split(separator: "/").last ?? "")
      })
    boot = addScript("boot", Array(boot_js()))
    script = addScript("theme", Array(theme_js()))
    search = addScript("search", Array(palette_js()) + Array(search_js()))
    if scripts.drawing { drawing = addScript("drawing", Array(drawing_js())) }
    if scripts.console { console = addScript("console", Array(console_js())) }
    if scripts.program { program = addScript("program", Array(program_js())) }
    if scripts.walkthrough { walkthrough = addScript("walkthrough", Array(walkthrough_js())) }
    if scripts.values { values = addScript("values", Array(values_js())) }
    icon = image(
      "icon", theme.favicon ?? SiteTheme.Image(bytes: Self.icon(theme.settings.light), ending: "svg"))
    logo = theme.logo.map { image("logo", $0) }
    preview = theme.logo?.ending == "svg" ? nil : logo?.path
    let script = CompactText.script(Array(moved_js()))
    moved = OutputFile(
      path: PortalOutput.asset("moved", digest: SHA256.hex(script), ending: "js"), bytes: script)
    darkLogo = theme.logo == nil ? nil : theme.darkLogo.map { image("logo-dark", $0) }
  }

  private mutating func addScript(_ name: String, _ source: [UInt8]) -> String {
    add(name, "js", ScriptWords.filled(CompactText.script(source), words))
  }

  private mutating func add(_ name: String, _ ending: String, _ bytes: [UInt8]) -> String {
    let path = PortalOutput.asset(name, digest: SHA256.hex(bytes), ending: ending)
    // Two names may have one content.
    if !files.contains(where: { $0.path == path }) { files.append(OutputFile(path: path, bytes: bytes)) }
    return path
  }

  private mutating func image(_ name: String, _ image: SiteTheme.Image) -> Image {
    let type = ["svg": "image/svg+xml", "ico": "image/x-icon"][image.ending] ?? "image/" + image.ending
    return Image(path: add(name, image.ending, image.bytes), type: type)
  }

  /// `photos/Team 1.png` → `Team-1`: a name without what paths could misread.
  private static func stem(of name: String) -> String {
    let last = name.split(separator: "/").last ?? ""
    let stem = last.split(separator: ".").first ?? ""
    let plain = stem.utf8.map { byte -> UInt8 in
      byte.isAlphanumeric || byte == UInt8(ascii: "-") ? byte : UInt8(ascii: "-")
    }
    return String(decoding: plain, as: UTF8.self)
  }

  /// The mark beside the portal's name: a page whose lines end in a tick.
  static let mark: StaticString = """
    <svg class="brand-mark" viewBox="0 0 24 24" fill="none" aria-hidden="true"><rect x="3" y="2.5" \
    width="18" height="19" rx="4.5" fill="currentColor" opacity=".16"/><path d="M7.5 8h9M7.5 12h4" \
    stroke="currentColor" stroke-width="2" stroke-linecap="round"/>\
    <path d="m9.5 16.2 2.3 2.3 5-5.3" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" \
    stroke-linejoin="round"/></svg>
    """

  /// The same as a file, in the portal's accent.
  private static func icon(_ palette: Palette) -> [UInt8] {
    let (ground, ink) = (palette["accent"].longHex, palette["on-accent"].longHex)
    return Array(
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none"><rect x="1.5" y="1" width="21" \
      height="22" rx="5.5" fill="\(ground)"/><path d="M6.8 7.5h10.4M6.8 12h4" stroke="\(ink)" stroke-width="2" \
      stroke-linecap="round"/><path d="m9.3 16.5 2.5 2.5 5.6-5.9" stroke="\(ink)" stroke-width="2.4" \
      stroke-linecap="round" stroke-linejoin="round"/></svg>

      """.utf8)
  }
}
