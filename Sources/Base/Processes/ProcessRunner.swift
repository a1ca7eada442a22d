import Foundation
import Subprocess
import Synchronization

/// Starts one program, waits for it within limits, and leaves nothing of it behind.
///
/// The program gets exactly the environment that is given, a session (and so a process group) of its own and
/// no terminal. When it ends, is timed out or is cancelled, every process that it started is killed, also
/// those that left its group or session: they are known by a variable in their environment.
public struct ProcessRunner: Sendable {
  /// Name of the variable that marks the descendants of one run; its value is different for every run.
  public static let markerName = "FLOWDOCS_RUN"

  public init() {}

  /// Runs a program to its end.
  ///
  /// - Parameters:
  ///   - executable: An absolute path, or a name that is looked up on the `PATH` of `environment` (or of this
  ///     process, when `environment` has none).
  ///   - environment: All variables of the program; nothing is inherited.
  ///   - directory: The working directory; that of this process when `nil`.
  ///   - input: Standard input; empty is an immediate end of file.
  ///   - timeout: After this time the program is killed and the result says so.
  ///   - renewal: Is given standard output piece by piece as it comes; a duration that it returns is the time
  ///     that the program has from then on. So the parts of a program can have times of their own.
  ///   - onError: Is given standard error piece by piece as it comes, also of a program that is cancelled later.
  ///   - outputLimit: How many bytes of standard output and of standard error, each, are kept. What comes
  ///     beyond is read and dropped, and the result says so.
  public func run(
    _ executable: String, arguments: [String] = [], environment: [String: String] = [:],
    directory: String? = nil, input: [UInt8] = [], timeout: Duration = .seconds(30),
    outputLimit: Int = 1 << 20, renewal: (@Sendable ([UInt8]) -> Duration?)? = nil,
    onError: @escaping @Sendable ([UInt8]) -> Void = { _ in }
  ) async throws(ProcessError) -> ProcessResult {
    guard let path = Executables.find(executable, path: environment["PATH"]) else {
      throw .notFound(executable)
    }
    if let directory, !Executables.isDirectory(directory) { throw .noDirectory(directory) }
    let marker = UUID().uuidString
    var environment = environment
    environment[Self.markerName] = marker
    let variables = environment.map { name, value in Array("\(name)=\(value)".utf8) + [0] }
    var options = PlatformOptions()
    options.createSession = true
    var configuration = Configuration(
      executable: .path(.init(path)), arguments: Arguments(arguments), environment: .custom(variables),
      platformOptions: options)
    if let directory { configuration.workingDirectory = .init(directory) }

    Orphans.runBegins()
    defer { Orphans.runEnds() }
    let started = ContinuousClock.now
    do {
      if Task.isCancelled { throw ProcessError.cancelled(executable) }
      let source = try InputFile(input)
      let result = try await Subprocess.run(
        configuration,
        input: .fileDescriptor(.init(rawValue: source.descriptor), closeAfterSpawningProcess: true),
        output: .sequence, error: .sequence
      ) { execution in
        await Self.collect(
          output: execution.standardOutput, error: execution.standardError,
          tree: ProcessTree(leader: execution.processIdentifier.value, marker: marker),
          deadline: Deadline(in: timeout, renewal: renewal), onError: onError, limit: outputLimit)
      }
      if Task.isCancelled { throw ProcessError.cancelled(executable) }
      let collected = result.closureResult
      return ProcessResult(
        standardOutput: collected.output.bytes, standardError: collected.error.bytes,
        termination: Self.termination(result.terminationStatus), timedOut: collected.timedOut,
        isTruncated: collected.output.isTruncated || collected.error.isTruncated,
        duration: started.duration(to: .now))
    } catch let error as ProcessError {
      throw error
    } catch {
      throw Task.isCancelled
        ? .cancelled(executable) : .failedToStart(executable, reason: String(describing: error))
    }
  }

  private static func termination(_ status: TerminationStatus) -> ProcessResult.Termination {
    switch status {
    case .exited(let code): .exited(code)
    case .signaled(let signal): .signalled(signal)
    }
  }
}

/// What was read from one stream.
private struct Captured: Sendable {
  var bytes: [UInt8] = []
  var isTruncated = false
}

/// The moment at which a program is stopped; it may be moved while the program runs.
private final class Deadline: Sendable {
  private let instant: Mutex<ContinuousClock.Instant>
  private let renewal: (@Sendable ([UInt8]) -> Duration?)?

  init(in duration: Duration, renewal: (@Sendable ([UInt8]) -> Duration?)?) {
    instant = Mutex(ContinuousClock.now + duration)
    self.renewal = renewal
  }

  var remaining: Duration { ContinuousClock.now.duration(to: instant.withLock { $0 }) }

  func observe(_ bytes: [UInt8]) {
    guard let renewal, let duration = renewal(bytes) else { return }
    instant.withLock { $0 = ContinuousClock.now + duration }
  }
}

private enum Event: Sendable {
  case output(Captured)
  case error(Captured)
  case ended(timedOut: Bool)
}

extension ProcessRunner {
  /// Reads both streams until the program has ended, then kills what is left of its tree.
  ///
  /// Runs while the leader is not yet reaped, so that its process and group ids cannot be someone else's.
  private static func collect(
    output: SubprocessOutputSequence, error: SubprocessOutputSequence, tree: ProcessTree, deadline: Deadline,
    onError: @escaping @Sendable ([UInt8]) -> Void, limit: Int
  ) async -> (output: Captured, error: Captured, timedOut: Bool) {
    let collected = await withTaskGroup(of: Event.self) { group in
      group.addTask { .output(await read(output, limit: limit, deadline.observe)) }
      group.addTask { .error(await read(error, limit: limit, onError)) }
      group.addTask { .ended(timedOut: await watch(tree, until: deadline)) }
      var result = (output: Captured(), error: Captured(), timedOut: false)
      var openStreams = 2
      for await event in group {
        switch event {
        case .output(let captured):
          result.output = captured
          openStreams -= 1
        case .error(let captured):
          result.error = captured
          openStreams -= 1
        case .ended(let timedOut): result.timedOut = timedOut
        }
        // A program may close its streams and go on; otherwise there is nothing more to wait for.
        if openStreams == 0, tree.leaderHasEnded { group.cancelAll() }
      }
      return result
    }
    tree.kill()
    return collected
  }

  /// The streams end with the program, even when a grandchild holds them open.
  private static func read(
    _ stream: SubprocessOutputSequence, limit: Int, _ observe: @Sendable ([UInt8]) -> Void
  ) async -> Captured {
    var captured = Captured()
    do {
      for try await buffer in stream {
        let room = limit - captured.bytes.count
        buffer.withUnsafeBytes { bytes in
          captured.bytes.append(contentsOf: bytes.prefix(max(0, room)))
          if bytes.count > room { captured.isTruncated = true }
          observe(Array(bytes))
        }
      }
    } catch {
      // A stream that cannot be read any more has ended; what came before is the output.
    }
    return captured
  }

  /// Waits for the leader's end, kills the tree then, and says whether that was by the deadline.
  private static func watch(_ tree: ProcessTree, until deadline: Deadline) async -> Bool {
    while !tree.leaderHasEnded {
      let remaining = deadline.remaining
      let late = remaining <= .zero
      if late || Task.isCancelled {
        tree.kill()
        return late
      }
      do {
        try await Task.sleep(for: min(.milliseconds(20), remaining))
      } catch {
        continue
      }
    }
    // A descendant that goes on writing would keep the readers busy for ever.
    if !Task.isCancelled { tree.kill() }
    return false
  }
}

/// Standard input as a nameless file, so that writing it can neither block nor meet a closed pipe.
private struct InputFile {
  var descriptor: Int32

  init(_ bytes: [UInt8]) throws(ProcessError) {
    let path = NSTemporaryDirectory() + "/flowdocs-input-" + UUID().uuidString
    descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if descriptor < 0 {
      throw .failedToStart("standard input", reason: String(cString: strerror(errno)))
    }
    unlink(path)
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count < 0 {
        let reason = String(cString: strerror(errno))
        close(descriptor)
        throw .failedToStart("standard input", reason: reason)
      }
      rest = rest.dropFirst(count)
    }
    lseek(descriptor, 0, SEEK_SET)
  }
}
