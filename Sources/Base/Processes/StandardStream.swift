import Foundation

/// Standard output or standard error, written to in such a way that a failure is an error and not a crash.
public struct StandardStream: Sendable, Hashable {
  public var descriptor: Int32
  /// `standard output`, as messages have it.
  public var name: String

  public static let output = StandardStream(descriptor: STDOUT_FILENO, name: "standard output")
  public static let error = StandardStream(descriptor: STDERR_FILENO, name: "standard error")

  public init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
  }

  /// A write that failed: a full disk, a closed stream, or a reader that has gone.
  public struct WriteError: Error, Sendable, Hashable, CustomStringConvertible {
    public var stream: String
    public var code: Int32

    /// Whether the other end of a pipe was closed: `flowdocs check | head`.
    public var isClosedPipe: Bool { code == EPIPE }

    /// `standard output cannot be written: No space left on device`.
    public var description: String { "\(stream) cannot be written: \(String(cString: strerror(code)))" }
  }

  /// Writes all bytes.
  public func write(_ bytes: some Collection<UInt8>) throws(WriteError) {
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        // A terminal that another program has switched to non-blocking.
        var event = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&event, 1, -1)
      } else if errno != EINTR {
        throw WriteError(stream: name, code: errno)
      }
    }
  }

  /// Prepares the standard streams of a program; called before anything is opened.
  ///
  /// A stream that the caller has closed (`>&-`) is occupied, so that no file of ours gets its number and the program's
  /// messages. It still cannot be written to. A closed pipe becomes an error of `write`.
  public static func prepare() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest free number is this one.
      _ = open("/dev/null", O_RDONLY)
    }
    signal(SIGPIPE, SIG_IGN)
  }

  /// Ends this process as one that wrote to a closed pipe ends: by SIGPIPE, which shells show as 141.
  public static func endByClosedPipe() -> Never {
    signal(SIGPIPE, SIG_DFL)
    kill(getpid(), SIGPIPE)
    exit(128 + SIGPIPE)
  }
}
