import Diagnostics
import Pages
import Project
import Site
import TestSupport
import Testing

/// Pages of other tools, rewritten into the plain form.
struct MigrationTests {
  private func migrated(_ files: [String: String]) async throws -> (TestProject, Migration) {
    var project = TestProject(files)
    let migration = Migration(of: try await project.site())
    for page in migration.pages { project.files[page.path] = String(decoding: page.bytes, as: UTF8.self) }
    return (project, migration)
  }

  private static let mkdocs = [
    "mkdocs.yml":
      "markdown_extensions: [pymdownx.keys, pymdownx.mark, abbr, def_list, pymdownx.arithmatex, pymdownx.emoji]\n",
    "site/portal.yml": "content: docs\ndialect: mkdocs\n", "docs/b.md": "# B\n\n## Brühzeit {#time}\n",
    "docs/index.md": """
    ---
    title: Home
    ---

    !!! note "Own *title*"
        Press ++ctrl+c++, [b](b/), [t](b.html#time "T") and [r], [s].

        === "pip"
            ```sh hl_lines="1"
            pip install $x$
            ```

    Term
    :   Meaning of $x$ :rocket:

    ==hot== HTML stays `++a++` in code.

    *[HTML]: Long

    [r]: b
    [s]: b
    """,
  ]

  @Test func aPageOfMkDocs() async throws {
    let (project, migration) = try await migrated(Self.mkdocs)
    #expect(migration.pages.map(\.path) == ["docs/index.md"])
    expectText(
      project.files["docs/index.md"] ?? "",
      """
      ---
      title: Home
      ---

      > [!note] Own *title*
      > Press <kbd>Ctrl</kbd>+<kbd>C</kbd>, [b](b.md), [t](b.md#time "T") and [r], [s].
      >
      > > [!tab] pip
      > > ```sh hl_lines="1"
      > > pip install $x$
      > > ```

      <dl>
      <dt>

      Term

      </dt>
      <dd>

      Meaning of $`x`$ 🚀

      </dd>
      </dl>


      <mark>hot</mark> <abbr title="Long">HTML</abbr> stays `++a++` in code.



      [r]: b.md
      [s]: b.md
      """)
  }

  @Test(arguments: [
    Self.mkdocs,
    [
      "site/portal.yml": "content: docs\n", "docusaurus.config.js": "", "docs/02-b.md": "# B\n",
      "static/cup.png": "",
      "docs/index.md":
        "# A\n\n:::tip[Two]\n[b](/b) ![c](/cup.png)\n:::\n\n<Tabs>\n<TabItem label=\"x\">\n\nText\n\n</TabItem>\n</Tabs>\n",
    ],
    [
      "site/portal.yml": "content: docs\n",
      "docs/conf.py": "myst_enable_extensions = ['dollarmath', 'deflist']\n",
      "docs/index.md": "# A\n\n```{note}\nText [b](beans) and $x$\n```\n\n$$\na &= b \\\\\n$$ (sum)\n",
      "docs/b.md": "# B\n\n(beans)=\n\n## Beans\n",
    ],
    [
      "site/portal.yml": "content: src\n", "book.toml": "[output.html]\nmathjax-support = true\n",
      "src/index.md": "# A\n\n\\\\[ x \\\\]\n\nA\n: b [c](c.html)\n", "src/c.md": "# C\n",
    ],
  ])
  func theSecondRunChangesNothing(_ files: [String: String]) async throws {
    let (project, first) = try await migrated(files)
    #expect(first.pages.count == 1)
    #expect(first.left.isEmpty)
    let (_, second) = try await migrated(project.files)
    #expect(second.pages.map(\.path) == [])
  }

  /// What has no plain form stays, and is counted; so does a page that would be read otherwise.
  @Test func whatStays() async throws {
    let include = "# A\n\n!!! note\n    --8<-- \"part.txt\"\n"
    let (project, migration) = try await migrated([
      "mkdocs.yml": "", "site/portal.yml": "content: docs\n", "part.txt": "Part\n", "docs/index.md": include,
      "docs/b.md": "# B\n\n--8<-- \"part.txt\"\n\n!!! tip\n    Text\n",
    ])
    #expect(project.files["docs/index.md"] == include)
    #expect(project.files["docs/b.md"] == "# B\n\n--8<-- \"part.txt\"\n\n> [!tip]\n> Text\n")
    expectText(
      migration.report,
      """
      rewrote docs/b.md:5 box
      kept docs/b.md:3 included file
      kept docs/index.md:4 included file
      left docs/index.md as it is: in the plain form it would be read differently
      without a plain form, and as before: 2 included files

      """)
  }

  /// Options, arguments and addresses of directives have no plain form.
  @Test(arguments: [
    ("myst", ":::{image} a.png\n:alt: Cup\n:::\n"),
    ("myst", ":::{csv-table} Beans\n:file: beans.csv\n:::\n"),
    ("myst", ":::{literalinclude} a.py\n:lines: 1-3\n:::\n"),
    ("myst", ":::{autoclass} cafe.Cup\n:members:\n:::\n"),
    ("myst", ":::{toctree}\n:maxdepth: 2\n\nb\n:::\n"),
    ("myst", ":::{figure} a.png\n:name: fig\n\nText\n:::\n"),
    ("myst", ":::{versionadded} 1.2\nText\n:::\n"),
    ("myst", ":::{only} html\nText\n:::\n"),
    ("myst", ":::{list-table} Beans\n:header-rows: 1\n\n* - a\n:::\n"),
    ("myst", ":::{grid-item-card} Beans\n:link: b.html\n\nText\n:::\n"),
    ("mkdocs", "/// figure-caption\nText\n///\n"), ("mkdocs", "/// define\nText\n///\n"),
    ("mkdocs", "/// caption | #fig1\nText\n///\n"),
    ("mkdocs", "/// html | div.card[style=\"x\"]\nText\n///\n"),
    ("docusaurus", "<CardGrid>\n\nText\n\n</CardGrid>\n"),
    ("docusaurus", "<Steps>\n\nText\n\n</Steps>\n"), ("docusaurus", ":::note{#named}\nText\n:::\n"),
  ])
  func noWordOfADirectiveIsLost(_ dialect: String, _ text: String) async throws {
    let page = "# A\n\n" + text
    let (project, migration) = try await migrated([
      "site/portal.yml": "content: docs\ndialect: \(dialect)\n", "docs/index.md": page,
    ])
    #expect(project.files["docs/index.md"] == page)
    #expect(migration.report.hasPrefix("kept docs/index.md:3 "), "\(migration.report)")
  }

  /// What would lose words stays, and what is around it and in it is rewritten.
  @Test func eachDirectiveStaysAlone() async throws {
    let (project, migration) = try await migrated([
      "site/portal.yml": "content: docs\ndialect: myst\n",
      "docs/index.md": """
      # A

      :::{note}
      One [b](b)
      :::

      ::::{grid-item-card} Beans
      :link: b.html

      :::{tip}
      Two
      :::
      ::::

      ```{figure} cup.png
      :name: cup
      ```

      ```{toctree}
      b
      ```

      """, "docs/b.md": "# B\n", "docs/cup.png": "",
    ])
    expectText(
      project.files["docs/index.md"] ?? "",
      """
      # A

      > [!note]
      > One [b](b.md)


      ::::{grid-item-card} Beans
      :link: b.html

      > [!tip]
      > Two

      ::::

      ```{figure} cup.png
      :name: cup
      ```

      ```{toctree}
      b
      ```

      """)
    expectText(
      migration.report,
      """
      rewrote docs/index.md:3 box
      rewrote docs/index.md:4 link
      rewrote docs/index.md:10 box
      kept docs/index.md:7 box
      kept docs/index.md:15 directive
      kept docs/index.md:19 directive
      without a plain form, and as before: 2 directives, 1 label

      """)
    let (_, second) = try await migrated(project.files)
    #expect(second.pages.map(\.path) == [])
  }

  @Test func lineEndsOfWindowsStay() async throws {
    let (project, _) = try await migrated([
      "site/portal.yml": "content: docs\ndialect: mkdocs\n",
      "docs/index.md": "# A\r\n\r\n!!! note\r\n    Text\r\nBehind\r\n",
    ])
    #expect(project.files["docs/index.md"] == "# A\r\n\r\n> [!note]\r\n> Text\r\n\r\nBehind\r\n")
  }

  @Test func aParagraphBehindATabIsOfItsDefinition() async throws {
    let (project, _) = try await migrated([
      "mkdocs.yml": "markdown_extensions: [def_list]\n",
      "site/portal.yml": "content: docs\ndialect: mkdocs\n",
      "docs/index.md": "# A\n\nTerm\n:\tdef\n\n\tsecond para\n\nEnd\n",
    ])
    let text = project.files["docs/index.md"] ?? ""
    #expect(text.contains("def\n\nsecond para\n\n</dd>\n</dl>\n"))
  }

  @Test func aPageThatAnotherIncludesStays() async throws {
    let part = "# B\n\n!!! note\n    Text\n"
    let (project, migration) = try await migrated([
      "site/portal.yml": "content: docs\ndialect: mkdocs\n", "docs/b.md": part,
      "docs/index.md": "# A\n\n--8<-- \"docs/b.md\"\n",
    ])
    #expect(project.files["docs/b.md"] == part)
    #expect(migration.report.contains("\nleft docs/b.md as it is: another page includes it\n"))
  }

  @Test func aFileThatGitDoesNotTrackStays() async throws {
    let site = try await TestProject([
      "site/portal.yml": "content: docs\ndialect: mkdocs\n", "docs/index.md": "# A\n\n!!! note\n    Text\n",
    ]).site()
    let migration = Migration(of: site, tracked: ["mkdocs.yml"])
    expectText(migration.report, "left docs/index.md as it is: git does not track it\n")
    #expect(Migration(of: site, tracked: ["docs/index.md"]).pages.count == 1)
  }
}
