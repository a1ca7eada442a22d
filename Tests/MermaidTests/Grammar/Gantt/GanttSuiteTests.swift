import Testing

@Suite struct GanttSuiteTests {
  @Test(.enabled(if: PublicDiagrams.isPresent("gantt")))
  func agreesWithMermaidOnPublicDiagrams() throws {
    let agreement = try PublicDiagrams("gantt").agreement()
    #expect(agreement.acceptance >= 0.99)
    #expect(agreement.leniency <= 0.02)
  }
}
