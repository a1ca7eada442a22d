import Pages
import Project
import Site
import TestSupport
import Testing

/// A site that is opened again reads only the pages again whose content or surroundings have changed.
struct PageMemoryTests {
  private let memory = PageMemory()

  /// The pages of a project, by their paths.
  private func open(_ files: [String: String]) async throws -> [String: Page] {
    let trace = InputTrace()
    var caches = SiteCaches()
    caches.pages = KnownPages(memory, trace)
    let site = try await Site.open(
      root: "/project", files: FileReader.memory(files).traced(by: trace),
      parts: SiteParts(directives: .ofPortals),
      caches: caches)
    return Dictionary(uniqueKeysWithValues: site.pages.map { ($0.path, $0) })
  }

  /// Which pages are the same values as before, and not read again.
  private func known(_ first: [String: Page], _ second: [String: Page]) -> [String] {
    second.filter { path, page in
      guard let earlier = first[path] else { return false }
      return page.source.bytes.withUnsafeBytes { new in
        earlier.source.bytes.withUnsafeBytes { $0.baseAddress == new.baseAddress }
      }
    }.keys.sorted()
  }

  private let files = [
    "a.md": "# A\n", "b.md": "# B\n\n```json file=sample.json\n```\n", "c.md": "# C\n",
    "index.md": "# Home\n",
    "sample.json": "{}\n",
  ]

  @Test func onlyTheChangedPageIsReadAgain() async throws {
    let first = try await open(files)
    let second = try await open(files.merging(["a.md": "# New\n"]) { $1 })
    #expect(known(first, second) == ["b.md", "c.md", "index.md"])
    #expect(second["a.md"]?.title == "New")
  }

  @Test func aPageIsReadAgainWhenItsIncludedFileChanges() async throws {
    let first = try await open(files)
    let second = try await open(files.merging(["sample.json": "[1]\n"]) { $1 })
    #expect(known(first, second) == ["a.md", "c.md", "index.md"])
    #expect(second["b.md"]?.blocks.first?.code == "[1]\n")
  }

  /// A page of another tool is kept by the text of its file, not by what that is rewritten to.
  @Test func aPageOfAnotherToolIsKeptByItsFile() async throws {
    var files = ["mkdocs.yml": "site_name: A\n", "docs/index.md": "# A\n\n!!! note\n    Text\n"]
    let first = try await open(files)
    let second = try await open(files)
    #expect(known(first, second) == ["docs/index.md"])
    files["docs/index.md"] = first["docs/index.md"]?.source.text
    let third = try await open(files)
    #expect(known(second, third) == [])
  }

  @Test func aPageWithADirectiveIsAlwaysReadAgain() async throws {
    let files = files.merging([
      "c.md": "# C\n\n<!-- flowdocs:table data.csv -->\n", "data.csv": "name\nvalue\n",
    ]) { $1 }
    let first = try await open(files)
    let second = try await open(files)
    #expect(!known(first, second).contains("c.md"))
  }

  @Test func otherSettingsReadEverythingAgain() async throws {
    let files = files.merging(["site/portal.yml": "title: One\ncontent: .\n"]) { $1 }
    let first = try await open(files)
    let second = try await open(files.merging(["site/portal.yml": "title: Two\ncontent: .\n"]) { $1 })
    #expect(known(first, second) == [])
  }
}
