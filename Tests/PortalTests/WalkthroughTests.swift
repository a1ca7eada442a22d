import Testing

/// Walkthroughs as pages of a portal.
struct WalkthroughTests {
  private static let step = """
    # Walk

    ## Write a number

    ```sh run
    echo 1 > number; cat number
    ```

    ```output
    <number>
    ```

    """

  @Test func aWalkthroughHasItsScriptAndWhatOutputsAreComparedWith() async throws {
    let portal = try await TinyPortal(["index.md": "---\nkind: walkthrough\n---\n\n" + Self.step])
    #expect(portal["index.html"].contains("data-steps=\"write-a-number\" defer></script>"))
    #expect(portal["index.html"].contains("<div class=\"code-output\" data-expected=\"&lt;number&gt;\n\">"))
  }

  @Test func aCheckIsCalledSo() async throws {
    let page =
      Self.step + "```sh check\n[ -e number ]\n```\n\n```sh check title=\"Is it there?\"\ntrue\n```\n"
    let portal = try await TinyPortal(["index.md": "---\nkind: walkthrough\n---\n\n" + page])
    #expect(portal["index.html"].contains("<span class=\"code-title\">Check your work</span>"))
    #expect(portal["index.html"].contains("<span class=\"code-title\">Is it there?</span>"))
  }

  @Test func otherPagesHaveNeither() async throws {
    let portal = try await TinyPortal(["index.md": Self.step])
    #expect(!portal["index.html"].contains("data-steps"))
    #expect(!portal["index.html"].contains("data-expected"))
    #expect(!portal["index.html"].contains("walkthrough"))
  }
}
