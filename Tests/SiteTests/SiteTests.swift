import Checks
import Diagnostics
import Languages
import Mermaid
import Pages
import Portal
import Project
import Site
import Synchronization
import TestSupport
import Testing
import Verification

/// A project opened once, in memory.
struct SiteTests {
  private let contract = """
    {"openrpc": "1.3.2", "info": {"title": "Jobs", "version": "1"}, "methods": [
      {"name": "job.start", "summary": "Start", "params": [], "result": {"name": "r", "schema": {"type": "boolean"}}}]}
    """

  /// The files, and how often each was read.
  private final class Reads: Sendable {
    let counts = Mutex<[String: Int]>([:])

    func counting(_ base: FileReader) -> FileReader {
      FileReader(
        read: { path throws(FileReadError) in
          self.counts.withLock { $0[path, default: 0] += 1 }
          return try base.read(path)
        }, kind: base.kind, files: base.files, printed: base.printed)
    }
  }

  /// A new family of diagrams is highlighted without another entry.
  @Test func theFirstWordOfEveryFamilyIsAKeyword() {
    for word in Family.all.flatMap(\.keywords) {
      #expect(
        Highlighter.html(word, language: "mermaid", in: .ofSites) == "<span class=\"k\">\(word)</span>")
    }
  }

  @Test func aProjectWithoutPagesIsAnError() async throws {
    let plain = try await TestProject(["notes.txt": "", "page.mdy": "# A\n"]).site()
    #expect(
      plain.findings.map(\.message) == [
        "No page in `.`: no file name ends in `.md`, `.markdown`, `.mdx`, `.mdown`, `.mdwn`, `.mkd`, `.mkdn` or `.mkdown`"
      ])
    #expect(plain.findings.first?.severity == .error)
    #expect(plain.findings.first?.fix == "name the folder that has the pages")
    let portal = try await TestProject([
      "site/portal.yml": "content: docs\n", "docs/a.txt": "", "index.md": "# A\n",
    ]).site()
    #expect(
      portal.findings.first?.message
        == "No page in `docs/`: no file name ends in `.md`, `.markdown`, `.mdx`, `.mdown`, `.mdwn`, `.mkd`, `.mkdn` or `.mkdown`"
    )
    #expect(
      portal.findings.first?.fix
        == "add a page, or write in `site/portal.yml` which folder has the pages: `content: docs`")
    // The reference of a contract is pages.
    let reference = try await TestProject([
      "site/portal.yml": "contract: content/openrpc.json\nreference: { folder: api }\n",
      "content/openrpc.json": contract,
    ]).site()
    #expect(reference.findings.allSatisfy { $0.rule != .noPages })
  }

  @Test(arguments: [false, true]) func aProjectOfDraftsHasNothingToPublish(leavesOutDrafts: Bool) async throws
  {
    var project = TestProject([
      "site/portal.yml": "title: T\n", "content/index.md": "---\ndraft: true\n---\n\n# Home\n",
      "content/a.md": "---\ndraft: true\n---\n\n# A\n",
    ])
    project.leavesOutDrafts = leavesOutDrafts
    let findings = try await project.site().findings
    #expect(
      findings.map(\.message)
        == (leavesOutDrafts ? ["No page to publish in `content/`: all are drafts"] : []))
    #expect(findings.allSatisfy { $0.severity == .error && $0.rule == .noPages })
  }

  @Test func everyPageIsReadOnce() async throws {
    let tree = [
      "site/portal.yml": "title: T\ncontract: content/openrpc.json\nreference: { folder: api }\n",
      "content/index.md": "# Home\n\n<!-- flowdocs:method job.start -->\n\n[A](a.md)\n",
      "content/a.md": "# A\n\n<!-- flowdocs:table data.json columns=\"a\" -->\n", "data.json": "[{\"a\": 1}]",
      "content/openrpc.json": contract,
    ]
    let reads = Reads()
    let site = try await Site.open(
      root: "/project", files: reads.counting(.memory(tree)),
      parts: SiteParts(directives: .ofPortals))
    let today = try #require(CalendarDay("2026-11-22"))
    let findings = await Checks.run(CheckContext(site: site, today: today, parsesCode: false))
    #expect(!findings.hasErrors, "\(ConsoleRenderer().render(findings))")
    let portal = try await PortalBuilder(site: site).prepare().outputFiles()
    #expect(portal.contains { $0.path == "api/methods/job.start.html" })
    #expect(portal.first { $0.path == "a.html" }?.text.contains("<td align=\"right\">1</td>") == true)
    for path in ["content/index.md", "content/a.md", "content/openrpc.json", "site/portal.yml"] {
      #expect(reads.counts.withLock { $0[path] } == 1, "\(path)")
    }
  }

  @Test func aVerificationIsPlannedInMemory() async throws {
    let site = try await TestProject.portal(
      "# A\n\n```sh run session=a\necho 1\n```\n\n```output\n1\n```\n\n```json\n{}\n```\n"
    ).site()
    let page = try #require(site.pages.firstIndex { $0.path == "page.md" })
    let plan = Planner(
      project: site.project, pages: site.pages, hasService: false, languages: site.languages
    ).plan([page])
    #expect(plan.sessions.map(\.name) == ["a", "block 2"])
  }

  @Test func aFolderWithoutAFirstPageGetsOne() async throws {
    let site = try await TestProject(["b.md": "# The [first] *one*\n", "a/c.md": "No heading.\n"]).site()
    #expect(site.pages.map(\.path) == ["a/c.md", "b.md", "index.md"])
    let home = try #require(site.page("index.md"))
    #expect(home.links.map(\.destination) == ["a/c.md", "b.md"])
    #expect(home.document.plainText(of: 0).contains("The [first] one"))
    #expect(try await TestProject(["README.md": "# A\n"]).site().pages.map(\.path) == ["README.md"])
  }

  @Test func aDiagramIsLaidOutOnceForTheCheckAndThePortal() async throws {
    let tree = ["index.md": "# A\n\n```mermaid\nflowchart LR\n  a --> b\n```\n"]
    let site = try await Site.open(root: "/project", files: .memory(tree))
    let page = try #require(site.page("index.md"))
    let first = site.diagrams.diagram(page.blocks[0], on: page)
    #expect(try first.scene() != nil)
    #expect(site.diagrams.diagram(page.blocks[0], on: page) === first)
  }

  @Test func aShownPageIsReadOnce() async throws {
    let site = try await TestProject.portal("# A\n\n````markdown\n# B\n```\na\n```\n````\n").site()
    let page = try #require(site.page("page.md"))
    let first = try #require(site.page(shownIn: page.blocks[0], on: page))
    let again = try #require(site.pages(shownOn: page).first)
    // A page that is read again has a copy of its text.
    #expect(
      first.source.bytes.withUnsafeBufferPointer { $0.baseAddress }
        == again.source.bytes.withUnsafeBufferPointer { $0.baseAddress })
  }

  /// Formulas and pages are kept in memos.
  @Test func aValueIsMadeOnce() {
    let memo = Memo<String, Int>()
    var made: [String] = []
    let values = ["a", "b", "a", "b"].map { key in
      memo.value(key) { key in
        made.append(key)
        return made.count
      }
    }
    #expect(values == [1, 2, 1, 2])
    #expect(made == ["a", "b"])
  }

  @Test func whatIsWrongWithTheWholeIsSaidOnce() async throws {
    let tree = [
      "site/portal.yml": "contract: content/openrpc.json\n", "content/openrpc.json": contract,
      "content/a.md": "# A\n",
    ]
    let site = try await Site.open(root: "/project", files: .memory(tree))
    #expect(site.findings.contains { $0.rule.id == "contract-description" })
    let today = try #require(CalendarDay("2026-11-22"))
    let findings = await Checks.run(CheckContext(site: site, today: today, parsesCode: false))
    #expect(findings.filter { site.findings.contains($0) } == site.findings.sortedByPlace())
  }

  @Test func warningsOfTheSettingsAreAmongTheFindings() async throws {
    var tree = TestProject.portal("# A\n")
    var project = try Project.load(root: "/project", files: tree.reader)
    project.warnings = [Diagnostic(.deprecatedKey, "`a` is called `b` since version 0.2.0")]
    tree.project = project
    #expect(try await tree.site().findings == project.warnings)
  }
}
