import Diagnostics
import OpenRPC
import Pages
import Testing
import Verification

/// `sum.add` with an example that says 1 + 2 is this.
private func contract(_ sum: Int, more: String = "") -> String {
  #"""
  {"openrpc": "1.3.2", "info": {"title": "Sums", "version": "1"}, "methods": [
    {"name": "sum.add",
     "params": [{"name": "a", "required": true, "schema": {"type": "integer"}},
                {"name": "b", "required": true, "schema": {"type": "integer"}}],
     "result": {"name": "sum", "schema": {"type": "integer"}},
     "examples": [{"name": "One and two", "params": [{"name": "a", "value": 1}, {"name": "b", "value": 2}],
       "result": {"name": "sum", "value": \#(sum)}}]},
    {"name": "sum.note", "params": [{"name": "text", "schema": {"type": "string"}}],
     "examples": [{"name": "A note", "params": [{"name": "text", "value": "hello"}]}]}]\#(more)}
  """#
}

extension ProjectFolder {
  /// Verifies the reference of `api.json` and the pages beside it.
  fileprivate func verifyReference(_ options: VerificationOptions = .init()) async throws
    -> VerificationReport
  {
    try await verify(options, generatesReference: true) { project in
      project.contract = "api.json"
      project.service = .contractMock
      project.reference.folder = "api"
      project.reference.token = "API_TOKEN"
    }
  }
}

struct ForeignContractTests {
  @Test func samplesOfAnyContractRunAgainstItsMock() async throws {
    let folder = try ProjectFolder(["api.json": contract(3)])
    let report = try await folder.verifyReference()
    #expect(report.lines == [])
    // cURL, Python, Swift, request and response; the notification has no response body but a status.
    #expect(report.verdicts(of: "api/methods/sum.add.md") == Array(repeating: "ran", count: 5))
    #expect(report.verdicts(of: "api/methods/sum.note.md") == Array(repeating: "ran", count: 5))
  }

  @Test func namesMayHaveSpaces() async throws {
    let text = contract(3).replacing("sum.add", with: "add two numbers")
    let report = try await ProjectFolder(["api.json": text]).verifyReference()
    #expect(report.lines == [])
    #expect(report.counts[.ran] == 10)
  }

  @Test func anUpdateRewritesTheExampleOfTheContract() async throws {
    let folder = try ProjectFolder(["api.json": contract(3)])
    let shown = try await folder.verifyReference()
    #expect(shown.updates.isEmpty)
    // The mock says what its contract says, so another one stands for a service that has changed.
    let changed = try Contract.load(SourceText(path: "api.json", text: contract(4)))
    let report = try await folder.verifyReference(
      .init(
        updates: true, usesCache: false, service: .mock(contract: changed, options: .init(token: "API_TOKEN"))
      ))
    #expect(report.updates.map(\.path) == ["api.json"])
    #expect(try folder.text("api.json") == contract(4))
  }

  @Test func aSampleThatIsAnsweredOtherwise() async throws {
    let folder = try ProjectFolder([
      "api.json": contract(3),
      "page.md": """
      # Page

      ```sh run exchange=sum
      curl -sS "$API_URL" -H "Content-Type: application/json" \\
        -d '{"jsonrpc": "2.0", "id": 7, "method": "sum.add", "params": [1]}'
      ```

      ```sh run exchange=sum
      echo nothing is sent
      ```

      ```sh run exchange=some
      echo there is no such request
      ```

      ```json run exchange=sum
      {"jsonrpc": "2.0", "id": 1, "method": "sum.add", "params": {"a": 1, "b": 2}}
      ```

      ```json
      {"jsonrpc": "2.0", "id": 1, "result": 3}
      ```
      """,
    ])
    let report = try await folder.verifyReference(.init(paths: ["page.md"]))
    #expect(
      report.lines == [
        "page.md:3:1 error answers-differ: The response to this example differs from that of the exchange `sum`: "
          + "it is an error",
        "page.md:8:20 error answers-differ: This example sends no request to the service",
        "page.md:12:20 error answers-differ: No request on this page has `exchange=some`",
      ])
  }

  @Test func theAnswerToAnEarlierRequestOfTheSessionIsNotThatOfASample() async throws {
    let folder = try ProjectFolder([
      "api.json": contract(3),
      "page.md": """
      # Page

      ```json run session=sum exchange=sum
      {"jsonrpc": "2.0", "id": 1, "method": "sum.add", "params": {"a": 1, "b": 2}}
      ```

      ```json
      {"jsonrpc": "2.0", "id": 1, "result": 3}
      ```

      ```sh run session=sum exchange=sum
      echo nothing is sent
      ```
      """,
    ])
    let report = try await folder.verifyReference(.init(paths: ["page.md"]))
    #expect(
      report.lines == ["page.md:11:32 error answers-differ: This example sends no request to the service"])
  }
}
