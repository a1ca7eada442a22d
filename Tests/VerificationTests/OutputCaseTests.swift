import Foundation
import Pages
import TestSupport
import Testing
import Verification

/// One table of outputs, which the script of walkthroughs is tested with, too (Tests/Field/browser).
struct OutputCaseTests {
  struct Case: Decodable {
    var expected: String
    var actual: String
    /// The first line of the page that differs, from 0; -1 when all match.
    var line: Int
  }

  struct CaptureCase: Decodable {
    /// After `NAME=`.
    var source: String
    var output: String
    /// `nil` when it has no value.
    var value: String?
  }

  @Test func valuesAreCapturedAsTheTableSays() async throws {
    let file = Checkout.root.appending(path: "Tests/Field/browser/captures.json")
    let cases = try JSONDecoder().decode([CaptureCase].self, from: Data(contentsOf: file))
    #expect(cases.count > 25)
    for example in cases {
      let capture = try #require(
        Capture.list("N" + (example.source.isEmpty ? "" : "=" + example.source))?.first)
      #expect(capture.text(in: example.output) == example.value, "\(example.source) in \(example.output)")
    }
  }

  @Test func outputsMatchAsTheTableSays() throws {
    let file = Checkout.root.appending(path: "Tests/Field/browser/cases.json")
    let cases = try JSONDecoder().decode([Case].self, from: Data(contentsOf: file))
    #expect(cases.count > 30)
    for example in cases {
      #expect(
        OutputPattern(example.expected).matches(example.actual) == (example.line < 0),
        "\(example.expected) against \(example.actual)")
    }
  }
}
