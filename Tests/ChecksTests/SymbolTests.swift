import Checks
import Diagnostics
import Pages
import Symbols
import Testing

struct SymbolCheckTests {
  private func portal(_ page: String, _ files: [String: String] = [:]) throws -> Tree {
    var tree = Tree.portal(page, files)
    tree.kinds = [
      SymbolSettings(.method, patterns: [try SymbolPattern("job.*")]),
      SymbolSettings(.metric, patterns: [try SymbolPattern("training_*")]),
      SymbolSettings(.errorCode, patterns: [try SymbolPattern("/-[0-9]{5}/")]),
    ]
    tree.symbols = [
      Symbol(.method, "job.start"), Symbol(.metric, "training_budget_usage_usd"),
      Symbol(.errorCode, "-40001"),
    ]
    return tree
  }

  @Test func theNearestNameIsSuggestedAtTheName() async throws {
    let tree = try portal("# P\n\nSee `training_budget_usage_dollars` and `training_budget_usage_usd`.\n")
    expectEqual(
      try await tree.report(),
      """
      content/page.md:3:6: error: `training_budget_usage_dollars` is not a metric of this service. Did you mean \
      `training_budget_usage_usd`? [unknown-symbol]
       3 | See `training_budget_usage_dollars` and `training_budget_usage_usd`.
         |      ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~

      """)
  }

  @Test func withoutANearNameTheWayOutIsSaid() async throws {
    expectEqual(
      try await portal("`job.zzzzzzzz`\n").lines(),
      [
        "content/page.md:1:2: `job.zzzzzzzz` is not a method of this service → use a name that exists, or list "
          + "it with the reason under `ignoredSymbols:` in the front matter"
      ])
  }

  @Test func everyPlaceOfProseIsReadAndNoFence() async throws {
    let page = """
      # The `job.strat`

      - a [`job.statr`](page.md) and ``job.stat`` `job.stat`

      | a | b |
      |---|---|
      | x \\| `y` | `a \\| b` `job.star` |

      > \u{2212}40001: `\u{2212}40001`, `\u{2212}40011` and `job.start
      > ` `job.sta`

      ```text
      `job.strat`
      ```

          `job.strat`
      """
    let places = try await portal(page).diagnostics().map { finding in
      "\(finding.span?.start.line ?? 0):\(finding.span?.start.column ?? 0) "
        + finding.message.prefix { $0 != " " }
    }
    expectEqual(
      places,
      [
        "1:8 `job.strat`", "3:7 `job.statr`", "3:34 `job.stat`", "3:46 `job.stat`", "7:24 `job.star`",
        "9:22 `-40011`", "10:6 `job.sta`",
      ])
  }

  @Test func queriesAreReadInPromQLFences() async throws {
    let page = """
      `rate(training_budget_usage_us[5m])`

      - ```promql
        # training_of_comments
        training_budget_usage_usd{a="training_b"} / training_budget_usage
        ```
      """
    expectEqual(
      try await portal(page).lines(),
      [
        "content/page.md:1:7: `training_budget_usage_us` is not a metric of this service. Did you mean "
          + "`training_budget_usage_usd`?",
        "content/page.md:5:47: `training_budget_usage` is not a metric of this service. Did you mean "
          + "`training_budget_usage_usd`?",
      ])
  }

  @Test func aNameMayBeIgnoredWithAReasonOnItsPageOnly() async throws {
    let page = """
      ---
      ignoredSymbols:
        job.strat: a slip that readers know
        job.start: known
        job.other: nowhere
        job.bare:
      ---
      `job.strat`
      """
    expectEqual(
      try await portal(page).lines(),
      [
        "content/page.md:4:3: `job.start` is listed under `ignoredSymbols:`, but it is a known name → remove the line",
        "content/page.md:5:3: `job.other` is listed under `ignoredSymbols:`, but this page has no unknown name `job.other` → remove the line",
        "content/page.md:6:3: `job.bare` is ignored without a reason → write a line `NAME: reason` for "
          + "each name below `ignoredSymbols:`",
      ])
  }

  @Test func pagesOfKindsAndNamesExist() async throws {
    let definition = """
      symbols:
        metric: { pattern: training_*, page: metrics.md }
        variable: { names: { TRAINING_URL: { summary: Where, page: page.md#hom } } }
      """
    var tree = try portal("# Home\n", ["site/portal.yml": definition])
    tree.kinds = nil
    tree.symbols = []
    expectEqual(
      try await tree.lines(),
      [
        "site/portal.yml:2:40: No page `metrics.md`",
        "site/portal.yml:3:62: No heading `#hom` on `page.md`. Did you mean `#home`?",
      ])
  }

  @Test func diagramsLeadSomewhere() async throws {
    let page = """
      # P

      > ```mermaid
      > flowchart LR
      >   a[One] --> b[Two] --> c --> d --> e
      >   click a "missing.md"
      >   click b "job.start"
      >   click c href "job.strat"
      >   click d "page.md#q"
      >   click e "https://example.org"
      > ```
      """
    expectEqual(
      try await portal(page).lines(),
      [
        "content/page.md:6:14: No page `missing.md`",
        "content/page.md:8:19: `job.strat` is not a method of this service. Did you mean `job.start`?",
        "content/page.md:9:14: No heading `#q` on this page. Did you mean `#p`?",
      ])
  }
}
