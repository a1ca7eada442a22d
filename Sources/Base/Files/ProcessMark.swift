import Foundation

/// Names a process in the name of a file or folder that must not outlive it: `1234-987654-k3x`, its number, its start and
/// something random. The start tells it from a later process of the same number.
public enum ProcessMark {
  /// A new mark of this process.
  public static func make() -> String {
    "\(getpid())-\(start(of: getpid()) ?? 0)-\(String(UInt32.random(in: .min ... .max), radix: 36))"
  }

  /// Whether a mark is that of a process that is not there any more. A process in another container may have any number:
  /// what it uses is locked besides.
  public static func hasEnded(_ mark: some StringProtocol) -> Bool {
    let parts = mark.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, let process = pid_t(parts[0]), let start = UInt64(parts[1]) else { return false }
    return Self.start(of: process) != start
  }

  /// When a process started, in ticks since the system did (field 22 of proc_pid_stat(5)); `nil` when it is gone.
  private static func start(of process: pid_t) -> UInt64? {
    guard let data = FileManager.default.contents(atPath: "/proc/\(process)/stat") else { return nil }
    // The name in parentheses may itself have spaces and parentheses.
    guard let close = data.lastIndex(of: UInt8(ascii: ")")) else { return nil }
    let fields = data[(close + 1)...].split(separator: UInt8(ascii: " "))
    return fields.count > 19 ? UInt64(String(decoding: fields[19], as: UTF8.self)) : nil
  }
}
