import Foundation
import Languages
import Processes
import TestSupport
import Testing
import Verification

/// What examples can reach, and that all of it counts for the cache.
struct SandboxedSessionTests {
  @Test func onlyTheSessionAndDeclaredFilesAreReadable() async throws {
    let folder = try ProjectFolder([
      "data/declared.txt": "declared\n", "private/secret.txt": "secret\n",
      "python/own.py": "VALUE = 'imported'\n",
      "page.md": """
      ```sh
      cat data/declared.txt
      cat ROOT/private/secret.txt 2>/dev/null || echo none
      cat ROOT/page.md 2>/dev/null || echo none
      ls ~root/.ssh /home 2>/dev/null || echo none
      (echo x > data/new) 2>/dev/null || echo read-only
      echo kept > file; cat file
      ```

      ```output
      declared
      none
      none
      none
      read-only
      kept
      ```

      ```python
      import own
      print(own.VALUE)
      ```

      ```output
      imported
      ```
      """,
    ])
    try folder.write("page.md", try folder.text("page.md").replacing("ROOT", with: folder.root))
    let report = try await folder.verify { project in
      project.linked = ["data"]
      project.imports = ["python": [ImportedFolder(path: "python")]]
    }
    #expect(report.lines == [])
    #expect(try !FileManager.default.contentsOfDirectory(atPath: folder.root + "/data").contains("new"))
  }

  /// As another user, too, whose pipes they are not by birth.
  @Test func standardStreamsAreFiles() async throws {
    let folder = try ProjectFolder([
      "page.md": """
      ```sh
      echo one > /dev/stdout
      echo two | tee /dev/stderr
      cat /dev/stdin
      umask
      ```

      ```output
      one
      two
      0022
      ```
      """
    ])
    #expect(try await folder.verify().lines == [])
  }

  @Test func environmentAndOtherMachinesAreOutOfReach() async throws {
    let folder = try ProjectFolder([
      "page.md": """
      ```sh
      env | grep -c -e SSH -e TOKEN || true
      grep -c TMPDIR /proc/$PPID/environ 2>/dev/null || echo none
      timeout 5 bash -c "exec 3<> /dev/tcp/192.0.2.1/80" 2>/dev/null || echo unreachable
      ```

      ```output
      0
      none
      unreachable
      ```
      """
    ])
    #expect(try await folder.verify().lines == [])
  }

  /// A program that is run in place reads its neighbours: modules, libraries, data.
  @Test func neighboursOfAProgramAreInItsCacheKey() async throws {
    let folder = try ProjectFolder([
      "programs/use.py": "from helper import VALUE\nprint(VALUE)\n", "programs/helper.py": "VALUE = 1\n",
      "page.md": """
      ```python file=programs/use.py
      from helper import VALUE
      print(VALUE)
      ```

      ```output
      1
      ```
      """,
    ])
    #expect(try await folder.verify().executed == 1)
    #expect(try await folder.verify().executed == 0)
    try folder.write("programs/helper.py", "VALUE = 2\n")
    let changed = try await folder.verify()
    #expect(changed.executed == 1)
    #expect(changed.lines.count == 1)
    try folder.write("programs/helper.py", "VALUE = 1\n")
    let restored = try await folder.verify()
    #expect(restored.executed == 0)
    #expect(restored.lines == [])
  }

  /// Folders that a session does not name are not in its key, so they are not there either.
  @Test func linkedFoldersThatAreNotNamedCannotBeRead() async throws {
    let folder = try ProjectFolder([
      "data/file.txt": "file\n",
      "page.md": """
      ```sh
      ls
      cat ROOT/d*/file.txt 2> /dev/null || echo none
      ```

      ```output
      none
      ```

      ```sh
      cat data/file.txt
      ```

      ```output
      file
      ```
      """,
    ])
    try folder.write("page.md", try folder.text("page.md").replacing("ROOT", with: folder.root))
    #expect(try await folder.verify { $0.linked = ["data"] }.lines == [])
    try folder.write("data/file.txt", "changed\n")
    let changed = try await folder.verify { $0.linked = ["data"] }
    #expect(changed.executed == 1)
    #expect(changed.lines.count == 1)
  }

  /// Hidden files are read as others are.
  @Test func hiddenFilesOfLinkedFoldersAreInTheCacheKey() async throws {
    let folder = try ProjectFolder([
      "data/.env": "NAME=one\n",
      "page.md": """
      ```sh
      . data/.env; echo $NAME
      ```

      ```output
      one
      ```
      """,
    ])
    #expect(try await folder.verify { $0.linked = ["data"] }.lines == [])
    try folder.write("data/.env", "NAME=two\n")
    #expect(try await folder.verify { $0.linked = ["data"] }.lines.count == 1)
  }

  /// A link that leads elsewhere, or a program that can no longer be started, changes no byte of any file.
  @Test func linksAndModesOfDeclaredFilesAreInTheCacheKey() async throws {
    let folder = try ProjectFolder([
      "page.md": "```sh\ncat data/current; data/tool\n```\n\n```output\none\n```\n", "data/v1": "one\n",
      "data/v2": "two\n", "data/tool": "#!/bin/sh\n",
    ])
    let (link, tool) = (folder.root + "/data/current", folder.root + "/data/tool")
    #expect(symlink("v1", link) == 0 && chmod(tool, 0o755) == 0)
    func verified() async throws -> (executed: Int, errors: Int) {
      let report = try await folder.verify { $0.linked = ["data"] }
      return (report.executed, report.diagnostics.count)
    }
    #expect(try await verified() == (1, 0))
    #expect(try await verified() == (0, 0))
    #expect(unlink(link) == 0 && symlink("v2", link) == 0)
    #expect(try await verified() == (1, 1))
    #expect(unlink(link) == 0 && symlink("v1", link) == 0)
    #expect(try await verified() == (0, 0))
    #expect(chmod(tool, 0o644) == 0)
    #expect(try await verified().errors == 1)
    // Who may read it differs between checkouts.
    #expect(chmod(tool, 0o700) == 0)
    #expect(try await verified().executed == 0)
  }

  /// `bin` of the project on `PATH` does not declare the project.
  @Test func searchPathThroughTheProjectShowsItsFolderOnly() async throws {
    let folder = try ProjectFolder([
      "page.md": "", "secret.txt": "secret\n", "bin/tool": "", "env/bin/python": "",
    ])
    try folder.write("env/pyvenv.cfg", "")
    let search = "/usr/bin:\(folder.root)/bin:\(folder.root)/env/bin"
    let paths = Toolchains(home: "/home/nobody", project: folder.root + "/").paths(of: search)
    #expect(paths == [folder.root + "/bin", folder.root + "/env"])
    let elsewhere = Toolchains(home: "/home/nobody", project: "/other").paths(of: search)
    #expect(elsewhere == [folder.root])
    let above = Toolchains(home: "/home/nobody", project: folder.root + "/deep/project").paths(of: search)
    #expect(above == [folder.root + "/bin", folder.root + "/env"])
  }

  @Test func packagesConfigurationAndToolchainsAreInTheCacheKey() async throws {
    let folder = try ProjectFolder(["page.md": "```sh\ntrue\n```\n", "tools/program": "1"])
    let site = try await folder.site()
    func executed() async throws -> Int {
      let path = folder.root + "/tools"
      let effects = VerificationEffects(machine: { _ in
        MachineState(places: [(path, TreeStamp(of: path))], packageLists: [folder.root + "/packages"])
      })
      return try await Verifier(site: site, effects: effects).run().executed
    }
    #expect(try await executed() == 1)
    #expect(try await executed() == 0)
    try folder.write("tools/program", "2")
    #expect(try await executed() == 1)
    try folder.write("tools/program", "1")
    #expect(try await executed() == 0)
    try folder.write("packages", "libc 2.42")
    #expect(try await executed() == 1)
  }

  /// Of an installation that is too large to be read, the programs count by their contents.
  @Test func programsOfLargeToolchainsAreInTheCacheKey() async throws {
    let folder = try ProjectFolder([
      "page.md": "```sh\ntrue\n```\n", "tools/bin/program": "1", "tools/real/a": "1",
    ])
    for number in 0...5000 { try folder.write("tools/lib/\(number)", "1") }
    let path = folder.root + "/tools"
    try FileManager.default.createSymbolicLink(atPath: path + "/bin/link", withDestinationPath: "../real/a")
    let site = try await folder.site()
    /// Whether a program with other bytes, and the size and time that it had, is another state of the machine.
    func notices(_ file: String) async throws -> Bool {
      let effects = VerificationEffects(machine: { _ in MachineState(places: [(path, TreeStamp(of: path))]) })
      let time: [FileAttributeKey: Any] = [.modificationDate: Date(timeIntervalSince1970: 1_600_000_000)]
      try FileManager.default.setAttributes(time, ofItemAtPath: folder.root + "/" + file)
      _ = try await Verifier(site: site, effects: effects).run()
      try folder.write(file, "2")
      try FileManager.default.setAttributes(time, ofItemAtPath: folder.root + "/" + file)
      return try await Verifier(site: site, effects: effects).run().executed == 1
    }
    #expect(try await notices("tools/bin/program"))
    #expect(try await notices("tools/real/a"))
    #expect(try await !notices("tools/lib/7"))
  }

  @Test func theStateOfAMachineHasTheInstallationsOfItsPrograms() async throws {
    let folder = try TestFolder(["tools/bin/tool": "1", "tools/lib/library": "1"])
    let tools = folder.root + "/tools"
    func stamp(besides project: String = "/none") async -> TreeStamp? {
      let state = await MachineState.current(besides: project, searchPath: tools + "/bin:/usr/bin")
      return state.places.first { $0.path == tools }?.stamp
    }
    let before = try #require(await stamp())
    #expect(before.files == 2)
    #expect(await stamp() == before)
    try folder.write("tools/lib/library", "another version")
    #expect(await stamp() != before)
    // What is part of the project is in the key where it is declared.
    #expect(await stamp(besides: tools) == nil)
  }

  @Test func theStateOfAMachineHasItsConfiguration() async {
    let state = await MachineState.current(besides: "/none", searchPath: "")
    #expect(state.places.first { $0.path == "/usr/local" }?.stamp == TreeStamp(of: "/usr/local"))
    #expect(state.places.contains { $0.path == "/etc/ld.so.cache" && $0.stamp.files == 1 })
  }

  @Test func missingPartsOfTheSandboxAreInTheCacheKey() async throws {
    let folder = try ProjectFolder(["page.md": "```sh\ntrue\n```\n"])
    #expect(try await folder.verify(.init(unavailable: [])).executed == 1)
    let less = try await folder.verify(.init(unavailable: [.landlock]))
    #expect(less.executed == 1)
    #expect(less.unavailable.contains(.landlock))
    #expect(try await folder.verify(.init(unavailable: [])).executed == 0)
  }

  /// A server on this machine is in the network of the machine, as another machine is.
  @Test func pagesThatTheSettingsNameHaveTheNetwork() async throws {
    let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(server) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let length = socklen_t(MemoryLayout<sockaddr_in>.size)
    // Below the ports that are given out, which a sandbox without namespaces leaves open.
    var port: UInt16 = 20_000
    while true {
      address.sin_port = port.bigEndian
      let code = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(server, $0, length) }
      }
      if code == 0 { break }
      port += 1
    }
    #expect(listen(server, 5) == 0)
    let folder = try ProjectFolder([
      "page.md": """
      ```sh
      (exec 3<> /dev/tcp/127.0.0.1/\(port)) 2> /dev/null || echo closed
      ```

      ```output
      closed
      ```
      """
    ])
    #expect(try await folder.verify().lines == [])
    let opened = try await folder.verify { $0.network = ["page.md"] }
    #expect(opened.executed == 1)
    #expect(opened.lines.count == 1)
    #expect(try await folder.verify { $0.network = ["other"] }.executed == 0)
  }

  @Test func limitThatIsExceededIsReported() async throws {
    let folder = try ProjectFolder([
      "page.md": """
      ```sh timeout=60s
      for number in {1..600}; do sleep 50 & done; wait
      ```
      """
    ])
    let report = try await folder.verify()
    #expect(report.verdicts(of: "page.md") == ["failed"])
    #expect(
      report.lines == [
        "page.md:1:1 error example-failed: This example failed: it started more processes than the sandbox allows"
      ])
  }
}
