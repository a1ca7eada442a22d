import Files
import Foundation

/// The fresh folder and the clean environment in which the programs of one session run.
public struct RunFolder: Sendable {
  /// Holds `home` and what languages write for themselves: drivers, reports.
  public var base: String
  /// Working directory and `HOME` of the examples.
  public var home: String
  public var environment: [String: String]
  public var starter: ProcessStarter

  public init(base: String, home: String, environment: [String: String], starter: ProcessStarter = .direct) {
    self.base = base
    self.home = home
    self.environment = environment
    self.starter = starter
  }

  /// A program started in `home`, with the environment of the session.
  func request(_ program: String, _ arguments: [String], timeout: Duration) -> ProcessRequest {
    var request = ProcessRequest(program, arguments, environment: environment)
    request.directory = home
    request.timeout = timeout
    return request
  }

  /// Writes a file into `base` and returns its path.
  func write(_ text: String, to name: String) throws -> String {
    let path = base + "/" + name
    try NamedFile(path: path).writeInPlace(Array(text.utf8))
    return path
  }

  /// The bytes of a file in `base`; `nil` when it cannot be read. Links are not followed: a program could have made one to
  /// a file that it cannot read itself.
  func bytes(of path: String) -> Data? {
    do {
      return try Folder(at: base).read((path as NSString).lastPathComponent).map { Data($0) }
    } catch {
      return nil
    }
  }
}
