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
  /// `root` with all symbolic links resolved.
  private let realRoot: String
  private let languages: Languages
  private let isRequired: Bool
  private let without: Set<SandboxPart>
  private let missing: Mutex<Set<SandboxPart>>
  /// The system, toolchains and this program, which all programs may read, with the targets of links.
  private let everywhere: [String]
  /// Folders of installed packages, in which nothing is hidden: their keys are of all that is in them.
  private let installed: [String]
  /// Folders inside of declared ones that may not be read, found once for each declared path.
  private let hidden = Mutex<[String: [String]]>([:])

  /// - Parameters:
  ///   - isRequired: whether nothing is started when a part of the sandbox cannot be applied.
  ///   - without: parts not to use.
  ///   - unavailable: parts that are known not to be available.
  ///   - toolchains: what programs on the search path need; found here when `nil`.
  init(
    project: Project, root: String, languages: Languages, isRequired: Bool, without: Set<SandboxPart>,
    unavailable: Set<SandboxPart>, toolchains: [String]? = nil
  ) {
    self.project = project
    self.root = root
    realRoot = SystemPath.resolved(root).map { $0.hasSuffix("/") ? $0 : $0 + "/" } ?? root
    self.languages = languages
    self.isRequired = isRequired
    self.without = without
    missing = Mutex(unavailable)
    // This program is on the search path, because pages show it at work.
    everywhere = Self.withTargets(
      SandboxPolicy.systemPaths + (toolchains ?? MachineState.toolchains(besides: root))
        + [RunningProgram.path])
    let inputs =
      project.cacheInputs(languages) + project.checkers.flatMap(\.cacheInputs)
      + project.services.flatMap(\.declaration.cacheInputs)
    installed = inputs.compactMap { _, input in
      if case .packages(let path) = input { Self.normal(path) } else { nil }
    }
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
    let programs = executables.map { ($0 as NSString).deletingLastPathComponent }
    return confined(starter, policy(files, and: programs, folder: folder, network: network))
  }

  /// - Parameter files: files of the project that blocks are shown from; the text of each is in the cache key.
  func checker(
    _ checker: CheckerSettings, _ starter: ProcessStarter, folder: SessionFolder, files: [String]
  ) -> ProcessStarter {
    confined(starter, policy(checker.readable + files, folder: folder, network: .loopback))
  }

  /// A service reads the files in its `command`, and what its settings list; it may write to a folder of its own.
  func service(_ declaration: ServiceDeclaration, opensNetwork: Bool) throws(ServiceError) -> ServiceSandbox {
    do {
      let scratch = try TemporaryFolder()
      let folder = try SessionFolder(
        in: scratch.path, project: project, languages: languages, service: [:],
        hasAccount: declaration.needsAccount)
      let network: SandboxPolicy.Network =
        opensNetwork ? .open : try network().map { .shared($0) } ?? .loopback
      // It may serve all sessions of a verification.
      let limits = SandboxLimits(sharedMemory: 1 << 30, processorSeconds: .max)
      let policy = policy(
        declaration.readable, and: declaration.needsAccount ? ["/etc/passwd"] : [], folder: folder,
        network: network, limits: limits)
      var environment = folder.environment.filter { ["PATH", "HOME", "TMPDIR"].contains($0.key) }
      if unavailable.union(without).isDisjoint(with: [.namespaces, .fileView]) {
        environment[SandboxPolicy.memoryVariable] = SandboxPolicy.memoryFolder
      }
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
          readable: [], writable: [folders.scratch, folders.cache], temporary: folders.scratch,
          network: .loopback, limits: limits),
        files: ProjectSources(project, languages).modules.map(\.path)))
  }

  /// - Parameters:
  ///   - files: what may be read of the project.
  ///   - others: absolute paths of what may be read besides.
  private func policy(
    _ files: [String], and others: [String] = [], folder: SessionFolder, network: SandboxPolicy.Network,
    limits: SandboxLimits = SandboxLimits()
  ) -> SandboxPolicy {
    if geteuid() == 0, folder.user == nil { missing.withLock { _ = $0.insert(.unprivilegedUser) } }
    return complete(
      SandboxPolicy(
        readable: others, writable: [folder.base], temporary: folder.base + "/tmp",
        limitedFolder: folder.base, network: network, limits: limits, user: folder.user), files: files)
  }

  /// Adds the files of the project, and the system and toolchains, which all programs may read.
  private func complete(_ policy: SandboxPolicy, files: [String]) -> SandboxPolicy {
    var policy = policy
    policy.isRequired = isRequired
    policy.without = without
    let places = Set(files.flatMap(places))
    policy.readable = Array(
      Set(Self.withTargets(policy.readable + places.filter(staysInside)) + everywhere))
    if files.contains(where: { Self.normal($0).isEmpty }) { policy.readable += rootEntries { $0 == .link } }
    if policy.network == .open { policy.readable.append("/etc/resolv.conf") }
    // What is declared itself may be read, wherever it is.
    let readable = Set(policy.readable)
    policy.hidden = places.flatMap(hiddenFolders).filter { !readable.contains($0) }
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
    let path = Self.normal(path)
    return path.isEmpty ? rootEntries { $0 == .file || $0 == .folder } : [root + path]
  }

  /// Where links in the project itself lead is not in the key of what reads all of it: they are seen, not followed.
  private func rootEntries(_ isWanted: (Folder.Kind) -> Bool) -> [String] {
    do {
      return try Folder(at: root, followingLink: true).entries()
        .filter {
          isWanted($0.kind) && !($0.kind != .file && ProjectDisk.hidden.contains($0.name))
            && $0.name != project.content
        }
        .map { root + $0.exactName }
    } catch {
      // Nothing is readable then, and the examples say so.
      return []
    }
  }

  /// Whether a place is where its path says: a link of the project cannot open the files of whoever verifies it.
  private func staysInside(_ place: String) -> Bool {
    guard place.hasPrefix(root), let real = SystemPath.resolved(place) else { return true }
    return (real + "/").hasPrefix(realRoot)
  }

  /// A path in the project in its shortest form; empty for the project itself.
  private static func normal(_ path: String) -> String {
    let path = RelativePath.normalized(path) ?? path
    return path == "." ? "" : path
  }

  /// Folders inside of a readable place of the project that keys leave out, and the pages: also where a link leads to it.
  private func hiddenFolders(_ place: String) -> [String] {
    guard place.hasPrefix(root), !installed.contains(where: { isInside(place, root + $0) }) else { return [] }
    return hidden.withLock { known in
      if let folders = known[place] { return folders }
      let content = root + project.content
      let pages = !project.content.isEmpty && content.hasPrefix(place + "/") ? [content] : []
      let target = SystemPath.resolved(place) ?? place
      let folders = ProjectDisk.hiddenFolders(in: place)
      let all =
        pages + folders.map { place + "/" + $0 } + (target == place ? [] : folders.map { target + "/" + $0 })
      known[place] = all
      return all
    }
  }

  private func isInside(_ path: String, _ folder: String) -> Bool {
    path == folder || path.hasPrefix(folder + "/")
  }

  /// Paths with where they lead when they are links.
  private static func withTargets(_ paths: [String]) -> [String] {
    var all: Set<String> = []
    for path in paths {
      all.insert(path)
      if let target = SystemPath.resolved(path) { all.insert(target) }
    }
    return Array(all)
  }
}
