import Testing

@Suite struct ClassSuiteTests {
  @Test(.enabled(if: PublicDiagrams.isPresent("class")))
  func agreesWithMermaidOnPublicDiagrams() throws {
    let agreement = try PublicDiagrams("class").agreement()
    #expect(agreement.acceptance >= 0.99)
    #expect(agreement.leniency <= 0.02)
  }
}
