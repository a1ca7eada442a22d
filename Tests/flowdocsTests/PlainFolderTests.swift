import Foundation
import Processes
import TestSupport
import Testing

@testable import flowdocs

/// What anybody gets who points the program at a folder of Markdown, without a settings file.
@Suite struct PlainFolderTests {
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

  /// What a page adds to its own text: the frame around it, which is the same whatever the page says.
  @Test func aPageWeighsNoMoreThanItsFrame() async throws {
    let folder = try folder(pages: 1)
    #expect(try await build(folder).exitCode == 0)
    let bytes = try #require(folder.read("site/page-0.html")).utf8.count
    #expect(bytes < 4_000, "a page of \(Self.page.utf8.count) bytes has become one of \(bytes)")
  }

  /// Under a second in a release build; a debug build on a busy machine gets longer.
  @Test func aHundredPagesTakeASecond() async throws {
    let folder = try folder(pages: 100)
    let start = ContinuousClock.now
    #expect(try await build(folder).exitCode == 0)
    #if DEBUG
      let limit = Duration.seconds(15)
    #else
      let limit = Duration.seconds(1)
    #endif
    #expect(start.duration(to: .now) < limit)
  }
}
