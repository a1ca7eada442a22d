import Testing

/// The `portal.json` that `published:` of `site/portal.yml` names.
struct VanishedPagesTests {
  private func lines(_ published: String, page: String = "# A\n", moved: String = "[]\n") async throws
    -> [String]
  {
    try await Tree.portal(
      page,
      [
        "site/portal.yml": "published: site/published.json\nmoved: site/moved.yml\n",
        "site/moved.yml": moved, "site/published.json": published, "content/guides/README.md": "# B\n",
      ]
    ).lines()
  }

  private let old =
    #"{"pages": [{"path": "page.html"}, {"path": "guides/index.html"}, {"path": "old.html"}]}"#

  @Test func aPageThatIsGoneIsAnError() async throws {
    #expect(
      try await lines(old) == [
        "site/portal.yml:1:12: `old.html` was published and is gone → add its former path to `aliases` of the page that took its place, or to the file that `moved` names, or remove it from `site/published.json`"
      ])
  }

  @Test func aFormerAddressLeadsToItsNewPlace() async throws {
    #expect(try await lines(old, moved: "- { old: old.md, new: page.md }\n") == [])
    #expect(try await lines(old, page: "---\naliases: [old.html]\n---\n\n# A\n") == [])
    // The heading of a page that is gone does not stand for the page.
    #expect(try await lines(old, moved: "- { old: old.md#a, new: page.md }\n").count == 1)
  }

  @Test func aListThatIsNoneIsAnError() async throws {
    #expect(
      try await lines("{}") == [
        "site/portal.yml:1:12: `site/published.json` has no `pages`, or one without `path` → save the `portal.json` of the published portal there"
      ])
  }
}
