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

  @Test func frontMatterAndCategoriesOfDocusaurus() async throws {
    try await expectText(
      sidebar([
        "docusaurus.config.js": "", "docs/index.md": "# Home\n",
        "docs/a.md": "---\nsidebar_position: 2.5\nsidebar_label: Short\n---\n# A long title\n",
        "docs/b.md": "---\nsidebar_position: 2\n---\n# B\n",
        "docs/c/_category_.json": "{\"label\": \"Cups\", \"position\": 1}",
        "docs/c/README.md": "Text without a heading.\n", "docs/c/d.md": "# D\n",
        "site/portal.yml": "content: docs\n",
      ]),
      """
      * Home
      Cups
        D
      B
      Short
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
  }
}
