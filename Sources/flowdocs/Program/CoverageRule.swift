import Diagnostics

extension Rule {
  static let notShown = Rule(
    "not-shown", .error, "Method, error, event or limit of the contract that no example shows")
}
