import Files
import Foundation
import Processes
import TestSupport
import Testing

/// How the sandbox is applied: as this kernel allows it, and as one without namespaces would.
enum Confinement: CaseIterable, CustomTestStringConvertible {
  case full, withoutNamespaces

  var testDescription: String { self == .full ? "with namespaces" : "without namespaces" }
}

/// A folder like that of a session, and programs that run in it.
struct ConfinedSession {
  let scratch: TemporaryFolder
  let base: String
  var policy: SandboxPolicy
  var environment: [String: String]

  init(_ confinement: Confinement, limits: SandboxLimits = SandboxLimits()) throws {
    scratch = try TemporaryFolder()
    base = scratch.path + "/session"
    let folders = [base + "/home", base + "/tmp"]
    for folder in folders {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    let user = SandboxUser.owner(ofFolder: base)
    if let user { for folder in folders { #expect(chown(folder, user, user) == 0) } }
    policy = SandboxPolicy(
      readable: SandboxPolicy.systemPaths, writable: [base], temporary: base + "/tmp", limitedFolder: base,
      limits: limits, user: user)
    if confinement == .withoutNamespaces { policy.without = [.namespaces] }
    environment = ["PATH": "/usr/bin:/bin", "HOME": base + "/home", "TMPDIR": base + "/tmp"]
  }

  func bash(_ script: String, timeout: Duration = .seconds(30)) async throws -> ProcessResult {
    try await ProcessRunner().run(
      "/bin/bash", arguments: ["-c", script], environment: environment, directory: base + "/home",
      timeout: timeout, sandbox: policy)
  }

  func python(_ script: String, timeout: Duration = .seconds(30)) async throws -> ProcessResult {
    try await ProcessRunner().run(
      "/usr/bin/python3", arguments: ["-c", script], environment: environment, directory: base + "/home",
      timeout: timeout, sandbox: policy)
  }
}

/// Whether this kernel and container have namespaces, tried once.
let hasNamespaces: Bool = {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
  process.arguments =
    geteuid() == 0 ? ["-pfmn", "--mount-proc", "true"] : ["-Urpfmn", "--mount-proc", "true"]
  process.standardError = FileHandle.nullDevice
  do { try process.run() } catch { return false }
  process.waitUntilExit()
  return process.terminationStatus == 0
}()

/// Listens on a socket that everybody may connect to: in the file system, or with a NUL in front, among the names of the
/// kernel (unix(7)).
private struct UnixServer {
  private let number: Int32

  init?(_ path: String, isInFileSystem: Bool = true) {
    number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let size = MemoryLayout.size(ofValue: address.sun_path)
    guard number >= 0, path.utf8.count < size else { return nil }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let isBound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        // The length says where a name of the kernel ends.
        let length = MemoryLayout<sockaddr_un>.offset(of: \.sun_path).map { $0 + path.utf8.count } ?? 0
        return bind(number, $0, socklen_t(length)) == 0
      }
    }
    guard isBound, listen(number, 8) == 0, !isInFileSystem || chmod(path, 0o777) == 0 else { return nil }
  }

  func close() { Foundation.close(number) }
}

struct SandboxTests {
  @Test(arguments: Confinement.allCases) func sessionFolderIsWritable(_ confinement: Confinement) async throws
  {
    let session = try ConfinedSession(confinement)
    let result = try await session.bash(
      "echo a > file; mkdir -p x/y; mv file x/y/; cat x/y/file; pwd; echo b > $TMPDIR/t")
    #expect(result.outputText == "a\n\(session.base)/home\n")
    #expect(result.errorText == "")
    #expect(result.succeeded)
    #expect(try Folder(at: session.base).read("tmp/t") == Array("b\n".utf8))
  }

  /// Whatever the limits of the caller are; sizes in KiB.
  @Test(arguments: Confinement.allCases) func limitsAreFixed(_ confinement: Confinement) async throws {
    let session = try ConfinedSession(confinement)
    let result = try await session.bash(
      "for limit in n l q i e r; do echo $limit $(ulimit -S$limit) $(ulimit -H$limit); done; ulimit -Ss; umask"
    )
    #expect(
      result.outputText
        == "n 1024 1024\nl 8192 8192\nq 819200 819200\ni 4096 4096\ne 0 0\nr 0 0\n8192\n0022\n")
  }

  @Test(arguments: Confinement.allCases) func filesOutsideCannotBeReadOrWritten(_ confinement: Confinement)
    async throws
  {
    let session = try ConfinedSession(confinement)
    let outside = try TemporaryFolder()
    chmod(outside.path, 0o777)
    try Data("secret".utf8).write(to: URL(fileURLWithPath: outside.path + "/file"))
    let result = try await session.bash(
      """
      cat \(outside.path)/file; echo x > \(outside.path)/new; echo x > \(outside.path)/file; ls \(outside.path)
      cat ~root/.ssh/* /root/.bashrc /etc/shadow; touch /usr/bin/new /etc/new; rm -f \(outside.path)/file; true
      """)
    #expect(result.outputText == "")
    #expect(try FileManager.default.contentsOfDirectory(atPath: outside.path) == ["file"])
    #expect(try Folder(at: outside.path).read("file") == Array("secret".utf8))
  }

  @Test(.enabled(if: hasNamespaces)) func namesOutsideCannotBeSeen() async throws {
    let session = try ConfinedSession(.full)
    let outside = try TemporaryFolder()
    let result = try await session.bash(
      "test -e \(outside.path) || echo none; test -e /home || echo none; test -e /etc/shadow || echo none")
    #expect(result.outputText == "none\nnone\nnone\n")
    #expect(result.unavailable == [])
  }

  @Test(arguments: Confinement.allCases) func environmentOfThisProgramCannotBeRead(_ confinement: Confinement)
    async throws
  {
    let session = try ConfinedSession(confinement)
    let own = try #require(FileManager.default.contents(atPath: "/proc/self/environ"))
    let variables = own.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    // Neither one that the session may have as well, nor one that needs other quotes.
    let secret = try #require(
      variables.first { variable in
        !["PATH", "HOME", "TMPDIR", "PWD", "SHLVL", "_"].contains { variable.hasPrefix($0 + "=") }
          && !variable.contains("'") && variable.utf8.count < 200
      })
    let result = try await session.bash(
      "for p in $PPID \(getpid()) \(getppid()) 1 /proc/[0-9]*; do cat /proc/${p#/proc/}/environ; done | tr '\\0' '\\n'"
        + " | grep -cFx '\(secret)'")
    #expect(result.outputText == "0\n")
  }

  @Test(.enabled(if: hasNamespaces)) func processesOutsideCannotBeSeen() async throws {
    let session = try ConfinedSession(.full)
    let result = try await session.bash("cd /proc; ls -d [0-9]* | wc -l; kill -0 \(getpid()) || echo no")
    #expect(result.outputText.hasSuffix("no\n"))
    let count = try #require(Int(result.outputText.split(separator: "\n")[0]))
    #expect(count < 6)
  }

  @Test(arguments: Confinement.allCases) func otherMachinesCannotBeReached(_ confinement: Confinement)
    async throws
  {
    let session = try ConfinedSession(confinement)
    // 192.0.2.1 is for documentation (RFC 5737); a packet to it would wait for an answer.
    let result = try await session.python(
      """
      import socket
      for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
          try:
              s = socket.socket(socket.AF_INET, kind); s.settimeout(5); s.connect(("192.0.2.1", 53)); s.send(b"x")
              print("sent")
          except TimeoutError: print("timed out")
          except OSError as error: print("refused")
      """)
    #expect(result.outputText == "refused\nrefused\n", "\(result.errorText)")
  }

  /// Servers behind sockets in the file system, such as those of Docker or of the user's systemd, start programs.
  @Test(arguments: Confinement.allCases) func socketsOfOtherProgramsCannotBeReached(
    _ confinement: Confinement
  )
    async throws
  {
    let session = try ConfinedSession(confinement)
    let outside = try TemporaryFolder()
    chmod(outside.path, 0o777)
    let path = outside.path + "/s"
    let servers = [
      try #require(UnixServer(path)), try #require(UnixServer("\0" + path, isInFileSystem: false)),
    ]
    let script = """
      import socket
      for name in ("\(path)", "\\0\(path)"):
          try:
              client = socket.socket(socket.AF_UNIX); client.connect(name); print("connected")
          except OSError: print("refused")
      a, b = socket.socketpair(); a.send(b"own"); print(b.recv(3).decode())
      """
    let free = try await ProcessRunner().run("/usr/bin/python3", arguments: ["-c", script])
    #expect(free.outputText == "connected\nconnected\nown\n", "\(free.errorText)")
    let result = try await session.python(script)
    #expect(result.outputText == "refused\nrefused\nown\n", "\(result.errorText)")
    for server in servers { server.close() }
  }

  /// Beside and inside of what may be read; a part of it may be readable again.
  @Test(arguments: Confinement.allCases) func hiddenFoldersCannotBeRead(_ confinement: Confinement)
    async throws
  {
    let project = try TemporaryFolder()
    chmod(project.path, 0o755)
    for file in [
      "data/a.txt", "data/deep/b.txt", "data/.venv/c.txt", "data/deep/node_modules/m/d.txt", "data/e e/f.txt",
    ] {
      let path = project.path + "/" + file
      try FileManager.default.createDirectory(
        atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try file.write(toFile: path, atomically: false, encoding: .utf8)
    }
    try FileManager.default.createSymbolicLink(
      atPath: project.path + "/data/link", withDestinationPath: project.path + "/data/.venv/c.txt")
    var session = try ConfinedSession(confinement)
    session.policy.readable.append(project.path + "/data")
    session.policy.hidden = ["/data/.venv", "/data/deep/node_modules", "/data/none"].map { project.path + $0 }
    let script = """
      cd \(project.path)/data
      for file in a.txt deep/b.txt 'e e/f.txt' .venv/c.txt deep/node_modules/m/d.txt link; do
        cat "$file" 2> /dev/null || printf no; echo
      done
      ls; ls deep; (echo x > .venv/new) 2> /dev/null || echo closed
      """
    let listing = "a.txt\ndeep\ne e\nlink\nb.txt\nnode_modules\nclosed\n"
    let readable = "data/a.txt\ndata/deep/b.txt\ndata/e e/f.txt\n"
    let result = try await session.bash(script)
    #expect(result.outputText == readable + "no\nno\nno\n" + listing, "\(result.errorText)")
    session.policy.readable.append(project.path + "/data/deep/node_modules/m")
    let inner = try await session.bash(script)
    #expect(
      inner.outputText == readable + "no\ndata/deep/node_modules/m/d.txt\nno\n" + listing,
      "\(inner.errorText)")
  }

  /// Only the files and folders that a link leads to open what is there.
  @Test(arguments: Confinement.allCases) func aListedLinkOpensNothing(_ confinement: Confinement) async throws
  {
    let project = try TemporaryFolder()
    chmod(project.path, 0o755)
    try "text".write(toFile: project.path + "/file", atomically: false, encoding: .utf8)
    symlink(project.path + "/file", project.path + "/link")
    var session = try ConfinedSession(confinement)
    session.policy.readable.append(project.path + "/link")
    let script = "cat \(project.path)/link 2> /dev/null || echo closed; readlink \(project.path)/link"
    let target = project.path + "/file\n"
    #expect(try await session.bash(script).outputText == "closed\n" + target)
    session.policy.readable.append(project.path + "/file")
    #expect(try await session.bash(script).outputText == "text" + target)
  }

  @Test(.enabled(if: hasNamespaces)) func loopbackIsItsOwn() async throws {
    let session = try ConfinedSession(.full)
    let result = try await session.python(
      """
      import socket
      server = socket.create_server(("127.0.0.1", 8080))
      client = socket.create_connection(("localhost", 8080))
      client.send(b"hello"); print(server.accept()[0].recv(5))
      """)
    #expect(result.outputText == "b'hello'\n", "\(result.errorText)")
  }

  /// Without namespaces it is the loopback interface of this machine: ports that the kernel gives out are open, others not.
  @Test func withoutNamespacesOwnServersAreReached() async throws {
    let session = try ConfinedSession(.withoutNamespaces)
    let result = try await session.python(
      """
      import socket
      server = socket.create_server(("127.0.0.1", 0))
      client = socket.create_connection(server.getsockname())
      client.send(b"hello"); print(server.accept()[0].recv(5))
      try: socket.create_connection(("127.0.0.1", 9))
      except PermissionError: print("not permitted")
      """)
    #expect(result.outputText == "b'hello'\nnot permitted\n", "\(result.errorText)")
    #expect(!result.unavailable.contains(.ports))
  }

  @Test(arguments: Confinement.allCases) func callsThatReachTheSystemAreRefused(_ confinement: Confinement)
    async throws
  {
    let session = try ConfinedSession(confinement)
    let result = try await session.python(
      """
      import ctypes, os, socket
      libc = ctypes.CDLL(None, use_errno=True)
      def call(name, *arguments):
          ctypes.set_errno(0)
          result = getattr(libc, name)(*arguments)
          print(name, os.strerror(ctypes.get_errno()) if result == -1 else "allowed")
      call("ptrace", 0, 0, 0, 0)
      call("unshare", 0x10000000)
      call("mount", b"none", b"/", b"tmpfs", 0, None)
      call("syscall", 321, 0, None, 0)
      for family in (socket.AF_PACKET, socket.AF_NETLINK, socket.AF_VSOCK, socket.AF_ALG):
          try: socket.socket(family, socket.SOCK_DGRAM); print("allowed")
          except OSError as error: print(error.strerror)
      try: os.setuid(0); print("root")
      except OSError: print("not root")
      """)
    #if arch(x86_64)
      let bpf = "Operation not permitted"
    #else
      let bpf = "Function not implemented"
    #endif
    expectText(
      result.outputText,
      """
      ptrace Operation not permitted
      unshare Operation not permitted
      mount Operation not permitted
      syscall \(bpf)
      Address family not supported by protocol
      Address family not supported by protocol
      Address family not supported by protocol
      Address family not supported by protocol
      not root

      """, "\(result.errorText)")
  }

  @Test(arguments: Confinement.allCases) func whatProgramsNeedWorks(_ confinement: Confinement) async throws {
    let session = try ConfinedSession(confinement)
    let result = try await session.bash(
      """
      cat <(echo substituted) /dev/null; head -c 4 /dev/urandom | wc -c; date -u -d @0 +%F; echo pipe | cat
      (sleep 0.01; echo background) & wait; seq 3 | sort -r | tail -1; echo "here" | tee copy
      """)
    #expect(result.outputText == "substituted\n4\n1970-01-01\npipe\nbackground\n1\nhere\n")
    #expect(result.errorText == "")
  }

  @Test(.enabled(if: hasNamespaces)) func sharedMemoryAndTerminalsWork() async throws {
    let session = try ConfinedSession(.full)
    let result = try await session.python(
      """
      import getpass, multiprocessing, os, pty, socket
      print(multiprocessing.Pool(2).map(abs, [-1, -2])); print(len(pty.openpty())); print(getpass.getuser())
      open("/tmp/file", "w").write("x"); print(os.listdir(os.environ["TMPDIR"])[:1] != [], socket.gethostname())
      """)
    #expect(result.outputText == "[1, 2]\n2\nflowdocs\nTrue localhost\n", "\(result.errorText)")
  }

  /// Each makes the places for its mounts in the folder that all of them see as `/tmp`.
  @Test(.enabled(if: hasNamespaces)) func programsOfOneSessionStartTogether() async throws {
    for _ in 0..<5 {
      let session = try ConfinedSession(.full)
      let outputs = try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<8 { group.addTask { try await session.bash("echo started").outputText } }
        return try await group.reduce(into: [String]()) { $0.append($1) }
      }
      #expect(outputs == Array(repeating: "started\n", count: 8))
    }
  }

  @Test(.enabled(if: geteuid() == 0)) func rootBecomesAnUnprivilegedUser() async throws {
    for confinement in Confinement.allCases {
      let session = try ConfinedSession(confinement)
      let user = try #require(session.policy.user)
      let result = try await session.bash("id -u; id -g; id -G; grep CapEff /proc/self/status; touch f")
      #expect(result.outputText.hasPrefix("\(user)\n\(user)\n\(user)\n"))
      if confinement == .full { #expect(result.outputText.hasSuffix("CapEff:\t0000000000000000\n")) }
      #expect(!result.unavailable.contains(.unprivilegedUser))
    }
  }

  @Test func whatIsMissingIsReportedAndMayBeRequired() async throws {
    var session = try ConfinedSession(.withoutNamespaces)
    session.policy.without.insert(.landlock)
    let result = try await session.bash("true")
    #expect(result.unavailable.isSuperset(of: [.namespaces, .fileView, .landlock, .ports]))
    session.policy.isRequired = true
    let error = await #expect(throws: ProcessError.self) { try await session.bash("true") }
    let message = try #require(error).description
    #expect(
      message.hasPrefix("`/bin/bash` was not started, because the sandbox is required and incomplete: "))
    #expect(message.contains("Landlock is not available"))
  }
}
