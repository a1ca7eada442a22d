import JSON
import Testing

struct NumberTests {
  private func number(_ literal: String) throws -> JSONNumber { try #require(JSONNumber(literal: literal)) }

  @Test(arguments: ["0", "-0", "1.5", "1E+2", "-12.25e-3"])
  func keepsValidLiterals(text: String) {
    #expect(JSONNumber(literal: text)?.literal == text)
  }

  @Test(arguments: ["", "01", "+1", "1.", ".5", " 1", "1 ", "0x1", "NaN", "1e", "true"])
  func rejectsInvalidLiterals(text: String) {
    #expect(JSONNumber(literal: text) == nil)
  }

  @Test(arguments: [("1", "1.0"), ("1e2", "100"), ("0.10", "1e-1"), ("-0", "0.0"), ("1E400", "10e399")])
  func equalByValue(left: String, right: String) throws {
    #expect(try number(left) == number(right))
    #expect(try number(left).hashValue == number(right).hashValue)
  }

  @Test(arguments: [
    ("-1", "0"), ("-2", "-1"), ("0", "0.001"), ("9", "10"), ("1.2", "1.23"),
    ("9007199254740992", "9007199254740993"),
    ("1e400", "1e401"), ("-1e401", "-1e400"), ("-1", "1e-400"), ("0.3", "0.30000000000000001"),
  ])
  func orderingComparesValuesWithoutRounding(left: String, right: String) throws {
    #expect(try number(left) < number(right))
    #expect(try !(number(right) < number(left)))
  }

  @Test func wholeNumbersAreIntegersHoweverWritten() throws {
    #expect(try number("1e2").int == 100)
    #expect(try number("12.0").int == 12)
    #expect(try number("1.5").int == nil)
    #expect(try number("9223372036854775807").int == .max)
    #expect(try number("9223372036854775808").int == nil)
    #expect(try number("0e10").int == 0)
    #expect(try number("1e400").isInteger)
    #expect(try !number("1e-400").isInteger)
  }

  static let doubles: [(Double, String)] = [
    (0, "0"), (-0.0, "0"), (1, "1"), (-2.5, "-2.5"), (0.1, "0.1"), (1e-6, "0.000001"), (1e-7, "1e-7"),
    (1.5e-9, "1.5e-9"), (1e15, "1000000000000000"), (1.5e20, "150000000000000000000"), (1e21, "1e+21"),
    (-1.25e300, "-1.25e+300"), (123456.789, "123456.789"), (Double.leastNonzeroMagnitude, "5e-324"),
    (1.7976931348623157e308, "1.7976931348623157e+308"),
  ]

  @Test(arguments: doubles)
  func doublesAreFormattedAsInECMAScript(value: Double, expected: String) throws {
    let number = try #require(JSONNumber(value))
    #expect(number.literal == expected)
    #expect(number.double == value)
  }

  @Test func nonFiniteDoublesAreRejected() {
    #expect(JSONNumber(Double.infinity) == nil)
    #expect(JSON.number(.nan).isNull)
  }

  @Test func decimalsAreExact() throws {
    let sum = try #require(try number("0.1").exactDecimal) + #require(try number("0.2").exactDecimal)
    #expect(sum == (try number("0.3").exactDecimal))
  }
}
