import Foundation
import Processes
import Testing

struct ProcessRunnerTests {
  let runner = ProcessRunner()
  let path = ["PATH": "/usr/local/bin:/usr/bin:/bin"]

  func bash(
    _ script: String, input: String = "", timeout: Duration = .seconds(120), limit: Int = 1 << 16
  ) async throws -> ProcessResult {
    try await runner.run(
      "bash", arguments: ["-c", script], environment: path, input: Array(input.utf8), timeout: timeout,
      outputLimit: limit)
  }

  /// Whether a process with this word among its arguments is alive.
  func isRunning(_ word: String) throws -> Bool {
    for id in try FileManager.default.contentsOfDirectory(atPath: "/proc") where Int(id) != nil {
      guard let bytes = FileManager.default.contents(atPath: "/proc/\(id)/cmdline") else { continue }
      if bytes.split(separator: 0).contains(where: { $0.elementsEqual(word.utf8) }) { return true }
    }
    return false
  }

  @Test func outputErrorAndExitCodeAreKept() async throws {
    let result = try await bash("echo out; echo err >&2; exit 3")
    #expect(result.outputText == "out\n")
    #expect(result.errorText == "err\n")
    #expect(result.termination == .exited(3))
    #expect(!result.succeeded)
  }

  @Test func environmentIsExactlyWhatIsGiven() async throws {
    let result = try await runner.run("/usr/bin/env", environment: ["A": "1 = 2", "PATH": "/x"])
    let names = result.outputText.split(separator: "\n").map { $0.split(separator: "=")[0] }
    #expect(Set(names) == ["A", "PATH"])
    #expect(result.outputText.contains("A=1 = 2\n"))
  }

  @Test func directoryIsEntered() async throws {
    let result = try await runner.run("pwd", environment: path, directory: "/usr/bin")
    #expect(result.outputText == "/usr/bin\n")
    await #expect(throws: ProcessError.noDirectory("/nowhere")) {
      try await runner.run("pwd", environment: path, directory: "/nowhere")
    }
  }

  @Test func standardInputIsGivenWhole() async throws {
    let text = String(repeating: "0123456789abcdef", count: 20_000)
    #expect(try await bash("wc -c", input: text).outputText == "320000\n")
    // A program that does not read its input must not break the run.
    #expect(try await bash("exec true", input: text).succeeded)
    #expect(try await bash("cat").outputText == "")
  }

  @Test func endlessOutputIsCutAndTimedOut() async throws {
    let result = try await bash("yes", timeout: .milliseconds(400), limit: 1000)
    #expect(result.standardOutput.count == 1000)
    #expect(result.isTruncated)
    #expect(result.timedOut)
    #expect(result.termination == .signalled(9))
    #expect(result.termination.description == "signal 9 (SIGKILL)")
  }

  @Test func outputBeyondTheLimitIsReadAndDropped() async throws {
    let result = try await bash("head -c 3000000 /dev/zero; echo done >&2", limit: 10)
    #expect(result.standardOutput.count == 10)
    #expect(result.isTruncated)
    #expect(result.errorText == "done\n")
    #expect(result.succeeded)
  }

  @Test func hangingProgramIsKilledWithItsChildren() async throws {
    let result = try await bash("sleep 86001 & sleep 86002", timeout: .milliseconds(300))
    #expect(result.timedOut)
    #expect(try !isRunning("86001"))
    #expect(try !isRunning("86002"))
  }

  @Test func grandchildThatHoldsThePipesDoesNotHangTheRun() async throws {
    let result = try await bash("echo begun; sleep 86003 & exit 0", timeout: .seconds(300))
    #expect(result.outputText == "begun\n")
    #expect(!result.timedOut)
    #expect(result.succeeded)
    #expect(try !isRunning("86003"))
  }

  @Test func daemonThatLeftTheSessionIsKilled() async throws {
    let result = try await bash("(setsid sleep 86004 &) ; (setsid bash -c 'yes & sleep 86005' &) ; sleep 0.3")
    #expect(result.succeeded)
    #expect(try !isRunning("86004"))
    #expect(try !isRunning("86005"))
  }

  @Test func programThatClosesItsStreamsIsWaitedFor() async throws {
    let result = try await bash("exec >&- 2>&-; sleep 0.2; exit 7")
    #expect(result.termination == .exited(7))
  }

  @Test func missingProgramIsNamed() async {
    await #expect(throws: ProcessError.notFound("no-such-program")) {
      try await runner.run("no-such-program", environment: path)
    }
    #expect(
      ProcessError.notFound("no-such-program").description
        == "`no-such-program` is not on the PATH; install it")
    await #expect(throws: ProcessError.notFound("/etc/passwd")) { try await runner.run("/etc/passwd") }
  }

  @Test func cancellationKillsTheTree() async throws {
    let path = path
    let task = Task {
      try await ProcessRunner().run(
        "bash", arguments: ["-c", "setsid sleep 86006 & sleep 86007"], environment: path)
    }
    for _ in 0..<500 where try !isRunning("86006") { try await Task.sleep(for: .milliseconds(10)) }
    #expect(try isRunning("86006"))
    task.cancel()
    await #expect(throws: ProcessError.cancelled("bash")) { try await task.value }
    #expect(try !isRunning("86006"))
    #expect(try !isRunning("86007"))
  }

  @Test func signalIsReported() async throws {
    let result = try await bash("kill -SEGV $$")
    #expect(result.termination == .signalled(11))
    #expect(result.exitCode == 139)
  }
}
