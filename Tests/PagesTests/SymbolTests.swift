import Diagnostics
import Pages
import Project
import Symbols
import Testing

struct SymbolTests {
  private let table: SymbolTable

  init() throws {
    table = SymbolTable(
      settings: [
        SymbolSettings(.method, patterns: [try SymbolPattern("training.*")]),
        SymbolSettings(.errorCode, patterns: [try SymbolPattern("/-[0-9]{5}/")]),
        SymbolSettings(.metric, patterns: [try SymbolPattern("training_*")]),
        SymbolSettings(.field, patterns: [try SymbolPattern("/[a-z]+([_.][a-z]+)+/")]),
        SymbolSettings(.command, patterns: [try SymbolPattern("/--[a-z-]+/")]),
      ],
      symbols: [
        Symbol(.method, "training.cancel"), Symbol(.errorCode, "-40001"),
        Symbol(.metric, "training_budget_usage_usd"), Symbol(.metric, "training_jobs_active"),
        Symbol(.field, "data"), Symbol(.field, "training_data"), Symbol(.field, "training_data.query"),
        Symbol(.command, "flowdocs"), Symbol(.command, "flowdocs check"),
        Symbol(.command, "flowdocs check --format"), Symbol(.command, "flowdocs build"),
        Symbol(.command, "--format"),
      ])
  }

  /// `name@from-to: kind → nearest` for each mistake, `= name` for a known name, nothing for the rest.
  private func read(_ code: String) -> String {
    switch table.reading(of: code) {
    case .nothing: ""
    case .known(let symbol): "= " + symbol.name
    case .mistaken(let mistakes):
      mistakes.map {
        "\($0.name)@\($0.range.lowerBound)-\($0.range.upperBound): \($0.kind.key) → \($0.nearest ?? "nothing")"
      }.joined(separator: "; ")
    }
  }

  @Test(arguments: [
    ("training.cancel", "= training.cancel"),
    ("training.cancle", "training.cancle@0-15: method → training.cancel"),
    ("nil", ""), ("", ""), ("Training.cancel", ""), ("training.", "training.@0-9: method → nothing"),
    // Either minus sign.
    ("-40001", "= -40001"), ("\u{2212}40001", "= -40001"),
    ("\u{2212}40007", "-40007@0-8: errorCode → -40001"),
    // A field by its path, whatever its index.
    ("training_data[3].query", "= training_data.query"), ("training_data[].query", "= training_data.query"),
    ("training_data[0].qeury", "training_data[0].qeury@0-22: field → training_data.query"),
    // The nearest name says which kind was meant.
    ("training_dato", "training_dato@0-13: field → training_data"),
    (
      "training_budget_usage_dollars",
      "training_budget_usage_dollars@0-29: metric → training_budget_usage_usd"
    ),
  ])
  func aNameIsKnownOrTheNearestIsSuggested(code: String, expected: String) {
    #expect(read(code) == expected)
  }

  @Test(arguments: [
    (
      "rate(training_jobs_active[5m]) > training_jobs_aktive",
      "training_jobs_aktive@33-53: metric → training_jobs_active"
    ),
    (
      "sum by (agent_id) (training_jobs_actve{training_x=\"training_y\"})",
      "training_jobs_actve@19-38: metric → training_jobs_active"
    ),
    ("training_jobs_active / training_budget_usage_usd", ""),
    // Paths and file names are none.
    ("examples/client/training_client.py", ""), ("open(\"training_client.py\")", ""), ("$training_x + 1", ""),
  ])
  func metricsInsideQueries(code: String, expected: String) {
    #expect(read(code) == expected)
  }

  @Test(arguments: [
    ("flowdocs check --format json docs", "= flowdocs check"),
    ("swift run flowdocs build", "= flowdocs build"),
    ("flowdocs chek --format json", "flowdocs chek@9-13: command → flowdocs check"),
    ("flowdocs check --fromat=json", "flowdocs check --fromat@15-23: command → flowdocs check --format"),
    ("--format=json", "= --format"), ("--fromat json", "--fromat@0-8: command → --format"),
    ("flowdocs check | grep --count x", "= flowdocs check"),
    ("flowdocs COMMAND --help", "flowdocs --help@17-23: command → nothing"),
    ("cd flowdocs", ""), ("grep --count x", ""),
  ])
  func commandsAreReadWordByWord(code: String, expected: String) {
    #expect(read(code) == expected)
  }

  @Test func onlyNamesThatLookLikeTheirKindAreLinked() {
    #expect(table.reading(of: "data") == .known(Symbol(.field, "data")))
    #expect(table.link(for: "data") == nil)
    #expect(table.link(for: "training_data")?.name == "training_data")
    #expect(table.link(for: "training_dat") == nil)
  }

  @Test func aPatternTakesTheWholeNameInLinearTime() throws {
    #expect(try SymbolPattern("training_*").matches("training_x") == true)
    #expect(try SymbolPattern("training_*").matches("my_training_x") == false)
    #expect(try SymbolPattern("a.b?").matches("axbc") == false)
    #expect(try SymbolPattern("/a|b/").matches("xb") == false)
    #expect(try SymbolPattern("/(a+)+/").matches(String(repeating: "a", count: 5_000) + "!") == false)
    #expect(throws: (any Error).self) { try SymbolPattern("/a)(b/") }
  }

  @Test func withoutSettingsNothingIsLookedFor() {
    #expect(SymbolTable.none.reading(of: "training.cancle") == .nothing)
  }
}

struct SymbolSettingsTests {
  private func load(_ symbols: String) throws -> [SymbolSettings] {
    let files = ["site/portal.yml": "symbols:\n" + symbols, "content/index.md": "# Home\n"]
    return try Project.load(root: "/p", files: .memory(files)).symbols
  }

  private func findings(_ symbols: String) -> [String] {
    do {
      _ = try load(symbols)
      return []
    } catch {
      guard let error = error as? DiagnosticError else { return ["\(error)"] }
      return error.diagnostics.map { finding in
        let place = finding.span.map { "\($0.start.line):\($0.start.column) " } ?? ""
        return place + finding.message + (finding.fix.map { " → " + $0 } ?? "")
      }
    }
  }

  @Test func everyKey() throws {
    let settings = try load(
      """
        metric: { pattern: [training_*, http_*], page: guides/monitor.md#read-the-numbers }
        variable:
          names:
            TRAINING_URL: Where the service is.
            JWT_TOKEN: { summary: Who is calling., page: index.md }
        featureFlag:
          label: feature flag
          names: [fast-start]
      """)
    #expect(settings.map(\.kind.key) == ["metric", "variable", "featureFlag"])
    #expect(settings[0].patterns.map(\.text) == ["training_*", "http_*"])
    #expect(settings[0].page == SymbolPlace(page: "guides/monitor.md", anchor: "read-the-numbers"))
    #expect(settings[1].names.map(\.name) == ["TRAINING_URL", "JWT_TOKEN"])
    #expect(settings[1].names.map(\.summary) == ["Where the service is.", "Who is calling."])
    #expect(settings[1].names[1].page == SymbolPlace(page: "index.md"))
    #expect(settings[2].kind.noun == "feature flag of this portal")
  }

  @Test func mistakesHaveTheirPlace() {
    #expect(
      findings(
        """
          metrik: { pattern: x }
          metric: { patern: training_* }
          method: { pattern: '/training(/', page: api/index.html }
          field: training_*
          schema: { label: type }
          variable: { names: { A_B: { sumary: x } } }
        """) == [
          "2:3 Unknown kind of symbols `metrik`. Did you mean `metric`?",
          "3:13 Unknown key `patern`. Did you mean `pattern`?",
          "4:22 `/training(/` is not a pattern: a \"(\" has no \")\" → write a name with `*` for any letters, "
            + "digits and `_`, or a regular expression between slashes",
          "4:43 `page` is `api/index.html`, which is not a page → write the path of a Markdown file from the content "
            + "folder, such as `api/errors.md#what-to-do`",
          "5:10 `field` must be a mapping → write `pattern:`, `page:` or `names:` below `field:`",
          "6:20 `schema` is a built-in kind, so it takes no `label`",
          "7:31 Unknown key `sumary`. Did you mean `summary`?",
        ])
  }
}
