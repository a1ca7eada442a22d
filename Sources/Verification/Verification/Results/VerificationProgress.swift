import Project

/// What a verification reports while it works.
public enum VerificationProgress: Sendable, Hashable {
  /// Code of this many sessions is being compiled.
  case compiling(language: String, sessions: Int)
  /// A checker of the project was started with this many blocks.
  case checking(name: String, blocks: Int)
  /// A session has ended, and all before it; `page` is its page's path.
  case ran(page: String, session: String, done: Int, of: Int)
}
