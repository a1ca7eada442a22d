import Foundation
import Project
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

  @Test func blocksThatReadersRunAreOfAProgram() async throws {
    let page = Self.step + "```sh check\n[ -e number ]\n```\n\n```console run\n$ cat number\n1\n```\n"
    let portal = try await TinyPortal(["index.md": "---\nkind: walkthrough\n---\n\n" + page])
    #expect(
      portal["index.html"].components(separatedBy: "<figure class=\"code\" data-program=\"sh\">").count == 3)
  }

  @Test func aCheckIsCalledSo() async throws {
    let page =
      Self.step + "```sh check\n[ -e number ]\n```\n\n```sh check title=\"Is it there?\"\ntrue\n```\n"
    let portal = try await TinyPortal(["index.md": "---\nkind: walkthrough\n---\n\n" + page])
    #expect(portal["index.html"].contains("<span class=\"code-title\">Check your work</span>"))
    #expect(portal["index.html"].contains("<span class=\"code-title\">Is it there?</span>"))
  }

  @Test func capturedValuesOfReadersHaveTheirScript() async throws {
    let page =
      "# A\n\n```sh run session=a capture=\"ID=/id\"\necho '{\"id\": 7}'\n```\n\n```sh run session=a\necho $ID\n```\n"
    let portal = try await TinyPortal(["index.md": page])
    #expect(portal["index.html"].contains("data-variables=\"\" defer></script>"))
    #expect(
      portal["index.html"].contains(
        "<figure class=\"code\" data-program=\"sh\" data-session=\"a\" data-language=\"sh\" data-capture=\"[{&quot;name&quot;:&quot;ID&quot;,&quot;source&quot;:&quot;/id&quot;}]\">"
      ))
    #expect(portal["index.html"].contains("<p class=\"code-note\">Later blocks use ID, from /id</p>"))
  }

  @Test func aWalkthroughTakesTheReadersAddressAndToken() async throws {
    var project = Project(root: "/project", title: "Tiny", isConfigured: true)
    project.reference.url = "SHOP_URL"
    project.reference.token = "SHOP_TOKEN"
    let page = Self.step + "```sh run\ncurl $SHOP_URL\n```\n"
    let portal = try await TinyPortal(
      ["index.md": "---\nkind: walkthrough\n---\n\n" + page], project: project)
    #expect(portal["index.html"].contains("data-variables=\"SHOP_URL\" defer></script>"))
  }

  @Test func scriptsAreOnlyInPortalsThatNeedThem() async throws {
    func scripts(_ page: String) async throws -> [String] {
      try await TinyPortal(["index.md": page]).files.keys.filter { $0.hasSuffix(".js") }
        .compactMap { $0.split(separator: "/").last?.split(separator: ".").first.map(String.init) }
        .filter { ["program", "walkthrough", "values"].contains($0) }.sorted()
    }
    try await #expect(scripts("# A\n") == [])
    try await #expect(scripts("---\nkind: walkthrough\n---\n\n" + Self.step) == ["program", "walkthrough"])
    try await #expect(scripts("# A\n\n```sh run session=a capture=ID\necho 1\n```\n") == ["values"])
  }

  @Test func otherPagesHaveNeither() async throws {
    let portal = try await TinyPortal(["index.md": Self.step])
    #expect(!portal["index.html"].contains("data-steps"))
    #expect(!portal["index.html"].contains("data-expected"))
    #expect(!portal["index.html"].contains("walkthrough"))
  }
}
