import Diagnostics

// Findings about a block that both checks and verification report.
extension Rule {
  public static let syntaxError = Rule("syntax-error", .error, "Syntax error in an example")
  public static let skipExpired = Rule(
    "skip-expired", .error, "Expired `skip`")
  public static let contractMismatch = Rule(
    "contract-mismatch", .error, "Payload on a page that does not conform to the contract")
  public static let staleInclude = Rule(
    "stale-include", .error, "Copy of an included file that differs from the file")
}
