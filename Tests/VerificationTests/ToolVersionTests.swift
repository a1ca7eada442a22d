import Project
import Testing

@testable import Verification

struct ToolVersionTests {
  @Test(arguments: [
    ("Python 3.11.2\n", "3.11.2"),
    ("GNU bash, version 5.2.15(1)-release (x86_64-pc-linux-gnu)\nCopyright (C) 2022\n", "5.2.15"),
    ("Swift version 6.3.1 (swift-6.3.1-RELEASE)\nTarget: x86_64-unknown-linux-gnu\n", "6.3.1"),
    ("v20.20.2\n", "20.20.2"),
    ("a tool of 2024\n", nil),
    ("", nil),
  ])
  func numberIsTheFirstThatHasADot(_ printed: String, _ number: String?) {
    #expect(ToolVersion.number(in: printed) == number)
  }

  @Test func recordsNameWhatRanABlock() async throws {
    let folder = try ProjectFolder(["page.md": "```sh\ntrue\n```\n\n```python\n1\n```\n\n```json\n{}\n```\n"])
    let report = try await folder.verify { $0.policy = ["sh": .run, "python": .run] }
    let tools = report.ledger.records.map(\.tools)
    #expect(tools.count == 3 && tools[2] == [])
    #expect(tools[0].first?.wholeMatch(of: /bash \d+\.\d+\.\d+/) != nil)
    #expect(tools[1].first?.wholeMatch(of: /python3 3\.\d+\.\d+/) != nil)
  }
}
