import Diagnostics
import Foundation
import TestSupport
import Testing

struct ReleaseTests {
  /// `## 0.1.0, unreleased` or `## 0.1.0, 2026-12-01`: the first heading of the second level.
  @Test func theNewestSectionOfTheChangelogIsThisVersion() throws {
    let changelog = try String(contentsOf: Checkout.root.appending(path: "CHANGELOG.md"), encoding: .utf8)
    let heading = try #require(changelog.split(separator: "\n").first { $0.hasPrefix("## ") })
    let words = heading.dropFirst(3).split(separator: ", ")
    #expect(words.first.map(String.init) == Release.version)
    #expect(words.count == 2 && (words.last == "unreleased" || words.last?.count == "2026-12-01".count))
  }

  @Test func itIsASemanticVersion() {
    let numbers = Release.version.split(separator: ".", omittingEmptySubsequences: false)
    #expect(numbers.count == 3 && numbers.allSatisfy { Int($0) != nil })
  }
}
