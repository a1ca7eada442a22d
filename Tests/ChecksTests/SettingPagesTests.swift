import Testing

/// Pages that `site/portal.yml` lists.
struct SettingPagesTests {
  private func lines(_ settings: String) async throws -> [String] {
    try await Tree.portal("# A\n", ["site/portal.yml": settings, "content/guides/start.md": "# B\n"]).lines()
  }

  @Test(arguments: [
    "network: [page.md, guides]", "network: [.]",
    "services: [{ name: a, pages: [guides/start.md], command: [run] }]",
    "glossary: { page: page.md, pages: [guides] }",
  ])
  func pagesAndFoldersOfPagesExist(settings: String) async throws {
    #expect(try await lines(settings + "\n") == [])
  }

  @Test(arguments: [
    (
      "network: [pgae.md]",
      "`network` names `pgae.md`, but there is no such page or folder of pages. Did you mean `page.md`?"
    ),
    (
      "services: [{ name: a, pages: [guide], command: [run] }]",
      "`services` names `guide`, but there is no such page or folder of pages → write a path relative to `content`"
    ),
    (
      "glossary: { page: page.md, pages: [blog] }",
      "`glossary` names `blog`, but there is no such page or folder of pages → write a path relative to `content`"
    ),
  ])
  func aMisspelledPageIsAnError(settings: String, message: String) async throws {
    #expect(try await lines(settings + "\n") == ["site/portal.yml:1:1: " + message])
  }
}
