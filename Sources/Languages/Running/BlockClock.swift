import Foundation
import Synchronization

/// Gives every block of a session its own time, by the markers that are printed before them.
final class BlockClock: Sendable {
  private let start: [UInt8]
  private let timeouts: [Int: Duration]
  /// The end of the output, when a marker may begin in it.
  private let tail = Mutex<[UInt8]>([])

  init(token: String, timeouts: [Int: Duration]) {
    start = [Transcript.separator] + Array((token + " ").utf8)
    self.timeouts = timeouts
  }

  /// Time limit of the last block whose marker is in these bytes; `nil` without one.
  func renewal(_ bytes: [UInt8]) -> Duration? {
    tail.withLock { tail in
      // A program may print gigabytes without one.
      if tail.isEmpty, !Self.hasSeparator(bytes) { return nil }
      tail += bytes
      var found: Duration?
      while let mark = tail.firstRange(of: start),
        let end = tail[mark.upperBound...].firstIndex(of: Transcript.separator)
      {
        let block = Int(String(decoding: tail[mark.upperBound..<end], as: UTF8.self))
        found = block.flatMap { timeouts[$0] } ?? found
        tail.removeSubrange(...end)
      }
      let kept = start.count + 24
      if tail.count > kept { tail.removeFirst(tail.count - kept) }
      if !Self.hasSeparator(tail) { tail = [] }
      return found
    }
  }

  private static func hasSeparator(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { bytes in
      bytes.baseAddress.map { memchr($0, Int32(Transcript.separator), bytes.count) != nil } ?? false
    }
  }
}
