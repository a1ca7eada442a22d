import CLinux
import Foundation

/// A part of the sandbox that a kernel, a container or a missing right can keep from being applied.
public enum SandboxPart: Sendable, Hashable, CaseIterable {
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

  /// What its absence means for those who run examples, as a sentence for a report.
  public var absence: String {
    switch self {
    case .namespaces:
      "namespaces are not available: examples share processes and network interfaces with this machine"
    case .fileView: "names and sizes of files outside of the session can be seen, their contents cannot"
    case .ownProcessTable: "there is no /proc for examples: a fresh one cannot be mounted in this container"
    case .landlock: "Landlock is not available (Linux 5.13 or newer): file access is not restricted by it"
    case .ports: "TCP connections are not restricted: that needs a network namespace or Linux 6.7"
    case .systemCalls: "system calls are not filtered: seccomp is not available"
    case .unprivilegedUser:
      "examples run as root: no unprivileged user can be used here, and process limits do not bind root"
    case .limits: "some resource limits could not be set"
    }
  }
}

/// Users for programs that are started by root.
public enum SandboxUser {
  /// A user for one session when this process is root, `nil` otherwise. Different sessions get different users, so that
  /// limits which count by user are their own.
  ///
  /// Numbers are taken from the range that systemd keeps for users without a name (61184 to 65519); those that have a
  /// name here are left out.
  public static func forSession(_ number: Int) -> UInt32? {
    guard geteuid() == 0 else { return nil }
    let range = 4000
    var offset = (Int(getpid()) &* 31 &+ number) % range
    for _ in 0..<range {
      if getpwuid(UInt32(61184 + offset)) == nil { break }
      offset = (offset + 1) % range
    }
    return UInt32(61184 + offset)
  }
}
