import Testing

@testable import Languages

struct PromQLMessageTests {
  /// The message, the text that it is about, and what to do.
  private func problem(_ query: String) -> String? {
    do throws(PromQLError) {
      _ = try PromQLExpression.parse(query)
      return nil
    } catch {
      let place = String(decoding: Array(query.utf8)[error.range], as: UTF8.self)
      return "[\(place)] \(error.message)" + (error.fix.map { " → \($0)" } ?? "")
    }
  }

  @Test(arguments: [
    (
      "rate(up)", "[up] `rate` takes a range vector here, not an instant vector → add a range, such as `[5m]`"
    ),
    (
      "rate(sum(up))",
      "[sum(up)] `rate` takes a range vector here, not an instant vector → write a subquery, such as `[5m:]`"
    ),
    (
      "sum(up[5m])",
      "[up[5m]] `sum` takes an instant vector here, not a range vector → remove the range, or put it into a function such as `rate`"
    ),
    ("sum(up)[5m]", "[[5m]] Only a selector can have a range → write a subquery, such as `[5m:]`"),
    ("Rate(up[5m])", "[Rate] PromQL has no function `Rate` → write `rate`"),
    ("rates(up[5m])", "[rates] PromQL has no function `rates`"),
    ("clamp(up, 1)", "[clamp] `clamp` takes 3 arguments, not 2"),
    ("round()", "[round] `round` takes 1 to 2 arguments, not 0"),
    ("label_join(up)", "[label_join] `label_join` takes at least 3 arguments, not 1"),
    ("topk(up)", "[topk] `topk` takes two arguments, not 1"),
    (
      "up{job==\"a\"}",
      "[==] `=`, `!=`, `=~` or `!~` is missing after the label `job`, found `==` → write `=`"
    ),
    ("up{job=a}", "[a] The value of `job` must be in quotes, found `a`"),
    ("up{job=~\"[[:alpha:][:\"}", "[\"[[:alpha:][:\"] The regular expression has a `[` that is never closed"),
    ("up{job=~\"*a\"}", "[\"*a\"] The regular expression has `*` with nothing before it to repeat"),
    ("{job=~\".*\"}", "[{job=~\".*\"}] A selector needs a metric, or a label that must not be empty"),
    ("up{job=“a”}", "[“] `“` has no meaning in PromQL → write straight quotes"),
    ("a & b", "[&] `&` has no meaning in PromQL → write `and` or `or`"),
    ("(a", "[(] `(` is never closed"), ("a)", "[)] `)` closes nothing that is open here"),
    ("sum by job (a)", "[job] `(` is missing after `by`, found `job`"),
    ("a +", "[] The query ends where a value is needed"), ("", "[] The query is empty"),
    (
      "a[5x]",
      "[5x] `5x` is neither a number nor a duration → write a duration as `1h30m`: years, weeks, days, hours, minutes, seconds and `ms`, in this order"
    ),
    ("a[0s]", "[0s] A duration here must be greater than 0"),
    ("up offset 5m [5m]", "[[5m]] The range comes before `offset` and `@`"),
    (
      "sum(up) offset 5m",
      "[offset] `offset` follows a selector or a subquery, not another expression → put it behind each selector"
    ),
    ("1 > 0", "[>] Two numbers are compared with `> bool`"),
    ("a or 0", "[or] `or` takes instant vectors, not a number → write `vector(0)` in place of `0`"),
    ("a / on (x) group_left (x) b", "[x] `x` is matched already and cannot be taken over"),
    (
      "a b",
      "[b] The query is complete before `b` → join the parts with an operator, or give the second query a block of its own"
    ),
    ("\"\\d\"", "[\\d] A quoted text has no escape `\\d` → write `\\\\` for a backslash"),
  ])
  func whatIsWrongWhereAndWhatToDo(_ query: String, _ expected: String) {
    #expect(problem(query) == expected)
  }

  @Test func deepNestingIsRefusedRatherThanFollowed() {
    let query = String(repeating: "(", count: 5_000) + "1" + String(repeating: ")", count: 5_000)
    #expect(problem(query)?.hasSuffix("The query is nested too deeply") == true)
    #expect(problem(String(repeating: "-", count: 5_000) + "1")?.hasSuffix("nested too deeply") == true)
    func many(_ text: String) -> String { String(repeating: text, count: 5_000) }
    let open = "\(many("("))5m\(many(")"))"
    for query in ["a\(many("+a"))", "a\(many("[5m:]"))", "a[\(many("-"))5m]", "a[\(open)]"] {
      #expect(problem(query)?.hasSuffix("nested too deeply") == true)
    }
  }

  @Test func randomTextsEndInAnAnswer() {
    var generator = SystemRandomNumberGenerator()
    let alphabet = Array("ab5m{}[](),=~!\"'`@:+-*/^ offset by sum rate#\\e.\u{E9}")
    for _ in 0..<5_000 {
      _ = problem(String((0..<20).map { _ in alphabet.randomElement(using: &generator) ?? "a" }))
    }
  }
}

struct PromQLExpressionTests {
  @Test func selectorsAreFoundWithTheirPlaces() throws {
    let query = #"sum by (code) (rate(a_total{job="x"}[5m])) / on () group_left b offset 5m"#
    let selectors = try PromQLExpression.parse(query).selectors
    #expect(selectors.map(\.name) == ["a_total", "b"])
    let bytes = Array(query.utf8)
    #expect(selectors.map { String(decoding: bytes[$0.nameRange], as: UTF8.self) } == ["a_total", "b"])
    #expect(selectors[0].matchers.map(\.label) == ["job"])
  }

  @Test(arguments: [
    ("1 + 2 * 3", "(1 + (2 * 3))"), ("1 - 2 - 3", "((1 - 2) - 3)"), ("2 ^ 3 ^ 2", "(2 ^ (3 ^ 2))"),
    ("-1 ^ 2", "-(1 ^ 2)"), ("-1 * 2", "(-1 * 2)"), ("a or b and c", "(a or (b and c))"),
    ("a + b > c", "((a + b) > c)"), ("2 ^ -3 * 4", "((2 ^ -3) * 4)"), ("a AND b", "(a and b)"),
  ])
  func operatorsBindAsInPrometheus(_ query: String, _ expected: String) throws {
    #expect(try PromQLExpression.parse(query).shape == expected)
  }

  @Test(arguments: [
    ("1h30m", 5_400), ("1y", 31_536_000), ("2w1d", 1_296_000), ("5ms", 0.005), ("0s", 0),
  ])
  func durationsAreSeconds(_ text: String, _ seconds: Double) {
    #expect(PromQLDuration.seconds(text) == seconds)
  }

  @Test(arguments: ["", "5", "1m1h", "1m1m", "5x", "m", "1hs"]) func notADuration(_ text: String) {
    #expect(PromQLDuration.seconds(text) == nil)
  }
}

extension PromQLExpression {
  /// With parentheses around every operation.
  fileprivate var shape: String {
    switch node {
    case .number(let value): "\(Int(value))"
    case .selector(let selector): selector.name ?? "{}"
    case .signed(let inner): "-" + inner.shape
    case .binary(let binary): "(\(binary.left.shape) \(binary.name) \(binary.right.shape))"
    default: "…"
    }
  }
}
