import JSONSchema
import TestSupport
import Testing

@Suite(.enabled(if: PublicSuite.jsonSchema.isPresent, PublicSuite.jsonSchema.absence))
struct SuiteTests {
  @Test(arguments: [("draft7", Dialect.draft7), ("draft2020-12", .draft202012)])
  func requiredTestSuiteCasesPass(draft: String, dialect: Dialect) throws {
    let result = try ConformanceSuite(draft: draft).run(dialect: dialect)
    print("JSON-Schema-Test-Suite, \(draft), required: \(result.line)")
    #expect(result.passed > 800)
    #expect(result.failures == [])
  }

  /// What is not offered is skipped by what its schema asks for, and counted.
  @Test(arguments: [("draft7", Dialect.draft7), ("draft2020-12", .draft202012)])
  func assertedFormatCasesPass(draft: String, dialect: Dialect) throws {
    let result = try ConformanceSuite(draft: draft).run(
      "optional/format", dialect: dialect, assertFormats: true)
    print("JSON-Schema-Test-Suite, \(draft), formats: \(result.line)")
    #expect(result.passed > 500)
    #expect(result.failures == [])
  }

  @Test(arguments: [("draft7", Dialect.draft7), ("draft2020-12", .draft202012)])
  func optionalTestSuiteCasesPass(draft: String, dialect: Dialect) throws {
    let result = try ConformanceSuite(draft: draft).run("optional", dialect: dialect)
    print("JSON-Schema-Test-Suite, \(draft), optional: \(result.line)")
    #expect(result.passed > 100)
    #expect(result.failures == [])
  }
}
