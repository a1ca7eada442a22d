import Foundation
import Processes
import TestSupport
import Testing

/// Who verifies, and what the kernel allows.
enum Machine: CaseIterable, CustomTestStringConvertible {
  /// As these tests run.
  case here
  /// Where no namespaces can be made, as in many containers.
  case withoutNamespaces
  /// A user without rights, when these tests run as root.
  case ordinaryUser

  /// What comes before a command in a shell line.
  var prefix: String {
    switch self {
    case .here: return ""
    // A container that allows not even a namespace of users needs no simulation.
    case .withoutNamespaces:
      return Self.succeeds("unshare", ["-U", "true"]) ? #"python3 -c "$CONTAINER" "# : ""
    case .ordinaryUser: return "setpriv --reuid \(Self.user) --regid \(Self.user) --clear-groups "
    }
  }

  /// Runs a command as a container does: in a namespace of users, in which no further namespaces can be made. Who is root
  /// remains root and can become any other user, all others see themselves as root.
  static let container = """
    import ctypes, os, sys
    made, mapped = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        if ctypes.CDLL(None, use_errno=True).unshare(0x10000000) != 0:
            sys.exit(os.strerror(ctypes.get_errno()))
        os.write(made[1], b"1")
        os.read(mapped[0], 1)
        for name in os.listdir("/proc/sys/user"):
            if name.endswith("_namespaces"):
                with open("/proc/sys/user/" + name, "w") as limit: limit.write("0")
        os.execvp(sys.argv[1], sys.argv[1:])
    os.read(made[0], 1)
    users = "0 0 65536" if os.geteuid() == 0 else f"0 {os.geteuid()} 1"
    groups = "0 0 65536" if os.geteuid() == 0 else f"0 {os.getegid()} 1"
    for file, text in [("setgroups", "deny"), ("uid_map", users), ("gid_map", groups)]:
        if file == "setgroups" and os.geteuid() == 0: continue
        with open(f"/proc/{child}/{file}", "w") as stream: stream.write(text)
    os.write(mapped[1], b"1")
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    """

  /// Not one that the sandbox takes; see `SandboxUser`.
  static let user = 61_183

  /// Whether another user can be taken and can start the program.
  static let hasOrdinaryUser =
    geteuid() == 0
    && succeeds(
      "setpriv",
      ["--reuid", "\(user)", "--regid", "\(user)", "--clear-groups", ProgramTests.program, "--help"])

  private static func succeeds(_ program: String, _ arguments: [String]) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      return false
    }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  var testDescription: String {
    switch self {
    case .here: "as these tests run"
    case .withoutNamespaces: "without namespaces"
    case .ordinaryUser: "an ordinary user"
    }
  }
}

/// Pages whose examples attack the machine of whoever verifies them.
@Suite(.serialized) struct HostilePageTests {
  private static let page = """
    # Attacks

    ```sh timeout=50s
    for number in {1..600}; do sleep 45 & done; wait
    ```

    ```sh
    (env -i setsid bash -c 'trap "" TERM HUP; (sleep DAEMON; sleep DAEMON) & exec sleep DAEMON' > /dev/null 2>&1 &) &
    echo started
    ```

    ```output
    started
    ```

    ```sh timeout=50s
    head -c 1000000000 /dev/zero
    ```

    ```sh
    cat ROOT/home/.ssh/id 2> /dev/null || echo no key
    echo x 2> /dev/null > ROOT/outside || true
    cat /proc/[0-9]*/environ 2> /dev/null | grep -c --text HIDDEN_WORD || true
    ```

    ```output
    no key
    0
    ```

    ```sh timeout=1s
    trap '' TERM INT HUP QUIT PIPE
    while :; do sleep DAEMON; done
    ```

    """

  /// Said once, before anything is started: not by every example.
  @Test(.enabled(if: Machine.hasOrdinaryUser), arguments: ["", " --sandbox require"])
  func rootThatCannotBecomeAnotherUserRunsNothing(_ option: String) async throws {
    let project = try TestFolder([
      "site/portal.yml": "title: Test\npolicy: { sh: run }\n",
      "content/index.md": "```sh\ntouch /tmp/x\n```\n\n```sh\nls\n```\n",
    ])
    let line = "setpriv --bounding-set -setuid,-setgid \"$F\" verify" + option
    let result = try await ProgramTests().shell(line, in: project, timeout: .seconds(60))
    #expect(result.exitCode == 2)
    #expect(result.outputText == "")
    #expect(
      result.errorText
        == "Error: nothing was run, because the sandbox cannot be set up: root must start it as another user, whom process limits bind, and that user cannot be used here; start flowdocs as an ordinary user\n"
    )
    #expect(project.read(".flowdocs/ledger.json") == nil)
  }

  @Test(
    .timeLimit(.minutes(3)),
    arguments: Machine.allCases.filter { $0 != .ordinaryUser || Machine.hasOrdinaryUser })
  func attacksAreContainedAndReported(_ machine: Machine) async throws {
    let project = try TestFolder([
      "site/portal.yml": "title: Test\npolicy: { sh: run }\n", "home/.ssh/id": "key", "tmp/none": "",
    ])
    let seconds = "87\(Int.random(in: 100_000...999_999))"
    try project.write(
      "content/index.md",
      Self.page.replacing("ROOT", with: project.root).replacing("DAEMON", with: seconds))
    let line = """
      [ $(id -u) != 0 ] || { chmod 755 . ; chown -R OWNER . ; }
      export HOME=$PWD/home TMPDIR=$PWD/tmp SECRET=HIDDEN_WORD
      \(machine.prefix)"$F" verify; code=$?
      pgrep -f '[s]leep \(seconds)' >&2
      exit $code
      """.replacing("OWNER", with: machine == .ordinaryUser ? "\(Machine.user)" : "0")
    let result = try await ProgramTests().shell(line, in: project, timeout: .seconds(150))
    #expect(result.exitCode == 1)
    let errors = result.outputText.split(separator: "\n").filter { $0.hasPrefix("content/") }
    #expect(
      errors == [
        "content/index.md:3:1: error: This example failed: it started more processes than the sandbox allows "
          + "[example-failed]",
        "content/index.md:16:1: error: This example failed: it prints more than 1 MB; the rest of its output is lost "
          + "[example-failed]",
        "content/index.md:31:1: error: Still running after 1 s; killed with every process that it started [example-timed-out]",
      ], "\(result.outputText) \(result.errorText)")
    #expect(!result.errorText.split(separator: "\n").contains { Int($0) != nil }, "\(result.errorText)")
    #expect(project.read("outside") == nil)
  }
}
