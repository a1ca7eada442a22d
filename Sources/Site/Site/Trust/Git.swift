import Foundation
import Processes

/// Runs `git` where neither the user's nor a stranger's configuration can make it start something.
struct Git: Sendable {
  let root: String

  /// As `GIT_CONFIG_COUNT` and what follows gives it, so that it goes before the configuration of the repository.
  private static let configuration: [(String, String)] = [
    ("core.fsmonitor", "false"), ("core.hooksPath", "/dev/null"), ("core.pager", "cat"),
    ("protocol.allow", "never"),
    // CI services check out as another user; that nothing of the configuration runs is seen to here.
    ("safe.directory", "*"),
  ]

  private static var environment: [String: String] {
    var environment = [
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
    do throws(ProcessError) {
      let result = try await ProcessRunner().run(
        "git", arguments: ["--no-pager", "--literal-pathspecs"] + arguments, environment: Self.environment,
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

  /// Whether everything below the folder is committed; `nil` where there is no work tree. Filters of the repository may
  /// run: only the owner of a repository asks.
  var isClean: Bool? {
    get async { await output(["status", "--porcelain", "-z", "--", "."]).map(\.isEmpty) }
  }
}
