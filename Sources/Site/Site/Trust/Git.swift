import Files
import Foundation
import Processes

/// Runs `git` where neither the user's nor a stranger's configuration can make it start something.
///
/// The repository is the nearest `.git` around the project, which nobody can commit. `git` does not look for one itself: it
/// would take the files of a bare repository, which anybody can commit into any folder.
struct Git: Sendable {
  let root: String
  /// The folder with `.git`; `nil` without one.
  private let repository: String?

  init(root: String) {
    self.root = root
    let real = realpath(root, nil)
    defer { free(real) }
    repository = real.flatMap { RepositoryFolder.nearest(of: String(cString: $0)) }
  }

  /// As `GIT_CONFIG_COUNT` and what follows gives it, so that it goes before the configuration of the repository.
  private static let configuration: [(String, String)] = [
    ("core.fsmonitor", "false"), ("core.hooksPath", "/dev/null"), ("core.pager", "cat"),
    // It starts the program that checks signatures.
    ("log.showSignature", "false"),
    ("protocol.allow", "never"),
    // Also for the repository around a submodule, which git looks for itself.
    ("safe.bareRepository", "explicit"),
    // The same for one that belongs to another user, as checkouts in the containers of CI services do.
    ("safe.directory", "*"),
  ]

  private static func environment(_ repository: String) -> [String: String] {
    var environment = [
      "GIT_DIR": repository + "/.git", "GIT_WORK_TREE": repository,
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin",
      "LC_ALL": "C", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_NO_LAZY_FETCH": "1",
      "GIT_NO_REPLACE_OBJECTS": "1", "GIT_ALLOW_PROTOCOL": "none", "GIT_TERMINAL_PROMPT": "0",
      "GIT_OPTIONAL_LOCKS": "0", "GIT_PAGER": "cat", "GIT_CONFIG_COUNT": String(configuration.count),
    ]
    for (index, (key, value)) in configuration.enumerated() {
      environment["GIT_CONFIG_KEY_\(index)"] = key
      environment["GIT_CONFIG_VALUE_\(index)"] = value
    }
    return environment
  }

  /// The output of a command; `nil` when it fails, does not exist, or prints too much.
  func output(_ arguments: [String], input: [UInt8] = []) async -> [UInt8]? {
    guard let repository else { return nil }
    do throws(ProcessError) {
      let result = try await ProcessRunner().run(
        "git", arguments: ["--no-pager", "--literal-pathspecs"] + arguments,
        environment: Self.environment(repository),
        directory: root, input: input, timeout: .seconds(60), outputLimit: 64 << 20)
      return result.succeeded && !result.isTruncated ? result.standardOutput : nil
    } catch {
      // Without git there is no base, which the caller says.
      return nil
    }
  }

  func line(_ arguments: [String], allowsEmpty: Bool = false) async -> String? {
    guard let output = await output(arguments) else { return nil }
    let text = String(decoding: output, as: UTF8.self).trimmingCharacters(in: .newlines)
    return text.isEmpty && !allowsEmpty ? nil : text
  }

  /// The full name of a commit; `nil` when a revision names none.
  func commit(_ revision: String) async -> String? {
    await line(["rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"])
  }

  /// Whether the repository is a submodule of another one, which names the place that it comes from. One inside of another
  /// repository of which `git` cannot say it is taken for one.
  var isSubmodule: Bool {
    get async {
      guard let repository, RepositoryFolder.all(of: repository).count > 1 else { return false }
      return await line(["rev-parse", "--show-superproject-working-tree"], allowsEmpty: true) != ""
    }
  }

  /// Whether everything below the folder is committed; `nil` unless the user owns the repository. Its filters may run, which
  /// only the owner may ask for.
  var isClean: Bool? {
    get async {
      guard isOwn else { return nil }
      return await output(["status", "--porcelain", "-z", "--", "."]).map(\.isEmpty)
    }
  }

  /// The files in a folder that are not as they are committed, also those that git does not know, from the root; `nil` unless the user owns the repository, whose
  /// filters may run.
  func changedFiles(below folder: String) async -> [String]? {
    guard isOwn else { return nil }
    guard
      let changed = await output([
        "diff", "--name-only", "--relative", "--no-renames", "--no-ext-diff", "--no-textconv",
        "--ignore-submodules=all", "-z", "HEAD", "--", folder,
      ]), let unknown = await output(["ls-files", "--others", "-z", "--", folder])
    else { return nil }
    return (changed + unknown).split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }

  private var isOwn: Bool {
    var status = stat()
    return repository.map { stat($0 + "/.git", &status) == 0 && status.st_uid == geteuid() } ?? false
  }
}
