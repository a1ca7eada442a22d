import Foundation
import Processes
import Synchronization

/// The interpreter that runs Python blocks.
///
/// Version managers (pyenv, asdf, mise) put scripts on the search path that look for the interpreter at each start. That
/// takes several times as long as the interpreter itself, so it is asked once where it is.
enum PythonInterpreter {
  private static let known = Mutex<[String: String]>([:])

  /// - Returns: an absolute path; the script itself when it does not say.
  static func path(in folder: RunFolder) async throws(ProcessError) -> String {
    guard let found = folder.starter.find("python3", nil) else { throw .notFound("python3") }
    // A file in the folder of the session may choose the version.
    let isChosen = FileManager.default.fileExists(atPath: folder.home + "/.python-version")
    guard found.contains("/shims/"), !isChosen else { return found }
    if let path = known.withLock({ $0[found] }) { return path }
    let result = try await folder.starter.run(
      folder.request(found, ["-c", "import sys; print(sys.executable)"], timeout: .seconds(30)))
    let answer = result.outputText.trimmingCharacters(in: .whitespacesAndNewlines)
    let path = result.succeeded && FileManager.default.isExecutableFile(atPath: answer) ? answer : found
    known.withLock { $0[found] = path }
    return path
  }
}
