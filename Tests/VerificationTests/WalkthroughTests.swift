import Diagnostics
import Languages
import Pages
import Project
import TestSupport
import Testing
import Verification

/// Walkthroughs: one session in page order, and a proof of each check.
struct WalkthroughTests {
  /// A page of one step, whose check is given.
  private func page(check: String, mistake: String = "echo 2 > number", action: String = "echo 1 > number")
    -> String
  {
    """
    ---
    kind: walkthrough
    ---

    # Walk

    ## Write a number

    ```sh
    \(action)
    ```

    ```sh check
    \(check)
    ```

    ```sh wrong="another number"
    \(mistake)
    ```

    """
  }

  private let goodCheck = "[ \"$(cat number)\" = 1 ] || { echo \"the file number has no 1\" >&2; exit 1; }"

  @Test func languagesRunInTheOrderOfThePage() async throws {
    let folder = try ProjectFolder([
      "page.md": """
      ---
      kind: walkthrough
      ---

      # Walk

      ## Begin in the shell

      ```sh
      echo 20 > number
      step=one
      cd /tmp
      ```

      ```sh
      cat ~/number
      ```

      ```output
      20
      ```

      ## Go on in Python

      ```python
      from pathlib import Path
      number = int(Path.home().joinpath("number").read_text())
      ```

      ```python
      Path.home().joinpath("number").write_text(str(number + 1))
      print(number + 1)
      ```

      ```output
      21
      ```

      ```sh check
      [ "$(cat ~/number)" = 21 ] || { echo "the file number holds $(cat ~/number), not 21"; exit 1; }
      ```

      ```python wrong="one too many"
      Path = __import__("pathlib").Path
      Path.home().joinpath("number").write_text("22")
      ```

      ## Look again

      ```console
      $ cat ~/number; echo " $step"; pwd
      21 one
      /tmp
      ```
      """
    ])
    let report = try await folder.verify()
    #expect(report.lines == [])
    #expect(report.verdicts(of: "page.md") == Array(repeating: "ran", count: 9))
  }

  @Test func aGoodCheckIsProvenAndRemembered() async throws {
    let folder = try ProjectFolder(["page.md": page(check: goodCheck)])
    let first = try await folder.verify()
    #expect(first.lines == [])
    // The page, its check tried at each moment, its step without the check, and its mistake.
    #expect(first.executed == 4)
    let again = try await folder.verify()
    #expect(again.executed == 0)
    #expect(again.lines == [])
    #expect(again.verdicts(of: "page.md") == ["ran", "ran", "ran"])
  }

  @Test func checksThatPassTooEarlyAreFound() async throws {
    let undone = try ProjectFolder(["page.md": page(check: "true")])
    try await #expect(
      undone.verify().lines == [
        "page.md:13:7 error weak-check: The check of the step \"Write a number\" passes although the step is not done"
      ])
    let wrong = try ProjectFolder([
      "page.md": page(check: "test -e number || { echo \"there is no file number\"; exit 1; }")
    ])
    try await #expect(
      wrong.verify().lines == [
        "page.md:13:7 error weak-check: The check of the step \"Write a number\" passes although the step is done wrong: another number"
      ])
    let half = try ProjectFolder([
      "page.md": page(check: goodCheck, action: "echo 1 > number\n```\n\n```sh\necho 1 > second")
    ])
    try await #expect(
      half.verify().lines == [
        "page.md:17:7 error weak-check: The check of the step \"Write a number\" passes after 1 of the 2 blocks of the step"
      ])
  }

  @Test func checksSayWhatIsWrong() async throws {
    let folder = try ProjectFolder(["page.md": page(check: "[ \"$(cat number 2> /dev/null)\" = 1 ]")])
    try await #expect(
      folder.verify().lines == [
        "page.md:13:7 error silent-check: The check of the step \"Write a number\" does not say what is wrong when the step is not done"
      ])
    let python = try ProjectFolder([
      "page.md": page(check: goodCheck).replacing(
        "sh check\n" + goodCheck, with: "python check\nassert open('number').read() == '1\\n'")
    ])
    try await #expect(
      python.verify().lines == [
        "page.md:13:11 error silent-check: The check of the step \"Write a number\" does not say what is wrong when the step is done wrong: another number"
      ])
  }

  @Test func aStepThatNeedsTheCheckBeforeItIsFound() async throws {
    let second = """
      ## Use the number

      ```sh
      cat checked > copy
      ```

      ```sh check
      [ "$(cat copy)" = 1 ] || { echo "the file copy has no 1"; exit 1; }
      ```

      ```sh wrong="another number"
      echo 3 > copy
      ```

      """
    let check = "cp number checked; " + goodCheck
    let folder = try ProjectFolder(["page.md": page(check: check) + second])
    let lines = try await folder.verify().lines
    #expect(
      lines == [
        "page.md:22:1 error weak-check: The step \"Use the number\" cannot be done without the checks of the steps before it"
      ])
  }

  @Test func aCheckThatNeedsTheCheckBeforeItIsFound() async throws {
    let second = """
      ## Write a letter

      ```sh
      echo a > letter
      ```

      ```sh check
      [ -e checked ] && [ "$(cat letter)" = a ] || { echo "the file letter has no a"; exit 1; }
      ```

      ```sh wrong="another letter"
      echo b > letter
      ```

      """
    let folder = try ProjectFolder(["page.md": page(check: "touch checked; " + goodCheck) + second])
    let lines = try await folder.verify().lines
    #expect(
      lines == [
        "page.md:26:7 error weak-check: The check of the step \"Write a letter\" fails although the step is done, without the checks of the steps before it"
      ])
  }

  /// The blocks after it do not run either, which is not their fault.
  @Test func aCheckThatWaitsForeverWhenItsStepIsNotDoneIsFoundAlone() async throws {
    let check = "until [ -e number ]; do sleep 0.05; done; \(goodCheck)"
    let folder = try ProjectFolder([
      "page.md": page(check: check).replacing("```sh check", with: "```sh check timeout=500ms")
    ])
    let lines = try await folder.verify().lines
    #expect(
      lines == [
        "page.md:13:1 error example-timed-out: Still running after 0.5 s; killed with every process that it started"
      ])
  }

  @Test func aCheckThatChangesWhatAStepDoesIsFound() async throws {
    let check = "[ -e number ] || { mkdir number; echo \"there is no file number\"; exit 1; }; \(goodCheck)"
    let folder = try ProjectFolder(["page.md": page(check: check)])
    let lines = try await folder.verify().lines
    #expect(
      lines == [
        "page.md:9:1 error weak-check: The step \"Write a number\" cannot be done after its check has failed"
      ])
  }

  @Test func aCheckThatPassesOnlyTheFirstTimeIsFound() async throws {
    let check = "[ ! -e tried ] || { echo \"tried before\"; exit 1; }; touch tried; \(goodCheck)"
    let folder = try ProjectFolder(["page.md": page(check: check)])
    let lines = try await folder.verify().lines
    #expect(
      lines == [
        "page.md:13:7 error weak-check: The check of the step \"Write a number\" fails although the step is done, after it has failed before"
      ])
  }

  @Test func aSolutionThatDoesNotPassIsFound() async throws {
    let folder = try ProjectFolder(["page.md": page(check: goodCheck, action: "echo 3 > number")])
    let lines = try await folder.verify().lines
    #expect(
      lines == ["page.md:13:1 error example-failed: This example failed: it ended with exit code 1"])
  }

  @Test func aMistakeThatFailsByItselfIsFound() async throws {
    let folder = try ProjectFolder(["page.md": page(check: goodCheck, mistake: "false")])
    try await #expect(
      folder.verify().lines == [
        "page.md:18:1 error example-failed: This example failed: `false` ended with exit code 1"
      ])
  }

  @Test func whatAFailedBlockLeavesOutIsNotRun() async throws {
    let folder = try ProjectFolder([
      "page.md": page(check: goodCheck, action: "false\n```\n\n```sh\necho 1 > number")
    ])
    try await #expect(
      folder.verify().lines == [
        "page.md:10:1 error example-failed: This example failed: `false` ended with exit code 1",
        "page.md:13:1 error example-not-run: This block did not run, because the session ended before it",
        "page.md:17:1 error example-not-run: This block did not run, because the session ended before it",
      ])
  }

  /// A process that stays alive does not know what later blocks say when it starts.
  @Test(arguments: [
    (
      "sh", "exit 0\necho rest", "14:1",
      "This example ends here with exit code 0, so what follows in the block did not run"
    ),
    (
      "sh", "(exit 3) &\nwait", "15:1",
      "This example failed: a command in the background ended with exit code 3"
    ),
    (
      "sh", "trap 'echo oops' ERR\nfalse\necho rest", "15:1",
      "This example failed: `false` ended with exit code 1"
    ),
    (
      "python", "import sys\nsys.exit(0)\nprint()", "15:1",
      "This example ends here with exit code 0, so what follows in the block did not run"
    ),
    (
      "python", "from threading import Thread\nt = Thread(target=lambda: 1 / 0)\nt.start()\nt.join()",
      "15:27",
      "This example failed: ZeroDivisionError: division by zero"
    ),
  ])
  func blocksThatEndEarlyOrFailOutsideAreFound(
    language: String, code: String, place: String, message: String
  ) async throws {
    let folder = try ProjectFolder([
      "page.md": """
      ---
      kind: walkthrough
      ---

      # Walk

      ## Look

      ```\(language)
      \(language == "sh" ? "echo begin" : "print('begin')")
      ```

      ```\(language)
      \(code)
      ```

      """
    ])
    try await #expect(folder.verify().lines == ["page.md:\(place) error example-failed: \(message)"])
  }

  @Test func eachLanguageIsATrackOfItsOwn() async throws {
    let folder = try ProjectFolder([
      "page.md": """
      ---
      kind: walkthrough
      ---

      # Walk

      ## Write a number

      ```sh tab=Shell
      echo 1 > number
      ```

      ```python tab=Python
      open("number", "w").write("2")
      ```

      ```sh check
      [ "$(cat number)" = 1 ] || { echo "the file number has no 1"; exit 1; }
      ```

      ```sh wrong="another number"
      echo 3 > number
      ```

      """
    ])
    let report = try await folder.verify()
    // The page, its check tried at each moment, its step without the check, and its mistake, in both.
    #expect(report.executed == 8)
    #expect(
      report.lines == ["page.md:17:1 error example-failed: This example failed: it ended with exit code 1"])
  }

  @Test func aBlockThatHangsIsKilled() async throws {
    let folder = try ProjectFolder([
      "page.md": page(check: goodCheck, action: "echo 1 > number; sleep 60").replacing(
        "```sh\n", with: "```sh timeout=200ms\n")
    ])
    let lines = try await folder.verify().lines
    #expect(
      lines.first
        == "page.md:9:1 error example-timed-out: Still running after 0.2 s; killed with every process that it started"
    )
  }
}
