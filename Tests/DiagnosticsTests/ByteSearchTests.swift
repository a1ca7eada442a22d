import Diagnostics
import Testing

/// The first place of some bytes in others.
struct ByteSearchTests {
  private let text = Array("a {{ b }} {{% c %}}".utf8)

  @Test(arguments: [
    ("{{", 2..<4), ("{{%", 10..<13), ("}}", 7..<9), ("a", 0..<1), ("%}}", 16..<19), ("", 0..<0),
    ("a {{ b }} {{% c %}}", 0..<19),
  ])
  func theFirstPlaceIsFound(wanted: String, expected: Range<Int>) {
    #expect(text.firstRange(of: Array(wanted.utf8)) == expected)
  }

  @Test(arguments: ["{{<", "z", "}}}", "a {{ b }} {{% c %}}!"])
  func whatIsNotThereHasNoPlace(wanted: String) {
    #expect(text.firstRange(of: Array(wanted.utf8)) == nil)
  }

  @Test func placesInAPartAreThoseOfTheWhole() {
    #expect(text[3...].firstRange(of: "{{") == 10..<12)
    #expect(text[3..<11].firstRange(of: "{{") == nil)
    #expect(text.firstRange(of: Array("{{".utf8), in: 3..<100) == 10..<12)
    #expect(text.firstRange(of: Array("{{".utf8), in: 3..<11) == nil)
    #expect(text[19...].firstRange(of: "a") == nil)
  }

  @Test(arguments: ["needle", "dle!", "hay needle", "need"])
  func longTextsAreSearchedAlike(wanted: String) {
    let hay = String(repeating: "hay ", count: 200)
    let long = Array((hay + "needle!").utf8)
    let start = hay.utf8.count + (wanted == "dle!" ? 3 : wanted == "hay needle" ? -4 : 0)
    #expect(long.firstRange(of: Array(wanted.utf8)) == start..<(start + wanted.utf8.count))
    #expect(long.firstRange(of: Array("needless".utf8)) == nil)
  }

  @Test(arguments: [("needle", true), ("Needle", false), ("needle!", false), ("", true), ("é", true)])
  func aTextHasAnotherInIt(wanted: String, expected: Bool) {
    let text = "a needle é"
    #expect(text.contains(wanted) == expected)
    #expect(text.dropFirst(1).contains(wanted) == expected)
  }
}
