extension Verdict {
  /// What was done to a block with this verdict, as words for a table.
  public var meaning: String {
    switch self {
    case .ran: "the block ran, ended with the expected exit code, and its output matched the page"
    case .compiled: "the block compiled, together with the other blocks of its session"
    case .validated:
      "the message was validated against the contract, or a checker of the project accepted the block"
    case .parsed: "the language's own parser accepted it; FlowDocs itself parses JSON and YAML"
    case .failedAsStated: "the block failed with the error that its fence states"
    case .skipped: "the block was not checked; its fence gives the reason and an expiry date"
    case .text: "nothing was checked: the block asks for nothing, and no checker handles its language"
    case .failed: "the block failed; a finding says why"
    }
  }
}
