import JSON
import Processes
import TestSupport
import Testing

/// `flowdocs contract diff` as a shell starts it.
struct ContractDiffProgramTests {
  static func contract(version: String, param: String, maximum: Int) -> String {
    """
    {
      "openrpc": "1.4.0", "info": {"title": "T", "version": "\(version)"},
      "methods": [
        {"name": "job.start", "params": [
          {"name": "\(param)", "required": true, "schema": {"type": "integer", "maximum": \(maximum)}}
        ], "result": {"name": "ok", "schema": {"type": "boolean"}}}
      ]
    }
    """
  }

  /// `old.json`, one version with nothing that breaks a client, and one with two things.
  func project() throws -> TestFolder {
    try TestFolder([
      "old.json": Self.contract(version: "1", param: "steps", maximum: 10),
      "wider.json": Self.contract(version: "2", param: "steps", maximum: 20),
      "narrower.json": Self.contract(version: "1", param: "steps", maximum: 5),
      "broken.json": "{",
    ])
  }

  @Test func whatBreaksNoClientEndsWithZero() async throws {
    let result = try await ProgramTests().flowdocs(
      "contract", "diff", "old.json", "wider.json", in: try project())
    #expect(result.exitCode == 0)
    expectText(
      result.outputText,
      """
      Compatible:
        `job.start(steps)` `maximum` was 10 and is 20 [range]
          old: old.json:5:73
          new: wider.json:5:73

      Documentation:
        The API has the version "2"; it was "1" [api-version]
          old: old.json:2:46
          new: wider.json:2:46

      """)
    #expect(result.errorText == "1 compatible, 1 documentation\n")
  }

  @Test func whatBreaksClientsEndsWithOneInEveryFormat() async throws {
    let project = try project()
    func diff(_ format: String) async throws -> ProcessResult {
      let result = try await ProgramTests().flowdocs(
        "contract", "diff", "old.json", "narrower.json", "--format", format, in: project)
      #expect(result.exitCode == 1, "\(format)")
      return result
    }
    try await expectText(
      diff("text").outputText,
      """
      Breaking:
        `job.start(steps)` `maximum` was 10 and is 5 [range]
          old: old.json:5:73
          new: narrower.json:5:73

      """)
    try await expectText(
      diff("markdown").outputText,
      """
      ### Breaking

      - `job.start(steps)` `maximum` was 10 and is 5. (`range`)

      """)
    let report = try JSONParser.parse(try await diff("json").outputText)
    let change = try #require(report["changes"]?[0])
    let isBreaking: JSON = .bool(true)
    #expect(report["isBreaking"] == isBreaking)
    #expect(change["rule"]?.string == "range")
    #expect(change["severity"]?.string == "breaking")
    #expect(change["old"]?["pointer"]?.string == "/methods/0/params/0/schema/maximum")
    #expect(change["new"]?["path"]?.string == "narrower.json")
  }

  @Test func theSameFileTwiceIsNoChange() async throws {
    let result = try await ProgramTests().flowdocs(
      "contract", "diff", "old.json", "old.json", in: try project())
    #expect(result.exitCode == 0)
    #expect(result.errorText == "no change\n")
  }

  @Test(arguments: [["old.json", "gone.json"], ["old.json"], ["old.json", "wider.json", "--format", "xml"]])
  func misuseEndsWithTwo(_ arguments: [String]) async throws {
    let project = try project()
    let result = try await ProcessRunner().run(
      ProgramTests.program, arguments: ["contract", "diff"] + arguments,
      environment: ["PATH": "/usr/bin:/bin"], directory: project.root)
    #expect(result.exitCode == 2)
    #expect(result.outputText.isEmpty)
  }

  @Test func aFileThatIsNoContractIsShownWithItsPlace() async throws {
    let result = try await ProgramTests().flowdocs(
      "contract", "diff", "old.json", "broken.json", in: try project())
    #expect(result.exitCode == 2)
    #expect(result.errorText.hasPrefix("broken.json:1:2: error: "))
  }
}
