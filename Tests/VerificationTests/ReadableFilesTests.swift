import Files
import Foundation
import Languages
import Processes
import Project
import Synchronization
import TestSupport
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

  /// The system allows any bytes in a name but `/` and NUL.
  @Test(arguments: [[], [.namespaces]] as [Set<SandboxPart>])
  func namesThatAreNotUTF8AreInTheKey(_ without: Set<SandboxPart>) async throws {
    let folder = try ProjectFolder([
      "data/keep": "", "page.md": "```sh\ncd data; cat ./*/a ./?.txt ./*/.git/x 2> /dev/null || true\n```\n",
    ])
    func path(_ name: String) -> [CChar] { SystemPath.systemName(folder.root + "/data/" + name) }
    func write(_ name: String, _ text: String) throws {
      let file = try #require(fopen(path(name), "w"))
      fputs(text, file)
      fclose(file)
    }
    for name in ["b\0FF", "b\0FF/.git"] { #expect(mkdir(path(name), 0o755) == 0) }
    try write("\0E9.txt", "one\n")
    try write("b\0FF/a", "two\n")
    try write("b\0FF/.git/x", "hidden\n")
    func output() async throws -> String? {
      let report = try await run(folder, without: without)
      #expect(report.lines == [])
      return report.executed == 1 ? report.ledger.records.first?.output : nil
    }
    #expect(try await output() == "two\none\n")
    #expect(try await output() == nil)
    try write("\0E9.txt", "three\n")
    #expect(try await output() == "two\nthree\n")
    try write("b\0FF/a", "four\n")
    #expect(try await output() == "four\nthree\n")
    try write("b\0FF/.git/x", "changed\n")
    #expect(try await output() == nil)
  }

  /// Beside a program at the root, and for imports from the root: what links there lead to is not in the key.
  @Test(arguments: [[], [.namespaces]] as [Set<SandboxPart>])
  func linksAtTheRootOfTheProjectAreNotFollowed(_ without: Set<SandboxPart>) async throws {
    let outside = try TestFolder(["private.txt": "private\n"])
    let folder = try ProjectFolder([
      "page.md": "```sh file=run.sh\n```\n", "data.txt": "data\n", ".git/config": "config\n",
      "run.sh": """
      cd "$(dirname "$0")"
      for file in links/private.txt \(outside.root)/private.txt inner/config text data.txt; do
        cat "$file" 2> /dev/null || echo no
      done
      """,
      "helper.py": """
      import os, subprocess
      print(subprocess.run(["sh", os.path.dirname(__file__) + "/run.sh"], capture_output=True, text=True).stdout, end="")
      """,
    ])
    // Some machines have Python in a home folder that examples without namespaces cannot reach.
    if without.isEmpty { try folder.write("other.md", "```python\nimport helper\n```\n") }
    symlink(outside.root, folder.root + "/links")
    symlink(outside.root + "/private.txt", folder.root + "/text")
    symlink(".git", folder.root + "/inner")
    var options = VerificationOptions()
    options.without = without
    let report = try await folder.verify(options) {
      $0.imports = ["python": [ImportedFolder(path: ".")]]
    }
    #expect(report.lines == [])
    #expect(report.executed == (without.isEmpty ? 2 : 1))
    for record in report.ledger.records { #expect(record.output == "no\nno\nno\nno\ndata\n") }
  }

  /// Where the project is its own content, its pages lie beside what is imported.
  @Test func pagesThatCanBeReadAreInTheKey() async throws {
    let folder = try ProjectFolder([
      "page.md": "```python\nprint(open(helper.folder + '/other.md').read())\n```\n".replacing(
        "print", with: "import helper\nprint"),
      "helper.py": "import os\nfolder = os.path.dirname(__file__)\n", "other.md": "one",
    ])
    func output() async throws -> String? {
      let report = try await folder.verify { $0.imports = ["python": [ImportedFolder(path: ".")]] }
      #expect(report.lines == [])
      return report.executed == 1 ? report.ledger.records.first?.output : nil
    }
    #expect(try await output() == "one\n")
    #expect(try await output() == nil)
    try folder.write("other.md", "two")
    #expect(try await output() == "two\n")
  }

  /// What is installed counts as a whole.
  @Test func permissionsAndLinksOfInstalledPackagesAreInTheKey() async throws {
    let folder = try ProjectFolder([
      "page.md": "```sql\nSELECT 1;\n```\n", "check.py": "import sys; sys.stdin.read()\n",
      ".venv/bin/tool": "1", ".venv/.git/x": "1", ".venv/lib/__pycache__/a.pyc": "1",
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
    try folder.write(".venv/lib/__pycache__/a.pyc", "2")
    #expect(try await checks() == 1)
    mkdir(folder.root + "/.venv/empty", 0o755)
    #expect(try await checks() == 1)
    #expect(try await checks() == 0)
  }
}

private final class Counter: Sendable {
  let count = Mutex(0)
}
