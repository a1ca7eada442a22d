import Checks
import Diagnostics
import Project
import Site
import TestSupport
import Testing

/// Which files are pages, and what becomes of names that only some systems keep apart.
struct PageNameTests {
  @Test func everyEndingOfMarkdown() async throws {
    let tree = Tree([
      "site/portal.yml": "title: T\n",
      "content/README.MD": "# Home\n\n[a](guide.markdown#guide) [b](sub) [c](sub/x.html)\n",
      "content/guide.markdown": "# Guide\n\n[dead](gone.md) [ending](sub/x.md)\n",
      "content/sub/INDEX.md": "# Sub\n",
      "content/sub/x.markdown": "# X\n",
    ])
    try await expectEqual(
      tree.lines(),
      [
        "content/guide.markdown:3:8: No page `gone.md`"
      ])
  }

  @Test func pagesWithOneOutputFile() async throws {
    try await expectEqual(
      Tree(["a.md": "# A\n", "a.markdown": "# A\n", "b/index.md": "", "b/Index.markdown": ""]).lines(),
      [
        "a.md:1:1: The pages `a.markdown` and `a.md` become the same file of the portal, `a.html` → rename one of them",
        "b/index.md:1:1: The names of the pages `b/Index.markdown` and `b/index.md` differ in upper and lower case only, and are one file on macOS and Windows → rename one of them",
      ])
    try await expectEqual(
      Tree(["a.md": "", "index.md": "", "README.md": "", "a/b.md": "", "a-b.md": ""]).lines(), [])
  }

  /// 250 bytes and `.md` are a name; 250 bytes and `.html` are a name, too; 251 and `.html` are not.
  @Test func namesThatAreTooLongForThePortal() async throws {
    let (longest, tooLong) = (String(repeating: "é", count: 125), String(repeating: "é", count: 125) + "a")
    try await expectEqual(
      Tree(["\(longest).md": "# A\n", "\(tooLong).md": "# B\n"]).lines(),
      [
        "\(tooLong).md:1:1: The file of this page has a name of 256 bytes, and file systems allow 255 → give the page a shorter name"
      ])
  }

  @Test func namesThatDifferInCase() async throws {
    let findings = try await Tree(["Setup.md": "# A\n", "setup.md": "# B\n"]).diagnostics()
    #expect(findings.map(\.severity) == [.warning])
    #expect(
      findings.map(\.message) == [
        "The names of the pages `Setup.md` and `setup.md` differ in upper and lower case only, and are one file on macOS and Windows"
      ])
  }

  /// "é" as one code point and as two.
  private let composed = "caf\u{E9}"
  private let decomposed = "cafe\u{301}"

  @Test func namesThatDifferInNormalization() async throws {
    let folder = try TestFolder()
    try folder.write("index.md", "# Home\n")
    try folder.write("\(composed).md", "# A\n")
    try folder.write("\(decomposed).md", "# B\n")
    let site = try await TestProject([:]).site(in: folder)
    let context = CheckContext(
      site: site, today: try #require(CalendarDay("2026-11-22")), parsesCode: false)
    let findings = await Checks.run(context)
    #expect(
      findings.map(\.message) == [
        "The names of two pages `\(composed).md` differ in Unicode normalization only"
      ])
    #expect(findings.map(\.severity) == [.error])
  }

  @Test func linksThatDifferInNormalization() async throws {
    let tree = Tree([
      "\(decomposed).md":
        "# Stra\u{DF}e\n\n## \(decomposed)\n\n[own](#\(composed)) [right](#\(decomposed))\n",
      "page.md": "[a](\(composed).md) [b](\(decomposed).md#\(composed)) [c](\(decomposed).md#stra\u{DF}e)\n",
    ])
    try await expectEqual(
      tree.lines(),
      [
        "\(decomposed).md:5:7: `#\(composed)` differs from the address of the heading in Unicode normalization. Did you mean `#\(decomposed)`?",
        "page.md:1:5: `\(composed).md` differs from the name of the page in Unicode normalization. Did you mean `\(decomposed).md`?",
        "page.md:1:18: `#\(composed)` differs from the address of the heading in Unicode normalization. Did you mean `#\(decomposed)`?",
      ])
    let fixed = try await tree.fixed()
    #expect(fixed.remaining == [])
    let page = try #require(fixed.files["page.md"])
    #expect(
      page.utf8.elementsEqual(
        "[a](\(decomposed).md) [b](\(decomposed).md#\(decomposed)) [c](\(decomposed).md#stra\u{DF}e)\n".utf8))
  }
}
