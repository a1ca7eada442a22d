import Foundation
import Synchronization

/// Hands out ranges of numbers to workers.
final class WorkQueue: Sendable {
  private let position = Atomic<Int>(0)
  private let count: Int
  private let chunk: Int

  init(count: Int, chunk: Int) {
    self.count = count
    self.chunk = chunk
  }

  func next() -> Range<Int>? {
    let start = position.wrappingAdd(chunk, ordering: .relaxed).oldValue
    return start < count ? start..<min(start + chunk, count) : nil
  }

  static func workers(for count: Int) -> Int {
    max(1, min(ProcessInfo.processInfo.activeProcessorCount, count / 4))
  }
}
