import Foundation
import Processes
import Testing

/// Programs that a page of a stranger could hold. Each ends in its time with nothing left, and the result says why.
@Suite(.serialized) struct HostileProgramTests {
  /// Processes of the session's user that are alive, or those with this word among their arguments for an ordinary user.
  func living(_ session: ConfinedSession, _ word: String) throws -> Int {
    var count = 0
    for id in try FileManager.default.contentsOfDirectory(atPath: "/proc") where Int(id) != nil {
      var status = stat()
      if let user = session.policy.user {
        if stat("/proc/\(id)", &status) == 0, status.st_uid == user { count += 1 }
      } else if let bytes = FileManager.default.contents(atPath: "/proc/\(id)/cmdline"),
        String(decoding: bytes, as: UTF8.self).contains(word)
      {
        count += 1
      }
    }
    return count
  }

  /// At most 256 processes, should nothing else bound them.
  @Test(.timeLimit(.minutes(2)), arguments: Confinement.allCases)
  func forkBombIsEnded(_ confinement: Confinement) async throws {
    let session = try ConfinedSession(confinement, limits: SandboxLimits(processes: 100))
    let result = try await session.python(
      """
      import os, time  # bombword
      for generation in range(8):
          try: os.fork()
          except OSError: pass
      time.sleep(60)
      """, timeout: .seconds(40))
    #expect(result.exceeded == .processes)
    #expect(try living(session, "bombword") == 0)
  }

  /// It leaves its session, clears its environment, ignores what can be ignored and forks, at most 256 processes.
  @Test(.timeLimit(.minutes(2)), arguments: Confinement.allCases)
  func forkingDaemonIsEnded(_ confinement: Confinement) async throws {
    let session = try ConfinedSession(confinement, limits: SandboxLimits(processes: 100))
    let result = try await session.python(
      """
      import os, signal, time
      code = '''# daemonword
      import os, signal, time
      for number in range(1, 65):
          try: signal.signal(number, signal.SIG_IGN)
          except (OSError, ValueError): pass
      for generation in range(8):
          try:
              if os.fork() == 0: os.setsid()
          except OSError: pass
      time.sleep(60)
      '''
      if os.fork() == 0:
          os.setsid(); os.closerange(0, 256); os.execve("/usr/bin/python3", ["python3", "-S", "-c", code], {})
      time.sleep(0.7)
      print("ended", flush=True)
      """, timeout: .seconds(10))
    #expect(result.outputText == "ended\n" || result.exceeded == .processes)
    #expect(result.duration < .seconds(25))
    #expect(try living(session, "daemonword") == 0)
  }

  @Test(.timeLimit(.minutes(1)), arguments: Confinement.allCases)
  func doubleForkIsEnded(_ confinement: Confinement) async throws {
    let session = try ConfinedSession(confinement)
    let result = try await session.bash(
      "(env -i setsid bash -c 'trap \"\" TERM HUP INT; (sleep 86011; sleep 86012) & disown; exec sleep 86013' &) & echo on"
    )
    #expect(result.outputText == "on\n")
    #expect(result.succeeded)
    for word in ["86011", "86012", "86013"] { #expect(try living(session, word) == 0) }
  }

  @Test(.timeLimit(.minutes(1))) func ignoredSignalsDoNotDelayTheEnd() async throws {
    let session = try ConfinedSession(.full)
    let result = try await session.bash(
      "trap '' TERM INT HUP QUIT PIPE; while :; do sleep 86014; done", timeout: .milliseconds(500))
    #expect(result.timedOut)
    #expect(result.duration < .seconds(20))
    #expect(try living(session, "86014") == 0)
  }

  @Test(.timeLimit(.minutes(2))) func gigabyteOfOutputIsCut() async throws {
    let session = try ConfinedSession(.full)
    let result = try await ProcessRunner().run(
      "/usr/bin/head", arguments: ["-c", "1000000000", "/dev/zero"], environment: session.environment,
      directory: session.base, timeout: .seconds(90), outputLimit: 1 << 16, sandbox: session.policy)
    #expect(result.standardOutput.count == 1 << 16)
    #expect(result.isTruncated)
    #expect(result.succeeded)
  }

  @Test(.timeLimit(.minutes(2)), arguments: Confinement.allCases)
  func diskFillerIsEnded(_ confinement: Confinement) async throws {
    let session = try ConfinedSession(
      confinement, limits: SandboxLimits(folderSize: 64 << 20, fileSize: 16 << 20))
    let result = try await session.bash(
      "for i in $(seq 1000); do head -c 8000000 /dev/zero > file$i; sleep 0.02; done; echo whole",
      timeout: .seconds(60))
    #expect(result.exceeded == .folderSize)
    #expect(result.exceeded?.description == "it wrote more to the disk than the sandbox allows")
    #expect(!result.outputText.contains("whole"))
    #expect(!result.succeeded)
  }

  @Test(.timeLimit(.minutes(1)), arguments: Confinement.allCases)
  func oneFileIsLimited(_ confinement: Confinement) async throws {
    let session = try ConfinedSession(confinement, limits: SandboxLimits(fileSize: 1 << 20))
    let result = try await session.bash("trap '' XFSZ; head -c 5000000 /dev/zero > file; stat -c %s file")
    #expect(result.outputText == "1048576\n")
    #expect(result.errorText.contains("File too large"))
  }

  @Test(.timeLimit(.minutes(1)), arguments: Confinement.allCases)
  func memoryHogIsEnded(_ confinement: Confinement) async throws {
    let limits = SandboxLimits(totalMemory: 300 << 20, memory: 200 << 20)
    let session = try ConfinedSession(confinement, limits: limits)
    let alone = try await session.python("x = bytearray(400 << 20); print('allocated')")
    #expect(alone.errorText.contains("MemoryError"))
    #expect(alone.termination == .exited(1))
    let together = try await session.python(
      """
      import os, time
      for i in range(4):
          if os.fork() == 0:
              x = bytearray(b"x" * (90 << 20)); time.sleep(30)
      time.sleep(30)
      """, timeout: .seconds(40))
    #expect(together.exceeded == .memory)
  }

  /// What starts programs must outlive them, whatever they do to it.
  @Test(.timeLimit(.minutes(1)), arguments: Confinement.allCases)
  func killingTheParentIsRefused(_ confinement: Confinement) async throws {
    let session = try ConfinedSession(confinement)
    let result = try await session.bash(
      "kill -9 $PPID 2>/dev/null; kill -STOP $PPID 2>/dev/null; echo on; exit 3")
    #expect(result.outputText == "on\n")
    #expect(result.termination == .exited(3))
  }
}
