import Digests
import Foundation
import Ledger
import Processes
import TestSupport
import Testing

@testable import flowdocs

struct SigningKeysTests {
  /// A folder with a project and a home beside it.
  private func folder() throws -> TestFolder {
    try TestFolder(["project/index.md": "# Home\n", "home/notes": ""])
  }

  private func keys(_ folder: TestFolder, _ more: [String: String] = [:]) -> SigningKeys {
    SigningKeys(environment: ["HOME": folder.root + "/home"].merging(more) { _, new in new })
  }

  @Test func theFirstVerificationMakesTheKeyForAll() throws {
    let folder = try folder()
    let keys = keys(folder)
    #expect(try keys.existing(folder.root + "/project") == nil)
    let (key, finding) = try keys.signing(folder.root + "/project")
    #expect(finding == nil)
    #expect(try keys.existing(folder.root + "/project") == key)
    #expect(try keys.signing(folder.root + "/project").key == key)
    let file = folder.root + "/home/.local/state/flowdocs/key"
    let attributes = try FileManager.default.attributesOfItem(atPath: file)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let secret = try String(contentsOfFile: file, encoding: .utf8)
    #expect(try keys.existing("/") == nil, "the file is below the root")
    // The same secret as a variable is the same key, so that CI can have the key of a developer.
    let variable = SigningKeys(environment: ["FLOWDOCS_KEY": String(secret.dropLast())])
    #expect(try variable.existing("/") == key)
  }

  @Test func theStateFolderCanBeChosen() throws {
    let folder = try folder()
    let keys = keys(folder, ["XDG_STATE_HOME": folder.root + "/state"])
    let (key, finding) = try keys.signing(folder.root + "/project")
    #expect(finding == nil)
    #expect(FileManager.default.fileExists(atPath: folder.root + "/state/flowdocs/key"))
    #expect(try keys.existing(folder.root + "/project") == key)
  }

  @Test(arguments: [
    ("without a home", [:], "neither XDG_STATE_HOME nor HOME is set"),
    ("relative", ["HOME": "home"], "neither XDG_STATE_HOME nor HOME is set"),
    (
      "in the project", ["HOME": "ROOT/project"],
      "the state folder, `ROOT/project/.local/state/flowdocs`, is in the repository that is verified"
    ),
    (
      "in the repository of the project", ["HOME": "ROOT/repository"],
      "the state folder, `ROOT/repository/.local/state/flowdocs`, is in the repository that is verified"
    ),
    (
      "linked into the project", ["HOME": "ROOT/link"],
      "the state folder, `ROOT/link/.local/state/flowdocs`, is in the repository that is verified"
    ),
    ("no folder", ["XDG_STATE_HOME": "ROOT/file"], "cannot open `ROOT/file/flowdocs`: Not a directory"),
    (
      "readable by others", ["XDG_STATE_HOME": "ROOT/open"],
      "others can read or change `ROOT/open/flowdocs/key`; run `chmod 600` on it, or delete it"
    ),
    (
      "damaged", ["XDG_STATE_HOME": "ROOT/damaged"],
      "`ROOT/damaged/flowdocs/key` holds no key; delete it"
    ),
  ])
  func aKeyThatCannotBeStoredLastsForOneRun(
    _ name: String, _ environment: [String: String], _ reason: String
  ) throws {
    let folder = try TestFolder([
      "project/index.md": "# Home\n", "repository/.git/HEAD": "", "repository/docs/index.md": "# Home\n",
      "file": "", "open/flowdocs/key": "0123456789abcdef\n", "damaged/flowdocs/key": "short\n",
    ])
    #expect(chmod(folder.root + "/open/flowdocs/key", 0o644) == 0)
    #expect(chmod(folder.root + "/damaged/flowdocs/key", 0o600) == 0)
    try FileManager.default.createSymbolicLink(
      atPath: folder.root + "/link", withDestinationPath: "project")
    let keys = SigningKeys(
      environment: environment.mapValues { $0.replacingOccurrences(of: "ROOT", with: folder.root) })
    let root = folder.root + (name == "in the repository of the project" ? "/repository/docs" : "/project")
    let (key, finding) = try keys.signing(root)
    #expect(
      finding?.message.replacingOccurrences(of: folder.root, with: "ROOT")
        == "The verdicts are signed with a key for this run only: " + reason)
    #expect(try keys.signing(root).key != key)
    #expect(try keys.existing(root) == nil)
  }

  @Test func aShortVariableIsMisuse() throws {
    let error = #expect(throws: SigningKeys.ShortKey.self) {
      try SigningKeys(environment: ["FLOWDOCS_KEY": "secret"]).existing("/project")
    }
    #expect(
      error?.description
        == "FLOWDOCS_KEY must have at least 16 bytes; `openssl rand -hex 32` prints a good one")
    // An empty variable is what CI services set for a secret that does not exist.
    #expect(try SigningKeys(environment: ["FLOWDOCS_KEY": ""]).existing("/project") == nil)
  }

  /// Verdicts that came with the tree are ignored; so are cached results, from which `verify` would sign them anew.
  @Test func aLedgerOfSomebodyElseProvesNothing() async throws {
    let project = try TestFolder([
      "site/portal.yml": "title: T\npolicy: { sh: run }\n",
      "content/index.md": "# Home\n\n```sh\necho one\n```\n\n```output\none\n```\n",
    ])
    func run(_ key: String, _ arguments: String...) async throws -> (
      exit: Int, rules: String, summary: String
    ) {
      let result = try await ProcessRunner().run(
        ProgramTests.program, arguments: arguments,
        environment: [
          "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "FLOWDOCS_KEY": key,
        ], directory: project.root, timeout: .seconds(120))
      let rules = result.outputText.matches(of: /\[([a-z-]+)\]\n/).map { String($0.1) }
      return (result.exitCode, rules.joined(separator: " "), result.errorText)
    }
    let (ours, theirs) = ("the key of the reader", "the key of a stranger")
    #expect(try await run(theirs, "verify").summary.contains("2 ran (1 session run, 0 unchanged)"))
    #expect(try await run(theirs, "build", "--require-proven").exit == 0)

    // The tree arrives at the reader with ledger and caches.
    let build = try await run(ours, "build")
    #expect((build.exit, build.rules) == (0, "unsigned-ledger"))
    #expect(project.read("_site/index.html")?.contains("verdict-ran") == false)
    let strict = try await run(ours, "build", "--require-proven")
    #expect((strict.exit, strict.rules) == (1, "unsigned-ledger not-proven"))
    let verify = try await run(ours, "verify")
    #expect((verify.exit, verify.rules) == (0, "damaged-cache unsigned-ledger"))
    #expect(verify.summary.contains("2 ran (1 session run, 0 unchanged)"))
    #expect(try await run(ours, "build", "--require-proven").exit == 0)
    #expect(project.read("_site/index.html")?.contains("verdict-ran") == true)

    // An edit by hand.
    let ledger = try #require(project.read(".flowdocs/ledger.json"))
    try project.write(".flowdocs/ledger.json", ledger.replacingOccurrences(of: "one", with: "two"))
    #expect(try await run(ours, "build").rules == "unsigned-ledger")
  }
}
