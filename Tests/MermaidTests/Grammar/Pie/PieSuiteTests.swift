import Testing

@Suite struct PieSuiteTests {
  @Test(.enabled(if: PublicDiagrams.isPresent("pie")))
  func agreesWithMermaidOnPublicDiagrams() throws {
    let agreement = try PublicDiagrams("pie").agreement()
    #expect(agreement.acceptance >= 0.99)
    #expect(agreement.leniency <= 0.02)
  }
}
