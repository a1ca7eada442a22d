import Determinism
import JSON
import Testing

@testable import TrainingMock

struct MathematicsTests {
  @Test func splitMix64GivesThePublishedSequence() {
    var generator = SplitMix64(seed: 1_234_567)
    #expect(
      (0..<5).map { _ in generator.next() } == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }

  @Test func randomValuesStayInRange() {
    var generator = SplitMix64(seed: 7)
    var seen = Set<Int>()
    for _ in 0..<1000 {
      #expect((0..<1).contains(generator.unit()))
      seen.insert(generator.below(6))
    }
    #expect(seen == [0, 1, 2, 3, 4, 5])
    #expect(generator.below(0) == 0)
  }

  @Test func identifiersAreUUIDsOfVersion4() throws {
    for seed in 0..<200 as Range<UInt64> {
      let text = uuid(seed: seed)
      let parts = text.split(separator: "-").map(\.count)
      #expect(parts == [8, 4, 4, 4, 12])
      let digits = Array(text)
      #expect(digits[14] == "4")
      #expect("89ab".contains(digits[19]))
    }
    #expect(uuid(seed: 1) == uuid(seed: 1))
    #expect(uuid(seed: 1) != uuid(seed: 2))
  }

  @Test(
    arguments: [
      (0, 1), (1, 2.718_281_828_459_045), (-1, 0.367_879_441_171_442_33), (10, 22_026.465_794_806_718),
      (-20, 2.061_153_622_438_558e-9), (0.5, 1.648_721_270_700_128_2), (700, 1.014_232_054_735_004_5e304),
    ] as [(Double, Double)])
  func theExponentialAgreesWithKnownValues(x: Double, expected: Double) {
    #expect(abs(Elementary.exp(x) - expected) <= 4e-16 * abs(expected) + 1e-300)
  }

  @Test func theExponentialAtItsLimits() {
    #expect(Elementary.exp(-800) == 0)
    #expect(Elementary.exp(710) == .infinity)
    #expect(Elementary.exp(-744) > 0)
    #expect(Elementary.exp(.nan).isNaN)
  }

  @Test(
    arguments: [
      (1, 0), (2, 0.693_147_180_559_945_3), (10, 2.302_585_092_994_046), (0.1, -2.302_585_092_994_045_5),
      (1e300, 690.775_527_898_213_7), (0.999, -0.001_000_500_333_583_533_5),
      (Double.leastNonzeroMagnitude, -744.440_071_921_381_2),
    ] as [(Double, Double)])
  func theLogarithmAgreesWithKnownValues(x: Double, expected: Double) {
    #expect(abs(Elementary.log(x) - expected) <= 1e-15 * abs(expected))
  }

  @Test func theLogarithmAtItsLimits() {
    #expect(Elementary.log(0) == -.infinity)
    #expect(Elementary.log(-1).isNaN)
  }

  @Test(
    arguments: [
      (1, 0), (2, 0), (5, 3.178_053_830_347_945_8), (0.5, 0.572_364_942_924_700_1),
      (100, 359.134_205_369_575_4), (10.5, 13.940_625_219_403_763),
    ] as [(Double, Double)])
  func logGammaMatchesKnownValues(x: Double, expected: Double) {
    #expect(abs(Elementary.logGamma(x) - expected) < 1e-13 * max(1, abs(expected)))
  }

  @Test(
    arguments: [
      // I_x(1, 1) = x; I_x(2, 3) = 6x² − 8x³ + 3x⁴; I_x(½, ½) = 2/π·asin √x; I_x(a, b) = 1 − I_{1−x}(b, a).
      (0.3, 1, 1, 0.3), (0.5, 2, 3, 0.6875), (0.25, 0.5, 0.5, 1.0 / 3), (0.9, 2, 3, 0.9963),
      (0, 2, 3, 0), (1, 2, 3, 1), (0.1, 10, 0.5, 1.848_027_374_056_4e-11),
    ] as [(Double, Double, Double, Double)])
  func theIncompleteBetaFunctionAgreesWithClosedForms(x: Double, a: Double, b: Double, expected: Double) {
    #expect(abs(WelchTest.regularizedIncompleteBeta(x, a, b) - expected) < 1e-12)
  }

  @Test(
    arguments: [
      // With one degree of freedom p = 1 − 2/π·atan t; with two p = 1 − t/√(2 + t²).
      (1, 1, 0.5), (1, 2, 0.422_649_730_8), (2, 10, 0.073_388_0), (2.228_138_852, 10, 0.05),
      (1.959_963_985, 1e7, 0.05), (0, 5, 1),
    ] as [(Double, Double, Double)])
  func twoSidedPValueMatchesTables(t: Double, degreesOfFreedom: Double, expected: Double) {
    let p = WelchTest.pValue(statistic: t, degreesOfFreedom: degreesOfFreedom)
    #expect(abs(p - expected) < 1e-7)
  }

  @Test func welchTestMatchesNumericalIntegration() {
    let first = [
      27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4,
    ]
    let second = [
      27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 30.5, 22.4,
    ]
    let test = WelchTest(first, second)
    #expect(fixed(test.statistic, places: 6) == "-2.713811")
    #expect(fixed(test.degreesOfFreedom, places: 6) == "27.900396")
    #expect(fixed(test.pValue, places: 6) == "0.011271")
  }

  @Test func constantSamplesNeverGiveNaN() {
    #expect(WelchTest([1, 1, 1], [1, 1]).pValue == 1)
    #expect(WelchTest([1, 1, 1], [0, 0]).pValue == 0)
    #expect(WelchTest([1], [0]).pValue == 1)
    #expect(WelchTest([], []).pValue == 1)
    let half = WelchTest([1, 1, 1, 1], [1, 0, 1, 0])
    #expect(half.pValue > 0 && half.pValue < 1)
  }

  @Test(
    arguments: [
      (0.1 + 0.2, 4, "0.3"), (-0.00001, 4, "0"), (1.27, 4, "1.27"), (2, 4, "2"), (-1.5, 0, "-2"),
      (0.05, 1, "0.1"), (.nan, 2, "0"), (1e20, 2, "9000000000000000000"), (100, 1, "100"),
    ] as [(Double, Int, String)])
  func formatsNumbersWithFixedDecimals(value: Double, places: Int, text: String) {
    #expect(fixed(value, places: places) == text)
  }
}

struct InstantTests {
  @Test(arguments: [
    (1_767_225_600_000, "2026-01-01T00:00:00Z", "Thu, 01 Jan 2026 00:00:00 GMT"),
    (0, "1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT"),
    (784_111_777_000, "1994-11-06T08:49:37Z", "Sun, 06 Nov 1994 08:49:37 GMT"),
    (951_782_400_250, "2000-02-29T00:00:00.250Z", "Tue, 29 Feb 2000 00:00:00 GMT"),
    (-1, "1969-12-31T23:59:59.999Z", "Wed, 31 Dec 1969 23:59:59 GMT"),
    (4_107_542_399_000, "2100-02-28T23:59:59Z", "Sun, 28 Feb 2100 23:59:59 GMT"),
  ])
  func timestampsAndHTTPDates(milliseconds: Int, timestamp: String, date: String) {
    let instant = Instant(milliseconds: milliseconds)
    #expect(instant.timestamp == timestamp)
    #expect(instant.httpDate == date)
  }
}
