import JSONSchema
import Testing

@Suite(
  "JSON-Schema-Test-Suite",
  .enabled(if: ConformanceSuite.isPresent, Comment(rawValue: ConformanceSuite.absence)))
struct SuiteTests {
  @Test(
    "Every required case passes", arguments: [("draft7", Dialect.draft7), ("draft2020-12", .draft202012)])
  func required(draft: String, dialect: Dialect) throws {
    let result = try ConformanceSuite(draft: draft).run(dialect: dialect)
    print("JSON-Schema-Test-Suite, \(draft), required: \(result.line)")
    #expect(result.passed > 800)
    #expect(result.failures == [])
  }

  /// Left out: `hostname` and the `idn-` formats, which ask for the rules of RFC 5891 on foreign scripts.
  @Test("Formats", arguments: [("draft7", Dialect.draft7), ("draft2020-12", .draft202012)])
  func formats(draft: String, dialect: Dialect) throws {
    let result = try ConformanceSuite(draft: draft).run(
      "optional/format",
      only: [
        "date", "date-time", "duration", "email", "ipv4", "ipv6", "iri", "iri-reference", "json-pointer",
        "regex",
        "relative-json-pointer", "time", "unknown", "uri", "uri-reference", "uri-template", "uuid",
        "ecmascript-regex",
      ], dialect: dialect, assertFormats: true)
    print("JSON-Schema-Test-Suite, \(draft), formats: \(result.line)")
    #expect(result.failures == [])
  }

  /// Left out: `content`, which only informs here, and `cross-draft`, which needs draft 2019-09.
  @Test("Optional cases", arguments: [("draft7", Dialect.draft7), ("draft2020-12", .draft202012)])
  func optional(draft: String, dialect: Dialect) throws {
    let result = try ConformanceSuite(draft: draft).run(
      "optional",
      only: [
        "anchor", "bignum", "dependencies-compatibility", "dynamicRef", "ecmascript-regex", "float-overflow",
        "format-assertion", "id", "no-schema", "non-bmp-regex", "refOfUnknownKeyword", "unknownKeyword",
      ], dialect: dialect)
    print("JSON-Schema-Test-Suite, \(draft), optional: \(result.line)")
    #expect(result.failures == [])
  }
}
