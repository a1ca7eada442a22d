import Foundation
import Processes
import TestSupport
import Testing

@testable import flowdocs

/// What anybody gets who points the program at a folder of Markdown, without a settings file.
struct PlainFolderTests {
  private static let page = """
    # Page NUMBER

    Some words with `code`, a [link](page-0.md) and a list:

    - one
    - two

    ```sh
    make install
    ```

    ```python
    print("not asked to be proved")
    ```

    ```output
    anything
    ```

    | A | B |
    |---|---|
    | 1 | 2 |

    """

  private func folder(pages: Int) throws -> TestFolder {
    try TestFolder(
      Dictionary(
        uniqueKeysWithValues: (0..<pages).map {
          ("docs/page-\($0).md", Self.page.replacing("NUMBER", with: "\($0)"))
        }))
  }

  private func build(_ folder: TestFolder) async throws -> ProcessResult {
    try await ProcessRunner().run(
      ProgramTests.program, arguments: ["build", "docs", "--out", "site"],
      environment: ["PATH": "/usr/bin:/bin"], directory: folder.root, timeout: .seconds(60))
  }

  @Test func nothingIsAskedForAndNothingIsMarked() async throws {
    let folder = try folder(pages: 2)
    let result = try await build(folder)
    #expect(result.exitCode == 0)
    #expect(result.outputText == "")
    #expect(result.errorText.hasSuffix("; open site/index.html\n"))
    let html = try #require(folder.read("site/page-1.html"))
    // No verdict beside a block, and no word about one that is missing.
    #expect(!html.contains("verdict"))
    #expect(!html.contains("not verified") && !html.contains("portal.yml"))
    // Nothing is loaded from elsewhere.
    for address in ["https://", "http://"] {
      #expect(
        !html.contains("src=\"" + address) && !html.contains("<link rel=\"stylesheet\" href=\"" + address))
    }
  }

  /// Not even caches are kept in a folder that has no settings, whether the build succeeds or not.
  @Test(arguments: [("[A](page-0.md)", Int32(0)), ("[A](missing.md)", 1)])
  func nothingIsWrittenIntoTheFolder(_ text: String, code: Int32) async throws {
    let files = ["docs/page-0.md": "# A\n\n" + text + "\n\n```python\nprint(1)\n```\n"]
    let folder = try TestFolder(files)
    #expect(try await build(folder).exitCode == code)
    #expect(
      try FileManager.default.subpathsOfDirectory(atPath: folder.root + "/docs") == ["page-0.md"])
  }

  /// What a page adds to its own text: the frame around it, which is the same whatever the page says.
  @Test func aPageWeighsNoMoreThanItsFrame() async throws {
    let folder = try folder(pages: 1)
    #expect(try await build(folder).exitCode == 0)
    let bytes = try #require(folder.read("site/page-0.html")).utf8.count
    #expect(bytes < 4_000, "a page of \(Self.page.utf8.count) bytes has become one of \(bytes)")
  }

  /// Seconds of processors, which say nearly the same on a busy machine. A debug build needs 0.6 on a quiet one.
  @Test func aHundredPagesTakeASecond() async throws {
    let folder = try folder(pages: 100)
    let result = try await ProcessRunner().run(
      "/bin/bash", arguments: ["-c", "\"$0\" build docs --out site && times", ProgramTests.program],
      environment: ["PATH": "/usr/bin:/bin"], directory: folder.root, timeout: .seconds(60))
    #expect(result.exitCode == 0)
    // The second line is of the shell's children: `0m0.412s 0m0.093s`.
    let times = try #require(result.outputText.split(separator: "\n").last).split(separator: " ")
    let seconds = times.compactMap { time -> Double? in
      let parts = time.dropLast().split(separator: "m")
      guard parts.count == 2, let minutes = Double(parts[0]), let seconds = Double(parts[1]) else {
        return nil
      }
      return minutes * 60 + seconds
    }
    #if DEBUG
      let limit = 1.5
    #else
      let limit = 1.0
    #endif
    #expect(seconds.count == 2 && seconds.reduce(0, +) < limit, "\(result.outputText)")
  }
}
