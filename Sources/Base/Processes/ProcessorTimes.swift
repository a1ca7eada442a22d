import Foundation

/// What the processors of this machine have done since it started, in ticks: `/proc/stat`, see proc_stat(5).
public struct ProcessorTimes: Sendable {
  public var all: UInt64
  /// Without work, or waiting for a disk.
  public var idle: UInt64

  /// - Parameter line: The first line of the file: user, nice, system, idle, iowait, irq, softirq and steal. What follows
  ///   is part of the first two.
  ///
  ///       ProcessorTimes("cpu  10 0 10 70 10 0 0 0 0 0")?.idle  // 80
  public init?(_ line: some StringProtocol) {
    let words = line.split(separator: " ")
    let ticks = words.dropFirst().prefix(8).compactMap { UInt64($0) }
    guard words.first == "cpu", ticks.count == 8 else { return nil }
    all = ticks.reduce(0, +)
    idle = ticks[3] + ticks[4]
  }

  /// `nil` where the system does not say.
  public static func now() -> ProcessorTimes? {
    guard let bytes = FileManager.default.contents(atPath: "/proc/stat") else { return nil }
    return ProcessorTimes(String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self))
  }

  /// Whether the processors had no work for at least half of the time since then.
  public func areIdle(since earlier: ProcessorTimes) -> Bool {
    all > earlier.all && idle >= earlier.idle && 2 * (idle - earlier.idle) >= all - earlier.all
  }

  /// Watches the processors for half a second. `false` where the system does not say, and in a task that is cancelled.
  public static func areIdle() async -> Bool {
    let before = now()
    do {
      try await Task.sleep(for: .milliseconds(500))
    } catch {
      return false
    }
    guard let before, let after = now() else { return false }
    return after.areIdle(since: before)
  }
}
