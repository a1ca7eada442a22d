/// What the Swift runtime says about a crash.
enum SwiftCrash {
  /// Makes the runtime write a report of a crash to a file. `SwiftRuntime` takes the variable from the environment.
  static let variable = "SWIFT_BACKTRACE"

  static func settings(report path: String) -> String {
    "enable=yes,color=no,interactive=no,threads=crashed,images=none,registers=none,limit=16,output-to=" + path
  }

  /// Why a program crashed, from its standard error and the report: `Fatal error: Index out of range`,
  /// `Swift runtime failure: arithmetic overflow`. `nil` when neither says it.
  static func message(_ error: String, report: String?) -> String? {
    for line in error.split(separator: "\n").reversed() {
      if let reason = reason(in: line) { return String(reason) }
    }
    // Arithmetic traps without a message; the report names the operation.
    let trap = "Swift runtime failure: "
    guard let found = report?.firstRange(of: trap), let report else { return nil }
    // In the headline it is between asterisks, in the stack it is the name of a function in the program.
    var text = report[found.lowerBound...].prefix { $0 != "\n" }
    for end in [" ***", " in main at "] {
      if let found = text.firstRange(of: end) { text = text[..<found.lowerBound] }
    }
    return String(text)
  }

  /// Standard error without the places in front of reasons: `Fatal error: x` for `main/main.swift:1: Fatal error: x`.
  static func withoutPlaces(_ error: String) -> String {
    error.split(separator: "\n").map { reason(in: $0) ?? $0 }.joined(separator: "\n")
  }

  /// The rest of a line from the words on with which the runtime gives a reason.
  private static func reason(in line: Substring) -> Substring? {
    for mark in ["Fatal error", "Precondition failed", "Assertion failed", accessConflict] {
      if let found = line.firstRange(of: mark) { return line[found.lowerBound...] }
    }
    return nil
  }

  /// Standard error without what differs from one run to the next and says nothing about the page: addresses and stacks.
  static func withoutAddresses(_ error: String) -> String {
    var text = error
    for mark in ["Current stack trace:\n", "\n*** Signal "] {
      if let found = text.firstRange(of: mark) { text = String(text[..<found.lowerBound]) }
    }
    // `Simultaneous accesses to 0x5580c7a0, but modification requires exclusive access.`, then stacks.
    if let found = text.firstRange(of: accessConflict + " to 0x") {
      let rest = text[found.lowerBound...].prefix { $0 != "\n" }
      let reason = rest.firstIndex(of: ",").map { String(rest[$0...]) } ?? ""
      text = String(text[..<found.lowerBound]) + accessConflict + reason + "\n"
    }
    return text
  }

  private static let accessConflict = "Simultaneous accesses"
}
