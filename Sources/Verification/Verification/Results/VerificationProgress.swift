import Project

/// Progress reports of a verification.
public enum VerificationProgress: Sendable, Hashable {
  /// Code of this many sessions is being compiled.
  case compiling(language: String, sessions: Int)
  /// A checker of the project was started with this many blocks.
  case checking(name: String, blocks: Int)
  /// A session has ended, and all before it.
  ///
  /// - Parameters:
  ///   - page: the path of its page as findings print it.
  ///   - line: the line of its first block, from 1.
  case ran(page: String, line: Int, done: Int, of: Int)
}
