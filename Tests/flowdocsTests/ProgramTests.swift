import Diagnostics
import Foundation
import Processes
import TestSupport
import Testing

/// The program as a shell starts it.
struct ProgramTests {
  /// `swift test` puts the program beside the tests.
  static let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appendingPathComponent("flowdocs").path

  /// So that tests leave no key in the home of whoever runs them.
  static let key = "the key of the tests"

  /// The search path is without folders in the home: version managers of languages are there, with 100,000 files that each
  /// `verify` would look at.
  private static let environment: [String: String] = {
    let all = ProcessInfo.processInfo.environment
    let home = (all["HOME"] ?? "/root") + "/"
    var environment = all.filter { ["HOME", "TMPDIR"].contains($0.key) }
    let path = (all["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
    environment["PATH"] = path.filter { !$0.hasPrefix(home) }.joined(separator: ":")
    environment["CONTAINER"] = Machine.container
    environment["FLOWDOCS_KEY"] = key
    return environment
  }()

  func flowdocs(_ arguments: String..., in project: TestFolder) async throws -> ProcessResult {
    try await started(Self.program, arguments, in: project)
  }

  func started(
    _ program: String, _ arguments: [String], in project: TestFolder
  ) async throws -> ProcessResult {
    try await ProcessRunner().run(
      program, arguments: arguments, environment: Self.environment, directory: project.root,
      timeout: .seconds(120))
  }

  @Test func aCleanFolderEndsWithZero() async throws {
    let project = try TestFolder(["index.md": "# Home\n\n[Home](index.md)\n"])
    let result = try await flowdocs("check", in: project)
    #expect(result.exitCode == 0)
    #expect(result.errorText == "1 page checked\n")
  }

  @Test func theVersionIsThatOfTheRelease() async throws {
    let project = try TestFolder()
    let result = try await flowdocs("--version", in: project)
    #expect(result.exitCode == 0)
    #expect(result.outputText == "flowdocs \(Release.version)\n")
  }

  @Test func findingsEndWithOneAndStandAtTheirPlace() async throws {
    let project = try TestFolder(["index.md": "# Home\n\n[Guide](gude.md)\n", "guide.md": "# Guide\n"])
    let result = try await flowdocs("check", in: project)
    #expect(result.exitCode == 1)
    expectText(
      result.outputText,
      """
      index.md:3:9: error: No page `gude.md`. Did you mean `guide.md`? [dead-link]
       3 | [Guide](gude.md)
         |         ^~~~~~~

      """)
    #expect(result.errorText == "1 error; 2 pages checked\n")
  }

  @Test func fixesAreWrittenAndTheRestIsReported() async throws {
    let project = try TestFolder([
      "index.md": "# Home\r\n\r\n[Guide](gude.md#strat) [none](nothing-like-it.md)\r\n",
      "guide.md": "# Start\n",
    ])
    let result = try await flowdocs("check", "--fix", in: project)
    // The page is found first, then its heading.
    #expect(
      project.read("index.md") == "# Home\r\n\r\n[Guide](guide.md#start) [none](nothing-like-it.md)\r\n")
    #expect(result.errorText == "2 findings fixed\n1 error; 2 pages checked\n")
    #expect(result.outputText.hasPrefix("index.md:3:32: error: No page `nothing-like-it.md` [dead-link]\n"))
    #expect(result.exitCode == 1)

    let again = try await flowdocs("check", "--fix", in: project)
    #expect(again.errorText == "0 findings fixed\n1 error; 2 pages checked\n")
  }

  /// What `--update` writes is proven at once.
  @Test func anUpdatedPageIsVerifiedAsItIsNow() async throws {
    let project = try TestFolder([
      "site/portal.yml": "title: T\npolicy: { sh: run }\n",
      "content/index.md": "# Home\n\n```sh\necho two\n```\n\n```output\none\n```\n",
    ])
    let update = try await flowdocs("verify", "--update", in: project)
    #expect(update.exitCode == 0)
    #expect(update.errorText.contains("updated content/index.md\n"))
    #expect(update.errorText.hasSuffix("\n2 ran (1 session run, 0 unchanged)\n"))
    #expect(project.read("content/index.md")?.contains("```output\ntwo\n") == true)
    #expect(try await flowdocs("build", "--require-proven", in: project).exitCode == 0)
  }

  /// Settings and a contract that cannot be read keep the pages from being checked, until they are fixed.
  @Test func whatKeepsAProjectFromBeingOpenedIsFixed() async throws {
    let project = try TestFolder([
      "site/portal.yml": "titel: T\ncontnt: docs\npolicy: {swift: prase}\ncontract: docs/openrpc.json\n",
      "docs/openrpc.json": """
      {"openrpc": "1.3.2", "info": {"title": "T", "version": "1"}, "methods": [],}
      """,
      "docs/index.md": "# Home\n\n[Home](#hmoe)\n",
    ])
    let result = try await flowdocs("check", "--fix", in: project)
    #expect(
      project.read("site/portal.yml")
        == "title: T\ncontent: docs\npolicy: {swift: parse}\ncontract: docs/openrpc.json\n")
    #expect(project.read("docs/openrpc.json")?.hasSuffix("\"methods\": []}") == true)
    #expect(project.read("docs/index.md") == "# Home\n\n[Home](#home)\n")
    #expect(result.outputText == "")
    #expect(result.errorText == "5 findings fixed\n3 pages checked\n")
    #expect(result.exitCode == 0)
  }

  /// Names that FlowDocs itself defines, misspelt on a page and in the settings.
  @Test func misspeltNamesOfRulesAndViewsAreFixed() async throws {
    let project = try TestFolder([
      "site/portal.yml": "title: T\nchecks:\n  - rules: [remote-imag]\n    severity: warning\n",
      "Package.swift": """
      // swift-tools-version: 6.0
      import PackageDescription
      let package = Package(name: "a", targets: [.target(name: "A")])

      """,
      "content/index.md": """
      # Home

      <!-- flowdocs:package-graph Package.swift target -->

      <!-- flowdocs:ignore dead-lnk: being written -->
      [x](gone.md)

      """,
    ])
    let result = try await flowdocs("check", "--fix", in: project)
    #expect(
      project.read("site/portal.yml")
        == "title: T\nchecks:\n  - rules: [remote-image]\n    severity: warning\n")
    expectText(
      project.read("content/index.md") ?? "",
      """
      # Home

      <!-- flowdocs:package-graph Package.swift targets -->

      <!-- flowdocs:ignore dead-link: being written -->
      [x](gone.md)

      """)
    #expect(result.errorText == "3 findings fixed\n1 page checked\n")
    #expect(result.exitCode == 0)
  }

  @Test func misuseEndsWithTwo() async throws {
    let project = try TestFolder(["index.md": "# Home\n"])
    for arguments in [["check", "--fromat", "json"], ["check", "nothing-here"], ["publish"]] {
      let result = try await ProcessRunner().run(
        Self.program, arguments: arguments, environment: ["PATH": "/usr/bin:/bin"], directory: project.root)
      #expect(result.exitCode == 2, "\(arguments)")
      #expect(result.errorText.hasPrefix("Error: "), "\(arguments)")
    }
  }

  @Test func aFolderThatIsNotOursIsNotWrittenTo() async throws {
    let project = try TestFolder(["index.md": "# Home\n", "public/photo.txt": "mine"])
    let result = try await flowdocs("build", "--out", "public", in: project)
    #expect(result.exitCode == 2)
    #expect(
      result.errorText.contains("contains files that FlowDocs did not write; choose an empty or new folder"))
    #expect(project.read("public/photo.txt") == "mine")
  }

  @Test func machineFormatsGoToStandardOutput() async throws {
    let project = try TestFolder(["index.md": "# Home\n\n[Guide](gude.md)\n"])
    let result = try await flowdocs("check", "--format", "github", in: project)
    #expect(
      result.outputText
        == "::error file=index.md,line=3,endLine=3,col=9,endColumn=16,title=dead-link::No page `gude.md`\n"
    )
    #expect(result.errorText == "1 error; 1 page checked\n")
  }

  @Test func aBrokenDefinitionIsShownWithItsLine() async throws {
    let project = try TestFolder(["index.md": "# Home\n", "site/portal.yml": "titel: Home\n"])
    let result = try await flowdocs("build", in: project)
    #expect(result.exitCode == 1)
    #expect(
      result.outputText.contains(
        "site/portal.yml:1:1: error: Unknown key `titel`. Did you mean `title`? [bad-project]"))
  }

  @Test func whatABlockLeavesRunningIsEnded() async throws {
    let seconds = "86\(Int.random(in: 100_000...999_999))"
    let project = try TestFolder([
      "site/portal.yml": "title: Test\npolicy: { sh: run, python: run }\n",
      "content/index.md": """
      # Hang

      ```sh timeout=1s
      (setsid sleep \(seconds) &)
      (sleep \(seconds) &)
      sleep \(seconds)
      ```

      ```python
      import os
      if os.fork() == 0:
          os.setsid()
          if os.fork() == 0:
              os.execve("/bin/sleep", ["sleep", "\(seconds)"], {})
          os._exit(0)
      os.wait()
      print("gone")
      ```

      ```output
      gone
      ```

      """,
    ])
    let result = try await flowdocs("verify", in: project)
    #expect(result.exitCode == 1)
    #expect(result.outputText.contains("content/index.md:3:1: error: Still running after 1 s"))
    #expect(result.errorText.hasSuffix("1 error; 2 ran, 1 failed (2 sessions run, 0 unchanged)\n"))
    let left = try await ProcessRunner().run("pgrep", arguments: ["-f", "sleep \(seconds)"])
    #expect(left.outputText == "")
  }

  /// A shell line in which `$F` is the program.
  func shell(
    _ line: String, in project: TestFolder, timeout: Duration = .seconds(60)
  ) async throws -> ProcessResult {
    var environment = Self.environment
    environment["F"] = Self.program
    return try await ProcessRunner().run(
      "bash", arguments: ["-c", line], environment: environment, directory: project.root, timeout: timeout)
  }

  @Test func aProjectMayHaveMoreHiddenFoldersThanDescriptors() async throws {
    var files = [
      "site/portal.yml": "title: T\nlinked: [tools]\npolicy: { sh: run }\n",
      "content/index.md":
        "# Home\n\n```sh\ncat tools/*/__pycache__/* 2> /dev/null || echo none\n```\n\n```output\nnone\n```\n",
    ]
    for number in 0..<200 { files["tools/\(number)/__pycache__/a.pyc"] = "" }
    let result = try await shell(#"ulimit -Sn 150; "$F" verify"#, in: TestFolder(files))
    #expect(result.outputText == "")
    #expect(result.exitCode == 0, "\(result.errorText)")
  }

  @Test func outputThatCannotBeWrittenEndsWithTwo() async throws {
    let project = try TestFolder(["index.md": "# Home\n\n[Guide](gude.md)\n"])
    let full = try await shell(#""$F" check --format json > /dev/full"#, in: project)
    #expect(full.exitCode == 2)
    #expect(full.errorText == "standard output cannot be written: No space left on device\n")
    let closed = try await shell(#""$F" check --format sarif >&-"#, in: project)
    #expect(closed.exitCode == 2)
    #expect(closed.errorText == "standard output cannot be written: Bad file descriptor\n")
    for line in [#""$F" check 2> /dev/full"#, #""$F" build 2>&-"#, #""$F" --help > /dev/full"#] {
      #expect(try await shell(line, in: project).exitCode == 2, "\(line)")
    }
  }

  @Test func readerThatHasGoneEndsQuietly() async throws {
    let project = try TestFolder(["index.md": "# Home\n\n[Guide](gude.md)\n"])
    let result = try await shell(#"("$F" check --format json; echo $? >&2) | true"#, in: project)
    #expect(result.errorText == "141\n")
  }

  @Test func whatTheSandboxLacksIsSaidOnceOrMisuse() async throws {
    let project = try TestFolder([
      "site/portal.yml": "title: Test\npolicy: { sh: run }\n",
      "content/index.md": "# Two\n\n```sh\ntrue\n```\n\n```sh\ncat /etc/shadow\n```\n",
    ])
    let partial = try await shell(Machine.withoutNamespaces.prefix + #""$F" verify"#, in: project)
    #expect(partial.exitCode == 1)
    expectText(
      partial.outputText,
      """
      content/index.md:8:1: error: This example failed: `cat /etc/shadow` ended with exit code 1 [example-failed]
       8 | cat /etc/shadow
         | ^~~~~~~~~~~~~~~
         | cat: /etc/shadow: Permission denied

      """)
    #expect(
      partial.errorText.components(separatedBy: "note: sandbox: namespaces are not available").count == 2)
    let required = try await shell(
      Machine.withoutNamespaces.prefix + #""$F" verify --sandbox require"#, in: project)
    #expect(required.exitCode == 2)
    #expect(
      required.errorText.hasPrefix(
        "Error: the sandbox is required and incomplete: namespaces are not available"))
    #expect(required.outputText == "")
  }

  @Test func foldersOfAKilledRunAreRemovedByTheNext() async throws {
    let project = try TestFolder([
      "site/portal.yml": "title: Test\npolicy: { sh: run }\n",
      "content/index.md": "# Hang\n\n```sh timeout=50s\ntouch here; sleep 40\n```\n",
      "content/quick.md": "# Quick\n\n```sh\ntrue\n```\n", "tmp/none": "",
    ])
    let result = try await shell(
      """
      export TMPDIR=$PWD/tmp; "$F" verify content/index.md & until ls tmp/*/*/home/here; do sleep 0.1; done > /dev/null 2>&1
      kill -9 $!; wait $!; ls -d tmp/flowdocs-* | wc -l; "$F" verify content/quick.md; ls tmp
      """, in: project)
    #expect(result.outputText == "1\nnone\n", "\(result.errorText)")
  }

  @Test(arguments: [(SIGHUP, 129), (SIGINT, 130), (SIGQUIT, 131), (SIGTERM, 143), (SIGKILL, 137)])
  func signalEndsTheExamples(_ number: Int32, _ code: Int) async throws {
    let seconds = "86\(Int.random(in: 100_000...999_999))"
    let project = try TestFolder([
      "site/portal.yml": "title: Test\npolicy: { sh: run }\n",
      "content/index.md": "# Hang\n\n```sh timeout=50s\n(setsid sleep \(seconds) &)\nsleep \(seconds)\n```\n",
      "tmp/none": "",
    ])
    // Job control gives the program in the background its signals, as a terminal does.
    // A pattern that does not match the command line that it is in.
    let pattern = "sleep [8]" + seconds.dropFirst()
    let result = try await shell(
      """
      set -m; export TMPDIR=$PWD/tmp; "$F" verify & until pgrep -f '\(pattern)' > /dev/null; do sleep 0.1; done
      kill -\(number) $!; wait $!; echo $?
      for i in $(seq 100); do pgrep -f '\(pattern)' > /dev/null || break; sleep 0.1; done; pgrep -fc '\(pattern)'
      """, in: project)
    #expect(result.outputText == "\(code)\n0\n", "\(result.errorText)")
  }
}
