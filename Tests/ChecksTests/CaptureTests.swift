import Pages
import TestSupport
import Testing

/// `capture=` that has an effect, and variables that have a value where they are used.
struct CaptureTests {
  private func lines(_ page: String) async throws -> [String] { try await Tree.portal(page).lines() }

  @Test func captureAndUseInOneSessionIsRight() async throws {
    try await expectEqual(
      lines(
        """
        # A

        ```sh run session=a capture="JOB_ID=job <number>"
        echo job 7
        ```

        ```python run session=a
        import os
        print(os.environ["JOB_ID"])
        ```

        ```sh run session=a
        echo "$JOB_ID"
        ```

        """), [])
  }

  @Test func captureWithoutEffectIsFound() async throws {
    try await expectEqual(
      lines(
        """
        # A

        ```sh run capture=ALONE
        echo 7
        ```

        ```sh session=a capture=NOT_RUN
        echo 7
        ```

        ```sh run session=b
        echo 7
        ```

        ```output capture=SHOWN
        7
        ```

        ```sh run session=b capture=LAST
        echo 7
        ```

        """),
      [
        "content/page.md:3:19: `capture` has no effect without `session`, because no other block runs in the session of this one → write the same `session=NAME` on this block and on those that use the value",
        "content/page.md:7:25: `capture` has no effect on this block, which is not run → write it on the block that prints the value, or on the request",
        "content/page.md:15:19: `capture` has no effect on this block, which is not run → write it on the block that prints the value, or on the request",
        "content/page.md:19:29: `capture` has no effect, because no block of its session runs after this one → remove it, or give the block that uses the value the same session",
      ])
  }

  @Test func namesThatAreCapturedTwiceOrUsedTooEarlyAreFound() async throws {
    try await expectEqual(
      lines(
        """
        # A

        ```sh run session=a
        echo "$JOB_ID"
        OWN=1
        echo "$OWN"
        ```

        ```sh run session=a capture="JOB_ID, OWN"
        echo 7
        ```

        ```python run session=a capture=JOB_ID
        print(7)
        ```

        ```sh run session=a
        echo "$JOB_ID"
        ```

        ```sh run session=b
        echo "$JOB_ID"
        ```

        """),
      [
        "content/page.md:4:7: `JOB_ID` is used before it is captured → move this block below the one that captures it",
        "content/page.md:13:33: `JOB_ID` is captured twice in one session → rename one of the two",
        "content/page.md:22:7: `JOB_ID` is captured in the session `a`, and has no value in this one → put both blocks into one session, or capture the value here, too",
      ])
  }

  @Test func compiledBlocksRunAtThePlaceOfTheFirst() async throws {
    try await expectEqual(
      lines(
        """
        # A

        ```swift run session=a
        let a = 1
        ```

        ```sh run session=a capture=N
        echo 7
        ```

        ```swift run session=a
        import Foundation
        print(ProcessInfo.processInfo.environment["N"] ?? "")
        ```

        ```sh run session=a
        echo "$N"
        ```

        """),
      [
        "content/page.md:13:43: `N` has no value here, because all Swift blocks of a session run at the place of the first → capture it before the first of them, or give this block a session of its own"
      ])
  }

  @Test func tracksOfAWalkthroughMayCaptureTheSameName() async throws {
    let page = """
      ---
      kind: walkthrough
      ---

      # Walk

      ## Start

      ```sh run tab=Shell capture=JOB_ID
      echo 7
      ```

      ```python run tab=Python capture=JOB_ID
      print(7)
      ```

      ```sh run
      echo "$JOB_ID"
      ```

      ```output
      7
      ```

      """
    try await expectEqual(lines(page), [])
  }

  @Test func aNameThatIsAlmostCapturedIsFound() async throws {
    try await expectEqual(
      lines(
        """
        # A

        ```sh run session=a capture=JOB_ID
        echo 7
        ```

        ```sh run session=a
        echo "$JOB_IDD"
        ```

        """),
      [
        "content/page.md:8:8: Nothing on this page sets `JOB_IDD`. Did you mean `JOB_ID`?"
      ])
  }
}
