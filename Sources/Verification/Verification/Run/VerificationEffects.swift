import Digests
import Languages
import Processes
import Project

/// The side effects of a verification. A test replaces the ones it needs.
public struct VerificationEffects: Sendable {
  /// Where results are kept; `nil` for the project's folder of caches.
  public var store: CacheStore?
  /// How results in the project's folder of caches are protected.
  public var integrity: Integrity
  /// What is read of the machine for cache keys.
  public var disk: ProjectDisk
  /// What examples can read of the machine besides the project in a folder, as it is now.
  public var machine: @Sendable (_ project: String) async -> MachineState
  /// How compilers, parsers, examples and checkers are started.
  public var starter: ProcessStarter
  /// Whether the processors have nothing to do. Takes a while, in which it watches them.
  public var isIdle: @Sendable () async -> Bool

  public init(
    store: CacheStore? = nil, integrity: Integrity = .checksum, disk: ProjectDisk = .disk,
    machine: @escaping @Sendable (String) async -> MachineState = { await .current(besides: $0) },
    starter: ProcessStarter = .direct,
    isIdle: @escaping @Sendable () async -> Bool = { await ProcessorTimes.areIdle() }
  ) {
    self.store = store
    self.integrity = integrity
    self.disk = disk
    self.machine = machine
    self.starter = starter
    self.isIdle = isIdle
  }
}
