import Diagnostics

extension Rule {
  static let notShown = Rule("not-shown", .error, "No example shows what the contract promises")
}
