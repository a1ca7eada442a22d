import Diagnostics
import Pages
import Portal
import Project
import Site
import TestSupport
import Testing

/// Numbers as pictures: `flowdocs:chart`.
struct ChartTests {
  private static let files = [
    "curve.csv": "step,reward,held out\n1,0.25,0.25\n2,0.5,\n3,1,0.75\n",
    "costs.json": """
    {"costs": [{"plan": "small", "usd": 2.5}, {"plan": "large", "usd": 7.5}, {"plan": "own", "usd": "free"}]}
    """,
    "times.csv": "seconds\n0.5\n1.5\n1.6\n2\n3.9\n",
  ]

  private func page(_ directive: String) async throws -> TinyPortal {
    try await TinyPortal(
      Self.files.merging(["index.md": "# A\n\n<!-- flowdocs:chart \(directive) -->\n"]) { $1 })
  }

  private func chart(_ directive: String) async throws -> String {
    try await page(directive).piece("index.html", from: "<figure class=\"chart\"", to: "</figure>")
  }

  private func findings(_ page: String, _ more: [String: String] = [:]) async throws -> String {
    var files = Self.files.merging(more) { $1 }
    files["index.md"] = page
    let site = try await TinyPortal.site(files)
    return site.pages.flatMap { page in
      page.directives.flatMap { site.directives.findings($0, on: page) }
    }.map { ConsoleRenderer().render([$0]) }.joined()
  }

  @Test func linesOfTwoColumns() async throws {
    let chart = try await chart(
      "curve.csv x=\"Step=step\" y=\"Reward=reward, Held out=held out\" unit=points title=\"A healthy job\"")
    #expect(chart.contains("<figcaption class=\"chart-title\">A healthy job</figcaption>"))
    // The value that is missing ends the line of its series.
    let lines = chart.matches(of: /class="chart-line chart-series-\d" d="([^"]+)"/).map { String($0.1) }
    expectText(lines.joined(separator: "\n"), "M49 274L374.5 194L700 34\nM49 274M700 114")
    #expect(chart.contains("chart-legend") && chart.contains("</svg>Held out</li>"))
    expectText(
      chart.matches(of: /<p>(.*?)<\/p>/).map { String($0.1) }.joined(separator: "\n"),
      """
      Line chart of Reward and Held out by Step, from 1 to 3.
      Reward goes from 0.25 points at 1 to 1 points at 3; its highest value is 1 points at 3, its lowest 0.25 points at 1.
      Held out goes from 0.25 points at 1 to 0.75 points at 3; its highest value is 0.75 points at 3, its lowest 0.25 points at 1.
      """)
    #expect(
      chart.contains(
        "<tr><th scope=\"row\">2</th><td align=\"right\">0.5</td><td align=\"right\">–</td></tr>"))
  }

  @Test func barsHaveNamesAndBeginAtZero() async throws {
    let site = try await TinyPortal(
      [
        "paid.csv": "plan,usd\nsmall,2.5\nlarge,7.5\n",
        "index.md":
          "# A\n\n<!-- flowdocs:chart paid.csv kind=bar x=\"Plan=plan\" y=\"Price=usd\" unit=USD -->\n",
      ])
    let bars = site.piece("index.html", from: "<figure class=\"chart\"", to: "</figure>")
    let paths = bars.matches(of: /class="chart-bar chart-series-1" d="([^"]+)"/).map { String($0.1) }
    #expect(paths.count == 2)
    #expect(paths.allSatisfy { $0.contains(" 290V") && $0.hasSuffix("V290Z") })
    #expect(bars.contains("Price is highest with 7.5 USD at large, lowest with 2.5 USD at small."))
    #expect(bars.contains(">Price (USD)</text>") && bars.contains(">small</text>"))
  }

  @Test func aHistogramCountsValuesInRoundRanges() async throws {
    let chart = try await chart("times.csv kind=histogram x=\"Latency=seconds\" unit=s")
    expectText(
      chart.matches(of: /<tr><th scope="row">(.*?)<\/th><td align="right">(\d+)</).map { "\($0.1): \($0.2)" }
        .joined(separator: "\n"),
      """
      0 to 1: 1
      1 to 2: 2
      2 to 3: 1
      3 to 4: 1
      """)
    #expect(
      chart.contains(
        "Histogram of 5 values of Latency, from 0 s to 4 s; the most in one range, 2, are from 1 s to 2 s."))
  }

  @Test func countsHaveNoHalves() async throws {
    let chart = try await chart("times.csv kind=histogram x=\"Latency=seconds\" unit=s")
    let marks = chart.matches(of: /chart-mark-left"[^>]*>([^<]+)</).map { String($0.1) }
    #expect(marks == ["0", "1", "2"])
  }

  @Test func aDirectiveOfTwoLinesIsRead() async throws {
    let found = try await findings("# A\n\n<!-- flowdocs:chart none.csv\n  x=a y=b -->\n")
    #expect(found.hasPrefix("index.md:3:21: error: No file `none.csv`"))
  }

  /// A point between two gaps has no line, and small numbers keep their digits.
  @Test func pointsAloneAndSmallNumbersAreShown() async throws {
    let rows = (1...50).map { "\($0),\($0 == 7 ? "1.2e-10" : $0 < 10 ? "" : "1")\n" }.joined()
    let page = try await TinyPortal([
      "a.csv": "n,v\n" + rows, "index.md": "# A\n\n<!-- flowdocs:chart a.csv x=n y=v -->\n",
    ])
    let chart = page.piece("index.html", from: "<figure class=\"chart\"", to: "</figure>")
    #expect(chart.split(separator: "class=\"chart-dot ", omittingEmptySubsequences: false).count == 2)
    #expect(!chart.contains("<td align=\"right\">0</td>"))
  }

  @Test func theOutputAboveIsShown() async throws {
    let text =
      "# A\n\n```output\nstep   loss\n   1   0.5\n   2   0.25\n```\n\n<!-- flowdocs:chart output x=step y=loss kind=area -->\n"
    #expect(try await findings(text) == "")
    let page = try await TinyPortal(["index.md": text])
    #expect(page["index.html"].contains("loss goes from 0.5 at 1 to 0.25 at 2"))
    #expect(page["index.html"].contains("class=\"chart-area chart-series-1\""))
  }

  @Test func textOfTheDataIsEscaped() async throws {
    let page = try await TinyPortal([
      "a.csv": "name,n\n\"<b onclick=\"\"x\"\">\",1\n",
      "index.md": "# A\n\n<!-- flowdocs:chart a.csv kind=bar x=name y=n unit=\"<i>\" title=\"<s>\" -->\n",
    ])
    let chart = page.piece("index.html", from: "<figure class=\"chart\"", to: "</figure>")
    for tag in ["<b", "<i>", "<s>"] { #expect(!chart.contains(tag)) }
    #expect(chart.contains("&lt;b onclick=&quot;x&quot;&gt;"))
  }

  @Test func valuesThatAreNotNumbersHaveTheirPlace() async throws {
    expectText(
      try await findings("# A\n\n<!-- flowdocs:chart costs.json rows=/costs kind=bar x=plan y=usd -->\n"),
      """
      index.md:3:62: error: `free` in `usd` is not a number [bad-data]
       3 | <!-- flowdocs:chart costs.json rows=/costs kind=bar x=plan y=usd -->
         |                                                              ^~~
         = note: costs.json:1:97: it is here

      """)
  }

  @Test(arguments: [
    ("curv.csv x=a y=b", "index.md:3:21: error: No file `curv.csv`. Did you mean `curve.csv`? [bad-data]"),
    (
      "curve.csv x=step y=rewards",
      "index.md:3:40: error: No row of `curve.csv` has `rewards`. Did you mean `reward`? [bad-data]"
    ),
    ("curve.csv y=reward", "index.md:3:1: error: Chart without x [bad-data]"),
    ("curve.csv x=step", "index.md:3:1: error: Chart without y [bad-data]"),
    ("curve.csv x=step y=reward kind=pie", "index.md:3:52: error: Unknown kind `pie` of a chart [bad-data]"),
    (
      "curve.csv x=step y=reward colour=red",
      "index.md:3:47: error: Unknown parameter `colour` of a chart [bad-data]"
    ),
    (
      "curve.csv x=reward y=step kind=histogram",
      "index.md:3:42: error: A histogram counts the values of `x`, and takes no `y` [bad-data]"
    ),
    ("down.csv x=step y=reward", "index.md:3:32: error: `step` must ascend from row to row [bad-data]"),
    ("short.csv x=step y=reward", "short.csv:3:1: error: A row of 1 values below 2 names [bad-data]"),
    ("none.csv x=step y=reward", "index.md:3:32: error: No row to draw [bad-data]"),
    (
      "open.csv x=step y=reward", "open.csv:2:3: error: A value without its closing quotation mark [bad-data]"
    ),
    (
      "output x=step y=reward",
      "index.md:3:21: error: Chart of an output, but no block `output` is above it [bad-data]"
    ),
  ])
  func mistakes(directive: String, message: String) async throws {
    let files = [
      "down.csv": "step,reward\n2,1\n1,1\n", "short.csv": "step,reward\n1,2\n1\n",
      "none.csv": "step,reward\n",
      "open.csv": "step,reward\n1,\"2\n",
    ]
    let found = try await findings("# A\n\n<!-- flowdocs:chart \(directive) -->\n", files)
    #expect(found.split(separator: "\n").first.map(String.init) == message)
  }
}
