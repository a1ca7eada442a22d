import Diagnostics
import TestSupport
import Testing

@testable import flowdocs

/// What settings, comments and command lines make of findings.
struct SeverityTests {
  private func findings(_ files: [String: String]) async throws -> [String] {
    let folder = try TestFolder(files)
    let site = try await Program.test.open(folder.root, key: nil)
    return await Program.test.findings(site).map { finding in
      let place = finding.span.map { span in
        let path =
          span.path.hasPrefix(folder.root) ? String(span.path.dropFirst(folder.root.count + 1)) : span.path
        return "\(path.split(separator: "/").last ?? ""):\(span.start.line)"
      }
      return "\(place ?? "") \(finding.severity.rawValue) \(finding.rule.id)"
    }
  }

  private func portal(_ settings: String) async throws -> [String] {
    try await findings([
      "site/portal.yml": "title: T\n" + settings, "content/index.md": "# A\n\n[x](gone.md)\n",
      "content/blog/b.md": "# B\n\n[x](gone.md)\n\n![i](https://example.org/i.png)\n",
    ])
  }

  @Test(arguments: [
    ("", ["b.md:3 error dead-link", "b.md:5 warning remote-image", "index.md:3 error dead-link"]),
    (
      "checks:\n  - { rules: [dead-link], severity: note }\n",
      ["b.md:3 note dead-link", "b.md:5 warning remote-image", "index.md:3 note dead-link"]
    ),
    ("checks:\n  - { rules: [pages], severity: off }\n", []),
    (
      "checks:\n  - { pages: [blog], severity: off }\n", ["index.md:3 error dead-link"]
    ),
    (
      "checks:\n  - { rules: [pages], severity: off }\n  - { rules: [dead-link], pages: [blog/b.md], severity: warning }\n",
      ["b.md:3 warning dead-link"]
    ),
  ])
  func settingsSayHowMuchFindingsMatter(_ settings: String, _ expected: [String]) async throws {
    #expect(try await portal(settings) == expected)
  }

  /// `bad-data` was called `bad-table` until 0.1.0.
  @Test func formerIdsOfRulesWorkWithAWarning() async throws {
    let table = "<!-- flowdocs:table gone.yml columns=a -->\n"
    #expect(
      try await findings([
        "site/portal.yml": "checks:\n  - { rules: [bad-table], severity: off }\n",
        "content/index.md": "# A\n\n" + table,
      ]) == ["portal.yml:2 warning deprecated-key"])
    #expect(
      try await findings([
        "site/portal.yml": "title: T\n",
        "content/index.md": "# A\n\n<!-- flowdocs:ignore bad-table: later -->\n\n" + table,
      ]) == ["index.md:3 warning deprecated-key"])
    #expect(try FindingFilter.rules(named: ["bad-table"]) == ["bad-data"])
  }

  @Test func settingsNameWhatThereIs() async throws {
    let folder = try TestFolder([
      "site/portal.yml": "checks:\n  - { rules: [dead-lnk], pages: [blag], severity: off }\n",
      "content/index.md": "# A\n",
    ])
    let site = try await Program.test.open(folder.root, key: nil)
    #expect(
      await Program.test.findings(site).map(\.message) == [
        "Unknown rule or group `dead-lnk`. Did you mean `dead-link`?",
        "There is no page or folder of pages `blag`",
      ])
  }

  @Test(arguments: [
    ("severity: of", "`severity` must be `error`, `warning`, `note` or `off`, not `of`. Did you mean `off`?"),
    ("rules: [dead-link]", "An entry of `checks` needs `severity`"),
  ])
  func entriesOfChecksAreRead(_ entry: String, _ message: String) async throws {
    let folder = try TestFolder([
      "site/portal.yml": "checks:\n  - { \(entry) }\n", "content/index.md": "# A\n",
    ])
    let error = await #expect(throws: DiagnosticError.self) {
      try await Program.test.open(folder.root, key: nil)
    }
    #expect(error?.diagnostics.map(\.message) == [message])
  }

  @Test(arguments: [
    // Of the next block, whatever its kind, and of its rule alone.
    ("<!-- flowdocs:ignore dead-link: later -->\n[x](gone.md)\n", []),
    (
      "<!-- flowdocs:ignore dead-link: later -->\n\n- a\n- [x](gone.md)\n\n[y](no.md)\n",
      ["index.md:6 error dead-link"]
    ),
    ("<!-- flowdocs:ignore invalid-json: a slip -->\n\n```json\n{\"a\" 1}\n```\n", []),
    (
      "<!-- flowdocs:ignore dead-anchor: x -->\n\n[x](gone.md)\n",
      ["index.md:1 warning unused-ignore", "index.md:3 error dead-link"]
    ),
    // Two rules of one block.
    (
      "<!-- flowdocs:ignore dead-link: x -->\n<!-- flowdocs:ignore dead-anchor: x -->\n[x](gone.md) [y](#no)\n",
      []
    ),
    ("- a\n\n  <!-- flowdocs:ignore dead-link: x -->\n  [x](gone.md)\n", []),
    ("> <!-- flowdocs:ignore dead-link: x -->\n> [x](gone.md)\n", []),
    // Words that are wrong accept nothing.
    (
      "<!-- flowdocs:ignore dead-link -->\n\n[x](gone.md)\n",
      ["index.md:1 error unknown-directive", "index.md:3 error dead-link"]
    ),
    (
      "<!-- flowdocs:ignore dead-lnk: x -->\n\nText.\n", ["index.md:1 error unknown-directive"]
    ),
    ("Text.\n\n<!-- flowdocs:ignore dead-link: x -->\n", ["index.md:3 warning unused-ignore"]),
  ])
  func aCommentAcceptsFindingsOfTheNextBlock(_ text: String, _ expected: [String]) async throws {
    #expect(try await findings(["index.md": text]) == expected)
  }

  @Test func failsOnSaysWhatKeepsAPortalFromBeingWritten() async throws {
    let page = "# A\n\n![i](https://example.org/i.png)\n"
    for (settings, isWritten) in [("", true), ("failsOn: warning\n", false), ("failsOn: error\n", true)] {
      let folder = try TestFolder(["site/portal.yml": "title: T\n" + settings, "content/index.md": page])
      let build = PortalBuild(program: .test, root: folder.root, output: folder.root + "/_site")
      #expect(try await (build.run().written != nil) == isWritten)
    }
  }

  @Test func aBaselineHidesWhatItHas() async throws {
    let folder = try TestFolder([
      "a.md": "[x](gone.md)\n\n[y](other.md)\n",
      "base.json":
        #"{"findings": [{"rule": "dead-link", "message": "No page `gone.md`", "place": {"path": "a.md"}}]}"#,
    ])
    let baseline = try Baseline(at: folder.root + "/base.json")
    func finding(_ page: String, line: Int, message: String = "No page `gone.md`") -> Diagnostic {
      let text = SourceText(path: page, text: String(repeating: "\n", count: line - 1) + "x\n")
      return Diagnostic(.deadLinkOfTests, message, at: text.span(ofLine: line))
    }
    // One that has moved is known; a second one is not.
    #expect(baseline.new([finding("a.md", line: 9)]) == [])
    #expect(
      baseline.new([finding("a.md", line: 9), finding("a.md", line: 12)]).compactMap(\.span?.start.line) == [
        12
      ])
    #expect(baseline.new([finding("b.md", line: 1)]).count == 1)
    #expect(baseline.new([finding("a.md", line: 1, message: "No page `gene.md`")]).count == 1)
  }

  @Test func rulesAreNamedByIdOrGroup() throws {
    #expect(try FindingFilter.rules(named: []) == nil)
    #expect(try FindingFilter.rules(named: ["dead-link"]) == ["dead-link"])
    let drawings = try #require(try FindingFilter.rules(named: ["drawings"]))
    #expect(drawings.contains("mermaid-syntax") && !drawings.contains("dead-link"))
    #expect(throws: (any Error).self) { try FindingFilter.rules(named: ["dead-lnk"]) }
  }
}

extension Rule {
  fileprivate static let deadLinkOfTests = Rule("dead-link", .error, "")
}
