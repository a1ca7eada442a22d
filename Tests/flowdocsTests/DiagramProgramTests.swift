import Foundation
import Processes
import TestSupport
import Testing

/// `flowdocs diagram` as a shell starts it.
struct DiagramProgramTests {
  private let program = ProgramTests()

  private let page = """
    # Jobs

    ```mermaid
    flowchart LR
      queued --> running
    ```

    > ```mermaid
    > flowchart LR
    >   failed --> queued
    > ```

    """

  @Test func oneDiagramGoesToStandardOutput() async throws {
    let project = try TestFolder(["loop.mmd": "flowchart LR\n  a --> b\n"])
    let result = try await program.flowdocs("diagram", "loop.mmd", in: project)
    #expect(result.exitCode == 0)
    #expect(result.outputText.hasPrefix("<svg ") && result.errorText == "")
    let words = try await program.flowdocs("diagram", "loop.mmd", "--words", in: project)
    #expect(words.outputText == "a leads to b.\n")
  }

  @Test func everyDiagramOfAFolderIsDrawn() async throws {
    let project = try TestFolder([
      "docs/jobs.md": page, "docs/deep/loop.mmd": "flowchart LR\n  a --> b\n", "other.md": page,
    ])
    let result = try await program.flowdocs("diagram", "docs", "--out", "drawings", in: project)
    #expect(result.exitCode == 0)
    #expect(result.errorText == "3 of 3 diagrams drawn\n")
    for name in ["jobs-1", "jobs-2", "deep/loop"] {
      #expect(project.read("drawings/\(name).svg")?.hasPrefix("<svg ") == true, "\(name)")
    }
  }

  @Test func theDiagramsOfAPageAreDescribed() async throws {
    let project = try TestFolder(["jobs.md": page])
    let result = try await program.flowdocs("diagram", "jobs.md", "--words", in: project)
    #expect(result.exitCode == 0)
    #expect(
      result.outputText == "jobs-1: queued leads to running.\njobs-2: failed leads to queued.\n")
    #expect(result.errorText == "2 of 2 diagrams described\n")
  }

  @Test func aMistakeStandsAtItsPlaceOnThePage() async throws {
    let project = try TestFolder([
      "a.mmd": "flowchart LR\n  a --> b\n", "jobs.md": "# Jobs\n\n```mermaid\nflowchart LR\n  a -->\n```\n",
    ])
    let result = try await program.flowdocs("diagram", ".", "--out", "drawings", in: project)
    #expect(result.exitCode == 1)
    #expect(result.outputText.hasPrefix("jobs.md:5:"))
    #expect(result.errorText == "1 of 2 diagrams drawn\n")
  }

  @Test func noDrawingReplacesAnother() async throws {
    let text = "flowchart LR\n  a --> b\n"
    let project = try TestFolder(["docs/loop.mmd": text, "docs/loop.mermaid": text])
    let result = try await program.flowdocs("diagram", "docs", "--out", "drawings", in: project)
    #expect(result.exitCode == 2)
    #expect(result.errorText.contains("two diagrams would be drawn as `loop.svg`"))
    #expect(project.read("drawings/loop.svg") == nil)
  }

  @Test func severalDrawingsNeedAFolder() async throws {
    let project = try TestFolder(["jobs.md": page])
    let result = try await program.flowdocs("diagram", "jobs.md", in: project)
    #expect(result.exitCode == 2)
    #expect(
      result.errorText.hasPrefix(
        "Error: `--out` is missing: name the folder for the drawings, such as `--out drawings`\n"))
  }
}
