import Foundation

/// Why nothing can be run in the sandbox of this machine.
public struct SandboxFailure: Error, Sendable, Hashable, CustomStringConvertible {
  public var reason: String

  public init(reason: String) { self.reason = reason }

  public var description: String { "nothing was run, because the sandbox cannot be set up: \(reason)" }
}

extension SandboxPolicy {
  /// Parts of the sandbox that cannot be applied on this machine, found out with a program that does nothing; one that is
  /// not there finds out nothing.
  ///
  /// - Throws: `SandboxFailure` where no program can be started, so that this is said once and not by every example.
  public static func unavailableParts() async throws -> Set<SandboxPart> {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let user = SandboxUser.owner(ofFolder: folder.path)
    let policy = SandboxPolicy(
      readable: SandboxPolicy.systemPaths, writable: [folder.path], user: user)
    do throws(ProcessError) {
      let result = try await ProcessRunner().run(
        "true", environment: ["PATH": path], directory: folder.path, sandbox: policy)
      return result.unavailable.union(geteuid() == 0 && user == nil ? [.unprivilegedUser] : [])
    } catch {
      switch error {
      case .cancelled: throw error
      case .notFound: return []
      case .failedToStart(_, let reason): throw SandboxFailure(reason: reason)
      case .noDirectory, .notPrepared, .sandboxIncomplete: throw SandboxFailure(reason: "\(error)")
      }
    }
  }
}
