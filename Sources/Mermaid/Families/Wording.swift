extension Int {
  /// "1 step", "2 steps".
  func counted(_ singular: String, _ plural: String) -> String { "\(self) \(self == 1 ? singular : plural)" }
}

extension [String] {
  /// "a", "a and b", "a, b and c".
  var list: String {
    guard count > 1, let last else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " and " + last
  }
}
