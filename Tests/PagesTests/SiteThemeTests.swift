import Diagnostics
import Pages
import Project
import Testing

/// What is read from `site/theme/`, and what is refused.
struct SiteThemeTests {
  private func read(_ files: [String: String]) -> (theme: SiteTheme, findings: [Diagnostic]) {
    var tree = Dictionary(uniqueKeysWithValues: files.map { ("site/theme/" + $0.key, $0.value) })
    tree["site/portal.yml"] = ""
    return SiteTheme.read(.memory(tree))
  }

  private func findings(_ file: String, _ text: String) -> [String] {
    read([file: text, "assets/cup.png": "PNG"]).findings.map { finding in
      (finding.span.map { "\($0.start.line):\($0.start.column) " } ?? "") + finding.message
    }
  }

  @Test func aProjectWithoutAThemeHasTheStandardOne() {
    let (theme, findings) = read([:])
    #expect(findings.isEmpty)
    #expect(theme.settings == ThemeSettings())
    #expect(theme.settings.light["accent"].longHex == "#3d4ed0")
    #expect(theme.styles == nil && theme.fragments.isEmpty && theme.assets.isEmpty)
  }

  /// mdBook and others have a folder of that name, too.
  @Test func theFolderOfAnotherToolIsNotATheme() {
    let theirs = ["site/theme/head.hbs": "", "site/theme/css/general.css": ""]
    #expect(SiteTheme.read(.memory(theirs)).findings.isEmpty)
    let ours = theirs.merging(["site/theme/theme.css": ""]) { one, _ in one }
    #expect(SiteTheme.read(.memory(ours)).findings.count == 2)
  }

  @Test(arguments: [
    ("foter.html", "Unknown file `site/theme/foter.html`. Did you mean `footer.html`?"),
    ("logo.jpg", "Unknown file `site/theme/logo.jpg`. Did you mean `logo.svg`?"),
    ("scripts/run.js", "Unknown file `site/theme/scripts/run.js`"),
    (
      "assets/run.js",
      "`site/theme/assets/run.js` is neither an image nor a font"
    ),
    ("assets/page.html", "`site/theme/assets/page.html` is neither an image nor a font"),
  ])
  func unknownFilesAreErrors(name: String, message: String) {
    let finding = read([name: ""]).findings.first
    #expect(finding?.message == message)
    #expect(finding?.rule == .badTheme)
    #expect(finding?.fix != nil || message.contains("Did you mean"))
  }

  @Test(arguments: [
    ("nxt: Weiter\n", "1:1 Unknown key `nxt`. Did you mean `next`?"),
    ("pages-of: Seiten\n", "1:11 `pages-of` must have `{name}`"),
    ("next: Weiter {name}\n", "1:7 `next` must have no name in braces"),
    ("result-count: \"{text}: {anzahl}\"\n", "1:15 `result-count` must have `{count}`, `{text}`"),
    ("- Weiter\n", "`site/theme/words/de.yml` must be a mapping"),
  ])
  func mistakesInWordsAreErrors(text: String, message: String) {
    let theme = read(["words/de.yml": text]).theme
    #expect(findings("words/de.yml", text).joined().contains(message))
    #expect(TextLanguage("de").map(theme.words) == ThemeWords())
  }

  @Test(arguments: ["words/german.yml", "words/de.yaml", "words/de.json", "words/a/de.yml"])
  func filesOfWordsAreNamedForLanguages(name: String) {
    let finding = read([name: ""]).findings.first
    #expect(finding?.message == "The name of `site/theme/\(name)` must be a language tag")
    #expect(finding?.fix == "name it after its language, such as `words/de.yml`")
  }

  @Test(arguments: ["site/theme", "site/theme/words", "site/theme/theme.yml", "site/theme/footer.html"])
  func linksOutOfTheProjectAreErrors(link: String) {
    var files = FileReader.memory([:])
    files.read = { path throws(FileReadError) in throw path.hasPrefix(link) ? .outsideProject : .notFound }
    let findings = SiteTheme.read(files).findings
    #expect(findings.first?.message == "`\(link)` is a link that leads out of the project")
    #expect(Set(findings.map(\.message)).count == findings.count)
  }

  @Test(arguments: [
    ("<svg><image href=\"https://e.org/x\"/></svg>", "`href` has an address of another host"),
    ("<svg><feImage xlink:href=\" //e.org/x\"/></svg>", "`xlink:href` has an address of another host"),
    ("<svg><rect style=\"fill: url('http://e.org/x')\"/></svg>", "`style` has an address of another host"),
    ("<svg><rect fill=\"URL( //e.org/x )\"/></svg>", "`fill` has an address of another host"),
    ("<svg><rect mask=\"\\75rl(//e.org/x)\"/></svg>", "`mask` has an address of another host"),
    (
      "<svg><image href=\"a.png\"><set attributeName=\"href\" to=\"//e.org/x\"/></image></svg>",
      "`to` has an address of another host"
    ),
    ("<svg><animate values=\"a; https://e.org/x\"/></svg>", "`values` has an address of another host"),
    ("<svg xml:base=\"http://e.org/\"/>", "`xml:base` has an address of another host"),
    (
      "<!DOCTYPE svg SYSTEM \"http://e.org/x.dtd\"><svg/>", "its document type has an address of another host"
    ),
    ("<svg><style>@import 'https://e.org/x';</style></svg>", "its styles load a file"),
    ("<svg><style><![CDATA[ a { fill: url(//e.org/x) } ]]></style></svg>", "its styles load a file"),
    ("<svg><style>&#64;import '//e.org/x';</style></svg>", "its styles load a file"),
  ])
  func drawingsOfTheThemeLoadNothing(_ svg: String, _ reason: String) {
    #expect(findings("logo.svg", svg) == ["1:1 `site/theme/logo.svg` is not published: \(reason)"])
  }

  @Test func drawingsOfTheThemeMayHaveLinksAndParts() {
    let svg =
      "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\"><svg xmlns=\"http://www.w3.org/2000/svg\"><animate attributeName=\"x\" values=\"0;1\"/><a href=\"https://e.org\"><use href=\"#g\" fill=\"url(#g)\"/></a><style>path { fill: #123 }</style><title>It's (a) cup</title></svg>"
    #expect(findings("logo.svg", svg) == [])
  }

  @Test func settingsChangeColoursFontsAndLinks() {
    let settings = read([
      "theme.yml": """
      colors:
        light: { accent: "#0b6e4f", line: silver }
        dark: { page: "#000" }
      fonts: { text: "Open Sans 3, Georgia, serif" }
      header: [{ title: Status, link: "https://status.example.org" }]
      footer: [{ title: Imprint, link: about.md#imprint }]

      """
    ])
    #expect(settings.findings.map(\.message) == [])
    let theme = settings.theme.settings
    #expect(theme.light["line"].longHex == "#c0c0c0")
    #expect(theme.dark["page"].longHex == "#000000")
    #expect(theme.textFont == "\"Open Sans 3\", Georgia, serif")
    #expect(theme.header.map(\.title) == ["Status"])
    #expect(theme.footer.map(\.address) == ["about.md#imprint"])
  }

  @Test func whatAnAccentIsNotSetForFollowsIt() {
    let theme = read(["theme.yml": "colors: { light: { accent: \"#0b6e4f\" } }\n"]).theme.settings
    #expect(theme.light["accent-wash"].longHex == "#e6f0ed")
    #expect(theme.light["on-accent"].longHex == "#ffffff")
    // The same colour in a shade that can be read on dark pages.
    #expect(theme.dark["accent"].contrast(with: theme.dark["page"]) >= 6.5)
    #expect(theme.dark["accent"] != PaletteColor.all.first { $0.name == "accent" }?.dark)
    #expect(theme.dark["on-accent"].contrast(with: theme.dark["accent"]) >= 4.5)
    #expect(theme.light["good"] == PaletteColor.all.first { $0.name == "good" }?.light)
  }

  @Test(arguments: [
    (
      "header: [{ title: x, link: \"javascript:f()\" }]",
      "1:28 `link` may not lead to the scheme `javascript`"
    ),
    ("colours: {}", "1:1 Unknown key `colours`. Did you mean `colors`?"),
    ("colors: { ligth: {} }", "1:18 Unknown mode `ligth`. Did you mean `light`?"),
    ("colors: { light: { acent: red } }", "1:27 Unknown colour `acent`. Did you mean `accent`?"),
    ("colors: { light: { accent: redd } }", "1:28 `redd` is not an opaque colour of CSS"),
    ("colors: { light: { accent: \"#0008\" } }", "1:28 `#0008` is not an opaque colour of CSS"),
    ("colors: { light: { accent: \"red;} body{\" } }", "1:28 `red;} body{` is not an opaque colour of CSS"),
    ("fonts: { text: \"a; } body { color: red\" }", "1:16 `text` must be names of fonts"),
    (
      "fonts: { text: \"Inter, inherit\" }",
      "1:16 `inherit` is not a font: it stands for the value of another element or rule"
    ),
    (
      "fonts: { code: Initial }",
      "1:16 `Initial` is not a font: it stands for the value of another element or rule"
    ),
    ("fonts: { texts: a }", "1:17 Unknown font `texts`. Did you mean `text`?"),
    ("header: [{ title: A }]", "1:10 A link needs `title` and `link`"),
    (
      "footer: [{ title: A, link: \"javascript:alert(1)\" }]",
      "1:28 `link` may not lead to the scheme `javascript`"
    ),
  ])
  func wrongSettingsAreErrors(text: String, message: String) {
    #expect(findings("theme.yml", text + "\n").first == message)
  }

  @Test func coloursThatAreHardToReadAreWarnings() {
    let findings = read(["theme.yml": "colors: { light: { accent: \"#f5c542\" } }\n"]).findings
    #expect(findings.map(\.rule).allSatisfy { $0 == .lowContrast })
    #expect(
      findings.first?.message
        == "`accent` has a contrast of 1.6:1 with `page` on light pages; text needs 4.5:1")
    #expect(findings.first?.fix?.hasPrefix("set `accent` to `\"#") == true)
    #expect(findings.first?.span?.start.column == 28)
  }

  @Test(arguments: [
    ("<p class=\"a\">x</p>", []),
    ("<nav id=\"more\" aria-label=\"More\"><a href=\"a.md\" rel=\"license\">x</a></nav>", []),
    ("<img src=\"assets/cup.png\" alt=\"\">", []),
    (
      "<svg viewBox=\"0 0 8 8\" role=\"img\"><title>A</title><path d=\"M0 0h8\" fill=\"url(#g)\"/></svg>", []
    ),
    ("<script>alert(1)</script>", ["1:1 Not allowed in the theme: the element `<script>`"]),
    ("x\n<iframe src=a></iframe>", ["2:1 Not allowed in the theme: the element `<iframe>`"]),
    ("<style>p{}</style>", ["1:1 Not allowed in the theme: the element `<style>`"]),
    ("<form><input></form>", ["1:1 Not allowed in the theme: the element `<form>`"]),
    ("<p onclick=\"x()\">", ["1:1 Not allowed in the theme: the attribute `onclick`"]),
    ("<p style=\"color: red\">", ["1:1 Not allowed in the theme: the attribute `style`"]),
    ("<a href=\"java&#115;cript:x\">", ["1:1 Not allowed in the theme: a link with the scheme `javascript`"]),
    ("<img src=\"https://example.org/a.png\">", ["1:1 Not allowed in the theme: an image of another host"]),
    ("<img src=\"//example.org/a.png\">", ["1:1 Not allowed in the theme: an image of another host"]),
    (
      "<img srcset=\"assets/cup.png 1x, http://e.org/a.png 2x\">",
      ["1:1 Not allowed in the theme: an image of another host"]
    ),
    (
      "<svg><rect fill=\"url(https://e.org/a)\"/></svg>",
      ["1:6 Not allowed in the theme: an address in `fill`"]
    ),
    ("<svg><rect fill=\"\\75rl(//e.org/a)\"/></svg>", ["1:6 Not allowed in the theme: an address in `fill`"]),
    (
      "<svg><foreignObject></foreignObject></svg>",
      ["1:6 Not allowed in the theme: the element `<foreignobject>`"]
    ),
    ("<svg><a xlink:href=\"x\"></a></svg>", ["1:6 Not allowed in the theme: the attribute `xlink:href`"]),
    (
      "<svg><use href=\"http://e.org/a.svg#x\"/></svg>", ["1:6 Not allowed in the theme: the element `<use>`"]
    ),
    (
      "<svg><animate attributeName=\"href\"/></svg>",
      ["1:6 Not allowed in the theme: the element `<animate>`"]
    ),
    (
      "<p id=\"flowdocs.content\">",
      ["1:1 Not allowed in the theme: the id `flowdocs.content`, which is empty or that of the theme"]
    ),
    ("<main>x</main>", ["1:1 Not allowed in the theme: the element `<main>`"]),
  ])
  func fragmentsHaveNothingThatRunsOrLoads(html: String, messages: [String]) {
    let found = findings("footer.html", html)
    #expect(Array(found.prefix(1)) == messages)
    // What has a mistake is left out as a whole.
    #expect((read(["footer.html": html]).theme.fragments[.footer] == nil) == !messages.isEmpty)
  }

  @Test(arguments: [
    (".notice { color: var(--accent) } .md\\:wide { width: 1rem }", []),
    (".a { background: url(assets/cup.png) } .b { content: \"url(http://e.org/)\" }", []),
    (".a { background: url( 'data:image/png;base64,AA' ) } /* @import */", []),
    ("@import \"a.css\";", ["1:1 `@import` is not allowed in the theme"]),
    ("@IMPORT \"//e.org/a.css\";", ["1:1 `@import` is not allowed in the theme"]),
    (
      ".a { background: URL(https://e.org/a.png) }", ["1:22 `https://e.org/a.png` is not a file of the theme"]
    ),
    (".a { background: url(\"//e.org/a.png\") }", ["1:23 `//e.org/a.png` is not a file of the theme"]),
    (
      ".a { background: url(assets/cub.png) }",
      ["1:22 `assets/cub.png` is not a file of the theme. Did you mean `assets/cup.png`?"]
    ),
    (".a { background: url(../../secret.png) }", ["1:22 `../../secret.png` is not a file of the theme"]),
    (".a { background: \\75rl(//e.org) }", ["1:24 `//e.org` is not a file of the theme"]),
    (".a { background: \\000055 r\\l(//e.org) }", ["1:30 `//e.org` is not a file of the theme"]),
    ("@\\69mport \"a.css\";", ["1:1 `@import` is not allowed in the theme"]),
    (".a { background: image\\-set(\"//e.org\" 1x) }", ["1:18 `image-set(…)` is not allowed in the theme"]),
    (".\\31 0 { width: 10% } .\\32xl\\:grid { display: grid } .w-1\\/2 { width: 50% }", []),
    ("@namespace svg url(http://www.w3.org/2000/svg); @namespace \"http://www.w3.org/1999/xhtml\";", []),
    (
      "@namespace url(a;\"b); .a { background: url(//e.org) } /*\"*/",
      ["1:12 `url(…)` with something else than one address", "1:44 `//e.org` is not a file of the theme"]
    ),
    (".a { background: image-set(\"//e.org\" 1x) }", ["1:18 `image-set(…)` is not allowed in the theme"]),
    (".a { background: image(\"//e.org\") }", ["1:18 `image(…)` is not allowed in the theme"]),
    (".a { background: cross-fade(\"//e.org\", red) }", ["1:18 `cross-fade(…)` is not allowed in the theme"]),
    (".a { background: url(javascript:x) }", ["1:22 `javascript:x` is not a file of the theme"]),
    (".a { background: url(\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>\") }", []),
    (".a { src: url(assets/cup.png?#iefix) } .b_url(x) { --url: 1 }", []),
    // What browsers read differently from how it looks.
    (
      ".a { content: \"\n; background: url(//e.org) } .b { content: \"\"; }",
      ["1:15 String without its end", "2:19 `//e.org` is not a file of the theme"]
    ),
    (
      ".a { x: url(\"#\" \")\"); background: url(//e.org) }",
      ["1:9 `url(…)` with something else than one address", "1:39 `//e.org` is not a file of the theme"]
    ),
    (
      ".a { x: url(# \\) /* ); background: url(//e.org) }",
      ["1:9 `url(…)` with something else than one address"]
    ),
    (".a { x: _url(#/*) \" */ ); background: url(//e.org) }", ["1:43 `//e.org` is not a file of the theme"]),
  ])
  func stylesLoadOnlyFilesOfTheTheme(css: String, messages: [String]) {
    #expect(findings("theme.css", css) == messages)
    #expect((read(["theme.css": css, "assets/cup.png": "x"]).theme.styles == nil) == !messages.isEmpty)
  }

  @Test(arguments: ["logo.svg", "favicon.svg", "assets/a.svg"])
  func drawingsThatRunScriptsAreRefused(name: String) {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"
    let (theme, findings) = read([name: svg])
    #expect(
      findings.map(\.message) == ["`site/theme/\(name)` is not published: it has the element `<script>`"])
    #expect(theme.logo == nil && theme.favicon == nil && theme.assets.isEmpty)
  }
}
