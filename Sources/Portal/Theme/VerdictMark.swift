import Ledger
import Site

/// The mark of a block in its caption: its verdict, or that it has changed since. A block that was never verified has a
/// mark where the settings ask for proof.
struct VerdictMark {
  let status: BlockStatus
  /// Whether the block is an output, which its example proves.
  let isOutput: Bool
  /// Whether the settings ask for proof.
  let isProofAsked: Bool
  /// Whether the examples of the page may connect to other machines.
  let opensNetwork: Bool

  func write(into output: inout [UInt8]) {
    switch status {
    case .verdict(let record) where record.verdict == .text: unchecked(record, into: &output)
    case .verdict(let record): verdict(record, into: &output)
    case .changed:
      output.put(
        "<span class=\"verdict verdict-stale\" title=\"This example, or something that it depends on, has changed since it was verified.\">Not verified since it changed</span>"
      )
    case .unverified where isOutput || !isProofAsked: break
    case .unverified:
      output.put(
        "<span class=\"verdict verdict-unchecked\" title=\"This example has not been verified.\">Not verified</span>"
      )
    }
  }

  /// Where proof is asked for, a block without a mark says why.
  private func unchecked(_ record: Ledger.Record, into output: inout [UInt8]) {
    guard let reason = record.reason, isProofAsked else { return }
    output.put("<span class=\"verdict verdict-unchecked\" title=\"Not checked: ")
    output.put(text: reason)
    output.put("\">Not checked</span>")
  }

  private func verdict(_ record: Ledger.Record, into output: inout [UInt8]) {
    let (kind, word, meaning) = Self.words(record.verdict)
    let hasRun = record.verdict == .ran || record.verdict == .failedAsStated
    output.put("<span class=\"verdict verdict-")
    output.put(kind)
    output.put("\" title=\"")
    title(record, meaning, hadNetwork: hasRun && opensNetwork, into: &output)
    output.put("\">")
    output.put(word)
    if hasRun && opensNetwork { output.put(" with network access") }
    if record.verdict == .validated, !record.checkers.isEmpty {
      output.put(" by ")
      output.put(text: record.checkers.joined(separator: ", "))
    }
    output.put("</span>")
  }

  private func title(
    _ record: Ledger.Record, _ meaning: StaticString, hadNetwork: Bool, into output: inout [UInt8]
  ) {
    let checkers = record.checkers.joined(separator: ", ")
    if record.verdict == .validated, !checkers.isEmpty {
      return sentence("Checked by ", checkers, into: &output)
    }
    output.put(meaning)
    if !record.tools.isEmpty { sentence(" With ", record.tools.joined(separator: ", "), into: &output) }
    if hadNetwork { output.put(" It could connect to other machines.") }
    if !checkers.isEmpty { sentence(" Also checked by ", checkers, into: &output) }
  }

  private func sentence(_ start: StaticString, _ names: String, into output: inout [UInt8]) {
    output.put(start)
    output.put(text: names)
    output.put(".")
  }

  private static func words(
    _ verdict: Verdict
  ) -> (kind: StaticString, word: StaticString, meaning: StaticString) {
    switch verdict {
    case .ran: ("ran", "Ran", "This example was run, and its output matches the page.")
    case .compiled: ("compiled", "Compiled", "This example was compiled.")
    case .validated: ("validated", "Validated", "This was validated against the API's contract.")
    case .parsed: ("parsed", "Parsed", "The syntax was checked.")
    case .failedAsStated: ("ran", "Fails as stated", "This example fails with the expected error.")
    case .skipped: ("skipped", "Skipped", "This example was not run.")
    case .failed: ("failed", "Failed", "This example does not do what the page shows.")
    case .text: ("", "", "")
    }
  }
}
