import Foundation
import Processes

/// What examples can read of this machine besides the project: toolchains on `PATH`, what is installed, configuration.
///
/// What a package manager installs counts by the manager's list of packages and versions. The rest is looked at file by
/// file, by name, size and times; contents are read only when that has changed.
public struct MachineState: Sendable {
  /// Files and folders, each with the names, sizes and times of its files as one hash.
  public var places: [(path: String, stamp: TreeStamp)]
  /// Lists of installed packages, which are hashed as they are.
  public var packageLists: [String]
  /// What programs on the search path need besides the system's own files; `nil` when it was not looked for.
  public var toolchains: [String]?
  /// The folders where programs are looked for, in their order: the first program of a name is the one that runs.
  public var searchPath: [String]

  public init(
    places: [(path: String, stamp: TreeStamp)] = [], packageLists: [String] = [], toolchains: [String]? = nil,
    searchPath: [String] = []
  ) {
    self.toolchains = toolchains
    self.searchPath = searchPath
    self.places = places
    self.packageLists = packageLists
  }

  /// Debian, Fedora, Alpine.
  private static let packageLists = [
    "/var/lib/dpkg/status", "/var/lib/rpm/rpmdb.sqlite", "/usr/lib/sysimage/rpm/rpmdb.sqlite",
    "/lib/apk/db/installed",
  ]

  /// Folders of the system with programs that no package may own.
  private static let programs = ["/usr/local", "/usr/bin", "/usr/sbin"]

  /// Where this process looks for programs.
  private static var ownSearchPath: String {
    ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
  }

  /// What programs on a search path need besides the system's own files.
  ///
  /// - Parameters:
  ///   - project: The folder of the project, whose programs on the search path are not among them.
  ///   - searchPath: that of this process when it is `nil`.
  static func toolchains(besides project: String, searchPath: String? = nil) -> [String] {
    Toolchains(project: project).paths(of: searchPath ?? ownSearchPath)
  }

  /// - Parameters:
  ///   - project: The folder of the project, whose files are in the cache key where they are declared.
  ///   - searchPath: where programs are looked for; that of this process when it is `nil`.
  public static func current(besides project: String, searchPath: String? = nil) async -> MachineState {
    let toolchains = toolchains(besides: project, searchPath: searchPath)
    let paths = toolchains + programs + SandboxPolicy.configurationPaths
    let places = await withTaskGroup(of: (Int, TreeStamp).self) { group in
      for (index, path) in paths.enumerated() { group.addTask { (index, TreeStamp(of: path)) } }
      var stamps: [Int: TreeStamp] = [:]
      for await (index, stamp) in group { stamps[index] = stamp }
      return paths.enumerated().compactMap { index, path in stamps[index].map { (path, $0) } }
    }
    return MachineState(
      places: places, packageLists: packageLists.filter { access($0, R_OK) == 0 }, toolchains: toolchains,
      searchPath: (searchPath ?? ownSearchPath).split(separator: ":").map(String.init)
        .filter { access($0, F_OK) == 0 })
  }

  /// One hash of all of it.
  func key(_ stamps: inout FileStamps) async -> String {
    var key = CacheKey()
    key.add("PATH", searchPath.joined(separator: ":"))
    for list in packageLists { key.add(list, await stamps.digest(of: list)) }
    for (path, stamp) in places where stamp.files > 0 { key.add(path, stamps.digest(of: path, stamp)) }
    return key.text
  }
}
