import Testing

@testable import Languages

/// The queries of both lists were given to `promtool check rules` of Prometheus 2.42, which gave the same answers;
/// Tests/Field/grammar asks the installed one again.
struct PromQLGrammarTests {
  @Test(arguments: PromQLQueries.accepted) func aQueryThatPrometheusAccepts(_ query: String) throws {
    _ = try PromQLExpression.parse(query)
  }

  @Test(arguments: PromQLQueries.newer) func aQueryOfPrometheus3(_ query: String) throws {
    _ = try PromQLExpression.parse(query)
  }

  @Test(arguments: PromQLQueries.refused) func aQueryThatPrometheusRefuses(_ query: String) {
    #expect(throws: PromQLError.self) { try PromQLExpression.parse(query) }
  }

  @Test func bothListsAreLong() {
    #expect(PromQLQueries.accepted.count + PromQLQueries.refused.count >= 200)
  }
}
