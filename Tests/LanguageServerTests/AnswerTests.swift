import JSON
import Ledger
import Testing

@testable import LanguageServer

@Suite struct AnswerTests {
  private static let other = [
    "content/other.md": "---\ndescription: All about B.\n---\n\n# B\n\n## Part\n", "start.py": "print(1)\n",
  ]

  @Test func linksSayWhatTheyLeadTo() async {
    let editor = await Editor.portal("# A\n\n[there](other.md#part) [here](#a)\n", Self.other)
    #expect(await editor.hover(3, 12) == "B\n\nAll about B.")
    #expect(await editor.definition(3, 12) == "content/other.md 7:1-7:8")
    #expect(await editor.definition(3, 33) == "content/page.md 1:1-1:4")
    #expect(await editor.hover(3, 3) == nil)
    #expect(await editor.definition(3, 3) == nil)
  }

  @Test func namesSayWhatTheyMean() async {
    let settings = """
      title: T
      symbols:
        flag: {label: feature flag, names: {fast_path: {summary: Skips the queue., page: other.md#part}}}

      """
    let editor = await Editor.portal(
      "# A\n\n`x` and `fast_path`\n", Self.other.merging(["site/portal.yml": settings]) { $1 })
    #expect(editor.findings("site/portal.yml") == nil)
    #expect(
      await editor.hover(3, 12)
        == "`fast_path`: feature flag of this portal\n\nSkips the queue.\n\nExplained on \u{201C}B\u{201D}.")
    #expect(await editor.definition(3, 12) == "content/other.md 7:1-7:8")
    #expect(await editor.hover(3, 2) == nil)
  }

  @Test func blocksSayTheirVerdict() async {
    let page = "# A\n\n```python run\nprint(1)\n```\n\n```sh\nls\n```\n"
    let editor = await Editor.portal(page) { site in
      guard let block = site.page("page.md")?.blocks.first else { return nil }
      return Ledger(records: [
        Ledger.Record(
          page: "page.md", block: 0,
          code: block.code == "print(1)\n" ? block.fingerprint : "of the code before", key: "",
          verdict: .ran,
          tools: ["python3 3.11.2"])
      ])
    }
    #expect(
      await editor.hover(4, 2)
        == "**ran**: the block ran, ended with the expected exit code, and its output matched the page.\n\nWith python3 3.11.2."
    )
    #expect(
      await editor.hover(8, 1) == "This block has no verdict yet: `flowdocs verify` gives it one.")
    await editor.change("content/page.md", [["text": .string(page.replacing("print(1)", with: "print(2)"))]])
    #expect(
      await editor.hover(4, 2)
        == "This example, or something that it depends on, has changed since it was verified.")
  }

  @Test func attributesDirectivesAndKeysSayTheirMeaning() async {
    let editor = await Editor.portal(
      "---\ntitle: A\n---\n\n# A\n\n```sh run timeout=2s\nls\n```\n\n<!-- flowdocs:table data/a.csv -->\n")
    #expect(await editor.hover(2, 3) == "`title: …`\n\nThe page's title. Default: its first heading.")
    #expect(
      await editor.hover(7, 12)
        == "`timeout=20s`\n\nTime limit. A block that runs longer is killed and fails.")
    #expect(await editor.hover(11, 12)?.contains("table") == true)
  }

  @Test func blocksAndDirectivesLeadToTheirFiles() async {
    let editor = await Editor.portal(
      "# A\n\n```python file=start.py\nprint(1)\n```\n\n<!-- flowdocs:table data/a.csv -->\n",
      Self.other.merging(["data/a.csv": "a,b\n1,2\n"]) { $1 })
    #expect(await editor.definition(3, 18) == "start.py 1:1-1:9")
    #expect(await editor.definition(7, 22) == "data/a.csv 1:1-1:1")
  }

  @Test func whereNothingIsThereIsNoAnswer() async {
    let editor = await Editor.portal("# A\n\ntext\n")
    #expect(await editor.ask("hover", at: 3, 1) == nil)
    #expect(await editor.ask("definition", at: 99, 1) == nil)
    #expect(await editor.ask("hover", at: 1, 1, in: "content/closed.md") == nil)
  }
}
