import CLinux
import Foundation
import Synchronization

/// One run, from the request to the last byte of output.
final class ProcessRun: Sendable {
  private let name: String
  private let request: LaunchRequest
  private let input: [UInt8]
  private let timeout: Duration
  private let outputLimit: Int
  private let renewal: (@Sendable ([UInt8]) -> Duration?)?
  private let onError: (@Sendable ([UInt8]) -> Void)?
  /// Becomes readable when the run is cancelled; see eventfd(2).
  private let cancellation: Int32

  /// The longest wait until all processes of a run have ended after they were killed. Only a process that waits for a
  /// broken disk or network file system is slower.
  private static let patience = Duration.seconds(25)

  init(
    name: String, request: LaunchRequest, input: [UInt8], timeout: Duration, outputLimit: Int,
    renewal: (@Sendable ([UInt8]) -> Duration?)?, onError: (@Sendable ([UInt8]) -> Void)?
  ) throws(ProcessError) {
    self.name = name
    self.request = request
    self.input = input
    self.timeout = timeout
    self.outputLimit = outputLimit
    self.renewal = renewal
    self.onError = onError
    cancellation = event_file()
    if cancellation < 0 { throw Self.systemError(name) }
  }

  deinit { close(cancellation) }

  func cancel() {
    var one: UInt64 = 1
    // It cannot fail: the counter is far from full.
    _ = write(cancellation, &one, 8)
  }

  static func systemError(_ name: String) -> ProcessError {
    .failedToStart(name, reason: String(cString: strerror(errno)))
  }

  /// Starts the program and waits until it and everything it started have ended.
  func finish() -> Result<ProcessResult, ProcessError> {
    do throws(ProcessError) {
      var ends = Ends()
      defer { ends.closeAll() }
      let started = ContinuousClock.now
      try start(&ends)
      return .success(try wait(&ends, since: started))
    } catch {
      return .failure(error)
    }
  }

  /// This program's ends of the run's sockets and pipes.
  private struct Ends {
    var control: Int32 = -1
    var output: Int32 = -1
    var error: Int32 = -1

    mutating func closeAll() {
      for descriptor in [control, output, error] where descriptor >= 0 { close(descriptor) }
      self = Ends()
    }
  }

  private func start(_ ends: inout Ends) throws(ProcessError) {
    var given: [Int32] = []
    defer { for descriptor in given { close(descriptor) } }
    var pair: [Int32] = [-1, -1]
    func open(_ code: Int32) throws(ProcessError) -> Int32 {
      if code != 0 { throw Self.systemError(name) }
      given.append(pair[1])
      return pair[0]
    }
    let type = Int32(SOCK_SEQPACKET.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    ends.control = try open(socketpair(AF_UNIX, type, 0, &pair))
    ends.output = try open(make_pipe(&pair))
    ends.error = try open(make_pipe(&pair))
    // Nameless files, so that writing the input can neither block nor meet a closed pipe.
    let requestFile = try Self.file("flowdocs-request", request.bytes, for: name)
    given.append(requestFile)
    let inputFile = try Self.file("flowdocs-input", input, for: name)
    given.append(inputFile)
    // Who opens `/dev/stdout` must own what is behind it.
    if let user = request.policy?.user {
      for descriptor in [given[1], given[2], inputFile] { _ = fchown(descriptor, user, user) }
    }
    for descriptor in [ends.output, ends.error] {
      _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    }
    var descriptors = [requestFile, given[0], inputFile, given[1], given[2]]
    if case .shared(let network) = request.policy?.network { descriptors += network.namespaces }
    try Launcher.send(descriptors)
  }

  /// A nameless file with these bytes, from which a program can read at once and which needs no folder.
  static func file(_ label: String, _ bytes: [UInt8], for name: String) throws(ProcessError) -> Int32 {
    let descriptor = memory_file(label)
    if descriptor < 0 { throw systemError(name) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 {
        let error = systemError(name)
        close(descriptor)
        throw error
      }
      rest = rest.dropFirst(count)
    }
    lseek(descriptor, 0, SEEK_SET)
    return descriptor
  }

  private func wait(_ ends: inout Ends, since started: ContinuousClock.Instant) throws(ProcessError)
    -> ProcessResult
  {
    var output = Captured(limit: outputLimit)
    var error = Captured(limit: outputLimit)
    var deadline = started + timeout
    var stopped: ContinuousClock.Instant?
    var timedOut = false
    var isCancelled = false
    var reports: [launch_report] = []
    var isOver = false
    while !isOver {
      let now = ContinuousClock.now
      if stopped == nil, now >= deadline || isCancelled {
        timedOut = !isCancelled
        stopped = now
        // The keeper sees the end of its socket and ends everything.
        shutdown(ends.control, Int32(SHUT_WR))
      }
      if let stopped, stopped.duration(to: now) > Self.patience { break }
      var events = [
        pollfd(fd: ends.control, events: Int16(POLLIN), revents: 0),
        pollfd(fd: ends.output, events: Int16(POLLIN), revents: 0),
        pollfd(fd: ends.error, events: Int16(POLLIN), revents: 0),
        pollfd(fd: stopped == nil ? cancellation : -1, events: Int16(POLLIN), revents: 0),
      ]
      let next = stopped.map { $0 + Self.patience } ?? deadline
      if poll(&events, nfds_t(events.count), now.duration(to: next).pollMilliseconds) < 0, errno != EINTR {
        throw Self.systemError(name)
      }
      if events[3].revents != 0 { isCancelled = true }
      if events[1].revents != 0 {
        let isOpen = output.read(ends.output) { bytes in
          if let renewed = self.renewal?(bytes) { deadline = .now + renewed }
        }
        if !isOpen {
          close(ends.output)
          ends.output = -1
        }
      }
      if events[2].revents != 0, !error.read(ends.error, observe: onError) {
        close(ends.error)
        ends.error = -1
      }
      if events[0].revents != 0 {
        var report = launch_report()
        let count = recv(ends.control, &report, MemoryLayout<launch_report>.size, 0)
        if count == MemoryLayout<launch_report>.size {
          reports.append(report)
        } else if count >= 0 || errno != EINTR {
          isOver = true
        }
      }
    }
    // All processes have ended, so the pipes contain the last of the output.
    while ends.output >= 0, output.read(ends.output, observe: nil), output.hasMore {}
    while ends.error >= 0, error.read(ends.error, observe: onError), error.hasMore {}
    if isCancelled { throw .cancelled(name) }
    return try result(
      reports, output: output, error: error, timedOut: timedOut, duration: started.duration(to: .now))
  }

  private func result(
    _ reports: [launch_report], output: Captured, error: Captured, timedOut: Bool, duration: Duration
  ) throws(ProcessError) -> ProcessResult {
    if let failure = reports.first(where: { $0.kind == LAUNCH_FAILED.rawValue }) { throw failed(failure) }
    guard let ended = reports.first(where: { $0.kind == LAUNCH_ENDED.rawValue }) else {
      throw .failedToStart(
        name,
        reason: reports.isEmpty
          ? "the process that starts programs has ended" : "its processes cannot be ended")
    }
    let status = ended.code
    let signal = status & 0x7F
    return ProcessResult(
      standardOutput: output.bytes, standardError: error.bytes,
      termination: signal == 0 ? .exited(status >> 8 & 0xFF) : .signalled(signal), timedOut: timedOut,
      isTruncated: output.isTruncated || error.isTruncated, duration: duration,
      exceeded: ProcessResult.Limit(ended.limit), unavailable: SandboxPart.parts(ended.missing))
  }

  private func failed(_ report: launch_report) -> ProcessError {
    let reason = String(cString: strerror(report.code))
    switch launch_stage(rawValue: report.stage) {
    case LAUNCH_STAGE_REQUIRED:
      let parts = SandboxPart.allCases.filter { report.missing & $0.bit != 0 }
      return .sandboxIncomplete(name, parts: parts)
    case LAUNCH_STAGE_DIRECTORY:
      return .failedToStart(name, reason: "its folder `\(request.directory)` cannot be entered: \(reason)")
    case LAUNCH_STAGE_USER:
      return .failedToStart(
        name,
        reason: "root must start it as another user, whom process limits bind, and that user "
          + (report.code == EACCES ? "cannot reach it" : "cannot be used here")
          + "; start flowdocs as an ordinary user")
    case LAUNCH_STAGE_CONFINE: return .failedToStart(name, reason: "it cannot be confined: \(reason)")
    default: return .failedToStart(name, reason: reason)
    }
  }
}

/// The bytes read from one stream.
private struct Captured {
  let limit: Int
  var bytes: [UInt8] = []
  var isTruncated = false
  /// Whether the last read filled its buffer.
  var hasMore = false
  private var chunk = [UInt8](repeating: 0, count: 1 << 16)

  init(limit: Int) { self.limit = limit }

  /// Reads once without waiting. Returns whether the stream may bring more.
  mutating func read(_ descriptor: Int32, observe: (([UInt8]) -> Void)?) -> Bool {
    let count = Glibc.read(descriptor, &chunk, chunk.count)
    hasMore = count > 0
    if count < 0 { return errno == EINTR || errno == EAGAIN }
    if count == 0 { return false }
    let room = max(0, limit - bytes.count)
    bytes += chunk[..<min(room, count)]
    if count > room { isTruncated = true }
    observe?(Array(chunk[..<count]))
    return true
  }
}

extension Duration {
  /// For poll(2): rounded up, so that a deadline is not waited for in a busy loop; at most an hour.
  fileprivate var pollMilliseconds: Int32 {
    let (seconds, attoseconds) = components
    if seconds < 0 { return 0 }
    return Int32(min(seconds, 3600)) * 1000 + Int32(attoseconds / 1_000_000_000_000_000) + 1
  }
}
