import Testing

struct PageRuleTests {
  private func portal(_ page: String) -> Tree {
    Tree.portal(
      page,
      ["site/portal.yml": "pages: {require: [kind, audience, minutes], ending: Where to go next}\n"])
  }

  @Test func completePages() async throws {
    let page = """
      ---
      kind: how-to
      audience: developers
      minutes: 5
      ---
      # A

      ## First

      ## Where to go next

      """
    try await expectEqual(portal(page).lines(), [])
    // Without rules, and of a page that only leads on, nothing is asked.
    try await expectEqual(Tree.portal("# A\n").lines(), [])
    try await expectEqual(portal("---\nkind: landing\n---\n# A\n").lines(), [])
  }

  @Test func missingKeys() async throws {
    try await expectEqual(
      portal("---\nkind: how-to\n---\n# A\n\n## Where to go next\n").lines(),
      [
        "content/page.md:1:1: The front matter has no `audience`, `minutes` → add `audience: developers who …`, `minutes: 10`"
      ])
    try await expectEqual(
      portal("# A\n\n## Where to go next\n").lines(),
      [
        "content/page.md:1:1: The front matter has no `kind`, `audience`, `minutes` → add `kind: how-to`, `audience: developers who …`, `minutes: 10` between two lines `---` at the top of the page"
      ])
  }

  @Test func theEndingSectionIsTheLast() async throws {
    let front = "---\nkind: how-to\naudience: developers\nminutes: 5\n---\n"
    try await expectEqual(
      portal(front + "# A\n\n## Where to go next\n\n## More\n").lines(),
      [
        "content/page.md:8:1: The section `Where to go next` must be the last one → move it to the end of the page"
      ])
    try await expectEqual(
      portal(front + "# A\n\n## Where to goo next\n").lines(),
      [
        "content/page.md:8:1: The page has no section `Where to go next` → end the page with `## Where to go next` and links to the pages a reader wants next"
      ])
    try await expectEqual(
      portal(front + "# A\n").lines(),
      [
        "content/page.md:7:1: The page has no section `Where to go next` → end the page with `## Where to go next` and links to the pages a reader wants next"
      ])
  }
}
