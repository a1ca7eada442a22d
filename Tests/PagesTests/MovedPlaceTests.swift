import Diagnostics
import Project
import Testing

@testable import Pages

struct MovedPlaceTests {
  private func read(_ text: String) throws -> [MovedPlace] {
    let list = Project.SettingFile(file: "moved.yml", span: SourceSpan(file: "site/portal.yml"))
    return try MovedPlace.all(list, in: DataFiles(.memory(["moved.yml": text])))
  }

  @Test func rowsArePagesAndHeadings() throws {
    let moved = try read("- { old: a%20b.md#x, new: guides/c.md }\n")
    #expect(moved.map(\.old) == [MovedPlace.Place("a b.md#x")])
    #expect(moved.map(\.new) == [MovedPlace.Place(path: "guides/c.md")])
  }

  @Test(arguments: ["- { old: a.md }", "- { old: a.md, new: 1 }", "- a.md"])
  func aRowWithoutOneOfTheAddressesIsAnError(text: String) {
    let error = #expect(throws: DiagnosticError.self) { try read(text + "\n") }
    #expect(
      error?.diagnostics.map(\.message) == ["A row of `moved.yml` must have the strings `old` and `new`"])
  }

  @Test(arguments: ["../up.md", "/root.md", ".git/a.md", "a.html", "", "a//b.md"])
  func anAddressThatIsNotAPageIsAnError(address: String) {
    for row in ["{ old: \"\(address)\", new: a.md }", "{ old: a.md, new: \"\(address)\" }"] {
      let error = #expect(throws: DiagnosticError.self) { try read("- \(row)\n") }
      #expect(error?.diagnostics.map(\.message) == ["`\(address)` is not the path of a page"])
    }
  }
}
