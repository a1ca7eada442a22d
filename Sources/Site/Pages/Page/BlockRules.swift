import Diagnostics

// What both a check and a verification find on a block.
extension Rule {
  public static let syntaxError = Rule("syntax-error", .error, "An example is not valid in its language")
  public static let skipExpired = Rule(
    "skip-expired", .error, "The day until which a block is skipped is past")
  public static let contractMismatch = Rule(
    "contract-mismatch", .error, "A payload on a page does not fit the contract")
  public static let staleInclude = Rule(
    "stale-include", .error, "The copy of an included file on a page differs from the file")
}
