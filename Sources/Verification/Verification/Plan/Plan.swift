/// All that a verification is going to do.
public struct Plan: Sendable {
  public var sessions: [Session]
  /// Blocks that are neither run nor parsed by a language's own parser, with how they are verified.
  public var others: [BlockID: OtherBlock]
}

/// How a block is verified that belongs to no session.
public enum OtherBlock: Sendable, Hashable {
  /// Shown as it is.
  case text
  case skipped(reason: String)
  /// Judged by the rules of `check`: diagrams, formulas, YAML, nested pages.
  case checked
}
