import Foundation

/// What comes on standard input, as it comes.
enum StandardInput {
  /// Ends with the input. A thread of its own waits for it, so that work goes on meanwhile.
  static var bytes: AsyncStream<[UInt8]> {
    AsyncStream { continuation in
      Thread.detachNewThread {
        while let bytes = next() { continuation.yield(bytes) }
        continuation.finish()
      }
    }
  }

  /// `nil` at the end.
  private static func next() -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = read(STDIN_FILENO, &bytes, bytes.count)
      if count > 0 { return Array(bytes[..<count]) }
      if count == 0 || errno != EINTR { return nil }
    }
  }
}
