import Files
import Foundation
import Languages
import Processes
import Project
import Services
import Synchronization

/// What the programs of a verification may read, change and reach: the policies of its sandbox.
///
/// A session reads its own folder, the files of the project that are declared for it, and toolchains; all of these are in
/// its cache key.
final class Confinement: Sendable {
  private let project: Project
  /// Absolute path of the project, ending with `/`.
  private let root: String
  private let languages: Languages
  private let isRequired: Bool
  private let without: Set<SandboxPart>
  private let missing: Mutex<Set<SandboxPart>>
  private let toolchains: [String]

  /// - Parameters:
  ///   - isRequired: whether nothing is started when a part of the sandbox cannot be applied.
  ///   - without: parts not to use.
  ///   - unavailable: parts that are known not to be available.
  init(
    project: Project, root: String, languages: Languages, isRequired: Bool, without: Set<SandboxPart>,
    unavailable: Set<SandboxPart>
  ) {
    self.project = project
    self.root = root
    self.languages = languages
    self.isRequired = isRequired
    self.without = without
    missing = Mutex(unavailable)
    toolchains = MachineState.toolchains(besides: root)
  }

  /// A network for a session and its service; `nil` where there are no namespaces.
  func network() throws(ProcessError) -> SandboxNetwork? { try SandboxNetwork(without: without) }

  /// Parts of the sandbox that could not be applied so far.
  var unavailable: Set<SandboxPart> { missing.withLock { $0 } }

  /// - Parameters:
  ///   - files: what the session reads of the project, relative to it; all of it is in its cache key.
  ///   - executables: paths of programs that were compiled for it.
  func session(
    _ starter: ProcessStarter, folder: SessionFolder, files: [String], executables: [String],
    network: SandboxPolicy.Network
  ) -> ProcessStarter {
    var readable = files.flatMap(places)
    readable += executables.map { ($0 as NSString).deletingLastPathComponent }
    return confined(starter, policy(readable: readable, folder: folder, network: network))
  }

  /// - Parameter files: files of the project that blocks are shown from; the text of each is in the cache key.
  func checker(
    _ checker: CheckerSettings, _ starter: ProcessStarter, folder: SessionFolder, files: [String]
  ) -> ProcessStarter {
    confined(
      starter,
      policy(readable: (checker.readable + files).flatMap(places), folder: folder, network: .loopback))
  }

  /// A service reads the files in its `command`, and what its settings list; it may write to a folder of its own.
  func service(_ declaration: ServiceDeclaration, opensNetwork: Bool) throws(ServiceError) -> ServiceSandbox {
    do {
      let scratch = try TemporaryFolder()
      let folder = try SessionFolder(in: scratch.path, project: project, languages: languages, service: [:])
      let network: SandboxPolicy.Network =
        opensNetwork ? .open : try network().map { .shared($0) } ?? .loopback
      // It may serve all sessions of a verification.
      let limits = SandboxLimits(processorSeconds: .max)
      let policy = policy(
        readable: declaration.readable.flatMap(places), folder: folder, network: network, limits: limits)
      let environment = folder.environment.filter { ["PATH", "HOME", "TMPDIR"].contains($0.key) }
      return ServiceSandbox(policy: policy, environment: environment, remove: scratch.remove)
    } catch {
      throw .notStarted("\(error)")
    }
  }

  /// Compilers write what is kept between verifications, so they stay this user.
  func compiler(_ starter: ProcessStarter, folders: CompileFolders) -> ProcessStarter {
    let limits = SandboxLimits(
      totalMemory: 16 << 30, memory: 16 << 30, processes: .max, folderSize: .max, fileSize: 8 << 30,
      openFiles: 4096,
      processorSeconds: .max)
    return confined(
      starter,
      complete(
        SandboxPolicy(
          readable: ProjectSources(project).modules.map(\.path).flatMap(places),
          writable: [folders.scratch, folders.cache],
          temporary: folders.scratch, network: .loopback, limits: limits)))
  }

  private func policy(
    readable: [String], folder: SessionFolder, network: SandboxPolicy.Network,
    limits: SandboxLimits = SandboxLimits()
  ) -> SandboxPolicy {
    if geteuid() == 0, folder.user == nil { missing.withLock { _ = $0.insert(.unprivilegedUser) } }
    return complete(
      SandboxPolicy(
        readable: readable, writable: [folder.base], temporary: folder.base + "/tmp",
        limitedFolder: folder.base, network: network, limits: limits, user: folder.user))
  }

  /// With what every program may read.
  private func complete(_ policy: SandboxPolicy) -> SandboxPolicy {
    var policy = policy
    policy.isRequired = isRequired
    policy.without = without
    policy.readable = Self.withTargets(
      policy.readable + SandboxPolicy.systemPaths + toolchains + program)
    if policy.network == .open { policy.readable.append("/etc/resolv.conf") }
    return policy
  }

  private func confined(_ starter: ProcessStarter, _ policy: SandboxPolicy) -> ProcessStarter {
    starter.confined(to: policy) { [self] parts in missing.withLock { $0.formUnion(parts) } }
  }

  /// Absolute paths of what is declared. Of the project itself these are its files and folders, without what cache keys
  /// leave out: pages, version control, caches, results.
  private func places(_ path: String) -> [String] {
    // The program of a service may be outside of the project.
    if path.hasPrefix("/") { return [path] }
    let path = RelativePath.normalized(path) ?? path
    if !path.isEmpty, path != "." { return [root + path] }
    do {
      return try Folder(at: root, followingLink: true).entries().map(\.name)
        .filter { !ProjectDisk.leftOut.contains($0) && $0 != project.content }.map { root + $0 }
    } catch {
      // Nothing is readable then, and the examples say so.
      return []
    }
  }

  /// This program, which pages show at work.
  private var program: [String] { [CacheInputsReader.program] }

  /// Paths with where they lead when they are links.
  private static func withTargets(_ paths: [String]) -> [String] {
    var all: Set<String> = []
    for path in paths {
      all.insert(path)
      let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      if target != path { all.insert(target) }
    }
    return Array(all)
  }
}
