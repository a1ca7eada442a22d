import Foundation
import Processes
import TestSupport
import Testing

/// Repositories that are prepared to attack whoever runs the job that `flowdocs init` writes, `site/ci.sh`, which ends at
/// the first command with findings, or each command itself. Nothing may happen outside of the repository, and nothing of
/// outside may be shown or published.
struct HostileRepositoryTests {
  /// A portal as `init` makes it, in a folder beside files that are nobody else's.
  private struct Victim {
    let folder: TestFolder
    var root: String { folder.root + "/repository" }
    /// What an attacker would make, anywhere: nothing may have this name.
    static let mark = "HAS-RUN"
    static let secret = "PRIVATE"

    init() async throws {
      folder = try TestFolder([
        "outside/private.txt": Self.secret, "outside/assets/x.txt": Self.secret,
        "outside/portal.yml": "title: \(Self.secret)\n",
        "outside/types.json": "{\"title\": \"\(Self.secret)\"}",
        "home/.ssh/id_rsa": Self.secret, "home/.gitconfig": "[user]\n\tname = \(Self.secret)\n",
        "temporary/keep": "",
      ])
      let made = try await run(ProgramTests.program, "init", root)
      try #require(made.exitCode == 0, "\(made.errorText)")
      try await folder.git("init", "-q", "-b", "main", in: "repository")
      try await folder.git("add", ".", in: "repository")
      try await folder.git("commit", "-q", "-m", "x", in: "repository")
    }

    func run(_ program: String, _ arguments: String...) async throws -> ProcessResult {
      try await run(program, arguments: arguments, in: folder.root)
    }

    private func run(
      _ program: String, arguments: [String], in directory: String, _ more: [String: String] = [:]
    )
      async throws -> ProcessResult
    {
      let programs = (ProgramTests.program as NSString).deletingLastPathComponent
      // Toolchains outside of /usr have 100,000 files, which `verify` would look at in each of 100 runs.
      return try await ProcessRunner().run(
        program, arguments: arguments,
        environment: [
          "PATH": programs + ":/usr/bin:/bin", "HOME": folder.root + "/home",
          "TMPDIR": folder.root + "/temporary",
          "CI_TOKEN": Self.secret,
        ].merging(more) { $1 }, directory: directory, timeout: .seconds(240))
    }

    func job(format: String = "text") async throws -> ProcessResult {
      try await run("sh", arguments: ["site/ci.sh"], in: root, ["FORMAT": format])
    }

    func flowdocs(_ arguments: [String]) async throws -> ProcessResult {
      try await run(ProgramTests.program, arguments: arguments, in: root)
    }

    func write(_ files: [String: String], links: [String: String] = [:]) throws {
      for (path, text) in files { try folder.write("repository/" + path, text) }
      for (path, target) in links {
        let place = root + "/" + path
        if FileManager.default.fileExists(atPath: place) { try FileManager.default.removeItem(atPath: place) }
        try folder.link("repository/" + path, to: target)
      }
    }

    /// Everything outside of the repository that could have been changed, with its text; the key that `verify` makes
    /// in the home folder is its own.
    var outside: [String: String] {
      var found: [String: String] = [:]
      for path in folder.listing where !path.hasPrefix("repository") && !path.hasPrefix("home/.local") {
        found[path] = folder.read(path) ?? ""
      }
      return found
    }

    /// Files of the repository that the job wrote and that have the secret, and all that have the mark in their names.
    var leaks: [String] {
      folder.listing.filter { path in
        if path.hasSuffix(Self.mark) { return true }
        var status = stat()
        // A link that the attacker committed has the secret only where it leads.
        guard path.hasPrefix("repository/_site/") || path.hasPrefix("repository/.flowdocs/"),
          lstat(folder.root + "/" + path, &status) == 0, status.st_mode & S_IFMT != S_IFLNK
        else { return false }
        return folder.read(path)?.contains(Self.secret) == true
      }
    }
  }

  private func expectNothingHappened(
    _ victim: Victim, since before: [String: String], _ result: ProcessResult, _ what: String
  ) {
    let printed = result.outputText + result.errorText
    #expect(victim.outside == before, "\(what)")
    #expect(victim.leaks == [], "\(what)")
    #expect(!printed.contains(Victim.secret), "\(what): \(printed)")
    #expect(!printed.contains("\u{1B}"), "\(what): \(printed)")
    #expect(!printed.contains("\u{202E}"), "\(what): \(printed)")
    #expect(!printed.split(separator: "\n").contains { $0.hasPrefix("::set-env") }, "\(what): \(printed)")
  }

  private static let commands = [
    ["check"], ["verify"], ["build", "--draft"], ["build", "--untrusted"],
  ]

  /// Runs the job and each command.
  ///
  /// - Returns: their exit codes, in the order of `commands`.
  private func attack(_ victim: Victim, format: String = "text", _ what: String) async throws -> [Int] {
    let before = victim.outside
    expectNothingHappened(victim, since: before, try await victim.job(format: format), what)
    var codes: [Int] = []
    for command in Self.commands {
      let result = try await victim.flowdocs(command + ["--format", format])
      expectNothingHappened(victim, since: before, result, "\(what): \(command)")
      codes.append(result.exitCode)
    }
    return codes
  }

  @Test(
    arguments: [
      (["_site": "../outside"], [0, 0, 2, 2]),
      (["_site/assets": "../../outside/assets", "_site/.flowdocs-manifest": "/dev/null"], [0, 0, 2, 2]),
      (["_site/index.html": "../../outside/private.txt"], [0, 0, 2, 2]),
      (["._site.flowdocs-new": "../outside"], [0, 0, 2, 2]),
      ([".flowdocs": "../outside"], [2, 2, 2, 2]),
      ([".flowdocs/cache": "../../outside"], [2, 2, 2, 2]),
      ([".flowdocs/cache/sessions": "../../../outside"], [0, 2, 0, 0]),
      ([".flowdocs/cache/drawings": "../../../outside/private.txt"], [2, 2, 2, 2]),
      ([".flowdocs/ledger.json": "../../outside/private.txt"], [0, 2, 2, 0]),
      (["content/private.md": "../../outside/private.txt"], [1, 1, 1, 1]),
      (["content/more": "../../outside"], [1, 1, 1, 1]),
      (["site/portal.yml": "../../outside/portal.yml"], [1, 1, 1, 1]),
      (["site/theme": "../../outside"], [1, 1, 1, 0]),
      (["site/theme/theme.css": "../../../outside/private.txt"], [1, 1, 1, 0]),
      (["site/theme/logo.svg": "../../../outside/private.txt"], [1, 1, 1, 0]),
      (["site/theme/assets": "../../../outside/assets"], [1, 1, 1, 0]),
      (["openrpc.json": "../outside/types.json"], [0, 0, 0, 0]),
    ] as [([String: String], [Int])])
  func linksInThePlaceOfFiles(links: [String: String], codes: [Int]) async throws {
    let victim = try await Victim()
    try victim.write(["content/more.md": "# More\n"], links: links)
    let found = try await attack(victim, "\(links)")
    #expect(found == codes)
  }

  @Test(arguments: [
    "linked: [../outside]", "trustedFiles: [../outside]", "pythonPath: [../outside]", "content: ../outside",
    "contract: ../outside/types.json", "theme: ../outside", "extends: ../outside/portal.yml",
    "linkedReads: { x: [../../home] }", "symbols: [{ kind: x, from: ../outside/private.txt }]",
    "checkers: [{ name: c, languages: [sh], command: [sh, -c, 'touch ../outside/\(Victim.mark)'] }]",
    "service: { command: [sh, -c, 'touch ../outside/\(Victim.mark)'] }",
    "title: !!python/object/apply:os.system [id]",
    "description: &a [*a, *a]", "metrics: ../outside/private.txt",
  ])
  func hostileSettingsChangeNothingOutside(setting: String) async throws {
    let victim = try await Victim()
    try victim.write([
      "site/portal.yml": "title: \"\\e[31m\\u202E\"\n".replacing(
        "title", with: setting.hasPrefix("title") ? "subtitle" : "title")
        + setting + "\n"
    ])
    let isOfVerify = setting.hasPrefix("checkers")
    let codes = setting.hasPrefix("service") ? [0, 0, 0, 0] : isOfVerify ? [0, 1, 0, 0] : [1, 1, 1, 1]
    #expect(try await attack(victim, setting) == codes)
  }

  /// Each is refused, and the portal of the job is not built.
  @Test(arguments: [
    ["head.html": "<script>alert(1)</script>"], ["theme.js": "alert(1)"], ["assets/a.html": "<script>"],
    ["footer.html": "<script src=https://example.org/a.js></script>"],
    ["banner.html": "<p onmouseover=alert(1)>x</p>"], ["header.html": "<iframe src=//example.org></iframe>"],
    ["sidebar.html": "<img src=\"https://example.org/pixel.png\">"],
    ["page-end.html": "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>"],
    ["theme.css": "@import url(https://example.org/a.css);"],
    ["theme.css": "p { background: url(../../../outside/private.txt) }"],
    ["logo.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"></svg>"],
    ["theme.yml": "fonts: { text: \"a} @import url(//example.org); b{\" }"],
    ["theme.yml": "header: [{ title: A, link: \"javascript:alert(1)\" }]"],
  ])
  func themes(files: [String: String]) async throws {
    let victim = try await Victim()
    try victim.write(Dictionary(uniqueKeysWithValues: files.map { ("site/theme/" + $0.key, $0.value) }))
    #expect(try await attack(victim, "\(files)") == [1, 1, 1, 0])
    // The theme of the base, which has none.
    let page = try #require(victim.folder.read("repository/_site/index.html"))
    #expect(!page.contains("alert(1)") && !page.contains("example.org"), "\(files)")
  }

  /// A draft is written, with its finding; `verify` follows no links.
  @Test func linksOfAThemeThatLeadOutOfTheProject() async throws {
    let victim = try await Victim()
    try victim.write(["site/theme/theme.yml": "header: [{ title: A, link: ../../outside/private.txt }]"])
    #expect(try await attack(victim, "link") == [1, 0, 1, 0])
  }

  @Test(arguments: ["text", "github", "json", "sarif"])
  func pagesAndContract(format: String) async throws {
    let victim = try await Victim()
    try victim.write([
      "site/portal.yml": "title: T\ncontent: content\ncontract: openrpc.json\n",
      "openrpc.json": """
      {"openrpc": "1.3.2", "info": {"title": "T\\u001b[2J", "version": "1"}, "methods": [
        {"name": "m\\u202e\\n::set-env name=x::y", "params": [],
         "result": {"name": "r", "schema": {"type": "boolean"}}}]}
      """,
      "content/index.md": """
      # Home \u{1B}[2J \u{202E}

      [a](../../outside/private.txt) ![b](../../home/.ssh/id_rsa) [c](javascript:alert(1)) [d](demo.html)
      ![e](pic.svg) [f](../.git/config) [g](../.env)

      <script src="demo.js"></script>

      ```ini file=../outside/private.txt
      x
      ```

      ```ini file=.env
      x
      ```

      ```mermaid
      flowchart LR
        A --> B
        click A "javascript:alert(1)"
      ```
      """,
      "content/demo.html": "<script>alert(1)</script>", "content/demo.js": "alert(1)",
      "content/pic.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
      "content/a\n::set-env name=x::y\u{1B}[2J.md": "# A\n\n[x](nowhere.md)\n",
      ".env": "TOKEN=\(Victim.secret)\n", "_site/.flowdocs-manifest": "../outside/private.txt\n",
    ])
    let before = victim.outside
    let result = try await victim.job(format: format)
    #expect(result.exitCode == 1)
    let printed = result.outputText
    for rule in ["dead-link", "unpublished-file", "bad-include"] where !printed.contains(rule) {
      Issue.record("no \(rule): \(printed)")
    }
    expectNothingHappened(victim, since: before, result, format)
    #expect(try await attack(victim, format: format, format) == [1, 1, 1, 1])
  }

  /// Runs the attacker's code in the sandbox, and a whole build.
  @Test(.enabled("the sandbox is incomplete here") { try await HostileRepositoryTests.hasSandbox })
  func aRepositoryThatPassesEveryCheck() async throws {
    let victim = try await Victim()
    // A command line that no other process has.
    let sleep = "600.\(UInt32.random(in: 1 ... .max))"
    let script = """
      touch '\(victim.folder.root)/outside/\(Victim.mark)' ~/\(Victim.mark) ../\(Victim.mark) 2>/dev/null || true
      cat '\(victim.folder.root)/outside/private.txt' ~/.ssh/id_rsa ../outside/private.txt 2>/dev/null || true
      env | grep TOKEN || true
      tr '\\0' '\\n' < /proc/$PPID/environ 2>/dev/null | grep TOKEN || true
      (setsid sleep \(sleep) > /dev/null 2>&1 &)
      echo done
      """
    try victim.write([
      "site/portal.yml": """
      title: "<script>alert(1)</script>"
      content: content
      contract: openrpc.json
      policy: { sh: run, python: run }
      trustsHTML: true
      """,
      "openrpc.json": """
      {"openrpc": "1.3.2", "info": {"title": "<script>alert(1)</script>", "version": "1"}, "methods": [
        {"name": "m", "summary": "<img src=x onerror=alert(1)>", "description": "<script>1</script> <a onclick=alert(1)>x</a>",
         "params": [], "result": {"name": "r", "schema": {"type": "boolean", "description": "<iframe>"}}}]}
      """,
      "content/index.md": """
      # Home

      <!-- flowdocs:method m -->

      ```sh
      \(script)
      ```

      ```output
      done
      ```

      ```python
      import os
      print(os.environ.get("CI_TOKEN"), os.path.exists('\(victim.folder.root)/outside/private.txt'))
      ```

      ```output
      None False
      ```

      ```mermaid
      flowchart LR
        A["<script>alert(1)</script>"] --> B
      ```
      """,
      "site/theme/theme.yml": "footer: [{ title: \"<script>alert(1)</script>\", link: index.md }]\n",
      "site/theme/banner.html":
        "<p title=\"<script>\">a < b <!-- <script>alert(1)</script> --></p></footer>",
      ".flowdocs/ledger.json": "{\"version\": 3, \"signature\": \"\", \"records\": [], \"coverage\": []}",
      ".flowdocs/cache/drawings": "<script>alert(1)</script>",
      ".gitattributes": "*.md filter=x diff=x\n", "conftest.py": "open('\(Victim.mark)', 'w')\n",
      "json.py": "open('\(victim.folder.root)/outside/\(Victim.mark)', 'w')\n",
      "sitecustomize.py": "open('\(victim.folder.root)/outside/\(Victim.mark)', 'w')\n",
    ])
    // What no clone brings along, but a folder that was unpacked may have.
    let mark = "touch '\(victim.folder.root)/outside/\(Victim.mark)'"
    for key in [
      "core.fsmonitor", "core.sshCommand", "filter.x.smudge", "filter.x.clean", "diff.x.textconv",
      "diff.x.command",
      "core.pager", "gpg.program",
    ] {
      try await victim.folder.git("config", key, mark, in: "repository")
    }
    try await victim.folder.git("config", "log.showSignature", "true", in: "repository")
    let before = victim.outside
    let result = try await victim.job()
    #expect(result.exitCode == 0, "\(result.outputText)\(result.errorText)")
    expectNothingHappened(victim, since: before, result, "")
    #expect(try await attack(victim, "") == [0, 0, 0, 0])
    #expect(try await victim.run("pgrep", "-f", "sleep \(sleep)").outputText == "")
    for path in victim.folder.listing where path.hasPrefix("repository/_site/") && path.hasSuffix(".html") {
      let page = try #require(victim.folder.read(path))
      #expect(!page.contains("<script>"), "\(path)")
      #expect(!page.contains("onerror=alert(1)>"), "\(path)")
      #expect(!page.contains("onclick"), "\(path)")
    }
  }

  private static var hasSandbox: Bool {
    get async throws {
      let victim = try await Victim()
      let result = try await victim.run(
        ProgramTests.program, "verify", "--sandbox", "require", victim.root)
      return result.exitCode == 0
    }
  }
}
