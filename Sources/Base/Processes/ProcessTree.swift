import Foundation

/// The processes that came from one run, found in `/proc`.
///
/// A process belongs to the run when it is in the leader's session or group, when its environment carries
/// the run's marker, or when one of its ancestors does or is.
struct ProcessTree: Sendable {
  var leader: pid_t
  var marker: String

  /// Whether the leader has ended; it stays a zombie, so that its id is not given to another process.
  var leaderHasEnded: Bool {
    var info = siginfo_t()
    info.si_signo = 0
    let result = waitid(P_PID, id_t(leader), &info, WEXITED | WNOHANG | WNOWAIT)
    return result == 0 ? info.si_signo != 0 : errno == ECHILD
  }

  /// Kills every living process of the tree, and again until none is left, because they may be forking.
  func kill() {
    // The first signal reaches the whole group in one step. Nothing can be forked out of it any more.
    _ = Foundation.kill(-leader, SIGKILL)
    var cleanPasses = 0
    for _ in 0..<200 where cleanPasses < 2 {
      let living = members()
      for process in living { _ = Foundation.kill(process, SIGKILL) }
      cleanPasses = living.isEmpty ? cleanPasses + 1 : 0
      if !living.isEmpty { usleep(1000) }
    }
  }

  /// The living members; zombies do not count.
  func members() -> [pid_t] {
    let processes = ProcessEntry.all()
    let own = getpid()
    var found: Set<pid_t> = []
    let wanted = Array("\(ProcessRunner.markerName)=\(marker)".utf8)
    for process in processes where process.id != own {
      if process.group == leader || process.session == leader || process.id == leader
        || ProcessEntry.environment(of: process.id, contains: wanted)
      {
        found.insert(process.id)
      }
    }
    if found.isEmpty { return [] }
    var grew = true
    while grew {
      grew = false
      for process in processes where found.contains(process.parent) && !found.contains(process.id) {
        found.insert(process.id)
        grew = true
      }
    }
    return processes.filter { found.contains($0.id) && !$0.isZombie }.map(\.id)
  }
}

/// One line of the process table.
struct ProcessEntry {
  var id: pid_t
  var parent: pid_t
  var group: pid_t
  var session: pid_t
  var isZombie: Bool

  static func all() -> [ProcessEntry] {
    guard let folder = opendir("/proc") else { return [] }
    defer { closedir(folder) }
    var entries: [ProcessEntry] = []
    while let item = readdir(folder) {
      let name = withUnsafeBytes(of: &item.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if let id = pid_t(name), let entry = ProcessEntry(id) { entries.append(entry) }
    }
    return entries
  }

  /// Reads `/proc/ID/stat` (proc_pid_stat(5)); `nil` when the process is gone.
  private init?(_ id: pid_t) {
    guard let bytes = Self.contents("/proc/\(id)/stat") else { return nil }
    // The name in parentheses may itself have spaces and parentheses.
    guard let close = bytes.lastIndex(of: UInt8(ascii: ")")) else { return nil }
    let fields = bytes[(close + 1)...].split(separator: UInt8(ascii: " "))
    guard fields.count > 3 else { return nil }
    func number(_ index: Int) -> pid_t { pid_t(String(decoding: fields[index], as: UTF8.self)) ?? -1 }
    self.id = id
    isZombie = fields[0].first == UInt8(ascii: "Z") || fields[0].first == UInt8(ascii: "X")
    parent = number(1)
    group = number(2)
    session = number(3)
  }

  /// Whether a whole `NAME=value` is in the environment the process was started with.
  static func environment(of id: pid_t, contains variable: [UInt8]) -> Bool {
    guard var bytes = contents("/proc/\(id)/environ") else { return false }
    bytes.append(0)
    // Every process of the system is looked at after every run, so this is left to the C library.
    return bytes.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return false }
      var offset = 0
      while offset + variable.count < bytes.count {
        let next = start + offset
        if memcmp(next, variable, variable.count) == 0, bytes[offset + variable.count] == 0 { return true }
        offset += strlen(next.assumingMemoryBound(to: CChar.self)) + 1
      }
      return false
    }
  }

  private static func contents(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16384)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count <= 0 { return count == 0 || !bytes.isEmpty ? bytes : nil }
      bytes.append(contentsOf: chunk[..<count])
    }
  }
}
