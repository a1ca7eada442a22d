import Testing

struct AlertCorpusTests {
  /// `rule line` of each finding.
  private func findings(_ page: String, _ files: [String: String] = [:]) async throws -> [String] {
    try await Tree.plain(page, files).diagnostics().map { "\($0.rule.id) \($0.span?.start.line ?? 0)" }
  }

  private static let file = """
    groups:
      - name: shop
        rules:
          - alert: ShopQueueDeep
            expr: shop_queue_depth > 100
            for: 5m
            labels: { severity: critical }
            annotations:
              runbook_url: https://docs.example.com/runbooks/queue.html#shopqueuedeep
          - alert: ShopErrorRateHigh
            expr: sum(rate(errors_total[5m])) > 1
            labels: { severity: warning }
          - alert: ShopDatabaseDown
            expr: db_up == 0
            labels: { severity: critical }
    """

  // MARK: queries in rules

  @Test(arguments: [
    ("      - alert: A\n        expr: rate(a_total) > 1\n", "invalid-promql 5"),
    (
      "      - alert: A\n        expr: |\n          # too many\n          sum by (le (a)\n",
      "invalid-promql 7"
    ),
    ("      - alert: A\n        expr: >-\n          sum(a_total[5m])\n          > 5\n", "invalid-promql 6"),
    ("      - record: a:b\n        expr: \"a{job=\\\"x\\\"}[5m]] > 5\"\n", "invalid-promql 5"),
    (
      "      - record: a:b\n        expr: histogram_quantile(0.9, sum(rate(a_bucket[5m])))\n", "empty-query 5"
    ),
  ]) func aRuleWithAWrongQuery(_ rule: String, _ expected: String) async throws {
    try await expectEqual(
      findings("```yaml\ngroups:\n  - rules:\n\(rule.replacing("      ", with: "    "))```\n"), [expected])
  }

  @Test(arguments: [
    "groups:\n  - rules:\n    - alert: A\n      expr: rate(a_total[5m]) > 1\n",
    "- alert: A\n  expr: up == 0\n- record: a:b\n  expr: sum(up)\n",
    "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nspec:\n  groups:\n  - rules:\n    - alert: A\n      expr: up == 0\n",
    "- alert: A\n  expr: rate({{ .Values.metric }}[5m])\n", "- alert: A\n  expr: $metric > 5\n",
    "- alert: Call the owner\n  severity: high\n", "alert: true\nexpr: 5 days\n", "expr: what (is) this [\n",
  ]) func otherYAMLIsRight(_ yaml: String) async throws {
    try await expectEqual(findings("```yaml\n\(yaml)```\n"), [])
  }

  // MARK: names

  @Test(arguments: [
    ("When `ShopQueueDeeep` fires, look.\n", "unknown-alert 1"),
    ("Silence `ShopErrorsRateHigh`.\n", "unknown-alert 1"),
    ("See `ShopDataBaseDown`.\n", "unknown-alert 1"), ("See `ShopErorRateHigh`.\n", "unknown-alert 1"),
    ("See `ShopErrorRateHigher`.\n", "unknown-alert 1"),
    (
      "| Alert | Meaning |\n| --- | --- |\n| `ShopQueueDeep` | a |\n| ShopErrorRateHigh | b |\n| ShopDiskFull | c |\n",
      "unknown-alert 5"
    ),
    (
      "| Alert | Severity |\n| --- | --- |\n| ShopQueueDeep | critical |\n| ShopErrorRateHigh | critical |\n",
      "alert-severity 4"
    ),
    (
      "| Severity | Alert |\n| --- | --- |\n| Warning | `ShopDatabaseDown` |\n", "alert-severity 3"
    ),
    (
      "## ShopQueueDeep\n\n## ShopErrorRateHigh\n\n## ShopDiskFull\n", "unknown-alert 5"
    ),
  ]) func aNameThatNoRuleDefines(_ page: String, _ expected: String) async throws {
    try await expectEqual(
      findings(page + "\nAlerts of Prometheus.\n", ["rules/shop.yml": Self.file]), [expected])
  }

  @Test(arguments: [
    "When `ShopQueueDeep` fires, look.\n", "The class `OrderService` and `ShopOrder` are code.\n",
    "`ShopQueue` is a class.\n",
    "| Alert | Meaning |\n| --- | --- |\n| Low battery | a |\n",
    "| Alert | Meaning |\n| --- | --- |\n| OtherThingDown | a |\n| MoreThingsDown | b |\n",
    "| Alert | Severity |\n| --- | --- |\n| ShopQueueDeep | critical |\n| ShopErrorRateHigh | Warning |\n",
    "| Alert | Severity |\n| --- | --- |\n| ShopQueueDeep | P1 |\n| ShopErrorRateHigh | see below |\n",
    "## ShopQueueDeep\n\n## Overview\n\n## OrderService\n", "## OrderService\n\n## OrderQueue\n",
    "| Class | Severity |\n| --- | --- |\n| ShopQueueDeep | warning |\n",
  ]) func otherNamesAreNotAlerts(_ page: String) async throws {
    try await expectEqual(findings(page + "\nAlerts of Prometheus.\n", ["rules/shop.yml": Self.file]), [])
  }

  @Test(arguments: ["PromQL", "PROMETHEUS", "Prometheus", "alertname"])
  func filesAreReadWhereAPageSpeaksOfThem(_ word: String) async throws {
    try await expectEqual(
      findings("`ShopQueueDeeep`: \(word)\n", ["rules/shop.yml": Self.file]), ["unknown-alert 1"])
  }

  @Test(
    arguments: [
      ("ShopQueueDep", "ShopQueueDeep"), ("ShopQueueDeeep", "ShopQueueDeep"),
      ("ShopQueueDeap", "ShopQueueDeep"),
      ("ShopQueueDeepp", "ShopQueueDeep"), ("ShopQueueDepe", "ShopQueueDeep"),
      // No alert begins with a small letter.
      ("hopQueueDeep", nil),
    ] as [(String, String?)])
  func aSlipOfOneLetter(_ written: String, _ meant: String?) async throws {
    let table = "| Alert | Meaning |\n| --- | --- |\n| \(written) | a |\n| ShopErrorRateHigh | b |\n"
    let found = try await Tree.plain(table + "\nPrometheus\n", ["rules/shop.yml": Self.file]).diagnostics()
    expectEqual(
      found.map(\.message),
      meant.map { ["No rule defines the alert `\(written)`. Did you mean `\($0)`?"] } ?? [])
  }

  @Test func nothingIsSaidWhereNoAlertIsDefined() async throws {
    try await expectEqual(
      findings(
        "## ShopQueueDeep\n\n| Alert | Severity |\n| --- | --- |\n| ShopErrorRateHigh | critical |\n\nPrometheus\n"
      ), [])
  }

  // MARK: headings and twins

  @Test(arguments: [
    (
      "## Critical alerts\n\n```yaml\n- alert: A\n  expr: up == 0\n  labels: { severity: warning }\n```\n",
      "alert-severity 6"
    ),
    (
      "### Warning\n\n```yaml\n- alert: A\n  expr: up == 0\n  labels:\n    severity: critical\n```\n",
      "alert-severity 7"
    ),
    (
      "## Severity: info\n\n```yaml\n- alert: A\n  labels:\n    severity: \"page\"\n```\n", "alert-severity 6"
    ),
    (
      "```yaml\n- alert: A\n  expr: up == 0\n  labels: { severity: page }\n- alert: A\n  expr: up < 1\n  labels: { severity: page }\n```\n",
      "duplicate-alert 5"
    ),
    ("```yaml\n- alert: A\n  expr: up == 0\n- alert: A\n  expr: absent(up)\n```\n", "duplicate-alert 4"),
  ]) func anAlertThatDisagreesWithItsPage(_ page: String, _ expected: String) async throws {
    try await expectEqual(findings(page), [expected])
  }

  @Test(arguments: [
    "## Critical alerts\n\n```yaml\n- alert: A\n  expr: up == 0\n  labels: { severity: critical }\n```\n",
    "## Critical and warning alerts\n\n```yaml\n- alert: A\n  expr: up == 0\n  labels: { severity: warning }\n```\n",
    "## Critical path\n\n```yaml\n- alert: A\n  expr: up == 0\n  labels: { severity: warning }\n```\n",
    "## Page\n\n```yaml\n- alert: A\n  expr: up == 0\n  labels: { severity: warning }\n```\n",
    "## Critical alerts\n\n```yaml\n- alert: A\n  expr: up == 0\n  labels: { severity: P1 }\n```\n",
    "```yaml\n- alert: A\n  expr: up == 0\n  labels: { severity: page }\n- alert: A\n  expr: up < 1\n  labels: { severity: ticket }\n```\n",
    "```yaml\ngroups:\n- rules:\n  - alert: A\n    expr: up == 0\n- rules:\n  - alert: A\n    expr: up == 1\n```\n",
    "```yaml\n- alert: A\n  expr: up == 0\n```\n\nLater:\n\n```yaml\n- alert: A\n  expr: up == 0\n```\n",
  ]) func alertsThatAgree(_ page: String) async throws { try await expectEqual(findings(page), []) }

  // MARK: playbooks

  private func playbook(_ address: String, _ files: [String: String] = [:]) async throws -> [String] {
    let rule = "- alert: ShopQueueDeep\n  expr: up == 0\n  annotations:\n    runbook_url: \(address)\n"
    return try await findings(
      "# Alerts\n\n```yaml\n\(rule)```\n",
      files.merging(["runbooks/queue.md": "# Queue\n\n## ShopQueueDeep\n\n## Drain it\n"]) { own, _ in own })
  }

  @Test(arguments: [
    "https://docs.example.com/runbooks/queue.html#nowhere",
    "https://github.com/o/r/blob/main/runbooks/queue.md#shop-queue",
    "runbooks/queue.md#drain", "runbooks/missing.md",
    "/runbooks/que.md",
  ]) func aPlaybookThatIsNotThere(_ address: String) async throws {
    try await expectEqual(playbook(address), ["missing-playbook 7"])
  }

  @Test(arguments: [
    "https://docs.example.com/runbooks/queue.html#shopqueuedeep", "https://docs.example.com/runbooks/queue/",
    "https://github.com/o/r/blob/main/runbooks/queue.md#ShopQueueDeep", "runbooks/queue.md#drain-it",
    "runbooks/queue.md",
    "https://wiki.example.com/pages/viewpage.action?pageId=1", "https://other.example.com/README.md#x",
    "https://docs.example.com/queue#drain",
    "ask the owner",
    "https://docs.example.com/{{ $labels.alertname }}", "https://docs.example.com/$team/queue.md#x",
  ]) func aPlaybookThatIsThereOrElsewhere(_ address: String) async throws {
    try await expectEqual(playbook(address), [])
  }

  @Test func headingsThatOnePlaybookDoesNotHaveAreOneFinding() async throws {
    func rule(_ name: String) -> String {
      "- alert: \(name)\n  expr: up == 0\n  annotations:\n    runbook: runbooks/all.md#\(name)\n"
    }
    try await expectEqual(
      Tree.plain(
        "```yaml\n\(rule("Aaa"))\(rule("Bbb"))\(rule("Ccc"))\(rule("Ddd"))```\n",
        ["runbooks/all.md": "# All\n\n## Ccc\n"]
      )
      .report(),
      """
      page.md:5:14: warning: The playbook of `Aaa` has no heading `#Aaa` [missing-playbook]
       5 |     runbook: runbooks/all.md#Aaa
         |              ^~~~~~~~~~~~~~~~~~~
         = note: runbooks/all.md:1:1: the playbook
         = note: 2 more alerts here name headings that it does not have
         = fix: add the heading, or correct the address

      """)
  }

  @Test func addressesThatBeginAlikeBelongToTheDocumentation() async throws {
    let rules = """
      - alert: A
        expr: up == 0
        annotations: { runbook_url: "https://docs.example.com/r/a.html" }
      - alert: B
        expr: up == 1
        annotations: { runbook_url: "https://docs.example.com/r/b.html" }
      - alert: C
        expr: up == 2
        annotations: { runbook_url: "https://docs.example.com/r/c.html" }

      """
    let pages = ["r/a.md": "# A\n", "r/b.md": "# B\n"]
    try await expectEqual(
      Tree.plain("```yaml\n\(rules)```\n", pages).lines(),
      [
        "page.md:10:32: The playbook of `C` does not exist: `https://docs.example.com/r/c.html` → write the playbook, or correct the address"
      ])
  }
}
