/// Why a declared service cannot be used.
public enum ServiceError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The command is empty, or has no `{port}` although the service does not announce its address.
  case invalidDeclaration(String)
  case notStarted(String)
  /// It ended before it was ready.
  case ended(command: String, how: String, output: String)
  case notReady(command: String, seconds: Double, output: String)
  /// It ended after it was ready, without being asked to.
  case stopped(command: String, how: String)
  case notReset(String)
  /// A command of its declaration, such as `setup`, has failed.
  case stepFailed(step: String, how: String, output: String)
  case noReport(String)

  public var description: String {
    switch self {
    case .invalidDeclaration(let reason): reason
    case .notStarted(let reason): "the service cannot be started: \(reason)"
    case .ended(let command, let how, let output):
      "the service `\(command)` ended before it was ready (\(how))" + Self.quoted(output)
    case .notReady(let command, let seconds, let output):
      "the service `\(command)` was not ready within \(seconds.formatted()) s" + Self.quoted(output)
    case .stopped(let command, let how): "the service `\(command)` ended by itself with \(how)"
    case .stepFailed(let step, let how, let output):
      "`\(step)` of the service failed with \(how)" + Self.quoted(output)
    case .notReset(let reason): "the service cannot be reset: \(reason)"
    case .noReport(let reason): "the report of the service cannot be read: \(reason)"
    }
  }

  private static func quoted(_ output: String) -> String { output.isEmpty ? "" : ":\n" + output }
}
