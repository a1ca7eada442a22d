import Testing

/// The file that `moved:` of `site/portal.yml` names.
struct MovedPagesTests {
  private func lines(_ rows: String) async throws -> [String] {
    try await Tree.portal(
      "# A\n\n## Part\n",
      [
        "site/portal.yml": "moved: site/moved.yml\n", "site/moved.yml": rows,
        "content/guides/start.md": "# B\n",
      ]
    ).lines()
  }

  @Test func formerAddressesThatLeadToPagesAndHeadings() async throws {
    #expect(
      try await lines(
        "- { old: setup.md, new: page.md }\n- { old: page.md#use, new: page.md#part }\n- { old: x.md#a, new: guides/start.md }\n"
      ) == [])
  }

  @Test(arguments: [
    (
      "- { old: setup.md, new: guides/strat.md }",
      "1:3: `setup.md` leads to `guides/strat.md`, which does not exist. Did you mean `guides/start.md`?"
    ),
    (
      "- { old: setup.md, new: page.md#parts }",
      "1:3: `setup.md` leads to `page.md#parts`, which does not exist. Did you mean `page.md#part`?"
    ),
    (
      "- { old: page.md#part, new: guides/start.md }",
      "1:3: `page.md#part` is listed as moved, but still exists → remove the row, or what is at the old address"
    ),
    (
      "- { old: a.md, new: page.md }\n- { old: a.md, new: guides/start.md }",
      "2:3: `a.md` is listed more than once → remove one of the rows"
    ),
  ])
  func mistakesAreNamedAtTheirRow(rows: String, message: String) async throws {
    #expect(try await lines(rows + "\n") == ["site/moved.yml:" + message])
  }
}
