import Foundation
import JSON
import TestSupport
import Testing

/// The JSONTestSuite: `y_` files are JSON, `n_` files are not, `i_` files may be either.
private enum ConformanceSuite {
  static let folder = PublicSuite.json.folder.appending(path: "test_parsing")

  static func files(_ prefix: String) throws -> [(name: String, data: Data)] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix(prefix) }.sorted()
      .map { ($0, try Data(contentsOf: folder.appendingPathComponent($0))) }
  }
}

@Suite(.enabled(if: PublicSuite.json.isPresent, PublicSuite.json.absence))
struct ConformanceTests {
  private func accepts(_ data: Data) -> Bool {
    do throws(JSONSyntaxError) {
      _ = try JSONParser.parse(data)
      return true
    } catch {
      return false
    }
  }

  @Test func validTextsAreAccepted() throws {
    let files = try ConformanceSuite.files("y_")
    let refused = files.filter { !accepts($0.data) }.map(\.name)
    print("JSONTestSuite, y_: \(files.count - refused.count) passed, \(refused.count) failed")
    #expect(files.count > 90)
    #expect(refused == [])
  }

  @Test func invalidTextsAreRefused() throws {
    let files = try ConformanceSuite.files("n_")
    let accepted = files.filter { accepts($0.data) }.map(\.name)
    print("JSONTestSuite, n_: \(files.count - accepted.count) passed, \(accepted.count) failed")
    #expect(files.count > 180)
    #expect(accepted == [])
  }

  @Test func implementationDefinedCases() throws {
    let files = try ConformanceSuite.files("i_")
    let accepted = files.filter { accepts($0.data) }.map(\.name)
    print("JSONTestSuite, i_: \(accepted.count) of \(files.count) accepted")
    let numbers = files.map(\.name).filter { $0.hasPrefix("i_number_") }
    #expect(accepted == numbers + ["i_structure_500_nested_arrays.json"])
  }

  @Test func writtenValuesParseBackEqual() throws {
    for (name, data) in try ConformanceSuite.files("y_") {
      let value = try JSONParser.parse(data)
      for style in [JSONStyle.compact, .pretty] {
        #expect(try JSONParser.parse(value.text(style)) == value, "\(name)")
      }
    }
  }
}
