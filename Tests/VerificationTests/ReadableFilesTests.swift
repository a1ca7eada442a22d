import Foundation
import Languages
import Processes
import Project
import Synchronization
import Testing
import Verification

/// What an example can read is in its key by content, and what is not in its key cannot be read.
struct ReadableFilesTests {
  private static let names = [
    ".venv", "node_modules", ".git", "_site", ".build", ".flowdocs", "__pycache__",
  ]

  private func folder() throws -> ProjectFolder {
    var files = [
      "data/tool": "#!/bin/sh\necho ran\n", "data/deep/a.txt": "a\n",
      "page.md": """
      ```sh
      cd data
      for name in \(Self.names.joined(separator: " ")); do
        cat "$name/x" "deep/$name/x" 2> /dev/null && echo "$name was read"
      done
      ls -R . | wc -l
      ./tool 2> /dev/null || echo cannot run
      cat link 2> /dev/null || echo leads nowhere
      ```
      """,
    ]
    for name in Self.names {
      files["data/\(name)/x"] = "x\n"
      files["data/deep/\(name)/x"] = "x\n"
    }
    let folder = try ProjectFolder(files)
    chmod(folder.root + "/data/tool", 0o755)
    symlink("deep/a.txt", folder.root + "/data/link")
    return folder
  }

  private func run(_ folder: ProjectFolder, without: Set<SandboxPart>) async throws -> VerificationReport {
    var options = VerificationOptions()
    options.without = without
    return try await folder.verify(options) { $0.linked = ["data"] }
  }

  @Test(arguments: [[], [.namespaces]] as [Set<SandboxPart>])
  func nothingIsReadableThatIsNotInTheKey(_ without: Set<SandboxPart>) async throws {
    let folder = try folder()
    func run() async throws -> VerificationReport { try await self.run(folder, without: without) }
    let first = try await run()
    #expect(first.lines == [])
    let output = try #require(first.ledger.records.first?.output)
    #expect(output.hasSuffix("\nran\na\n") && !output.contains("was read"), "\(output)")
    #expect(try await run().executed == 0)
    for name in Self.names { try folder.write("data/\(name)/x", "changed\n") }
    #expect(try await run().executed == 0)

    let path = folder.root + "/data/"
    // Each changes what the example sees.
    chmod(path + "tool", 0o644)
    #expect(try await run().ledger.records.first?.output?.contains("\ncannot run\n") == true)
    chmod(path + "tool", 0o755)
    #expect(try await run().executed == 0)
    unlink(path + "link")
    symlink("nowhere", path + "link")
    #expect(try await run().ledger.records.first?.output?.hasSuffix("leads nowhere\n") == true)
    unlink(path + "link")
    symlink("deep/a.txt", path + "link")
    #expect(try await run().executed == 0)
    mkdir(path + "empty", 0o755)
    let more = try await run()
    #expect(more.executed == 1)
    #expect(more.ledger.records.first?.output != output)
    rmdir(path + "empty")
    #expect(try await run().executed == 0)
  }

  /// What is installed counts as a whole.
  @Test func permissionsAndLinksOfInstalledPackagesAreInTheKey() async throws {
    let folder = try ProjectFolder([
      "page.md": "```sql\nSELECT 1;\n```\n", "check.py": "import sys; sys.stdin.read()\n",
      ".venv/bin/tool": "1", ".venv/.git/x": "1",
    ])
    func checks() async throws -> Int {
      let started = Counter()
      _ = try await folder.verify(
        change: { project in
          project.checkers = [
            CheckerSettings(name: "c", languages: ["sql"], command: ["python3", "check.py"])
          ]
          project.checkers[0].packages = [".venv"]
        }, progress: { if case .checking = $0 { started.count.withLock { $0 += 1 } } })
      return started.count.withLock { $0 }
    }
    #expect(try await checks() == 1)
    #expect(try await checks() == 0)
    chmod(folder.root + "/.venv/bin/tool", 0o755)
    #expect(try await checks() == 1)
    symlink("bin", folder.root + "/.venv/link")
    #expect(try await checks() == 1)
    try folder.write(".venv/.git/x", "2")
    #expect(try await checks() == 1)
    mkdir(folder.root + "/.venv/empty", 0o755)
    #expect(try await checks() == 1)
    #expect(try await checks() == 0)
  }
}

private final class Counter: Sendable {
  let count = Mutex(0)
}
