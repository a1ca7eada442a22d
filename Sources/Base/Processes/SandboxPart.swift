import CLinux
import Foundation
import Synchronization

/// A part of the sandbox that a kernel, a container or a missing right can keep from being applied.
public enum SandboxPart: String, Sendable, Hashable, CaseIterable {
  case namespaces, fileView, ownProcessTable, landlock, ports, systemCalls, unprivilegedUser, limits

  var bit: UInt32 {
    switch self {
    case .namespaces: LAUNCH_NAMESPACES.rawValue
    case .fileView: LAUNCH_VIEW.rawValue
    case .ownProcessTable: LAUNCH_PROC.rawValue
    case .landlock: LAUNCH_LANDLOCK.rawValue
    case .ports: LAUNCH_PORTS.rawValue
    case .systemCalls: LAUNCH_SECCOMP.rawValue
    case .unprivilegedUser: LAUNCH_USER.rawValue
    case .limits: LAUNCH_LIMITS.rawValue
    }
  }

  static func parts(_ bits: UInt32) -> Set<SandboxPart> { Set(allCases.filter { bits & $0.bit != 0 }) }

  /// What the absence of parts means, in the order of the cases.
  public static func sentences(_ parts: Set<SandboxPart>) -> [String] {
    allCases.filter(parts.contains).map(\.absence)
  }

  /// What its absence means for those who run examples, as a sentence for a report.
  public var absence: String {
    switch self {
    case .namespaces:
      "namespaces are not available: examples see the processes of this machine, may connect to the "
        + "ports that servers get from the system (usually 32768 to 60999), and cannot make UNIX sockets"
    case .fileView: "names and sizes of files outside of the session can be seen, their contents cannot"
    case .ownProcessTable: "there is no /proc for examples: a fresh one cannot be mounted in this container"
    case .landlock: "Landlock is not available (Linux 5.13 or newer): file access is not restricted by it"
    case .ports: "TCP connections are not restricted: that needs a network namespace or Linux 6.7"
    case .systemCalls: "system calls are not filtered: seccomp is not available"
    case .unprivilegedUser:
      "examples run as the user that root is here: no other user can be used"
    case .limits: "some resource limits could not be set"
    }
  }
}

/// Users for programs that are started by root.
public enum SandboxUser {
  private static let started = Mutex(0)

  /// A user for one session, to whom a folder is given; `nil` for an ordinary user, and where root has no other user: some
  /// containers have none.
  public static func owner(ofFolder path: String) -> UInt32? {
    guard let user = next(), chown(path, user, user) == 0 else { return nil }
    return user
  }

  /// The user `nobody`, for programs that refuse users without a name; `nil` unless started as root, or if it does not
  /// exist.
  public static func namedOwner(ofFolder path: String) -> UInt32? {
    guard geteuid() == 0, let nobody = getpwnam("nobody")?.pointee.pw_uid,
      chown(path, nobody, nobody) == 0
    else { return nil }
    return nobody
  }

  /// A user for one session when this process is root, `nil` otherwise. Different sessions get different users, so that
  /// limits which count by user are their own.
  ///
  /// Numbers are taken from the range that systemd keeps for users without a name (61184 to 65519); those that have a
  /// name here are left out.
  private static func next() -> UInt32? {
    guard geteuid() == 0 else { return nil }
    let range = 4000
    for _ in 0..<range {
      let number = started.withLock { number in
        number += 1
        return number
      }
      let user = UInt32(61184 + (Int(getpid()) &* 31 &+ number) % range)
      if !hasName(user) { return user }
    }
    return nil
  }

  /// `getpwuid` would write its answer where another thread reads its own.
  private static func hasName(_ user: UInt32) -> Bool {
    var (entry, found) = (passwd(), UnsafeMutablePointer<passwd>?.none)
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16 << 10) { buffer in
      guard let start = buffer.baseAddress else { return true }
      // An entry that is too long for the buffer is one.
      return getpwuid_r(user, &entry, start, buffer.count, &found) == ERANGE || found != nil
    }
  }
}
