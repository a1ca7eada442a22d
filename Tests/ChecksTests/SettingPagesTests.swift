import Testing

/// Pages that `site/portal.yml` lists, and services that share them.
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
      "1:11: `network` names `pgae.md`, but there is no such page or folder of pages. Did you mean `page.md`?"
    ),
    (
      "services: [{ name: a, pages: [guide], command: [run] }]",
      "1:31: `services` names `guide`, but there is no such page or folder of pages → write a path relative to `content`"
    ),
    (
      "glossary: { page: page.md, pages: [blog] }",
      "1:36: `glossary` names `blog`, but there is no such page or folder of pages → write a path relative to `content`"
    ),
  ])
  func aMisspelledPageIsAnError(settings: String, message: String) async throws {
    #expect(try await lines(settings + "\n") == ["site/portal.yml:" + message])
  }

  @Test func servicesOfOnePageSetDifferentVariables() async throws {
    let settings = """
      service: { command: [shop, "{port}"], ready: port, variables: { SHOP_URL: "{url}" } }
      services:
        - { name: rates, pages: [guides], command: [run, "{port}"], ready: port, variables: { RATES_URL: "{url}" } }
        - { name: prices, pages: [page.md], command: [run, "{port}"], ready: port, variables: { RATES_URL: "{url}" } }

      """
    #expect(try await lines(settings) == [])
    #expect(
      try await lines(settings.replacing("pages: [page.md]", with: "pages: [.]")) == [
        "site/portal.yml:4:13: The service `rates` and the service `prices` both set `RATES_URL`, and have pages in common → give one of them another variable, or other pages"
      ])
    #expect(
      try await lines(settings.replacing("RATES_URL", with: "SHOP_URL")) == [
        "site/portal.yml:3:13: `service` and the service `rates` both set `SHOP_URL`, and have pages in common → give one of them another variable, or other pages",
        "site/portal.yml:4:13: `service` and the service `prices` both set `SHOP_URL`, and have pages in common → give one of them another variable, or other pages",
      ])
  }
}
