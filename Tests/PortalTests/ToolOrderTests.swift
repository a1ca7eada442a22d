import Pages
import Project
import TestSupport
import Testing

/// The order and the names of pages that the settings of other tools give.
struct ToolOrderTests {
  private func sidebar(_ tree: [String: String]) async throws -> String {
    let project = try Project.load(root: "/project", files: TestProject(tree).reader)
    return try await TinyPortal(tree, project: project).sidebar("index.html")
  }

  @Test func navOfMkDocs() async throws {
    let nav = """
      site_name: Coffee
      theme: { custom: !!python/name:a.b }
      nav:
        - Welcome: index.md
        - z.md
        - Beans:
            - Green: beans/b.md
            - beans/a.md
        - a.md

      """
    try await expectText(
      sidebar([
        "mkdocs.yml": nav, "docs/index.md": "# Home\n", "docs/z.md": "# Zest\n",
        "docs/beans/a.md": "# Arabica\n",
        "docs/beans/b.md": "# B\n", "docs/a.md": "# Aeropress\n", "docs/SUMMARY.md": "- [Draft]()\n",
        "site/portal.yml": "content: docs\n",
      ]),
      """
      * Welcome
      Zest
      Beans
        Green
        Arabica
      Aeropress
      """)
  }

  /// A section gives its title to the folder that has its pages and no others.
  @Test func sectionsOfMkDocs() async throws {
    let nav = """
      nav:
        - User guide:
            - guide/a.md
            - More:
                - Deep: guide/deep/b.md
                - guide/deep/c.md
            - https://example.com
        - Basics: [mix/a.md]
        - Advanced: [mix/b.md]

      """
    let tree = [
      "docs/index.md": "# Home\n", "docs/guide/a.md": "# A\n", "docs/guide/deep/b.md": "# B\n",
      "docs/guide/deep/c.md": "# C\n", "docs/mix/a.md": "# D\n", "docs/mix/b.md": "# E\n",
    ]
    let expected = """
      * Home
      User guide
        A
        More
          Deep
          C
      Mix
        D
        E
      """
    try await expectText(
      sidebar(tree.merging(["mkdocs.yml": nav, "site/portal.yml": "content: docs\n"]) { own, _ in own }),
      expected)
    // The settings may be divided, and the pages be above the content.
    let divided = ["mkdocs.yml": "INHERIT: base.yml\n", "base.yml": "docs_dir: .\n" + nav]
    try await expectText(
      sidebar(
        Dictionary(uniqueKeysWithValues: tree.map { ($0.key.replacing("docs/", with: ""), $0.value) })
          .merging(divided) { own, _ in own }), expected)
  }

  /// The order of a tool applies wherever the portal's content begins.
  @Test func contentAroundAndBelowTheToolsOwn() throws {
    let tree = [
      "mkdocs.yml": "nav: [b.md, en/c.md, en/a.md]\n", "docs/b.md": "", "docs/en/a.md": "",
      "docs/en/c.md": "",
    ]
    func order(_ settings: [String: String]) throws -> [String: Int] {
      let files = TestProject(tree.merging(settings) { own, _ in own }).reader
      return try Project.load(root: "/project", files: files).order.positions
    }
    #expect(try order([:]) == ["docs/b.md": 0, "docs/en/c.md": 1, "docs/en/a.md": 2])
    #expect(try order(["site/portal.yml": "content: docs/en\n"]) == ["c.md": 0, "a.md": 1])
  }

  @Test func theSummaryOfABookIsNotAPage() async throws {
    let tree = [
      "book.toml": "", "src/SUMMARY.md": "- [One](./a.md)\n  - [`Two`](<b c.md> \"T\")\n",
      "src/a.md": "# A\n",
      "src/b c.md": "# B\n",
    ]
    let site = try await TestProject(tree).site()
    #expect(site.pages.map(\.path) == ["index.md", "src/a.md", "src/b c.md"])
    #expect(site.project.order.titles == ["src/a.md": "One", "src/b c.md": "Two"])
  }

  @Test func summaryOfMdBook() async throws {
    try await expectText(
      sidebar([
        "book.toml": "[book]\ntitle = \"T\"\n",
        "src/SUMMARY.md": "# Summary\n\n- [Two](b.md)\n- [One](a.md)\n- [Draft]()\n",
        "src/a.md": "# A\n", "src/b.md": "# B\n", "src/index.md": "# Home\n",
        "site/portal.yml": "content: src\n",
      ]),
      """
      * Home
      Two
      One
      """)
  }

  /// A page next to the folder of the same name stands for it, and gives it its title.
  @Test func partsAndChaptersOfMdBook() async throws {
    let summary = """
      # Summary

      [Start](start.md)

      # Brewing

      - [Filters](filters.md)
        - [Paper](filters/paper.md)
            - [Cone](filters/paper/cone.md)
        - [Cloth](filters/cloth.md)
      - [Pots](pots.md)

      # Roasting

      - [Drums](roast/drums.md)
      - [Air](roast/air.md)

      """
    let names = [
      "start", "filters", "filters/paper", "filters/paper/cone", "filters/cloth", "pots", "roast/drums",
      "roast/air",
    ]
    let pages = names.map { ("src/\($0).md", "# \($0)\n") }
    let tree = [
      "book.toml": "", "src/SUMMARY.md": summary, "src/index.md": "# Home\n",
      "site/portal.yml": "content: src\n",
    ]
    try await expectText(
      sidebar(tree.merging(pages) { $1 }),
      """
      * Home
      Start
      Filters
        Paper
          Cone
        Cloth
      Pots
      Roasting
        Drums
        Air
      """)
  }

  @Test func frontMatterAndCategoriesOfDocusaurus() async throws {
    try await expectText(
      sidebar([
        "docusaurus.config.js": "", "docs/index.md": "# Home\n",
        "docs/a.md": "---\nsidebar_position: 2.5\nsidebar_label: Short\n---\n# A long title\n",
        "docs/b.md": "---\nsidebar_position: 2\n---\n# B\n",
        "docs/c/_category_.json": "{\"label\": \"Cups\", \"position\": 1}",
        "docs/c/README.md": "Text without a heading.\n", "docs/c/d.md": "# D\n",
        "docs/e/_category_.yml": "label: Kettles\nposition: 1.5\n", "docs/e/f.md": "# F\n",
        "docs/g/_category_.json": "{\"label\": \"Lids\", \"position\": 3}", "docs/g/g.md": "# G\n",
        "site/portal.yml": "content: docs\n",
      ]),
      """
      * Home
      Cups
        D
      Kettles
        F
      B
      Short
      Lids
        G
      """)
  }

  @Test func filesPagesOfMkDocs() async throws {
    try await expectText(
      sidebar([
        "mkdocs.yml": "", "docs/.pages": "nav:\n  - index.md\n  - Filters: b\n  - ...\n  - End: a.md\n",
        "docs/index.md": "# Home\n", "docs/a.md": "# A\n", "docs/c.md": "# C\n", "docs/b/x.md": "# X\n",
        "docs/b/y.md": "# Y\n", "docs/b/.pages": "order: desc\n", "docs/d/z.md": "# Z\n",
        "docs/d/.pages": "title: Mills\n", "site/portal.yml": "content: docs\n",
      ]),
      """
      * Home
      Filters
        Y
        X
      C
      Mills
        Z
      End
      """)
  }

  /// A section of `nav` in `.pages` may have sections, and names the folder that has its pages and no others.
  @Test func sectionsOfFilesPages() async throws {
    let nav = """
      nav:
        - index.md
        - Start:
            - c.md
            - First: a.md
            - Deeper:
                - b/y.md
                - b/x.md
        - ...

      """
    try await expectText(
      sidebar([
        "mkdocs.yml": "", "docs/.pages": nav, "docs/index.md": "# Home\n", "docs/a.md": "# A\n",
        "docs/c.md": "# C\n", "docs/b/x.md": "# X\n", "docs/b/y.md": "# Y\n", "docs/d.md": "# D\n",
        "site/portal.yml": "content: docs\n",
      ]),
      """
      * Home
      C
      First
      Deeper
        Y
        X
      D
      """)
  }

  @Test func sidebarsOfVitePress() async throws {
    let config = """
      import { defineConfig } from 'vitepress'
      export default ({ mode }) => withPWA(defineConfig({
        title: 'Coffee',
        themeConfig: {
          sidebar: {
            '/brew/': [
              { text: 'Brewing', items: [
                { text: 'Water first', link: '/brew/water' }, { text: 'Beans', link: '/brew/beans.html#top' },
                { text: 'Site', link: 'https://example.com' },
              ] },
            ],
            '/tools/': { base: '/tools/', items: [{ text: 'Mill', link: 'mill' }, ...more] },
          },
        },
      }))

      """
    try await expectText(
      sidebar([
        "docs/.vitepress/config.mts": config, "docs/index.md": "# Home\n", "docs/brew/water.md": "# Water\n",
        "docs/brew/beans.md": "# Beans\n", "docs/tools/cup.md": "# Cup\n", "docs/tools/mill.md": "# A mill\n",
        "docs/a.md": "# A\n", "site/portal.yml": "content: docs\n",
      ]),
      """
      * Home
      Brewing
        Water first
        Beans
      Tools
        Mill
        Cup
      A
      """)
  }

  @Test func sidebarsOfStarlight() async throws {
    let config = """
      export default defineConfig({
        integrations: [starlight({
          title: 'Coffee',
          sidebar: [
            'zest',
            { label: 'Tools', items: [{ label: 'Mill first', slug: 'tools/mill' }, { label: 'Cup', link: '/tools/cup/' }] },
            { label: 'Brewing', autogenerate: { directory: 'brew' } },
          ],
        })],
      });

      """
    try await expectText(
      sidebar([
        "astro.config.mjs": config, "src/content/docs/index.mdx": "# Home\n",
        "src/content/docs/brew/a.md": "# A\n", "src/content/docs/tools/cup.md": "# A cup\n",
        "src/content/docs/tools/mill.md": "# M\n", "src/content/docs/zest.md": "# Zest\n",
        "src/content/docs/b.md": "# B\n", "site/portal.yml": "content: src/content/docs\n",
      ]),
      """
      * Home
      Zest
      Tools
        Mill first
        Cup
      Brewing
        A
      B
      """)
  }

  @Test func captionsOfSphinx() async throws {
    let index = """
      # Home

      ```{toctree}
      :caption: Machines
      tools/f
      tools/e
      ```

      ```{toctree}
      ---
      caption: Kitchen
      maxdepth: 2
      ---
      brew/c
      ```

      """
    try await expectText(
      sidebar([
        "docs/conf.py": "", "docs/index.md": index, "docs/tools/e.md": "# E\n", "docs/tools/f.md": "# F\n",
        "docs/brew/c.md": "# C\n", "site/portal.yml": "content: docs\n",
      ]),
      """
      * Home
      Machines
        F
        E
      Kitchen
        C
      """)
  }

  /// The ids of Docusaurus begin in its own folder, wherever the content of the portal begins.
  @Test func sidebarsAroundAndBelowTheContent() throws {
    let tree = [
      "website/docusaurus.config.js":
        "module.exports = {presets: [['classic', {docs: {path: '../docs'}}]]}\n",
      "website/sidebars.js": "module.exports = {docs: ['b', 'en/c', 'en/a']}\n", "docs/b.md": "",
      "docs/en/a.md": "", "docs/en/c.md": "",
    ]
    func order(_ settings: [String: String]) throws -> [String: Int] {
      let files = TestProject(tree.merging(settings) { own, _ in own }).reader
      return try Project.load(root: "/project", files: files).order.positions
    }
    #expect(try order([:]) == ["docs/b.md": 0, "docs/en/c.md": 1, "docs/en/a.md": 2])
    #expect(try order(["site/portal.yml": "content: docs\n"]) == ["b.md": 0, "en/c.md": 1, "en/a.md": 2])
    #expect(try order(["site/portal.yml": "content: docs/en\n"]) == ["c.md": 0, "a.md": 1])
  }

  @Test func tablesOfContentsOfSphinx() async throws {
    let index = """
      # Home

      ````md
      ```{toctree}
      brew/index
      ```
      ````

      ````{code-block} md
      ```{toctree}
      tools/f
      ```
      ````

      ~~~
      .. toctree::

         tools/e
      ~~~

      ````{note}
      ```{toctree}
      :maxdepth: 2

      z
      ```
      ````

      - ``` {toctree}
        Short <a>
        brew/index
        https://example.com
        ```

      ```{eval-rst}
      .. toctree::
         :hidden:

         tools/*
      ```

      """
    let tree = [
      "docs/index.md": index, "docs/a.md": "# A long title\n", "docs/z.md": "# Zest\n",
      "docs/o.md": "# Orphan\n",
      "docs/brew/index.md": "# Brew\n\n:::{toctree}\nd\n/brew/c\n:::\n", "docs/brew/c.md": "# C\n",
      "docs/brew/d.md": "# D\n", "docs/tools/f.md": "# F\n", "docs/tools/e.md": "# E\n",
      "site/portal.yml": "content: docs\n",
    ]
    try await expectText(
      sidebar(tree.merging(["docs/conf.py": ""]) { own, _ in own }),
      """
      * Home
      Zest
      Short
      Brew
        D
        C
      Tools
        E
        F
      Orphan
      """)
    let toc = """
      root: index
      parts:
        - caption: Machines
          chapters:
            - file: tools/f
            - file: tools/e
              title: Espresso
        - chapters:
            - file: a
              sections:
                - file: brew/c

      """
    try await expectText(
      sidebar(tree.merging(["docs/_toc.yml": toc]) { own, _ in own }),
      """
      * Home
      Machines
        F
        Espresso
      A long title
      Brew
        C
        D
      Orphan
      Zest
      """)
  }

  @Test func sidebarsOfDocusaurus() async throws {
    let sidebars = """
      // @ts-check
      import type {SidebarsConfig} from '@docusaurus/plugin-content-docs';
      /** @type {x} */
      const sidebars: SidebarsConfig = {
        docs: [
          'z', // first
          {type: 'doc', id: 'start', label: 'Short'},
          {
            type: 'category', label: `Mills`, link: {type: 'doc', id: 'mills/all'},
            items: ["mills/two", ...more(1, [2]), {type: 'autogenerated', dirName: '.'}],
          },
          process.env.X ? 'a' : 'b',
        ],
        other: {Cups: ['cups/b', 'cups/a']},
      };
      export default sidebars;

      """
    try await expectText(
      sidebar([
        "docusaurus.config.ts": "", "sidebars.ts": sidebars, "docs/index.md": "# Home\n",
        "docs/a.md": "---\nid: start\n---\n# A long title\n", "docs/z.md": "# Z\n",
        "docs/mills/02-two.md": "# Two\n", "docs/mills/all.md": "# All\n", "docs/cups/a.md": "# A\n",
        "docs/cups/b.md": "# B\n", "site/portal.yml": "content: docs\n",
      ]),
      """
      * Home
      Z
      Short
      Mills
        All
        Two
      Cups
        B
        A
      """)
  }

  @Test func aPageWithoutATitleIsCalledLikeItsFolder() async throws {
    let site = try await TestProject(["brew-it/README.md": "Text.\n", "README.md": "Text.\n"]).site()
    #expect(site.pages.map(\.title) == ["README", "Brew it"])
  }

  @Test func titlesOfSites() throws {
    func title(_ tree: [String: String]) throws -> String {
      try Project.load(root: "/project", files: TestProject(tree).reader).title
    }
    #expect(try title(["mkdocs.yml": "site_name: Coffee\n"]) == "Coffee")
    #expect(try title(["book.toml": "[book]\ntitle = \"Tea\"\n"]) == "Tea")
    #expect(try title(["docusaurus.config.ts": "export default {\n  title: 'Cups',\n}\n"]) == "Cups")
    #expect(try title([".vitepress/config.mts": "  title: \"Mugs\",\n"]) == "Mugs")
    #expect(try title(["mkdocs.yml": "a: [\n"]) == "Documentation")
    #expect(try title(["mkdocs.yml": "site_name: !ENV [NAME, Filters]\n"]) == "Filters")
    #expect(try title(["mkdocs.yml": "site_name: !ENV NAME\n"]) == "Documentation")
    #expect(
      try title([
        "docs/mkdocs.yml": "INHERIT: ../base.yml\n", "base.yml": "site_name: Base\n", "docs/a.md": "",
        "site/portal.yml": "content: docs\n",
      ]) == "Base")
    #expect(
      try title(["mkdocs.yml": "site_name: A\n", "content/a.md": "", "site/portal.yml": "title: B\n"]) == "B")
    #expect(
      try title([
        "book.toml": "title = \"no\"\n[book] # c\nauthors = [\n \"A\",\n]\ntitle = \"The \\\"T\\\"\"\n"
      ]) == "The \"T\"")
    #expect(try title(["hugo.toml": "title = 'Pots'\n[params]\ntitle = 'no'\n"]) == "Pots")
    #expect(try title(["config/_default/hugo.yaml": "title: Pans\n"]) == "Pans")
    #expect(try title(["conf.py": "import x\nsubproject = 'no'\nproject = 'Lids'\n"]) == "Lids")
    #expect(try title(["myst.yml": "project:\n  title: Jars\n"]) == "Jars")
    #expect(
      try title(["astro.config.mjs": "// title: 'no'\nexport default d({ s: [x({ title: 'Cans' })] })\n"])
        == "Cans")
    let starlight = "d({ a: [b({ title: 'no' }), starlight({\n  logo: { alt: 'x' }, title: TITLE })] })\n"
    for name in ["'Kegs'", "{ en: 'Kegs', de: 'Fässer' }"] {
      #expect(try title(["astro.config.mjs": starlight.replacing("TITLE", with: name)]) == "Kegs")
    }
    #expect(
      try title([
        "docusaurus.config.js":
          "const a = { subtitle: 'no', data.title: 'no' };\nx(title, { title: name, title: \"Vats\" })\n"
      ]) == "Documentation")
  }
}
