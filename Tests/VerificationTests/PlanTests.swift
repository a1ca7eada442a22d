import Diagnostics
import Languages
import Pages
import Project
import Testing
import Verification

/// What is decided from the pages alone, in memory.
struct PlanTests {
  private func plan(_ page: String, policy: [String: ProofLevel] = [:], hasService: Bool = true) async -> Plan
  {
    let project = Project(root: "/project", policy: policy)
    let pages = [
      PageReader(project: project, files: .memory([:])).page(
        "page.md", SourceText(path: "page.md", text: page))
    ]
    return Planner(project: project, pages: pages, hasService: hasService, languages: .all).plan([0])
  }

  /// `name: languages of the programs, exchanges and payloads`.
  private func sessions(_ plan: Plan) -> [String] {
    plan.sessions.map { session in
      session.name + ": "
        + session.units.map { unit in
          switch unit {
          case .program(let program):
            program.language.id + program.examples.map { " \($0.id.block)" }.joined()
          case .exchange(let exchange): "exchange \(exchange.request.block) \(exchange.response.block)"
          case .payload(let id, _): "payload \(id.block)"
          }
        }.joined(separator: ", ")
    }
  }

  @Test func blocksOfASessionShareAProcessForEachLanguage() async {
    let plan = await plan(
      """
      ```python session=a
      x = 1
      ```

      ```sh session=a
      ls
      ```

      ```python session=a
      print(x)
      ```

      ```output
      1
      ```

      ```console session=a
      $ ls
      ```

      ```swift
      let x = 1
      ```
      """, policy: ["python": .run, "sh": .run, "swift": .compile])
    #expect(sessions(plan) == ["a: python 0 2, sh 1 4", "block 5: swift 5"])
    #expect(plan.sessions[0].executes)
    #expect(!plan.sessions[1].executes)
    #expect(plan.others.isEmpty)
  }

  @Test func otherBlocksAreShownSkippedOrChecked() async {
    let plan = await plan(
      """
      ```text
      a
      ```

      ```sh skip="no cluster" until=2027-01-01
      kubectl
      ```

      ```mermaid
      flowchart LR
      ```

      ```cobol
      STOP RUN.
      ```
      """)
    let others = plan.others.sorted { $0.key < $1.key }.map(\.value)
    #expect(plan.sessions.isEmpty)
    #expect(others == [.checked, .skipped(reason: "no cluster"), .checked, .checked])
  }

  @Test func aRequestAndItsResponseAreAnExchangeWhenThereIsAService() async {
    let page = """
      ```json
      {"jsonrpc": "2.0", "id": 1, "method": "a"}
      ```

      ```json
      {"jsonrpc": "2.0", "id": 1, "result": true}
      ```
      """
    #expect(sessions(await plan(page)) == ["block 0: exchange 0 1"])
    #expect(sessions(await plan(page, hasService: false)) == ["block 0: payload 0", "block 1: payload 1"])
  }
}
