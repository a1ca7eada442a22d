import Pages
import Testing

struct BlockTests {
  @Test func findingsOfReadingAreReported() async throws {
    try await expectEqual(
      Tree.portal("```swift rum\n```\n").lines(),
      ["content/page.md:1:10: Unknown attribute `rum`. Did you mean `run`?"])
  }

  @Test func skipsAreComparedWithTheDay() async throws {
    let page = """
      ```sh skip="no GPU" until=2026-11-21
      ```

      ```sh skip="no GPU" until=2026-11-22
      ```

      ```sh skip="no GPU"
      ```

      ```sh skip="no GPU" until=soon
      ```

      """
    try await expectEqual(
      Tree.plain(page).lines(),
      [
        "page.md:1:27: `skip` expired on 2026-11-21: no GPU → make the block work and remove `skip`, or set a later date",
        "page.md:7:13: `skip` without `until`: no GPU → add the date on which to review it, such as `until=2027-02-22`",
        "page.md:10:27: `until` takes a date such as `2027-03-01`, not `soon`",
      ])
  }

  @Test func staleIncludes() async throws {
    let files = ["examples/a.py": "# region: one\nprint(1)\nprint(2)\n# endregion\n"]
    try await expectEqual(
      Tree.portal("```python file=examples/a.py#one\nprint(1)\nprint(3)\n```\n", files).report(),
      """
      content/page.md:1:16: error: The block differs from region `one` of `examples/a.py` [stale-include]
       1 | ```python file=examples/a.py#one
         |                ^~~~~~~~~~~~~~~~~
         = fix: run `flowdocs check --fix`, which copies it again
         |   print(1)
         | - print(3)
         | + print(2)
         |  \u{20}

      """)
    try await expectEqual(Tree.portal("```python file=examples/a.py#one\n```\n", files).lines(), [])
    try await expectEqual(
      Tree.portal("```python file=examples/a.py#one\nprint(1)\nprint(2)\n```\n", files).lines(), [])
  }

  @Test func tabsAreCheckedWithTheirNeighbours() async throws {
    let page = """
      ```swift tab=Swift
      ```

      ```output
      x
      ```

      ```python tab=Python
      ```

      ```swift tab=Swift
      ```

      Text between.

      ```swift tab=Swift
      ```

      """
    try await expectEqual(
      Tree.portal(page).report(),
      """
      content/page.md:11:14: error: Duplicate tab `Swift` in one group [duplicate-tab]
       11 | ```swift tab=Swift
          |              ^~~~~
          = note: content/page.md:1:14: the first tab `Swift`
          = fix: rename one of them, or put a line of text between two groups

      """)
  }

  @Test func outputsBelongToAnExampleBeforeThem() async throws {
    let page = """
      ```output
      a
      ```

      ```sh
      ```

      ```output
      a
      ```

      ```output
      b
      ```

      ```json
      {}
      ```

      ```output
      c
      ```

      """
    try await expectEqual(
      Tree.portal(page).lines(),
      [
        "content/page.md:1:1: No example prints this output: there is no block before it → move it directly after its example, or write `text` instead of `output`",
        "content/page.md:12:1: No example prints this output: the block before it is an output, too → move it directly after its example, or write `text` instead of `output`",
        "content/page.md:20:1: No example prints this output: the block before it is `json`, which prints nothing → move it directly after its example, or write `text` instead of `output`",
      ])
    try await expectEqual(Tree.plain(page).lines(), [])
  }
}

struct MetricsDirectiveTests {
  @Test func metricsNeedAFileAndAreAnchors() async throws {
    let page = "[m](#metric-jobs_total), [n](#metric-jobs)\n\n<!-- flowdocs:metrics -->\n"
    try await expectEqual(
      Tree.portal(
        page,
        [
          "site/portal.yml": "title: T\nmetrics: site/metrics.json\n",
          "site/metrics.json": #"[{"name": "jobs_total", "type": "counter", "labels": [], "help": "Jobs."}]"#,
        ]
      ).lines(),
      ["content/page.md:1:30: No heading `#metric-jobs` on this page. Did you mean `#metric-jobs_total`?"])
    try await expectEqual(
      Tree.portal("<!-- flowdocs:metrics -->\n").lines(),
      [
        "content/page.md:1:1: `flowdocs:metrics` needs `metrics:` in the settings → write `metrics: FILE` in `site/portal.yml`, or remove the directive"
      ])
  }
}
