import Foundation
import Processes
import TestSupport
import Testing

extension TestFolder {
  /// Runs git in a folder below this one, without the settings of whoever runs the tests.
  ///
  ///     try await folder.git("init", "-q", in: "clone")
  func git(_ arguments: String..., in place: String = "") async throws {
    var environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "GIT_CONFIG_GLOBAL": "/dev/null",
      "GIT_CONFIG_NOSYSTEM": "1",
    ]
    for who in ["AUTHOR", "COMMITTER"] {
      environment["GIT_\(who)_NAME"] = "A"
      environment["GIT_\(who)_EMAIL"] = "a@example.org"
    }
    let result = try await ProcessRunner().run(
      "git", arguments: arguments, environment: environment, directory: root + "/" + place,
      timeout: .seconds(60))
    try #require(result.succeeded, "\(result.errorText)")
  }
}
