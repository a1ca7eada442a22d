import Foundation
import Processes
import Synchronization

/// A process of a language that stays alive and runs one block after the other.
///
///     let shell = try LiveProgram(runner, program, in: folder)
///     let run = try await shell.run(program)   // of one block
///     await shell.stop()
public final class LiveProgram: Sendable {
  private let runner: LiveRunner
  private let folder: RunFolder
  private let pipe: LivePipe
  /// Open for reading and writing, so that neither end waits for the other.
  private let descriptor: Int32
  private let captured: LiveCapture
  private let process: Task<Result<ProcessResult, ProcessError>, Never>

  /// Starts the process.
  ///
  /// - Parameter program: the page and the paths that messages name; its blocks do not count.
  public init(_ runner: LiveRunner, _ program: Program, in folder: RunFolder) throws {
    let pipe = LivePipe(
      path: folder.base + "/live-" + UUID().uuidString.prefix(8), token: UUID().uuidString)
    let captured = LiveCapture(token: pipe.token)
    var request = try runner.start(program, pipe, folder)
    // Between two blocks it waits for the reader.
    request.timeout = LiveCapture.idle
    request.outputLimit = 0
    request.renewal = { captured.addOutput($0) }
    request.onError = { captured.addError($0) }
    self.runner = runner
    self.folder = folder
    self.pipe = pipe
    self.captured = captured
    descriptor = try Self.makePipe(pipe.path)
    process = Task { [request, starter = folder.starter] in
      defer { captured.finish() }
      do throws(ProcessError) {
        return .success(try await starter.run(request))
      } catch {
        return .failure(error)
      }
    }
  }

  deinit { close(descriptor) }

  /// A named pipe that the process can read, also as another user.
  private static func makePipe(_ path: String) throws -> Int32 {
    guard mkfifo(path, 0o644) == 0, chmod(path, 0o644) == 0 else { throw systemError }
    let descriptor = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)
    if descriptor < 0 { throw systemError }
    return descriptor
  }

  private static var systemError: any Error { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }

  /// Runs a program of one block, after those before it. When the process has ended, the block is not reached.
  public func run(_ program: Program) async throws -> BlockRun {
    let number = captured.begin()
    let step = try runner.step(program, pipe, number, folder)
    guard captured.start(step.timeouts) else {
      if case .failure(let error) = await process.value { throw error }
      return BlockRun()
    }
    try send(step.path + "\n")
    await withTaskCancellationHandler {
      await captured.wait()
    } onCancel: {
      process.cancel()
    }
    return try step.read(try await result())
  }

  /// What was printed for the block, and how the process ended if it has.
  private func result() async throws -> ProcessResult {
    var result = captured.result()
    if captured.hasEnded {
      let end = try await process.value.get()
      result.termination = end.termination
      result.timedOut = end.timedOut
      result.exceeded = end.exceeded
    }
    return result
  }

  private func send(_ line: String) throws {
    // Far shorter than the pipe, which is empty: it is written at once.
    let bytes = Array(line.utf8)
    if write(descriptor, bytes, bytes.count) != bytes.count { throw Self.systemError }
  }

  /// Ends the process and all that it started.
  public func stop() async {
    process.cancel()
    _ = await process.value
  }
}

/// What a live process prints for the current block.
private final class LiveCapture: Sendable {
  /// How long a process waits for its next block.
  static let idle = Duration.seconds(7 * 86_400)
  /// As of every program that is run.
  private static let limit = 1 << 20

  private struct State {
    var output: [UInt8] = []
    var error: [UInt8] = []
    var outputEnd = EndSearch()
    var errorEnd = EndSearch()
    var isTruncated = false
    var number = 0
    var clock: BlockClock?
    var hasEnded = false
    var waiter: CheckedContinuation<Void, Never>?
  }

  /// Finds the end of the block in what one stream prints, also when something in the background prints more after it.
  private struct EndSearch {
    private(set) var isFound = false
    /// The end of what was printed, where a marker may begin.
    private var rest: [UInt8] = []

    mutating func read(_ bytes: [UInt8], _ marker: [UInt8]) {
      if isFound { return }
      rest += bytes
      isFound = rest.firstRange(of: marker) != nil
      rest = isFound ? [] : Array(rest.suffix(marker.count - 1))
    }
  }

  private let state = Mutex(State())
  private let token: String
  private let endMarker: [UInt8]

  init(token: String) {
    self.token = token
    endMarker = Array(Transcript.marker(token, -1).utf8)
  }

  var hasEnded: Bool { state.withLock { $0.hasEnded } }

  /// The number of the next block.
  func begin() -> Int {
    state.withLock { state in
      state.number += 1
      return state.number
    }
  }

  /// Forgets what was printed for the block before. `false` when the process has ended.
  func start(_ timeouts: [Int: Duration]) -> Bool {
    state.withLock { state in
      (state.output, state.error, state.isTruncated) = ([], [], false)
      (state.outputEnd, state.errorEnd) = (EndSearch(), EndSearch())
      state.clock = BlockClock(token: token, timeouts: timeouts.merging([-1: Self.idle]) { $1 })
      return !state.hasEnded
    }
  }

  func addOutput(_ bytes: [UInt8]) -> Duration? {
    state.withLock { state in
      Self.append(bytes, to: &state.output, &state.isTruncated)
      state.outputEnd.read(bytes, endMarker)
      resume(&state)
      return state.clock?.renewal(bytes)
    }
  }

  func addError(_ bytes: [UInt8]) {
    state.withLock { state in
      Self.append(bytes, to: &state.error, &state.isTruncated)
      state.errorEnd.read(bytes, endMarker)
      resume(&state)
    }
  }

  /// Keeps the beginning, and of what is too much the end, where the last marker is.
  private static func append(_ bytes: [UInt8], to kept: inout [UInt8], _ isTruncated: inout Bool) {
    kept += bytes
    guard kept.count > 2 * limit else { return }
    isTruncated = true
    kept.removeSubrange(limit..<(kept.count - 200))
  }

  func finish() {
    state.withLock { state in
      state.hasEnded = true
      resume(&state)
    }
  }

  private func resume(_ state: inout State) {
    guard state.waiter != nil, isDone(state) else { return }
    state.waiter?.resume()
    state.waiter = nil
  }

  private func isDone(_ state: State) -> Bool {
    if state.hasEnded { return true }
    return state.outputEnd.isFound && state.errorEnd.isFound
  }

  /// Waits for the end of the block on both streams, or of the process.
  func wait() async {
    await withCheckedContinuation { continuation in
      state.withLock { state in
        if isDone(state) { continuation.resume() } else { state.waiter = continuation }
      }
    }
  }

  func result() -> ProcessResult {
    state.withLock { state in
      ProcessResult(
        standardOutput: state.output, standardError: state.error, termination: .exited(0),
        isTruncated: state.isTruncated)
    }
  }
}
