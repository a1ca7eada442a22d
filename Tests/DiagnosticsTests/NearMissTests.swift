import Testing

@testable import Diagnostics

@Suite struct NearMissTests {
  @Test(arguments: [
    ("n_iteration", "n_iterations"), ("titel", "title"), ("SESSION", "session"), ("timout", "timeout"),
    ("fil", "file"),
  ])
  func nearest(name: String, expected: String) {
    let known = ["session", "title", "timeout", "file", "n_iterations"]
    #expect(NearMiss.nearest(to: name, in: known) == expected)
  }

  @Test(arguments: ["", "x", "zebra", "sessionsessionsession"])
  func noSuggestionWhenNoNameIsSimilar(name: String) {
    #expect(NearMiss.nearest(to: name, in: ["session", "title", "timeout"]) == nil)
  }

  @Test func suggestsTheFirstOfEquallyNearNamesNeverTheNameItself() {
    #expect(NearMiss.nearest(to: "cat", in: ["cat", "bat", "hat"]) == "bat")
    #expect(NearMiss.nearest(to: "cat", in: [String]()) == nil)
  }

  @Test func returnsAllEquallyNearNamesOrTheExactMatchAlone() {
    let names = NearMiss.Names(["start", "stars", "Start-up", "export"])
    #expect(names.nearest(to: "star") == [0, 1])
    #expect(names.nearest(to: "START") == [0])
    #expect(names.nearest(to: "zebra") == [])
  }

  @Test func guessTellsWhetherItIsUnambiguous() {
    let names = NearMiss.Names(["start", "stars", "export", "cat", "bat"])
    #expect(names.guess(for: "exprt") == .init("export"))
    #expect(names.guess(for: "star") == .init("start", isCertain: false))
    #expect(names.guess(for: "cat") == .init("bat"))
    #expect(names.guess(for: "zebra") == nil)
    for name in ["exprt", "star", "cat", "zebra", "Start", ""] {
      #expect(
        names.guess(for: name) == NearMiss.guess(for: name, in: ["start", "stars", "export", "cat", "bat"]))
    }
  }

  /// A program does not write another number, year or letter in place of the one that was written.
  @Test(arguments: [
    ("v1", "v2", false), ("q3-2023", "q3-2024", false), ("step", "step-1", false),
    ("step-a", "step-b", false),
    ("A", "B", false), ("ref1", "ref2", false), ("v1-intor", "v1-intro", true), ("step-A", "step-a", true),
    ("what-s-new", "whats-new", true), ("naïve", "naive", true), ("n_iteration", "n_iterations", true),
  ])
  func guessIsCertainForTheSameNumbers(name: String, near: String, isCertain: Bool) {
    #expect(NearMiss.guess(for: name, in: [near]) == .init(near, isCertain: isCertain))
  }

  /// Comparing each with all letter by letter would take minutes.
  @Test(.timeLimit(.minutes(1)))
  func thousandsOfMistakesAmongThousandsOfNames() {
    let names = NearMiss.Names((0..<20_000).map { "heading-number-\($0)" })
    var guesses = 0
    for index in 0..<2_000 where names.guess(for: "no-such-\(index)-x") != nil { guesses += 1 }
    #expect(guesses == 0)
    #expect(names.nearest(to: "heading-number-77777") == [])
  }

  @Test func veryLongTextsGetNoSuggestion() {
    let long = String(repeating: "a", count: 100_000)
    #expect(NearMiss.nearest(to: long, in: [long + "b"]) == nil)
  }

  @Test(arguments: [
    ("", "abc", 3), ("abc", "abc", 0), ("abc", "acb", 1), ("kitten", "sitting", 3), ("ab", "ba", 1),
    ("abcdef", "badcfe", 3), ("xabcd", "abcdx", 2), ("abcdefgh", "hgfedcba", 7),
  ])
  func distance(left: String, right: String, expected: Int) {
    for limit in 0...9 {
      let distance = NearMiss.distance(Array(left.unicodeScalars), Array(right.unicodeScalars), limit: limit)
      #expect(distance == min(expected, limit + 1), "within \(limit)")
    }
  }
}

@Suite struct LineDiffTests {
  private func diff(_ old: String, _ new: String, context: Int = 3) -> String? {
    LineDiff.unified(
      old.split(separator: "\n", omittingEmptySubsequences: false).map(String.init),
      new.split(separator: "\n", omittingEmptySubsequences: false).map(String.init), context: context)
  }

  @Test func equalTextsHaveNoDiff() {
    #expect(diff("a\nb", "a\nb") == nil)
    #expect(LineDiff.unified([], []) == nil)
  }

  @Test func changesAdditionsAndRemovals() {
    #expect(diff("a\nb\nc", "a\nx\nc") == "  a\n- b\n+ x\n  c")
    #expect(diff("a\nc", "a\nb\nc") == "  a\n+ b\n  c")
    #expect(diff("a\nb\nc", "a\nc") == "  a\n- b\n  c")
    #expect(LineDiff.unified([], ["a"]) == "+ a")
    #expect(LineDiff.unified(["a"], []) == "- a")
  }

  @Test func repeatedLinesAtTheEnds() {
    #expect(diff("a", "a\na") == "  a\n+ a")
    #expect(diff("x\na\na", "a") == "- x\n- a\n  a")
  }

  @Test func collapsesLongRunsOfEqualLines() {
    let lines = (1...20).map(String.init)
    var changed = lines
    changed[9] = "ten"
    #expect(
      LineDiff.unified(lines, changed, context: 1)
        == "  (8 equal lines)\n  9\n- 10\n+ ten\n  11\n  (9 equal lines)")
    #expect(
      LineDiff.unified(lines, lines + ["21"], context: 19)
        == (["  (1 equal line)"] + lines.dropFirst().map { "  " + $0 } + ["+ 21"]).joined(separator: "\n"))
  }

  @Test func veryLongChangesAreShownUnaligned() {
    let old = (0..<2_100).map { "a\($0)" }
    let new = (0..<2_100).map { "b\($0)" }
    let rows = LineDiff.unified(old, new)?.split(separator: "\n") ?? []
    #expect(rows.count == 4_200)
    #expect(rows.first == "- a0")
    #expect(rows.last == "+ b2099")
  }
}
