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
    #expect(first.left == [])
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
      migration.report(unwritten: []),
      """
      rewrote docs/b.md
      left docs/index.md as it is: in the plain form it would be read otherwise
      without a plain form, and as before: 2 included files

      """)
  }
}
