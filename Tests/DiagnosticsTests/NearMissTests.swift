import Determinism
import Testing

@testable import Diagnostics

struct NearMissTests {
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
    let (left, right) = (Array(left.unicodeScalars), Array(right.unicodeScalars))
    for limit in 0...9 {
      #expect(EditDistance(from: left).to(right, limit: limit) == min(expected, limit + 1), "within \(limit)")
      #expect(EditDistance.between(left, right, limit: limit) == min(expected, limit + 1), "within \(limit)")
    }
  }

  /// One bit for each cell of the table, and the table itself.
  @Test func bothWaysOfMeasuringAgree() {
    var generator = SplitMix64(seed: 3)
    let letters = Array("abcé😀".unicodeScalars)
    for length in 0...70 {
      for _ in 0..<20 {
        let left = (0..<length).map { _ in letters[generator.below(letters.count)] }
        // Some letters of it changed, so that near texts are measured too.
        var right = left.filter { _ in generator.below(9) > 0 }
        if right.count > 1 { right.swapAt(0, 1) }
        right += letters.prefix(generator.below(3))
        for limit in [0, 1, length / 3, 100] {
          #expect(
            EditDistance(from: left).to(right, limit: limit)
              == EditDistance.between(left, right, limit: limit), "\(left) \(right) \(limit)")
        }
      }
    }
  }

  @Test func guessesAmongSomeOfTheNames() {
    let names = NearMiss.Names(["guide/start.md", "tours/start.md", "tours/export.md"])
    #expect(names.guess(for: "tours/strat.md", among: [0, 1, 2]) == .init("tours/start.md"))
    #expect(names.guess(for: "guid/start.md", among: [0]) == .init("guide/start.md"))
    #expect(names.guess(for: "tours/strat.md", among: [0]) == nil)
    #expect(names.guess(for: "tours/start.md", among: [1]) == nil)
  }
}
