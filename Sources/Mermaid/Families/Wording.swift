extension Int {
  /// "1 step", "2 steps".
  func counted(_ singular: String, _ plural: String) -> String { "\(self) \(self == 1 ? singular : plural)" }
}

extension [String] {
  /// "a", "a and b", "a, b and c".
  var list: String { list(last: "and") }

  /// The same with another word before the last: "a, b or c".
  func list(last word: String) -> String {
    guard count > 1, let last else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " \(word) " + last
  }
}

extension Double {
  /// Without a fraction where it has none: "12", "12.5".
  var written: String { self == rounded() && abs(self) < 1e15 ? String(Int(self)) : String(self) }
}
