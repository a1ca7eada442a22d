import Diagnostics
import Mermaid
import Testing

struct ArchitectureGrammarTests {
  /// The statements below `architecture-beta`, read and told in words; the findings where there are any.
  private func told(_ statements: String) -> String {
    ReadResult("architecture-beta\n" + statements + "\n").told
  }

  @Test func groupsServicesAndLinesAreRead() {
    let text = """
      title Production
      group cloud(cloud)["Our cloud, Europe"]
      group inner[Private] in cloud
      service db(database)[Database] in inner
      service api "API" in cloud %% public
      service web(logos:aws-s3)[Web]
      junction mid
      web:R --> L:mid
      mid:R -[asks]- T:api
      api{group}:B <--> T:db{group}
      """
    let moved = text.replacing("api{group}:B <--> T:db{group}", with: "api:B <--> T:db{group}")
    #expect(
      told(moved) == """
        Our cloud, Europe holds Private and API.
        Private holds Database.
        Outside of groups: Web.
        Web leads to junction mid.
        junction mid and API are connected: asks.
        API and Database are connected.
        """)
    #expect(ReadResult("architecture-beta\n" + moved + "\n").diagram?.header.title == "Production")
  }

  @Test func endsHaveSidesAndHeads() {
    let text = "architecture-beta\nservice a\nservice b\na:L < -- > B:b\n"
    let edge = (ReadResult(text).diagram?.content as? Architecture)?.edges.first
    #expect(edge?.from == Architecture.End(node: 0, side: .left, hasHead: true))
    #expect(edge?.to == Architecture.End(node: 1, side: .bottom, hasHead: true))
  }

  @Test(arguments: [
    (
      "service Lambda",
      "2:9-15 Mermaid.js does not read an id that begins like `Lambda` → begin it with another letter: not with L, R, T or B, `title` or a keyword"
    ),
    (
      "service a(my icon)",
      "2:10-14 The name of an icon in parentheses has letters, digits, `-` and `:`, found \" \" → write a name such as `(server)`"
    ),
    (
      "service a[A, B]",
      "2:10-12 A label in brackets has letters, digits, spaces and `_` → write other characters in quotes: `[\"…\"]`"
    ),
    ("service a in cloud", "2:14-19 No group above has the id `cloud` → write `group cloud` before it"),
    ("service a\nservice a", "3:9-10 The id `a` is used already → choose another one"),
    (
      "service a\nservice b\na:R - L:b",
      "4:7-8 Expected `--` or `-[label]-` between the sides, found \"L\" → write a line such as `api:R --> L:db`"
    ),
    (
      "service a\na --> b",
      "3:3-4 A line leaves and arrives at `L`, `R`, `T` or `B`, found \"-\" → write a line such as `api:R --> L:db`"
    ),
    ("service a\na:R --> L:c", "3:11-12 No service has the id `c`. Did you mean `a`?"),
    (
      "group g\nservice a in g\nservice b in g\na{group}:R -- L:b",
      "5:1-2 This line does not leave a group: both ends are in the same one → remove `{group}`"
    ),
    (
      "group g\nservice a\ng:R -- L:a",
      "4:1-2 `g` is a group, and lines end at services. Did you mean `a`?"
    ),
    (
      "service a service b",
      "2:11-12 Nothing may follow the service on its line, found \"service\" → put it on a line of its own"
    ),
  ])
  func mistakesHaveAPlaceAndAFix(statements: String, report: String) {
    #expect(told(statements) == report)
  }

  @Test func theFirstWordIsTheWholeKeyword() {
    #expect(
      ReadResult("architecture\nservice a\n").report
        == "1:1-13 The diagram begins with `architecture-beta` → write `architecture-beta`")
  }

  @Test func depthAndNumberAreLimited() {
    let deep = "group g0\n" + (1..<65).map { "group g\($0) in g\($0 - 1)\n" }.joined()
    #expect(told(deep).contains("Groups are nested more than 64 deep"))
    var limits = Limits()
    limits.nodes = 1
    let text = "architecture-beta\nservice a\nservice b\n"
    let (_, findings) = MermaidParser.parse(SourceText(path: "d.mmd", text: text), limits: limits)
    #expect(findings.map(\.message) == ["The diagram has more than 1 services and lines"])
  }
}
