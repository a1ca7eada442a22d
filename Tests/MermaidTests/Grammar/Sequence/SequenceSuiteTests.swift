import Testing

@Suite struct SequenceSuiteTests {
  @Test(.enabled(if: PublicDiagrams.isPresent("sequence")))
  func agreesWithMermaidOnPublicDiagrams() throws {
    let agreement = try PublicDiagrams("sequence").agreement()
    #expect(agreement.acceptance >= 0.99)
    #expect(agreement.leniency <= 0.02)
  }
}
