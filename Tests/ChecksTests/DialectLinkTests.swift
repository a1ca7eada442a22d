import TestSupport
import Testing

/// Links and anchors as documentation tools write them.
struct DialectLinkTests {
  private static let pages = [
    "docs/index.md": "# Home\n", "docs/brew/water.md": "# Water\n\n## Ph value {#ph}\n",
    "docs/brew/01-beans.md": "# Beans\n", "docs/tools/_index.md": "# Tools\n",
    "docs/tools/mill.md": "# Mill\n",
  ]

  func findings(_ text: String, _ files: [String: String] = [:], at path: String = "docs/page.md")
    async throws
    -> [String]
  {
    let tree = Self.pages.merging(files) { _, new in new }.merging([path: text]) { _, new in new }
    return try await Tree(tree).lines()
  }

  @Test(arguments: [
    "brew/water", "./brew/water", "brew/water/", "brew/water.html", "brew/water#ph", "brew/water/#ph",
    "/brew/water",
    "/docs/brew/water/", "../brew/water", "tools/", "/tools", "brew/beans", "brew/water/index.html",
  ])
  func anAddressNamesItsPage(_ destination: String) async throws {
    try await expectEqual(findings("# P\n\n[x](\(destination))\n"), [])
  }

  @Test func addressesThatNameNothing() async throws {
    try await expectEqual(
      findings("# P\n\n[a](brew/wasser) [b](brew/water/#hp) [c](/drew/water) [d](tools/mill/more)\n"),
      [
        "docs/page.md:3:5: No page or file `brew/wasser`. Did you mean `brew/water.md`?",
        "docs/page.md:3:22: No heading `#hp` on `docs/brew/water.md`. Did you mean `#ph`?",
        "docs/page.md:3:42: No page or file `/drew/water`",
        "docs/page.md:3:59: No page or file `tools/mill/more`",
      ])
  }

  /// Where links name files, as code hosts need it, one without an ending is dead.
  @Test func aFolderWhoseLinksNameFiles() async throws {
    let text = "# P\n\n[a](brew/water.md) [b](tools/mill.md) [c](brew/water)\n"
    let dead = ["docs/page.md:3:43: No page or file `brew/water`. Did you mean `brew/water.md`?"]
    try await expectEqual(findings(text), dead)
    try await expectEqual(findings(text, ["mkdocs.yml": ""]), [])
  }

  @Test func anAddressOfTwoPagesNamesNone() async throws {
    try await expectEqual(
      Tree(["a.md": "# A\n\n[x](b/c)\n", "b/1-c.md": "# C\n", "b/2-c.md": "# C\n"]).lines(),
      ["a.md:3:5: No page or file `b/c`"])
  }

  @Test func filesThatASitePublishesAtItsRoot() async throws {
    let text = "# P\n\n![a](/img/cup.png) ![b](@site/static/img/cup.png) ![c](/img/mug.png)\n"
    let files = ["website/static/img/cup.png": "", "website/docusaurus.config.js": ""]
    try await expectEqual(
      findings(text, files),
      ["docs/page.md:3:56: No image `/img/mug.png`"])
    try await expectEqual(
      findings("# P\n\n![a](/cup.png)\n", ["docs/public/cup.png": "", "docs/.vitepress/config.ts": ""]), [])
    // mdBook publishes no such folder.
    try await expectEqual(
      findings("# P\n\n![a](/cup.png)\n", ["static/cup.png": "", "book.toml": ""]),
      ["docs/page.md:3:6: No image `/cup.png`. Did you mean `../static/cup.png`?"])
  }

  /// Links of Jekyll name files from the root of the site, or addresses.
  @Test func linksOfJekyll() async throws {
    let page = """
      # P

      [a]({% link brew/water.md %}#ph) [b]({% link brew/tea.md %}) [c][cups] ![d]({{ '/cup.png' | relative_url }})

      <div markdown="1">
      [e](../brew/water/) [f](brew/tea)
      </div>
      ```json
      {}
      ```

      [cups]: {{ site.baseurl }}{% link brew/water.md %}#hp

      """
    try await expectEqual(
      findings(page, ["docs/_config.yml": "", "docs/cup.png": ""]),
      [
        "docs/page.md:3:38: No page `/brew/tea.md`",
        "docs/page.md:6:25: No page or file `brew/tea`",
        "docs/page.md:12:27: No heading `#hp` on `docs/brew/water.md`. Did you mean `#ph`?",
      ])
  }

  /// Where a function of the settings makes the addresses, only their letters and digits count.
  @Test func addressesOfAFunction() async throws {
    let page = "# P\n\n## Shared Getters\n\n[a](#Shared-Getters) [b](#$shared_getters) [c](#shared-getter)\n"
    let files = ["docs/.vitepress/config/shared.ts": "export default { markdown: { anchor: { slugify } } }\n"]
    try await expectEqual(
      findings(page, files),
      ["docs/page.md:5:48: No heading `#shared-getter` on this page. Did you mean `#shared-getters`?"])
    try await #expect(findings(page, ["docs/.vitepress/config.ts": ""]).count == 3)
  }

  /// The class of MyST for links to other sites.
  @Test func linksThatAreMarkedAsExternal() async throws {
    try await expectEqual(
      findings("# P\n\n[a](gone){.external} [b](lost){.wide}\n", ["docs/conf.py": ""]),
      ["docs/page.md:3:26: No page or file `lost`"])
  }

  /// What several pages include is reported once.
  @Test func findingsInIncludedFiles() async throws {
    let page = "# P\n\n<!--@include: ./part.txt-->\n"
    let tree = Tree([
      "a.md": page, "b.md": page, "part.txt": "[x](gone.md)\n", ".vitepress/config.ts": "",
      "c.md": "[y](gone.md)\n",
    ])
    try await expectEqual(
      tree.diagnostics().map {
        ($0.span?.label ?? "") + " " + $0.message + " " + $0.notes.map(\.message).joined()
      },
      ["c.md:1:5 No page `gone.md` ", "part.txt:1:5 No page `gone.md` 2 pages include it"])
  }

  /// Docusaurus reads `.md` as MDX, unless its settings say otherwise.
  @Test func componentsInPagesOfDocusaurus() async throws {
    let page = "# P\n\nexport const a = '[x](gone.md)'\n\n<Tabs>\n    [y](lost.md)\n</Tabs>\n"
    let dead = ["docs/page.md:6:9: No page `lost.md`"]
    try await expectEqual(findings(page, ["docusaurus.config.js": ""]), dead)
    try await expectEqual(
      findings(page, ["docusaurus.config.js": "markdown: { format: 'detect' }\n"]),
      ["docs/page.md:3:23: No page `gone.md`"] + dead)
  }

  @Test func namesOfHeadings() async throws {
    let page = """
      # Coffee

      ## Grind size {#size}

      ## Brühzeit { #time .wide data-x="a b" }

      ### Temp `C` {: #a_b_c }

      [](){#loose}

      (label)=
      ## Labelled

      A paragraph
      {#para}

      ![cup](cup.png){ width="480" } and [b](#size){: .button }, `c`{.py} [d](#time) [e](#a_b_c) [f](#loose)
      [g](#label) [h](#para) [i](#temp-c) [j](#grind-size)

      ![cup](cup.png){#fig_cup} and ![cup](cup.png){#fig .wide}: [k](#fig_cup) [l](#fig)

      """
    try await expectEqual(
      Tree.portal(page, ["content/cup.png": ""]).lines(),
      [
        "content/page.md:18:28: No heading `#temp-c` on this page → the first headings are `#coffee`, `#size`, `#time`, `#a_b_c`",
        "content/page.md:18:41: No heading `#grind-size` on this page → the first headings are `#coffee`, `#size`, `#time`, `#a_b_c`",
      ])
  }

  @Test func anchorsOfOtherTools() async throws {
    let page = """
      # Pump

      ## server.port

      ## 2. Clean it

      ## Oil & Water / Sand

      [a](#server-port) [b](#_2-clean-it) [c](#oil-water-sand) [d](#Server.Port) [e](#serverport) [f](#SERVERPORT)

      """
    try await expectEqual(
      Tree.plain(page).lines(),
      ["page.md:9:62: No heading `#Server.Port` on this page. Did you mean `#serverport`?"])
    // Of a tool that is known only the anchors that it makes.
    try await expectEqual(
      Tree.plain(page, [".vitepress/config.js": ""]).lines().map { String($0.prefix(44)) },
      [
        "page.md:9:62: No heading `#Server.Port` on t", "page.md:9:80: No heading `#serverport` on th",
        "page.md:9:97: No heading `#SERVERPORT` on th",
      ])
  }

  /// Code hosts show the lines of a file.
  @Test func linesOfFiles() async throws {
    try await expectEqual(
      findings("# P\n\n[a](brew/water.md#L3) [b](brew/water.md#L3C1-L3) [c](brew/water.md#L) [d](#L3)\n")
        .map { String($0.prefix(36)) },
      ["docs/page.md:3:54: No heading `#L` o", "docs/page.md:3:75: No heading `#L3` "])
    let fix = "name a line of the page, or link to a heading"
    try await expectEqual(
      findings("# P\n\n[a](brew/water.md#L4) [b](tools/mill.md#L1-L9) [c](brew/water.md#L0)\n"),
      [
        "docs/page.md:3:5: `docs/brew/water.md` has no line 4: it has 3 lines → \(fix)",
        "docs/page.md:3:27: `docs/tools/mill.md` has no line 9: it has 1 line → \(fix)",
        "docs/page.md:3:52: `docs/brew/water.md` has no line 0: it has 3 lines → \(fix)",
      ])
    try await expectEqual(
      findings("# P\n\n[a](brew/water.md#L0-L3) [b](brew/water.md#L3-L9)\n"),
      [
        "docs/page.md:3:5: `docs/brew/water.md` has no line 0: it has 3 lines → \(fix)",
        "docs/page.md:3:30: `docs/brew/water.md` has no line 9: it has 3 lines → \(fix)",
      ])
    // Boxes make no lines.
    try await expectEqual(
      findings("# P\n\n[a](box.md#L4) [b](box.md#L5)\n", ["docs/box.md": "# B\n\n!!! note\n    x\n"]),
      ["docs/page.md:3:20: `docs/box.md` has no line 5: it has 4 lines → \(fix)"])
  }

  func links(_ text: String, at path: String = "docs/page.md", _ files: [String: String]) async throws
    -> [String]
  {
    try await Tree(files.merging([path: text]) { own, _ in own }).lines()
  }

  /// Addresses that pages give themselves, and those in lower case.
  @Test func addressesOfPages() async throws {
    let text = "# P\n\n[a](cli) [b](/start) [c](clii)\n"
    let pages = [
      "docs/CLI-page.md": "---\nid: cli\n---\n# C\n", "docs/a.md": "---\nslug: /start\n---\n# S\n",
    ]
    try await expectEqual(
      links(text, pages.merging(["docusaurus.config.js": ""]) { own, _ in own }),
      ["docs/page.md:3:26: No page or file `clii`"])
    let hugo = [
      "hugo.toml": "", "content/fn/AsTime.md": "+++\naliases = [\"/old/\"]\n+++\n# A\n\n`Zone`\n: Where.\n",
    ]
    try await expectEqual(
      links(
        "# P\n\n[a](/fn/astime/) [b](/old) [c](/fn/astime#zone) [d](/fn/astyme/)\n", at: "content/p.md", hugo),
      ["content/p.md:3:53: No page or file `/fn/astyme/`"])
    try await expectEqual(
      links(
        "# P\n\n[a](/fn/astime.html) [b](fn/astime.md) [c](fn/astime/index.html)\n", at: "content/p.md", hugo),
      [])
  }

  /// What the tool puts beside the pages is not known, and no mistake.
  @Test func whatTheToolMakes() async throws {
    try await expectEqual(
      links(
        "# P\n\n[a](../std/index.html) [b](../LICENCE) [c](/blog/first) [d](/brew/first)\n",
        at: "src/p.md", ["book.toml": "", "src/brew/a.md": "# A\n"]),
      [
        "src/p.md:3:28: No page or file `../LICENCE`", "src/p.md:3:61: No page or file `/brew/first`",
      ])
    // A portal has none of it.
    try await expectEqual(
      links(
        "# P\n\n[c](/blog/first)\n", at: "src/p.md",
        ["book.toml": "", "site/portal.yml": "content: src\n"]
      ).count, 1)
    let made = "# R\n\n::: pkg.module\n\n## Set up\n"
    try await expectEqual(
      links("# P\n\n[a](r.md#pkg.module.f) [b](r.md#set-upp)\n", ["mkdocs.yml": "", "docs/r.md": made]),
      ["docs/page.md:3:28: No heading `#set-upp` on `docs/r.md`. Did you mean `#set-up`?"])
    let comment = "# R\n\n<!-- include: keys.md -->\n\n## Default\n\n## Set up\n"
    try await expectEqual(
      links("# P\n\n[a](r.md#defined) [b](r.md#set-upp)\n", ["mkdocs.yml": "", "docs/r.md": comment]),
      ["docs/page.md:3:23: No heading `#set-upp` on `docs/r.md`. Did you mean `#set-up`?"])
    let hook = "# R\n\n#### <!-- md:setting config.enabled -->\n"
    try await expectEqual(
      links("# P\n\n[a](r.md#config.enabled)\n", ["mkdocs.yml": "", "docs/r.md": hook]), [])
    try await expectEqual(
      links("# P\n\n[a](r.md#config.enabled)\n", ["book.toml": "", "docs/r.md": hook]).count, 1)
  }

  /// A comment that is not for a hook makes no heading.
  @Test func commentsInHeadings() async throws {
    let page = "# R\n\n## Set up <!-- omit in toc -->\n"
    try await expectEqual(
      links("# P\n\n[a](r.md#config.enabled)\n", ["mkdocs.yml": "", "docs/r.md": page]).count, 1)
  }

  /// Links at the same place of two files are two findings.
  @Test func linksInIncludedFiles() async throws {
    try await expectEqual(
      links(
        "# P\n\n--8<-- \"a.txt\"\n\n--8<-- \"b.txt\"\n",
        ["mkdocs.yml": "", "a.txt": "[x](gone.md)\n", "b.txt": "[y](lost.md)\n"]),
      ["a.txt:1:5: No page `gone.md`", "b.txt:1:5: No page `lost.md`"])
  }

  @Test func templatesInLinks() async throws {
    let text =
      "# P\n\n[a]({{url}}/a) <a href=\"{% url %}\">b</a> [c]({url})\n\n## Now {{ version }}\n\n[d](#now)\n"
    try await expectEqual(links(text, ["hugo.toml": ""]), [])
    // On other pages somebody forgot to fill something in.
    try await expectEqual(
      findings("# P\n\n[a]({url}) ![b]({img.png})\n"),
      ["docs/page.md:3:5: No page or file `{url}`", "docs/page.md:3:17: No image `{img.png}`"])
    try await expectEqual(links("# P\n\n[a]({url})\n", at: "docs/page.mdx", ["docusaurus.config.js": ""]), [])
  }

  @Test func pagesOfDocC() async throws {
    let files = ["Pump.docc/Getting Started.md": "# Start\n"]
    try await expectEqual(
      links(
        "# P\n\n<doc:Getting-Started> <doc:Pump/start()> [x](doc:Getting-Started)\n", at: "Pump.docc/p.md",
        files),
      [])
    try await expectEqual(
      links(
        "# P\n\n<doc:Getting-Started> <doc:Begin>\n", at: "docs/p.md", ["docs/Getting Started.md": "# S\n"]),
      ["docs/p.md:3:24: No page or file `doc:Begin`"])
  }

  /// The list of chapters is not a page, but its entries have to lead to pages.
  @Test(arguments: [["book.toml": ""], ["mkdocs.yml": "site_name: T\n"]])
  func entriesOfASummary(_ settings: [String: String]) async throws {
    let files = [
      "docs/SUMMARY.md": """
      # Summary

      - [One](one.md)
        - [Two](parts/to.md)
      - [Draft]()
      - [All](parts/*.md)
      - [Elsewhere](https://example.com/a.md)

      """, "docs/one.md": "# One\n", "docs/parts/two.md": "# Two\n",
    ]
    try await expectEqual(
      Tree(settings.merging(files) { first, _ in first }).lines(),
      ["docs/SUMMARY.md:4:11: No page `parts/to.md`. Did you mean `parts/two.md`?"])
    // To others it is a page.
    try await expectEqual(
      Tree(
        files.filter { $0.key != "docs/SUMMARY.md" }.merging(["docs/SUMMARY.md": "[Two](parts/to.md)\n"]) {
          first, _ in first
        }
      ).lines(),
      ["docs/SUMMARY.md:1:7: No page `parts/to.md`. Did you mean `parts/two.md`?"])
  }

  /// Starlight serves pages under addresses in lower case.
  @Test func addressesOfStarlightAreInLowerCase() async throws {
    let files = [
      "astro.config.mjs": "", "src/content/docs/zh-CN/index.md": "# Z\n",
      "src/content/docs/zh-CN/Big Guide.md": "# G\n",
    ]
    try await expectEqual(
      findings(
        "# P\n\n[a](/zh-cn/) [b](/zh-cn/big%20guide/) [c](/zh-cn/bag-guide/)\n", files,
        at: "src/content/docs/p.md"),
      ["src/content/docs/p.md:3:43: No page or file `/zh-cn/bag-guide/`"])
  }

  /// Short codes in destinations: references are resolved, and other values are not known here.
  @Test func shortCodesOfHugo() async throws {
    let files = [
      "hugo.toml": "", "content/docs/op/hardware.md": "# H\n\n## Disks\n", "content/start.md": "# S\n",
      "content/docs/op/_index.md": "# O\n\n## X\n",
    ]
    try await expectEqual(
      findings(
        """
        # P

        [a]({{< ref "start" >}}) [b]({{< relref "op/hardware#disks" >}}) [c][] [d][v] [e]({{% ref "/docs/op/hardware" %}}) [s]({{< ref "op#x" >}})
        [f]({{< ref "hardware.md" >}}) [g]({{< ref "gone" >}}) `[h]({{< ref "gone" >}})`

        [c]: {{< relref "op/hardware" >}}
        [v]: /docs/{{< param version >}}/learning

        """, files, at: "content/docs/p.md"),
      ["content/docs/p.md:4:36: No page or file `doc:gone`"])
  }

  /// A catalogue of DocC names images and headings without what is not in their names.
  @Test func namesInCatalogues() async throws {
    let files = [
      "Pump.docc/Images/cup~dark@2x.png": "", "Pump.docc/Images/cup@2x.png": "",
      "Pump.docc/Images/pot.png": "",
      "Pump.docc/a.md": "# A\n\n## Why isn't “it” bold, or italic?\n",
      "site/portal.yml": "content: Pump.docc\n",
    ]
    try await expectEqual(
      findings(
        """
        # P

        ![a](cup.png) ![b](cup) ![c](pot.png) ![d](pan.png)
        <doc:a#Why-isn't-it-bold,-or-italic> [x](a.md#Why-isnt-it-bald)

        """, files, at: "Pump.docc/p.md"),
      [
        "Pump.docc/p.md:3:44: No image `pan.png`",
        "Pump.docc/p.md:4:42: No heading `#Why-isnt-it-bald` on `a.md` → the first headings are `#A`, `#Why-isnt-it-bold-or-italic`",
      ])
  }

  /// What git ignores is made by a build; a portal needs it all the same.
  @Test func linksToWhatABuildMakes() async throws {
    let text = "# P\n\n[a](../reference/cli.md) [b](../reference/cly.md)\n"
    let files = [
      "mkdocs.yml": "", ".gitignore": "/docs/reference/cli.md\n", "docs/reference/index.md": "# R\n",
    ]
    try await expectEqual(
      findings(text, files, at: "docs/guides/p.md"), ["docs/guides/p.md:3:30: No page `../reference/cly.md`"])
    let portal = files.merging(["site/portal.yml": "content: docs\n"]) { own, _ in own }
    try await #expect(findings(text, portal, at: "docs/guides/p.md").count == 2)
  }

  /// An address that the settings lead on to another page is not dead.
  @Test func addressesThatSettingsLeadOn() async throws {
    let text = "# P\n\n[a](/brew/old) [b](/brew/gone)\n"
    let dead = ["docs/page.md:3:20: No page or file `/brew/gone`"]
    for files in [
      ["docusaurus.config.js": "redirects: [{from: '/brew/old', to: '/brew/water'}]\n"],
      ["docusaurus.config.js": "", "static/_redirects": "/brew/old /brew/water 301\n"],
      [
        "astro.config.mjs": "import redirects from './redirects.js'\n",
        "redirects.js": "export default {'/brew/old/': '/b'}\n",
      ],
    ] { try await expectEqual(findings(text, files), dead) }
    try await expectEqual(
      findings(
        "# P\n\n[a](brew/old.md) [b](brew/gone.md)\n",
        ["mkdocs.yml": "plugins:\n  - redirects:\n      redirect_maps:\n        brew/old.md: brew/water.md\n"]
      ),
      ["docs/page.md:3:22: No page `brew/gone.md`"])
    let portal = [
      "docusaurus.config.js": "redirects: [{from: '/brew/old'}]\n", "site/portal.yml": "content: docs\n",
    ]
    try await #expect(findings(text, portal).count == 2)
  }

  /// The folder of the site on its host, also when a program decides between several.
  @Test func theFolderOfTheSiteOnItsHost() async throws {
    let config = "module.exports = {\n  baseUrl: process.env.PREVIEW ? '/' : '/coffee/',\n}\n"
    try await expectEqual(
      findings(
        "# P\n\n![a](/coffee/img/cup.png) [b](/coffee/brew/water) ![c](/tea/img/cup.png)\n",
        ["docusaurus.config.js": config, "static/img/cup.png": ""]),
      ["docs/page.md:3:56: No image `/tea/img/cup.png`. Did you mean `../static/img/cup.png`?"])
  }

  /// `paths` of `tsconfig.json`, which may have comments.
  @Test func namesOfFolders() async throws {
    let settings = """
      {
        // Short names
        "compilerOptions": { "baseUrl": ".", "paths": { "@assets/*": ["src/assets/*"], "~": ["src"] }, },
      }
      """
    try await expectEqual(
      findings(
        "# P\n\n![a](@assets/cup.svg) ![b](@assets/pot.svg) ![c](@other/cup.svg)\n",
        ["astro.config.mjs": "", "tsconfig.json": settings, "src/assets/cup.svg": ""]),
      [
        "docs/page.md:3:28: No image `@assets/pot.svg`",
        "docs/page.md:3:50: No image `@other/cup.svg`. Did you mean `../src/assets/cup.svg`?",
      ])
  }

  /// Starlight serves folders in lower case, with hyphens for spaces, and no files whose names begin with `_`.
  @Test func addressesOfFolders() async throws {
    let files = [
      "astro.config.mjs": "", "docs/File Systems/index.md": "# F\n", "docs/File Systems/Ext.md": "# E\n",
      "docs/_parts/cup.md": "[x](gone.md)\n",
    ]
    try await expectEqual(
      findings("# P\n\n[a](/file-systems/) [b](/file-systems/ext/) [c](/file-systems/ntfs/)\n", files),
      ["docs/page.md:3:49: No page or file `/file-systems/ntfs/`"])
  }

  /// A preprocessor of the book's own makes links of names, which are one warning.
  @Test func linksOfPreprocessors() async throws {
    let text = """
      # P

      r[cups.glass]
      A [glass][], [x](#r-cups.glass), [y][], [z](gone.md), [v](#r-cups.tin)

      [glass]: cups.glass
      [y]: cups.tin

      """
    let book = "[preprocessor.rules]\ncommand = \"rules\"\n\n[preprocessor.toc]\n"
    try await expectEqual(
      findings(text, ["book.toml": book]),
      [
        "docs/page.md:4:45: No page `gone.md`",
        "docs/page.md:4:59: No heading `#r-cups.tin` on this page → the first headings are `#p`, `#r-cups.glass`",
        "docs/page.md:6:10: A link that a preprocessor makes (`rules`) is not checked, here and 1 more time → write the path of a page, such as `functions.md`",
      ])
    try await #expect(findings(text, ["book.toml": "[preprocessor.toc]\n"]).count == 5)
  }

  /// Footnotes have the anchors of Python-Markdown.
  @Test func footnotesOfMkDocs() async throws {
    try await expectEqual(
      findings("# P\n\nA[^1] [b](#fn:1) [c](#fnref:1) [d](#fn:2)\n\n[^1]: Text\n", ["mkdocs.yml": ""]),
      ["docs/page.md:3:36: No heading `#fn:2` on this page. Did you mean `#fn:1`?"])
  }

  /// What a script needs that the page includes, its caller sets.
  @Test func variablesOfIncludedScripts() async throws {
    let files = ["book.toml": "", "docs/run.sh": "mill \"$BEAN_FOLDER\"\n"]
    try await expectEqual(findings("# P\n\n```sh\n{{#include run.sh}}\n```\n", files), [])
    try await #expect(findings("# P\n\n```sh\nmill \"$BEAN_FOLDER\"\n```\n", files).count == 1)
  }
}
