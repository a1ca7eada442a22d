extension Verdict {
  /// What was done to a block with this verdict, as words for a table.
  public var meaning: String {
    switch self {
    case .ran: "the block was run, ended as it should, and printed what the page says"
    case .compiled: "the block was compiled, with the others of its session"
    case .validated:
      "the message was held against the contract, or a checker of the project accepted the block"
    case .parsed: "the language's own parser read it; JSON and YAML are read by FlowDocs itself"
    case .failedAsStated: "the block was to fail, and did so with that error"
    case .skipped: "the fence says why, and until when"
    case .text: "nothing was asked, and no checker is for the language"
    case .failed: "something is wrong, and a finding says what"
    }
  }
}
