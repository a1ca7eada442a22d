import Diagnostics
import Foundation
import Languages
import Pages
import Project
import Site
import Synchronization
import Testing
import Verification

/// What a reader sees of a walkthrough in a terminal, with a test in place of the reader.
struct WalkGuideTests {
  private static let page = """
    ---
    kind: walkthrough
    ---

    # Fill the cart

    ## Add cups

    Write three.

    ```sh
    echo 3 > cart
    ```

    ```sh check
    [ "$(cat cart)" = 3 ] || { echo "The cart holds $(cat cart) cups, not 3."; exit 1; }
    ```

    ```sh wrong="two cups"
    echo 2 > cart
    ```

    ## Look

    ```sh
    cat cart
    ```

    ```output
    3
    ```

    """

  /// Walks through the page with answers, and returns what was printed and where the reader is then.
  private func walk(
    _ answers: [String], from progress: (WalkProgress) -> WalkProgress = { $0 }, edited: String? = nil,
    asksNothing: Bool = false, to first: Int? = nil, page: String = Self.page
  ) async throws -> (end: WalkGuide.End, shown: String, progress: WalkProgress) {
    let folder = try ProjectFolder(["page.md": page])
    let site = try await folder.site()
    let walkthrough = try await #require(folder.walkthrough())
    let effects = VerificationEffects(machine: { _ in MachineState() })
    let walk = try await Verifier(site: site, effects: effects).walk(walkthrough, track: nil)
    let reader = Reader(answers)
    let terminal = WalkTerminal(
      ask: { reader.answer($0) }, print: { reader.print($0) }, edit: { _, _ in edited })
    var guide = WalkGuide(
      walk, progress(WalkProgress(walkthrough, track: nil)), terminal, languages: site.languages,
      asksNothing: asksNothing, save: { _ in })
    let end = try await guide.run(from: first)
    await walk.end()
    return (end, reader.shown, guide.progress)
  }

  @Test func controlsOfAPageAreShown() async throws {
    let page = Self.page.replacing("# Fill the cart", with: "# Fill \u{1B}[31m \u{202E} ##vso[task.x]y")
      .replacing("echo 3 > cart", with: "echo 3 > cart; printf '\\033[2J::add-mask::x\\n'")
    let (_, shown, _) = try await walk(["", ""], page: page)
    #expect(shown.hasPrefix("Fill ␛[31m [U+202E] #[U+0023]vso[task.x]y\n════"))
    #expect(shown.contains("[U+003A]:add-mask::x"))
    #expect(!shown.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
  }

  @Test func enterDoesEachStep() async throws {
    let (end, shown, _) = try await walk(["", ""])
    #expect(end == .finished)
    #expect(
      shown == """
        Fill the cart
        ═════════════

        Step 1 of 2: Add cups
        ═════════════════════

        Write three.

            echo 3 > cart

        [Enter] run  e edit  s shell  h hint  b back  k skip  q quit > 
        ✓ Checked: Add cups

        Step 2 of 2: Look
        ═════════════════

            cat cart

        [Enter] run  e edit  s shell  h hint  b back  k skip  q quit > 
        3

        All steps are done.


        """)
  }

  @Test func aWrongEditIsFoundAndUndone() async throws {
    let (end, shown, progress) = try await walk(["e", "", "q"], edited: "echo 2 > cart\n")
    #expect(end == .left)
    #expect(shown.contains("✗ Not yet:\n\nThe cart holds 2 cups, not 3."))
    #expect(shown.hasSuffix("Your place is kept: step 1 of 2.\n\n"))
    // Enter at the failed check has begun the step again.
    #expect(progress.entries == [])
  }

  @Test func aBlockThatFailsLeavesNothingBehind() async throws {
    let (_, shown, progress) = try await walk(
      ["e", "s", "ls", "exit", "q"], edited: "echo 9 > cart; false\n")
    #expect(shown.contains("✗ This example failed: `false` ended with exit code 1"))
    #expect(shown.contains("The state is again as it was before this block."))
    #expect(!shown.contains("\ncart\n"))
    #expect(progress.entries.map(\.code) == ["ls"])
  }

  @Test func theStateIsRestoredFromWhatWasRun() async throws {
    let (end, shown, _) = try await walk([""]) { progress in
      var progress = progress
      progress.step = 1
      progress.entries = [.init(step: 0, block: 0), .init(step: 0, block: nil, code: "echo 4 > other")]
      return progress
    }
    #expect(end == .finished)
    #expect(shown.hasPrefix("Step 2 of 2: Look"))
    #expect(shown.contains("\n3\n"))
  }

  @Test func stepsAreDoneForWhoBeginsLater() async throws {
    let (end, shown, progress) = try await walk([""], to: 1)
    #expect(end == .finished)
    #expect(shown.hasPrefix("Step 1 was done for you: Add cups\n\nStep 2 of 2: Look"))
    #expect(progress.skipped == [0])
  }

  @Test func nobodyIsAskedWhereNobodyIs() async throws {
    let (end, shown, _) = try await walk([], asksNothing: true)
    #expect(end == .finished)
    #expect(!shown.contains("[Enter]"))
  }

  @Test func hiddenBlocksRunByThemselves() async throws {
    let (end, shown, _) = try await walk(
      [""], page: Self.page.replacing("```sh\necho 3", with: "```sh hide\necho 3"))
    #expect(end == .finished)
    #expect(!shown.contains("echo 3"))
    #expect(shown.contains("✓ Checked: Add cups"))
  }

  @Test func progressOfAnotherPageDoesNotCount() async throws {
    let folder = try ProjectFolder(["page.md": Self.page])
    let walkthrough = try await #require(folder.walkthrough())
    let progress = WalkProgress(walkthrough, track: nil)
    #expect(progress.isOf(walkthrough))
    try folder.write("page.md", Self.page.replacing("three", with: "3"))
    let changed = try await #require(folder.walkthrough())
    #expect(!progress.isOf(changed))
  }

  @Test func progressIsKeptInAFile() async throws {
    let folder = try ProjectFolder(["page.md": Self.page])
    let walkthrough = try await #require(folder.walkthrough())
    let file = WalkProgressFile(states: folder.root + "/states", root: folder.root, page: "page.md")
    #expect(try file.read() == .nothing)
    var progress = WalkProgress(walkthrough, track: nil)
    progress.entries = [.init(step: 0, block: nil, code: "ls")]
    try file.write(progress)
    #expect(try file.read() == .progress(progress))
    let name = try #require(
      FileManager.default.contentsOfDirectory(atPath: folder.root + "/states/walks").first)
    let stored = try folder.text("states/walks/" + name)
    #expect(stored.contains("\"ls\""))
    let damaged = [
      "", "{", String(stored.dropLast(2)), stored.replacing("\"ls\"", with: "\"rm\""),
      String(stored.drop { $0 != "{" }),
    ]
    for text in damaged {
      try folder.write("states/walks/" + name, text)
      #expect(try file.read() == .damaged, "\(text)")
    }
  }
}

extension ProjectFolder {
  fileprivate func walkthrough() async throws -> Walkthrough? {
    let site = try await site()
    return site.page("page.md").flatMap { Walkthrough($0, site.project, site.languages) }
  }
}

/// Answers in order, then ends, and keeps what is printed.
private final class Reader: Sendable {
  private let state: Mutex<(answers: [String], shown: String)>

  init(_ answers: [String]) { state = Mutex((answers, "")) }

  var shown: String { state.withLock(\.shown) }

  func print(_ text: String) { state.withLock { $0.shown += text } }

  func answer(_ prompt: String) -> String? {
    state.withLock { state in
      state.shown += prompt + "\n"
      return state.answers.isEmpty ? nil : state.answers.removeFirst()
    }
  }
}
