import TestSupport
import Testing

/// Labels of MyST and Sphinx, which links lead to by name.
extension DialectLinkTests {
  /// Names that directives of Sphinx give, and misspelt ones of other pages.
  @Test func labelsOfDirectives() async throws {
    let page = """
      # P

      ```{figure} a.png
      :name: cup
      ```

      ```{eval-rst}
      .. _mill:
      ```

      [a](#cup) [b](mill) [c](#cups) [d](#beans-label) [e](beans-lable)

      """
    try await expectEqual(
      findings(page, ["docs/conf.py": "", "docs/a.png": "", "docs/o.md": "# O\n\n(beans-label)=\n\nText\n"]),
      [
        "docs/page.md:11:25: No heading `#cups` on this page. Did you mean `#cup`?",
        "docs/page.md:11:54: No page or file `beans-lable`. Did you mean `beans-label`?",
      ])
  }

  /// A program in `conf.py` may write pages with labels, where links to other sites are names, too.
  @Test func labelsThatAProgramMakes() async throws {
    let settings = ["docs/conf.py": "extensions = ['sphinx.ext.intersphinx']\n"]
    try await expectEqual(
      findings("# P\n\n[a](schema_hub.config) [b](gone.md) [c](guides/gone)\n", settings),
      [
        "docs/page.md:3:28: No page `gone.md`", "docs/page.md:3:41: No page or file `guides/gone`",
      ])
    try await #expect(
      findings("# P\n\n[a](schema_hub.config)\n", ["docs/conf.py": ""]).count == 1)
  }

  /// Names of other sites are not known; without any, an anchor that is nowhere is dead.
  @Test func anchorsOfMySTThatAreNowhere() async throws {
    let page = "# P\n\n[a](#nowhere) [](#gone-too)\n"
    let dead = [
      "docs/page.md:3:5: No heading `#nowhere` on this page → the first headings are `#p`",
      "docs/page.md:3:18: No heading `#gone-too` on this page → the first headings are `#p`",
    ]
    try await expectEqual(findings(page, ["docs/conf.py": ""]), dead)
    try await expectEqual(findings(page, ["docs/myst.yml": "project:\n  title: P\n"]), dead)
    try await expectEqual(
      findings(page, ["docs/myst.yml": "project:\n  references:\n    a: https://a.org\n"]), [])
    try await expectEqual(findings(page, ["docs/conf.py": "extensions = ['sphinx.ext.intersphinx']\n"]), [])
  }

  @Test func labelsOfMyST() async throws {
    let other = """
      (syntax/roles)=
      # Roles

      Text
      (in_text)=
      more.

      (one)=
      (two)=
      - item

      ```md
      (in-code)=
      ```

      """
    let text = """
      # P

      [a](syntax/roles) [b](#syntax/roles) [](syntax/rolls) {#own}

      [c](#own) [d](in_text) [e](one) [f](two) [g](in-code)

      """
    try await expectEqual(
      links(text, ["conf.py": "", "docs/r.md": other]),
      [
        "docs/page.md:3:41: No page or file `syntax/rolls`. Did you mean `syntax/roles`?",
        "docs/page.md:5:46: No page or file `in-code`",
      ])
  }

  /// Labels have no capitals, and may be in files that are not Markdown; names of code are known to Sphinx alone.
  @Test func labelsAndNamesOfCodeInSphinx() async throws {
    let text =
      "# P\n\n[a](rest-api) [b](#REST-API) [c](Spawner.db_url) [d](#Spawner.start) [e](rest-apo) [f](gone.md)\n"
    let other = ["docs/o.md": "# O\n\n(rest-API)=\n\nText\n"]
    let dead = [
      "docs/page.md:3:74: No page or file `rest-apo`. Did you mean `rest-API`?",
      "docs/page.md:3:88: No page `gone.md`",
    ]
    try await expectEqual(
      findings(
        text, other.merging(["docs/conf.py": "extensions = ['sphinx.ext.autodoc']\n"]) { own, _ in own }),
      dead)
    try await expectEqual(
      findings(
        "# P\n\n## Spawner start\n\n[d](#Spawner.stort)\n",
        other.merging(["docs/conf.py": ""]) { own, _ in own }),
      ["docs/page.md:5:5: No heading `#Spawner.stort` on this page. Did you mean `#spawner-start`?"])
  }
}
