import Pages
import Testing

/// Walkthroughs that could not be proven.
struct WalkthroughTests {
  private func lines(_ page: String, kind: String = "walkthrough") async throws -> [String] {
    try await Tree.portal("---\nkind: \(kind)\n---\n\n# Walk\n\n" + page).lines()
  }

  @Test func aStepWithActionCheckAndMistakeIsWhole() async throws {
    try await expectEqual(
      lines(
        """
        ## Before you begin

        Some text, which is not a step.

        ## Make a file

        ```sh run
        echo 1 > a
        ```

        ```sh check
        test -e a || { echo "there is no file a"; exit 1; }
        ```

        ```sh wrong="another name"
        echo 1 > b
        ```

        ## Look at it

        ```sh run
        cat a
        ```

        ```output
        1
        ```

        """), [])
  }

  @Test func stepsAndRolesThatProveNothingAreFound() async throws {
    try await expectEqual(
      lines(
        """
        ```sh check
        true
        ```

        ## Nothing checks

        ```sh run
        echo 1
        ```

        ## Nothing to check

        ```sh check
        true
        ```

        ## No mistake

        ```sh run session=own
        echo 1 > a
        ```

        ```sh check
        test -e a
        ```

        ```sh check
        test -e a
        ```

        ## Only an answer

        ```sh solution
        echo 1 > a
        ```

        """),
      [
        "content/page.md:7:7: `check` outside of a step → move it below the level-2 heading of its step",
        "content/page.md:11:1: The step \"Nothing checks\" has no check: nothing tells readers whether they have done it → add a block with `check`, or an `output` after the last block",
        "content/page.md:19:7: The check of the step \"Nothing to check\" has no block before it to check → put what does the step before it; to give it away on request only, add `solution`",
        "content/page.md:25:19: `session` has no effect, because all blocks of a walkthrough share one session → remove `session`",
        "content/page.md:29:7: No mistake shows that the check of the step \"No mistake\" finds a wrong value → add a block with `wrong=\"…\"` that does the step with a mistake",
        "content/page.md:33:7: A second check in the step \"No mistake\" → put both into one block, or make it a step of its own",
        "content/page.md:39:7: `solution` in the step \"Only an answer\", which has no check → add a block with `check` that fails until the step is done",
      ])
  }

  @Test func aWalkthroughHasSteps() async throws {
    try await expectEqual(
      lines("## Read\n\nText.\n"),
      [
        "content/page.md:5:1: This walkthrough has no step: no section of level 2 has a block that is run → write `sh run` or `python run` at the block of each step, or change `kind:`"
      ])
  }

  @Test func rolesElsewhereHaveNoEffect() async throws {
    try await expectEqual(
      lines("```sh wrong=\"a mistake\"\ntrue\n```\n", kind: "tutorial"),
      [
        "content/page.md:7:14: `wrong` has no effect, because the page is not a walkthrough → write `kind: walkthrough` in the front matter, or remove `wrong`"
      ])
  }
}
