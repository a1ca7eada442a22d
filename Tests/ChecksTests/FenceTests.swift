import Testing

/// Fences that Markdown takes in another way than their writer meant them.
struct FenceTests {
  @Test func aFenceThatIsNeverClosed() async throws {
    try await expectEqual(
      Tree.plain("# A\n\n```sh\ntrue\n\n# B\n").report(),
      """
      page.md:3:1: error: The fence is not closed: the rest of the page is code [unclosed-fence]
       3 | ```sh
         | ^~~~~
         = fix: close it with a fence in the same column

      """)
    try await expectEqual(
      Tree.plain("- a\n\n  ~~~text\n  b\n\nAfter.\n").lines(),
      [
        "page.md:3:3: The fence is not closed: it ends with the list item or quote that it is in → close it with a fence in the same column"
      ])
    try await expectEqual(Tree.plain("```text\na\n```\n\n> ```text\n> a\n> ```\n\n```text\n```").lines(), [])
    try await expectEqual(Tree.plain("~~~~\n```sh\n~~~\n````\n~~~~~\n").lines(), [])
  }

  /// Where the closing fence changes nothing on the page, it is written.
  @Test func aFenceThatIsClosedByAFix() async throws {
    let pages = [
      "- a\n\n  ~~~~text\n  b\n\nAfter.\n": "- a\n\n  ~~~~text\n  b\n  ~~~~\n\nAfter.\n",
      "1. ```sh\n   true\n\nAfter.\n": "1. ```sh\n   true\n   ```\n\nAfter.\n",
      "> ```sh\n> true\n\nAfter.\n": "> ```sh\n> true\n> ```\n\nAfter.\n",
      "Run:\n\n```sh\ntrue": "Run:\n\n```sh\ntrue\n```",
      "Run:\r\n\r\n```sh\r\ntrue\r\n": "Run:\r\n\r\n```sh\r\ntrue\r\n```\r\n",
      // What stands below an empty line or a heading may be meant as text.
      "```sh\ntrue\n\nMore.\n": "```sh\ntrue\n\nMore.\n", "```sh\ntrue\n# B\n": "```sh\ntrue\n# B\n",
    ]
    for (page, fixed) in pages {
      try await expectEqual(Tree.plain(page).fixed().files["page.md"], fixed)
    }
  }

  @Test func aFenceThatTheNextOneCloses() async throws {
    try await expectEqual(
      Tree.portal("# A\n\n```text\na\n\n## B\n\n[gone](gone.md)\n\n```python run\n1/0\n```\n").report(),
      """
      content/page.md:3:1: error: The fence is not closed before the block that begins in line 10 [unclosed-fence]
       3 | ```text
         | ^~~~~~~
         = note: content/page.md:10:1: the block inside of it
         = fix: close it before line 10, or make it longer if it shows Markdown

      """)
    // One mistake, though the last fence is not closed either.
    try await expectEqual(
      Tree.plain("```markdown\na\n\n```sh\ntrue\n```\n\nb\n```\n").lines(),
      [
        "page.md:1:1: The fence is not closed before the block that begins in line 4 → close it before line 4, or make it longer if it shows Markdown"
      ])
    // Blocks that show Markdown: with a longer fence, with the other mark, and of one fence alone.
    try await expectEqual(
      Tree.plain(
        "````markdown\na\n```sh\n```\n````\n\n~~~markdown\na\n```sh\n```\n~~~\n\n```text\n```sh title=x\n```\n"
      ).lines(), [])
  }

  private static let indented =
    "The fence is indented too far: it is shown as text, and its code is not checked → indent it by less than 4 columns, in a list as far as the text of its item"

  @Test func aFenceThatIsIndentedTooFar() async throws {
    for (page, place) in [
      ("- a\n\n        ```sh\n        true\n        ```\n", "3:9"),
      ("1. a\n\n       ~~~sh\n       true\n       ~~~\n", "3:8"),
      ("- a\n  - b\n\n          ```sh\n          true\n          ```\n", "4:11"),
      ("Text\n    ```sh\n    true\n    ```\n", "2:5"),
      ("Text:\n\n    ```sh\n    true\n    ```\n\nText\n", "3:5"),
    ] {
      try await expectEqual(Tree.plain(page).lines(), ["page.md:\(place): \(Self.indented)"])
    }
  }

  @Test func fencesThatAreWhereTheyShouldBe() async throws {
    for page in [
      "- a\n\n  ```text\n  b\n  ```\n\n1. a\n\n    ```text\n    b\n    ```\n",
      // Inline code, and a page that shows how a fence is written.
      "Text\n    ```code``` in a line\n\n    code\n",
      "Write:\n\n    Some text.\n\n    ```sh\n    true\n    ```\n",
      "Write:\n\n    ```sh\n    ```\n\n    ```rust\n    ```\n", "Here:\n\n    a b c\n      ~~~\n",
      // What MkDocs, Docusaurus and Hugo indent.
      "!!! note\n\n    ```sh\n    true\n    ```\n",
      "=== \"Tab\"\n\n    - a\n\n        ```sh\n        true\n        ```\n",
      "<TabItem>\n\n    ```sh\n    true\n    ```\n\n</TabItem>\n",
      "  1.  a\n\n    ```sh\n    true\n    ```\n",
    ] {
      try await expectEqual(Tree.plain(page).lines(), [])
    }
  }

  @Test func aFenceInAListIsMoved() async throws {
    let page = "- a\n\n        ```sh\n        if true; then\n\n          :\n        fi\n        ```\n\n- b\n"
    let fixed = try await Tree.plain(page).fixed()
    #expect(fixed.files["page.md"] == "- a\n\n  ```sh\n  if true; then\n\n    :\n  fi\n  ```\n\n- b\n")
    #expect(fixed.remaining == [])
  }
}
