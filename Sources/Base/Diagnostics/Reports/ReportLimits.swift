/// How much of the findings a report holds: what a page says, and how often it is wrong, must not fill a terminal, the
/// log of a build or a disk.
public struct ReportLimits: Sendable {
  /// UTF-8 bytes of one message, note or fix, and of one line of `details`.
  public var bytesOfText: Int
  public var notes: Int
  public var linesOfDetails: Int
  public var bytesOfDetails: Int
  /// UTF-8 bytes of the replacements of one finding; a longer fix is left out whole.
  public var bytesOfReplacements: Int
  /// Findings of one file; further ones are counted.
  public var perFile: Int
  public var findings: Int
  /// UTF-8 bytes of the messages, notes, fixes, details and replacements of all findings.
  public var bytes: Int

  /// More than a person reads at once.
  public static let forPeople = ReportLimits(
    bytesOfText: 1_000, notes: 20, linesOfDetails: 200, bytesOfDetails: 20_000, bytesOfReplacements: 20_000,
    perFile: 100, findings: 1_000, bytes: 4 << 20)

  /// GitHub's limit for SARIF: at most 25,000 results of a run (docs.github.com, "SARIF support for code scanning").
  public static let forPrograms = ReportLimits(
    bytesOfText: 10_000, notes: 100, linesOfDetails: 2_000, bytesOfDetails: 200_000,
    bytesOfReplacements: 200_000, perFile: .max, findings: 25_000, bytes: 64 << 20)

  /// A text of bounded length, cut between characters.
  package func cut(_ text: String, to limit: Int? = nil) -> String {
    let limit = limit ?? bytesOfText
    guard text.utf8.count > limit else { return text }
    // A string rounds an index within a scalar down.
    return text[..<text.utf8.index(text.startIndex, offsetBy: limit)] + "…"
  }

  /// A finding of bounded length.
  func bounded(_ diagnostic: Diagnostic) -> Diagnostic {
    var bounded = diagnostic
    bounded.message = cut(diagnostic.message)
    bounded.notes = diagnostic.notes.prefix(notes).map { .init(cut($0.message), span: $0.span) }
    bounded.fix = diagnostic.fix.map { cut($0) }
    bounded.details = diagnostic.details.map(boundedDetails)
    if Self.bytes(diagnostic.replacements) > bytesOfReplacements { bounded.replacements = [] }
    return bounded
  }

  private func boundedDetails(_ details: String) -> String {
    var lines: [String] = []
    var count = 0
    var bytes = 0
    for line in details.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      count += 1
      guard lines.count < linesOfDetails, bytes < bytesOfDetails else { continue }
      // Most lines are short, and stay as they are.
      let text = String(Substring(line))
      lines.append(cut(text))
      bytes += min(line.count, bytesOfText)
    }
    if count > lines.count { lines.append("… \(count - lines.count) more lines") }
    return lines.joined(separator: "\n")
  }

  /// The size of a bounded finding in a report, in bytes of its texts.
  func size(of bounded: Diagnostic) -> Int {
    return bounded.message.utf8.count + bounded.notes.reduce(0) { $0 + $1.message.utf8.count }
      + (bounded.fix?.utf8.count ?? 0) + (bounded.details?.utf8.count ?? 0) + Self.bytes(bounded.replacements)
  }

  private static func bytes(_ replacements: [Replacement]) -> Int {
    replacements.reduce(0) { $0 + $1.text.utf8.count + $1.original.utf8.count }
  }
}

/// The findings that a report shows, each within its limits, and how many are beyond them.
struct BoundedReport {
  private(set) var shown: [Diagnostic] = []
  /// By the path of the file; empty for findings without a place.
  private(set) var omitted: [String: SeverityCounts] = [:]

  var omittedCount: Int { omitted.values.reduce(0) { $0 + $1.all } }

  /// `3 more findings are not in this report`; `nil` when all are.
  var omission: String? {
    let count = omittedCount
    return count == 0 ? nil : "\(count) more finding\(count == 1 ? " is" : "s are") not in this report"
  }

  init(_ diagnostics: [Diagnostic], _ limits: ReportLimits) {
    var shownOfFile: [String: Int] = [:]
    var bytes = 0
    for diagnostic in diagnostics {
      let path = diagnostic.span?.path ?? ""
      if shown.count < limits.findings, shownOfFile[path, default: 0] < limits.perFile {
        let bounded = limits.bounded(diagnostic)
        let size = limits.size(of: bounded)
        if bytes + size <= limits.bytes {
          shown.append(bounded)
          shownOfFile[path, default: 0] += 1
          bytes += size
          continue
        }
      }
      omitted[path, default: SeverityCounts()].add(diagnostic.severity)
    }
  }
}

/// How many findings there are of each severity.
struct SeverityCounts {
  private var counts: [Severity: Int] = [:]

  var all: Int { counts.values.reduce(0, +) }

  mutating func add(_ severity: Severity) { counts[severity, default: 0] += 1 }

  mutating func add(_ other: SeverityCounts) { counts.merge(other.counts, uniquingKeysWith: +) }

  /// `2 errors, 1 warning`, or `no findings`.
  var summary: String {
    let parts = Severity.allCases.compactMap { severity in
      counts[severity].map { "\($0) \(severity.rawValue)\($0 == 1 ? "" : "s")" }
    }
    return parts.isEmpty ? "no findings" : parts.joined(separator: ", ")
  }
}
