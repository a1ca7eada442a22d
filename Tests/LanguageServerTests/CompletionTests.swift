import Testing

@testable import LanguageServer

@Suite struct CompletionTests {
  /// What is offered at the mark `^`, on a page of which it is the only one.
  private func offered(_ page: String, _ files: [String: String] = [:]) async throws -> [String] {
    let mark = try #require(page.firstIndex(of: "^"))
    let before = page[..<mark].split(separator: "\n", omittingEmptySubsequences: false)
    let editor = await Editor.portal(page.replacing("^", with: ""), files)
    return await editor.completions(before.count, (before.last?.utf16.count ?? 0) + 1)
  }

  @Test func keysOfFrontMatterThatThePageHasNotYet() async throws {
    let offered = try await offered("---\ntitle: A\nde^\n---\n\n# A\n")
    #expect(offered.contains("3:1-3:3 description: "))
    #expect(!offered.contains("3:1-3:3 title: "))
  }

  @Test func languagesBehindAFence() async throws {
    let offered = try await offered("# A\n\n```py^\n")
    #expect(offered.contains("3:4-3:6 python"))
    #expect(offered.contains("3:4-3:6 py"))
  }

  @Test func attributesBehindTheLanguage() async throws {
    let offered = try await offered("# A\n\n```python run ti^\n")
    #expect(offered.contains("3:15-3:17 timeout="))
    #expect(offered.contains("3:15-3:17 hide"))
    #expect(!offered.contains("3:15-3:17 run"))
  }

  @Test func sessionsOfThePage() async throws {
    let offered = try await offered(
      "# A\n\n```sh run session=start\nls\n```\n\n```sh run session=^\nls\n```\n")
    #expect(offered == ["7:19-7:19 start"])
  }

  @Test func pagesAndFilesOfLinks() async throws {
    let files = ["content/more/b c.md": "# B\n"]
    #expect(try await offered("# A\n\n[b](mo^\n", files).contains("3:5-3:7 more/b%20c.md"))
  }

  @Test func anchorsOfThePageAndOfAnother() async throws {
    let files = ["content/b.md": "# B\n\n## Part\n"]
    #expect(try await offered("# A\n\n## Own\n\n[b](#^)\n", files) == ["5:6-5:6 a", "5:6-5:6 own"])
    #expect(try await offered("# A\n\n[b](b.md#p^)\n", files) == ["3:10-3:11 b", "3:10-3:11 part"])
  }

  @Test func directivesInAComment() async throws {
    #expect(try await offered("# A\n\n<!-- flowdocs:ta^\n").contains("3:15-3:17 table"))
  }

  @Test func namesInInlineCode() async throws {
    let settings = "title: T\nsymbols:\n  flag: {label: feature flag, names: [fast_path]}\n"
    #expect(
      try await offered("# A\n\nThe flag `fa^\n", ["site/portal.yml": settings]).contains(
        "3:11-3:13 fast_path"))
  }

  @Test(arguments: ["# A\n\ntext ^\n", "# A\n\n```sh\nls [a](^\n```\n", "# A\n\n[b](c.md) ^\n"])
  func nothingElsewhere(page: String) async throws {
    #expect(try await offered(page) == [])
  }
}
