/// What tells findings apart from one run to the next, whatever line they have moved to: rule, file, message, and the
/// number among equal ones.
struct Fingerprint {
  private var seen: [UInt64: Int] = [:]

  /// The fingerprint of the next finding of a report: 16 hexadecimal digits, and a number from the second equal one on.
  mutating func next(_ finding: Diagnostic) -> String {
    let path = finding.span?.path ?? ""
    let hash = stableHash([finding.rule.id, path, finding.message].joined(separator: "\n"))
    let count = seen[hash, default: 0] + 1
    seen[hash] = count
    let digits = String(hash, radix: 16)
    let padded = String(repeating: "0", count: 16 - digits.count) + digits
    return count == 1 ? padded : "\(padded)-\(count)"
  }
}
