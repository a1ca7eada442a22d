import Files
import Foundation

/// The files that programs on a search path consist of, so that they can be run without anything else of the user's.
public struct Toolchains: Sendable {
  /// The folder of the user, of which only parts are taken.
  public var home: String
  /// The project, of which a search path shows no more than the folders that it names; `nil` for none.
  public var project: String?

  public init(
    home: String = ProcessInfo.processInfo.environment["HOME"] ?? "/nonexistent", project: String? = nil
  ) {
    self.home = Self.resolved(home)
    self.project = project.map(Self.resolved)
  }

  /// What package managers of the system install; see `SandboxPolicy.systemPaths`.
  private static let system = ["/usr", "/bin", "/sbin", "/lib", "/nix", "/gnu"]

  /// Folders below an installation that hold what its programs need. The others are left out in the user's folder:
  /// `~/.cargo` also has credentials, `~/.local/share` the keys of the desktop.
  private static let parts = [
    "bin", "sbin", "shims", "lib", "lib32", "lib64", "libexec", "include", "share", "usr", "versions",
    "version",
    "plugins", "pyenv.d", "rbenv.d", "installs", "toolchains", "settings.toml", "Frameworks", "pyvenv.cfg",
    "pkg", "src", "go.env", "VERSION",
  ]

  /// Absolute paths, sorted, without those below another: the folders of the search path that are not the system's, what
  /// belongs to the installations that they are part of, and where links in them lead.
  public func paths(of searchPath: String) -> [String] {
    var found: Set<String> = []
    for entry in searchPath.split(separator: ":").map(String.init) where entry.hasPrefix("/") {
      add(folder: entry, to: &found)
    }
    let existing = found.filter { access($0, F_OK) == 0 }.sorted()
    var kept: [String] = []
    for path in existing where !(kept.last.map { path.hasPrefix($0 + "/") } ?? false) { kept.append(path) }
    return kept
  }

  private func add(folder: String, to found: inout Set<String>) {
    let folder = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    guard !isSystem(folder), !isPersonal(folder), found.insert(folder).inserted else { return }
    addInstallation(of: folder, to: &found)
    let target = Self.resolved(folder)
    if target != folder { add(folder: target, to: &found) }
    for link in links(in: folder) {
      let target = Self.resolved(link)
      let targetFolder = (target as NSString).deletingLastPathComponent
      if isSystem(target) || targetFolder == folder { continue }
      if isPersonal(targetFolder) { found.insert(target) } else { add(folder: targetFolder, to: &found) }
    }
  }

  private func links(in folder: String) -> [String] {
    do {
      return try Folder(at: folder, followingLink: true).entries().filter { $0.kind == .link }.map {
        folder + "/" + $0.name
      }
    } catch {
      // A search path may name folders that do not exist or cannot be read; shells pass over them, too.
      return []
    }
  }

  private func addInstallation(of folder: String, to found: inout Set<String>) {
    let name = (folder as NSString).lastPathComponent
    let parent = (folder as NSString).deletingLastPathComponent
    guard ["bin", "sbin", "shims", "libexec"].contains(name), !isPersonal(parent) else { return }
    if holdsProject(parent) { return }
    let isVirtualEnvironment = access(parent + "/pyvenv.cfg", F_OK) == 0
    if !Self.resolved(parent).hasPrefix(home + "/") || isVirtualEnvironment {
      found.insert(parent)
    } else if parent == home + "/.local" {
      found.insert(parent + "/lib")
    } else {
      found.formUnion(Self.parts.map { parent + "/" + $0 })
    }
    // Programs of cargo are links to one that looks for the compiler there.
    if parent == home + "/.cargo" {
      found.formUnion(["toolchains", "settings.toml"].map { home + "/.rustup/" + $0 })
    }
  }

  /// Whether a program is one of rustup, which starts the compiler that files of the working directory name, and writes to
  /// the user's folder. The compilers themselves are among the paths.
  public static func isChooser(_ program: String) -> Bool {
    (resolved(program) as NSString).lastPathComponent == "rustup"
  }

  private func isSystem(_ path: String) -> Bool {
    !path.hasPrefix("/usr/local/") && Self.system.contains { path == $0 || path.hasPrefix($0 + "/") }
  }

  /// The user's folder itself, or one above it.
  private func isPersonal(_ folder: String) -> Bool {
    folder == home || home.hasPrefix(folder == "/" ? "/" : folder + "/")
  }

  /// Whether a folder is or contains the project. A `bin` in it is part of the project, not an installed toolchain.
  private func holdsProject(_ folder: String) -> Bool {
    guard let project else { return false }
    let folder = Self.resolved(folder)
    return folder == project || project.hasPrefix(folder == "/" ? "/" : folder + "/")
  }

  private static func resolved(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  }
}
