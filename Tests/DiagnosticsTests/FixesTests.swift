import Diagnostics
import Testing

struct FixesTests {
  private let rule = Rule("a-rule", .error, "A rule")
  private let source = SourceText(path: "a.md", text: "one two three\n")

  private func finding(_ range: Range<Int>, _ text: String) -> Diagnostic {
    Diagnostic(rule, "m", at: source.span(range), replacements: source.replacing(range, with: text))
  }

  private func fixed(_ diagnostics: [Diagnostic]) -> String? {
    Fixes(diagnostics).applied(to: source.bytes, of: "a.md").map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func appliesReplacementsInSourceOrder() {
    #expect(fixed([finding(8..<13, "3"), finding(0..<3, "1"), finding(4..<4, "and ")]) == "1 and two 3\n")
    #expect(Fixes([finding(0..<3, "1"), finding(8..<13, "3")]).counts == ["a.md": 2])
    #expect(fixed([]) == "one two three\n")
  }

  @Test func ofOverlappingFixesOnlyTheFirstByPositionIsApplied() {
    let findings = [finding(0..<7, "A"), finding(4..<13, "B")]
    #expect(fixed(findings) == "A three\n")
    #expect(fixed(findings.reversed()) == "A three\n")
    #expect(Fixes(findings).counts == ["a.md": 1])
    // Neighbours do not overlap; two insertions at one place do.
    #expect(fixed([finding(0..<4, ""), finding(4..<8, "")]) == "three\n")
    #expect(fixed([finding(4..<4, "x "), finding(4..<4, "y ")]) == "one x two three\n")
  }

  @Test func fixIsAppliedCompletelyOrNotAtAll() {
    var second = finding(4..<7, "2")
    second.replacements += source.replacing(8..<13, with: "3")
    #expect(fixed([second]) == "one 2 3\n")
    #expect(fixed([finding(0..<5, "A"), second]) == "Awo three\n")
  }

  @Test func identicalFixesAreAppliedOnce() {
    let fixes = Fixes([finding(0..<3, "1"), finding(0..<3, "1")])
    #expect(fixes.counts == ["a.md": 2])
    #expect(fixes.replacements["a.md"]?.count == 1)
  }

  @Test func fixIsNotAppliedToAChangedFile() {
    let fixes = Fixes([finding(8..<13, "3")])
    #expect(fixes.applied(to: Array("one two four\n".utf8), of: "a.md") == nil)
    #expect(fixes.applied(to: Array("one".utf8), of: "a.md") == nil)
  }

  @Test func replacementRequiresTheExpectedTextAtItsRange() {
    #expect(Replacement(of: "two", at: source.span(4..<7), with: "2")?.text == "2")
    #expect(Replacement(of: "tow", at: source.span(4..<7), with: "2") == nil)
    #expect(Replacement(of: "two", at: source.span(4..<7), with: "two") == nil)
    let long = SourceText(path: "b.md", text: String(repeating: "x", count: 400) + " two")
    #expect(Replacement(of: "two", at: long.span(401..<404), with: "2")?.span.range == 401..<404)
  }

  @Test func replacesCopiedTextInItsSourceButNotGeneratedText() {
    var assembly = SourceAssembly()
    assembly.add("made ", from: source, at: 0..<3)
    assembly.copy(4..<13, of: source)
    let text = assembly.text(path: "made.md")
    #expect(text.replacing(0..<4, with: "x") == [])
    #expect(text.replacing(2..<8, with: "x") == [])
    let replacements = text.replacing(9..<14, with: "3")
    #expect(replacements.map(\.span.path) == ["a.md"])
    #expect(replacements.map(\.original) == ["three"])
    #expect(replacements.map(\.span.range) == [8..<13])
  }

  @Test func ambiguousGuessIsShownButNotApplied() {
    let near = NearMiss.guess(for: "tree", in: ["three", "free", "one"])
    #expect(near == .init("three", isCertain: false))
    #expect(NearMiss.guess(for: "thre", in: ["one", "three"]) == .init("three"))
    let span = source.span(8..<13)
    let unsure = Diagnostic(
      rule, "Unknown number `three`", at: span, name: "three", guess: .init("tree", isCertain: false))
    #expect(unsure.message == "Unknown number `three`. Did you mean `tree`?")
    #expect(unsure.replacements == [])
    let sure = Diagnostic(rule, "Unknown number `three`", at: span, name: "three", guess: .init("tree"))
    #expect(sure.replacements.map(\.text) == ["tree"])
    let none = Diagnostic(
      rule, "Unknown number `three`", at: span, name: "three", guess: nil, otherwise: "remove it")
    #expect(none.message == "Unknown number `three`")
    #expect(none.fix == "remove it")
  }
}
