import Foundation
import Processes
import TestSupport
import Testing

/// `flowdocs build --untrusted` on repositories that are prepared to attack whoever builds them.
struct UntrustedBuildTests {
  /// A clone with `origin/main` and a branch of a stranger checked out, in a folder beside a file that is nobody else's.
  private struct Clone {
    let folder: TestFolder
    var root: String { folder.root + "/clone" }

    /// - Parameters:
    ///   - trusted: the files of `main`.
    ///   - hostile: what the branch changes.
    init(trusted: [String: String], hostile: [String: String], links: [String: String] = [:]) async throws {
      folder = try TestFolder(["outside/private.txt": "PRIVATE", "outside/_site/index.html": "PRIVATE"])
      for (path, text) in trusted { try folder.write("upstream/" + path, text) }
      try await folder.git("init", "-q", "-b", "main", in: "upstream")
      try await commit(in: "upstream")
      try await folder.git("clone", "-q", folder.root + "/upstream", folder.root + "/clone", in: "upstream")
      try await folder.git("checkout", "-q", "-b", "change", in: "clone")
      for (path, text) in hostile { try folder.write("clone/" + path, text) }
      for (path, target) in links { try folder.link("clone/" + path, to: target) }
      try await commit(in: "clone")
    }

    private func commit(in place: String) async throws {
      try await folder.git("add", "-f", ".", in: place)
      try await folder.git("commit", "-q", "-m", "x", in: place)
    }

    func build(_ arguments: String...) async throws -> ProcessResult {
      try await ProcessRunner().run(
        ProgramTests.program, arguments: ["build", "--untrusted", "--out", root + "/_site"] + arguments,
        environment: [
          "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "HOME": folder.root + "/home",
        ],
        directory: root, timeout: .seconds(120))
    }

    /// What is outside of the clone and its upstream, by path.
    var outside: [String] {
      get throws {
        try FileManager.default.subpathsOfDirectory(atPath: folder.root)
          .filter { !$0.hasPrefix("clone") && !$0.hasPrefix("upstream") }.sorted()
      }
    }
  }

  private let trusted = ["site/portal.yml": "title: T\n", "content/index.md": "# Home\n"]

  @Test func settingsThatGiveRightsAreThoseOfTheBase() async throws {
    let clone = try await Clone(
      trusted: trusted,
      hostile: [
        "site/portal.yml": """
        title: New
        trustsHTML: true
        trustedFiles: [content]
        linked: [content]
        checkers:
          - { name: c, languages: [sql], command: [touch, ../outside/ran] }
        """,
        "content/index.md": "# Home\n\n<div class=\"cover\">x</div>\n\n[demo](demo.html)\n",
        "content/demo.html": "<script>alert(1)</script>",
      ])
    let result = try await clone.build()
    let lines = result.errorText.split(separator: "\n").map(String.init)
    #expect(
      lines.first?.contains(
        /untrusted: `trustsHTML`, `trustedFiles`, `linked`, `checkers` of `site\/portal.yml` ignored; those of origin\/HEAD \([0-9a-f]{12}\) count/
      ) == true, "\(result.errorText)")
    #expect(lines.count { $0.hasPrefix("untrusted: ") } == 2)
    #expect(result.exitCode == 1)
    #expect(result.outputText.contains("`demo.html` is not published"))
    #expect(
      try clone.outside == ["outside", "outside/_site", "outside/_site/index.html", "outside/private.txt"])
  }

  @Test func rightsOfTheBaseStay() async throws {
    let clone = try await Clone(
      trusted: trusted.merging(["site/portal.yml": "title: T\ntrustsHTML: true\n"]) { _, new in new },
      hostile: ["content/index.md": "# Home\n\n<div class=\"cover\">x</div>\n"])
    let result = try await clone.build("--base", "main")
    #expect(result.exitCode == 0, "\(result.errorText)")
    #expect(result.errorText.hasPrefix("untrusted: settings that give rights are those of main ("))
    let page = try #require(clone.folder.read("clone/_site/index.html"))
    #expect(page.contains("<div class=\"cover\">x</div>"))
  }

  @Test func aTrustedFileIsTrustedAsItWas() async throws {
    let clone = try await Clone(
      trusted: [
        "site/portal.yml": "title: T\ntrustedFiles: [content/demos]\n",
        "content/index.md": "# Home\n\n[a](demos/a.html) [b](demos/b.html)\n", "content/demos/a.html": "<p>a",
        "content/demos/b.html": "<p>b",
      ], hostile: ["content/demos/b.html": "<script>alert(1)</script>"])
    let result = try await clone.build()
    #expect(result.outputText.contains("`demos/b.html` is not published"))
    #expect(!result.outputText.contains("`demos/a.html` is not published"))
  }

  @Test func theThemeIsThatOfTheBase() async throws {
    let clone = try await Clone(
      trusted: trusted.merging(["site/theme/footer.html": "<p>Ours</p>"]) { old, _ in old },
      hostile: [
        "site/theme/footer.html": "<p>Theirs</p>", "site/theme/theme.css": "main { display: none }",
        "site/theme/unknown.html": "",
      ])
    let result = try await clone.build()
    #expect(result.exitCode == 0, "\(result.outputText)")
    #expect(
      result.errorText.contains(/\nuntrusted: `site\/theme` is that of origin\/HEAD \([0-9a-f]{12}\)\n/),
      "\(result.errorText)")
    let page = try #require(clone.folder.read("clone/_site/index.html"))
    #expect(page.contains("<p>Ours</p>"))
    #expect(!page.contains("Theirs"))
    try await clone.folder.git("remote", "remove", "origin", in: "clone")
    let without = try await clone.build("--out", clone.root + "/other")
    #expect(without.errorText.contains("\nuntrusted: `site/theme` is ignored\n"), "\(without.errorText)")
    #expect(clone.folder.read("clone/other/index.html")?.contains("Built with FlowDocs") == true)
  }

  /// `git` would take the files of a bare repository, committed into the project's folder, for the repository.
  @Test func theBaseIsThatOfTheRepositoryAround() async throws {
    let evil = try TestFolder([
      "site/portal.yml": "title: T\ntrustsHTML: true\n", "content/index.md": "# Home\n",
    ])
    try await evil.git("init", "-q", "-b", "main")
    try await evil.git("add", ".")
    try await evil.git("commit", "-q", "-m", "x")
    try await evil.git("update-ref", "refs/remotes/origin/HEAD", "HEAD")
    let clone = try await Clone(
      trusted: ["docs/site/portal.yml": "title: T\n", "docs/content/index.md": "# Home\n"],
      hostile: [
        "docs/site/portal.yml": "title: T\ntrustsHTML: true\n",
        "docs/config": "[core]\n\trepositoryformatversion = 0\n\tbare = true\n",
      ])
    for part in ["HEAD", "objects", "refs"] {
      try FileManager.default.copyItem(
        atPath: evil.root + "/.git/" + part, toPath: clone.root + "/docs/" + part)
    }
    for base in ["origin/HEAD", "main"] {
      let result = try await clone.build("docs", "--base", base)
      #expect(result.exitCode == 0, "\(result.errorText)")
      #expect(
        result.errorText.hasPrefix(
          "untrusted: `trustsHTML` of `site/portal.yml` ignored; those of \(base) ("),
        "\(result.errorText)")
    }
  }

  /// A change can name another place for a submodule, with its own `origin/main`.
  ///
  /// - Parameter isOthers: whether the checkout belongs to another user, as in the container of a CI service.
  @Test(arguments: geteuid() == 0 ? [false, true] : [false])
  func aSubmoduleHasNoBase(isOthers: Bool) async throws {
    let folder = try TestFolder([
      "theirs/site/portal.yml": "title: T\ntrustsHTML: true\n", "theirs/content/index.md": "# Home\n",
      "ours/README.md": "# Ours\n",
    ])
    for place in ["theirs", "ours"] {
      try await folder.git("init", "-q", "-b", "main", in: place)
      try await folder.git("add", ".", in: place)
      try await folder.git("commit", "-q", "-m", "x", in: place)
    }
    try await folder.git(
      "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", folder.root + "/theirs", "docs",
      in: "ours")
    if isOthers {
      _ = try await ProcessRunner().run(
        "chown", arguments: ["-R", "65534", folder.root + "/ours"], environment: ["PATH": "/usr/bin:/bin"],
        directory: folder.root, timeout: .seconds(60))
    }
    let result = try await ProcessRunner().run(
      ProgramTests.program, arguments: ["build", "--untrusted", "ours/docs", "--out", "out"],
      environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "HOME": folder.root],
      directory: folder.root, timeout: .seconds(120))
    #expect(
      result.errorText.hasPrefix(
        "untrusted: `trustsHTML` of `site/portal.yml` ignored, without others in their place: the project is in a submodule, and a change can choose where that comes from\n"
      ), "\(result.errorText)")
  }

  @Test func withoutABaseNothingIsAllowed() async throws {
    let clone = try await Clone(
      trusted: trusted, hostile: ["site/portal.yml": "title: T\ntrustsHTML: true\n"])
    try await clone.folder.git("remote", "remove", "origin", in: "clone")
    let result = try await clone.build()
    #expect(
      result.errorText.hasPrefix(
        "untrusted: `trustsHTML` of `site/portal.yml` ignored, without others in their place: there is no default branch of `origin`; name a commit with `--base`\n"
      ), "\(result.errorText)")
    let unknown = try await clone.build("--base", "--output=/tmp/x")
    #expect(unknown.exitCode == 2)
    let option = try await clone.build("--base=--output=/tmp/x")
    #expect(option.errorText.contains("there is no commit `--output=/tmp/x`"))
    let missing = try await clone.build("--base=nothing")
    #expect(missing.errorText.contains("there is no commit `nothing`"))
  }

  @Test func ledgerAndCachesOfTheTreeDoNotCount() async throws {
    let clone = try await Clone(
      trusted: trusted,
      hostile: [
        "content/index.md": "# Home\n\n```sh\necho 1\n```\n\n```mermaid\nflowchart LR\n  A --> B\n```\n",
        ".flowdocs/ledger.json": "{\"version\": 1}", ".flowdocs/cache/drawings": "<script>",
      ])
    let result = try await clone.build()
    #expect(result.exitCode == 0, "\(result.errorText)")
    let page = try #require(clone.folder.read("clone/_site/index.html"))
    #expect(!page.contains("class=\"verdict"))
    #expect(clone.folder.read("clone/.flowdocs/cache/drawings") == "<script>")
  }

  /// Everything at once: links out of the project under every name that is written or read, names with line ends and escape
  /// sequences, a contract and diagrams with markup, a hook and a configuration of git that start programs.
  @Test func nothingHappensOutsideAndNothingRuns() async throws {
    let mark = "touch '\(NSTemporaryDirectory())flowdocs-untrusted-ran'"
    let clone = try await Clone(
      trusted: trusted,
      hostile: [
        "site/portal.yml": "title: \"\\e[31m<script>\"\ncontract: openrpc.json\nservice: mock\n",
        "openrpc.json": """
        {"openrpc": "1.3.2", "info": {"title": "<script>alert(1)</script>", "version": "1"}, "methods": [
          {"name": "m", "summary": "<img src=x onerror=alert(1)>", "description": "<script>1</script> <a onclick=alert(1)>x</a>",
           "params": [], "result": {"name": "r", "schema": {"type": "boolean", "description": "<iframe>"}},
           "examples": [{"name": "e", "params": [], "result": {"name": "r", "value": true}}]}]}
        """,
        "content/index.md": """
        # Home <script>alert(1)</script>

        <!-- flowdocs:method m -->

        ```sh run
        \(mark)
        ```

        ```mermaid
        flowchart LR
          A["<script>alert(1)</script>"] --> B
        ```
        """,
        "content/a\u{1B}[2J\n::error::x.md": "# A\n", ".gitattributes": "*.yml filter=x diff=x\n",
        "_site/.flowdocs-manifest": "",
      ],
      links: [
        "_site/assets": "../../outside", "_site/index.html": "../../outside/private.txt",
        ".flowdocs": "../outside", "content/private.md": "../../outside/private.txt",
      ])
    // What no clone brings along, but a folder that was unpacked may have.
    for (key, value) in [
      "core.fsmonitor": mark, "core.hooksPath": "hooks", "core.sshCommand": mark, "filter.x.smudge": mark,
      "diff.x.textconv": mark, "core.pager": mark, "alias.cat-file": "!" + mark,
    ] {
      try await clone.folder.git("config", key, value, in: "clone")
    }
    let result = try await clone.build()
    #expect(result.exitCode != 0)
    #expect(!FileManager.default.fileExists(atPath: NSTemporaryDirectory() + "flowdocs-untrusted-ran"))
    #expect(
      try clone.outside == ["outside", "outside/_site", "outside/_site/index.html", "outside/private.txt"])
    #expect(clone.folder.read("outside/private.txt") == "PRIVATE")
    let printed = result.outputText + result.errorText
    #expect(!printed.contains("PRIVATE"))
    #expect(!printed.contains("\u{1B}"))
    #expect(!printed.contains("\n::error"))

    // The same without the links in the way: what is written holds no markup of theirs.
    for path in ["_site", ".flowdocs", "content/private.md"] {
      try FileManager.default.removeItem(atPath: clone.root + "/" + path)
    }
    let written = try await clone.build()
    #expect(written.exitCode == 0, "\(written.outputText)\(written.errorText)")
    for path in try FileManager.default.subpathsOfDirectory(atPath: clone.root + "/_site")
    where path.hasSuffix(".html") {
      let page = try #require(clone.folder.read("clone/_site/" + path))
      #expect(!page.contains("<script>"), "\(path)")
      #expect(!page.contains("onerror=alert(1)>"), "\(path)")
      #expect(!page.contains("javascript:"), "\(path)")
    }
    #expect(!FileManager.default.fileExists(atPath: NSTemporaryDirectory() + "flowdocs-untrusted-ran"))
  }
}
