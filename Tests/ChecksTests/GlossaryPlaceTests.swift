import Testing

struct GlossaryPlaceTests {
  @Test func thePageOfTheGlossaryExists() async throws {
    try await expectEqual(
      Tree.portal("# A\n", ["site/portal.yml": "glossary: { page: page.md }\n"]).lines(), [])
    try await expectEqual(
      Tree.portal("# A\n", ["site/portal.yml": "glossary: { page: pgae.md }\n"]).lines(),
      ["site/portal.yml:1:19: No page `pgae.md`. Did you mean `page.md`?"])
  }
}
