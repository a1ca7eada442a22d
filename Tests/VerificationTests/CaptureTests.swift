import Diagnostics
import JSON
import Pages
import Project
import Testing
import Verification

/// Values that later blocks of a session find as variables.
struct CaptureTests {
  @Test func valuesReachLaterBlocksInAnyLanguage() async throws {
    let folder = try ProjectFolder([
      "page.md": """
      ```sh session=a capture="JOB_ID=job <number>, LAST"
      echo "started job 42 of 50"
      echo "it's done"
      ```

      ```python session=a capture="OWNER=/owner, LIMITS=/limits, COUNT=/count"
      import json, os
      print(json.dumps({"owner": "ada", "limits": {"gpu": 2}, "count": int(os.environ["JOB_ID"]) + 1}))
      ```

      ```sh session=a
      echo "$JOB_ID $LAST $OWNER $LIMITS $COUNT"
      ```

      ```output
      42 it's done ada {"gpu":2} 43
      ```

      ```console session=a capture=NAME
      $ echo "$OWNER"
      ada
      ```

      ```swift session=a
      import Foundation
      let environment = ProcessInfo.processInfo.environment
      print(environment["JOB_ID"] ?? "none", environment["NAME"] ?? "none")
      ```

      ```output
      42 ada
      ```
      """
    ])
    let report = try await folder.verify()
    #expect(report.lines == [])
    #expect(report.verdicts(of: "page.md") == Array(repeating: "ran", count: 7))
    // They are of one session, so its result is kept as a whole.
    #expect(try await folder.verify().executed == 0)
  }

  @Test func aSessionThatCapturesRunsInTheOrderOfThePage() async throws {
    let folder = try ProjectFolder([
      "page.md": """
      ```sh session=a
      echo 1 > number
      ```

      ```python session=a capture=N
      print(int(open("number").read()) + 1)
      ```

      ```sh session=a
      echo "$N after $(cat number)"
      ```

      ```output
      2 after 1
      ```
      """
    ])
    #expect(try await folder.verify().lines == [])
  }

  @Test(arguments: [
    ("ID=/job/id", #"echo '{"job": {"name": "a"}}'"#, "the JSON has no `/job/id`"),
    ("ID=job <uuid>", "echo 'job 7'", "no line has `job <uuid>`"),
    ("ID", "true", "the output is empty"),
    ("ID=/id", "echo 'id: 7'", "the output is not JSON"),
  ])
  func aValueThatIsNotThereFailsTheBlock(capture: String, code: String, reason: String) async throws {
    let folder = try ProjectFolder([
      "page.md": """
      ```sh session=a capture="\(capture)"
      \(code)
      ```

      ```sh session=a
      echo "$ID"
      ```
      """
    ])
    try await #expect(
      folder.verify().lines == [
        "page.md:1:26 error capture-failed: `ID` has no value: \(reason)",
        "page.md:5:1 error example-not-run: This block did not run, because the session ended before it",
      ])
  }

  @Test func aChangedCaptureRunsItsSessionAgain() async throws {
    func page(_ source: String) -> String {
      """
      ```sh session=a capture="N=\(source)"
      echo '{"a": 1, "b": 2}'
      ```

      ```sh session=a
      echo "$N"
      ```

      ```output
      1
      ```
      """
    }
    let folder = try ProjectFolder(["page.md": page("/a")])
    #expect(try await folder.verify().lines == [])
    try folder.write("page.md", page("/b"))
    let report = try await folder.verify()
    #expect(report.executed == 1)
    #expect(
      report.lines == [
        "page.md:10:1 error output-mismatch: The output of the example differs from this block"
      ])
  }
}
