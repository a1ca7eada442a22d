import JSON
import Testing

@testable import LanguageServer

@Suite struct FindingTests {
  @Test func openPagesHaveTheirFindings() async {
    let editor = await Editor.portal("# A\n\n😀 [dead](nowhere.md)\n")
    #expect(editor.findings()?.count == 1)
    #expect(editor.findings()?.first?.hasPrefix("3:11-3:21 error dead-link: ") == true)
  }

  @Test func whatIsTypedIsCheckedNotWhatIsSaved() async {
    let editor = await Editor.portal("# A\n\n[dead](nowhere.md)\n")
    await editor.change("content/page.md", [["text": "# A\n\n[here](#a)\n"]])
    #expect(editor.findings() == [])
    // The second change begins where the first one left the text.
    await editor.change(
      "content/page.md",
      [
        [
          "range": ["start": ["line": 2, "character": 0], "end": ["line": 2, "character": 0]],
          "text": "😀",
        ],
        [
          "range": ["start": ["line": 2, "character": 10], "end": ["line": 2, "character": 11]],
          "text": "b",
        ],
      ], version: 3)
    #expect(editor.findings()?.count == 1)
    #expect(editor.findings()?.first?.hasPrefix("3:10-3:12 error dead-anchor: ") == true)
  }

  @Test func aChangeOfOnePageIsSeenOnAnother() async {
    let editor = await Editor.portal(
      "# A\n\n[there](other.md#b)\n", ["content/other.md": "# B\n"])
    #expect(editor.findings() == [])
    await editor.open("content/other.md", "# Renamed\n")
    #expect(editor.findings()?.first?.hasPrefix("3:9-3:19 error dead-anchor: ") == true)
  }

  @Test func closedPagesHaveNoFindings() async {
    let editor = await Editor.portal("# A\n\n[dead](nowhere.md)\n")
    await editor.close("content/page.md")
    #expect(editor.findings() == [])
  }

  @Test func mistakesInSettingsAreShownThere() async {
    let editor = await Editor.portal("# A\n")
    await editor.open("site/portal.yml", "title: T\ncontent: [\n")
    #expect(editor.findings("site/portal.yml")?.count == 1)
    await editor.change("site/portal.yml", [["text": "title: T\n"]])
    #expect(editor.findings("site/portal.yml") == [])
  }

  @Test func draftsWithoutAFileAreLeftAlone() async {
    let editor = await Editor([:])
    await editor.note(
      "textDocument/didOpen", ["textDocument": ["uri": "untitled:1", "text": "[dead](nowhere.md)"]])
    #expect(editor.messages.count == 1)
  }

  @Test func fixesAreOfferedAsChanges() async {
    let editor = await Editor.portal("# Start\n\n[there](#strat)\n")
    let actions = await editor.ask(
      "textDocument/codeAction",
      [
        "textDocument": ["uri": Editor.address("content/page.md")],
        "range": ["start": ["line": 2, "character": 9], "end": ["line": 2, "character": 9]],
        "context": ["diagnostics": []],
      ])
    let edit =
      [
        "changes": [
          "file:///docs/content/page.md": [
            [
              "range": ["start": ["line": 2, "character": 8], "end": ["line": 2, "character": 14]],
              "newText": "#start",
            ]
          ]
        ]
      ] as JSON
    #expect(actions.array?.map { $0["kind"]?.string } == ["quickfix", "source.fixAll"])
    #expect(actions[0]?["title"] == "Write `#start`")
    #expect(actions[0]?["edit"] == edit)
    #expect(actions[1]?["edit"] == edit)
  }

  @Test func fixesAreOfferedWhereTheyAreAndAsWanted() async {
    let editor = await Editor.portal("# Start\n\n[there](#strat)\n")
    func kinds(line: Int, only: JSON) async -> [String?]? {
      await editor.ask(
        "textDocument/codeAction",
        [
          "textDocument": ["uri": Editor.address("content/page.md")],
          "range": [
            "start": ["line": .number(line), "character": 0],
            "end": ["line": .number(line), "character": 99],
          ],
          "context": ["diagnostics": [], "only": only],
        ]
      ).array?.map { $0["kind"]?.string }
    }
    #expect(await kinds(line: 0, only: ["quickfix"]) == [])
    #expect(await kinds(line: 2, only: ["quickfix"]) == ["quickfix"])
    #expect(await kinds(line: 0, only: ["source"]) == ["source.fixAll"])
    #expect(await kinds(line: 2, only: ["refactor"]) == [])
  }
}
