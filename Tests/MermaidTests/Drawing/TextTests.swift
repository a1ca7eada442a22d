import Testing

@testable import Mermaid

struct TextTests {
  /// Advances in 1/1000 em as in the Adobe font metrics of Helvetica and Helvetica Bold.
  @Test(
    arguments: [
      ("A", 667, 722), ("i", 222, 278), ("W", 944, 944), (" ", 278, 278), ("0", 556, 556), ("m", 833, 889),
      ("ß", 611, 611), ("É", 667, 667), ("@", 1015, 975),
    ])
  func advancesAgreeWithHelvetica(character: String, regular: Int, bold: Int) throws {
    let scalar = try #require(character.unicodeScalars.first)
    #expect(Int((AdvanceTable.regular.advance(of: scalar) * 1000).rounded()) == regular)
    #expect(Int((AdvanceTable.bold.advance(of: scalar) * 1000).rounded()) == bold)
  }

  @Test func wideCharactersCountAsFullWidth() {
    let em = Font.label.size * Font.safetyMargin
    #expect(Font.label.width(of: "中") >= em)
    #expect(Font.label.width(of: "🎉") >= em)
    #expect(Font.label.width(of: "e\u{301}") == Font.label.width(of: "e"))
  }

  private func lines(_ text: RichText, _ limit: Double) -> [String] {
    TextBlock(text, limit: limit).lines.map { $0.runs.map(\.text).joined() }
  }

  @Test func longLabelsBecomeLinesOfEqualLength() {
    #expect(
      lines("Collect the trajectories of every query of the batch", 200) == [
        "Collect the trajectories of", "every query of the batch",
      ])
  }

  @Test func authorsLineBreaksStay() {
    #expect(lines("one\ntwo", 200) == ["one", "two"])
    #expect(lines("", 200) == [])
  }

  @Test func longWordsBreakAfterPunctuation() {
    #expect(
      lines("training_trajectory_generation_duration_seconds", 150) == [
        "training_trajectory_", "generation_", "duration_seconds",
      ])
  }

  @Test func longNamesBreakAtTheirParts() {
    let name = "callTheCustomerServiceDepartment(now)"
    let parts = lines(RichText(name), 120)
    #expect(parts.count > 1)
    #expect(parts.joined() == name)
    #expect(parts.dropFirst().allSatisfy { $0.hasPrefix("(") || $0.first?.isUppercase == true })
  }

  @Test func aWordIsCutAnywhereOnlyBeyond300Pixels() {
    // An x is 7 px wide here: 40 of them make 291 px, 200 make 1,456.
    let whole = TextBlock(RichText(String(repeating: "x", count: 40)), limit: 120)
    #expect(whole.lines.count == 1)
    let cut = TextBlock(RichText(String(repeating: "x", count: 200)), limit: 120)
    #expect(cut.lines.count == 5)
    #expect(cut.width <= 300)
  }

  @Test func aNameIsKeptWholeUpToTheLongestWord() {
    let name = RichText("OrderToInvoiceCrossTeamMessenger")
    #expect(TextBlock(name, limit: 150, longestWord: 300).lines.count == 1)
    #expect(TextBlock(name, limit: 150).lines.count > 1)
  }

  @Test func chineseBreaksBetweenCharactersButNotBeforeAFullStop() {
    let result = lines("一二三四五六七八。", 62)
    #expect(result.joined() == "一二三四五六七八。")
    #expect(result.count > 1)
    #expect(result.allSatisfy { !$0.hasPrefix("。") })
  }

  @Test func aWordInTwoStylesIsNotBroken() {
    let text = RichText(lines: [[.init("pre"), .init("fix", bold: true), .init(" word")]])
    #expect(lines(text, 36) == ["prefix", "word"])
  }

  @Test func blockSizeIsThatOfItsLines() {
    let block = TextBlock("one\nlonger line", limit: 300)
    #expect(block.height == 2 * Font.label.lineHeight)
    #expect(block.width == Font.label.width(of: "longer line"))
  }
}
