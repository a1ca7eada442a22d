import Diagnostics
import Ledger
import TestSupport
import Testing
import Verification

/// Single blocks, and parts of the pages.
struct SelectedBlockTests {
  private let page = """
    # A

    ```sh
    echo one
    ```

    ```output
    one
    ```

    ```sh session=s
    two=2
    ```

    ```sh session=s
    echo $two
    ```

    ```text
    nothing
    ```
    """

  @Test func aBlockIsVerifiedWithItsSession() async throws {
    let project = try ProjectFolder(["page.md": page])
    var options = VerificationOptions()
    options.blocks = ["page.md": [3]]
    let report = try await project.verify(options)
    #expect(report.blocks.map(\.line) == [11, 15])
    #expect(report.counts == [.ran: 2])
    #expect(report.executed == 1)
  }

  /// Lines are those of the file, also after a directive that becomes more lines than it has.
  @Test func aBlockIsFoundByItsLineInTheFile() async throws {
    let site = try await TestProject([
      "site/portal.yml": "content: docs\ndialect: vitepress\n",
      "docs/part.md": "one\n\ntwo\n\nthree\n\n```text\npart\n```\n",
      "docs/page.md": "# A\n\n<!--@include: ./part.md-->\n\n```sh\ntrue\n```\n\n```text\nb\n```\n",
    ]).site()
    let page = try #require(site.page("page.md"))
    #expect(page.blocks.map(\.fenceLine) == [9, 13, 17])
    #expect(page.block(aroundLine: 6)?.code == "true\n")
    #expect(page.block(aroundLine: 10)?.code == "b\n")
    #expect(page.block(aroundLine: 1)?.code == nil)
  }

  /// An output has no verdict without its example.
  @Test func anOutputIsVerifiedWithItsExample() async throws {
    let project = try ProjectFolder(["page.md": page])
    var options = VerificationOptions()
    options.blocks = ["page.md": [1]]
    #expect(try await project.verify(options).blocks.map(\.line) == [3, 7])
  }

  @Test func theLedgerKeepsTheOtherBlocksOfThePage() async throws {
    let project = try ProjectFolder(["page.md": page, "other.md": "# B\n\n```sh\ntrue\n```\n"])
    let whole = try await project.verify()
    #expect(whole.ledger.records.count == 6)
    var options = VerificationOptions(previous: whole.ledger)
    options.blocks = ["page.md": [0]]
    try project.write("page.md", page.replacing("echo one", with: "echo  one"))
    let report = try await project.verify(options)
    #expect(report.ledger.records.map(\.verdict) == whole.ledger.records.map(\.verdict))
    let changed = zip(report.ledger.records, whole.ledger.records).filter { $0 != $1 }.map { $0.0.block }
    #expect(changed == [0, 1])
  }

  @Test func aPageWithoutBlocksToVerifyIsLeftOut() async throws {
    let project = try ProjectFolder(["page.md": page])
    var options = VerificationOptions()
    options.blocks = ["page.md": []]
    let report = try await project.verify(options)
    #expect(report.blocks == [] && report.executed == 0)
  }

  @Test func blocksSayHowLongTheyRan() async throws {
    let project = try ProjectFolder(["page.md": "# A\n\n```sh\nsleep 0.2\n```\n"])
    let first = try await project.verify().blocks[0].seconds
    #expect(try #require(first) >= 0.2)
    // A result of the cache has the time of its run.
    let second = try await project.verify()
    #expect(second.cacheHits == 1 && second.blocks[0].seconds == first)
  }

  /// Six pages of 5, 4, 3, 3, 2 and 1 seconds in two parts of 9.
  @Test func partsTakeAboutTheSameTime() async throws {
    let seconds: [Double] = [1, 5, 3, 2, 4, 3]
    let names = seconds.indices.map { "p\($0).md" }
    let project = try ProjectFolder(Dictionary(uniqueKeysWithValues: names.map { ($0, "# P\n") }))
    let pages = try await project.site().pages.filter { names.contains($0.path) }
    func part(_ index: Int, _ times: PageTimes) -> [String] {
      var options = VerificationOptions(shard: .init(index: index, count: 2))
      options.times = times
      return options.selectedPaths(of: pages).sorted()
    }
    let times = PageTimes(Dictionary(uniqueKeysWithValues: zip(names, seconds)))
    #expect(part(1, times) == ["p0.md", "p1.md", "p5.md"])
    #expect(part(2, times) == ["p2.md", "p3.md", "p4.md"])
    // Without times every second page.
    #expect(part(1, PageTimes()) == ["p0.md", "p2.md", "p4.md"])
    #expect(part(2, PageTimes()) == ["p1.md", "p3.md", "p5.md"])
  }

  @Test(arguments: 1...7)
  func everyPageIsInExactlyOnePart(count: Int) async throws {
    let names = (0..<20).map { "p\($0).md" }
    let project = try ProjectFolder(Dictionary(uniqueKeysWithValues: names.map { ($0, "# P\n") }))
    let pages = try await project.site().pages.filter { names.contains($0.path) }
    var options = VerificationOptions()
    options.times = PageTimes(["p3.md": 9, "p4.md": 0, "p9.md": 2.5])
    let parts = (1...count).flatMap { index in
      options.shard = .init(index: index, count: count)
      return options.selectedPaths(of: pages)
    }
    #expect(parts.sorted() == names.sorted())
  }
}
