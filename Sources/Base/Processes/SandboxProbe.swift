import Foundation

extension SandboxPolicy {
  /// Parts of the sandbox that cannot be applied on this machine, found out with a program that does nothing; one that is
  /// not there finds out nothing.
  public static func unavailableParts() async throws(ProcessError) -> Set<SandboxPart> {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let policy = SandboxPolicy(
      readable: SandboxPolicy.systemPaths, writable: [folder.path], user: SandboxUser.next())
    do throws(ProcessError) {
      let result = try await ProcessRunner().run(
        "true", environment: ["PATH": path], directory: folder.path, sandbox: policy)
      return result.unavailable
    } catch {
      switch error {
      case .cancelled: throw error
      default: return []
      }
    }
  }
}
