import Ledger
import Site

/// The mark of a block in its caption: its verdict, or that it has changed since. It opens what is known of the verdict. A
/// block that was never verified has a mark where the settings ask for proof.
struct VerdictMark {
  let status: BlockStatus
  /// Whether the block is an output, which its example proves.
  let isOutput: Bool
  /// Whether the settings ask for proof.
  let isProofAsked: Bool
  /// Whether the examples of the page may connect to other machines.
  let opensNetwork: Bool
  let evidence: Evidence

  /// What is published of a run besides its verdict, programs and checkers.
  struct Evidence {
    /// The command that repeats it.
    var command: String
    /// The exit code of the block's program.
    var exitCode: Int?
    /// The actual answer, where the page shows another text.
    var answer: String?
  }

  func write(into output: inout [UInt8]) { panel?.write(into: &output) }

  private var panel: ProofPanel? {
    switch status {
    // Where proof is asked for, a block without a mark says why.
    case .verdict(let record) where record.verdict == .text:
      record.reason.flatMap {
        isProofAsked ? ProofPanel("unchecked", "Not checked", ["Not checked: \($0)."]) : nil
      }
    case .verdict(let record): panel(record)
    case .changed:
      open(
        "stale", "Not verified since it changed",
        "This example, or something that it depends on, has changed since it was verified.")
    case .unverified where isOutput || !isProofAsked: nil
    case .unverified: open("unchecked", "Not verified", "This example has not been verified.")
    }
  }

  private func open(_ kind: String, _ label: String, _ sentence: String) -> ProofPanel {
    var panel = ProofPanel(kind, label, [sentence])
    panel.rows = [.init("To verify", evidence.command, isCode: true)]
    return panel
  }

  private func panel(_ record: Ledger.Record) -> ProofPanel {
    let words = Self.words(record.verdict)
    let checkers = record.checkers.joined(separator: ", ")
    let isChecked = record.verdict == .validated && !checkers.isEmpty
    let hadNetwork = opensNetwork && (record.verdict == .ran || record.verdict == .failedAsStated)
    let label = words.label + (hadNetwork ? " with network access" : isChecked ? " by \(checkers)" : "")
    var panel = ProofPanel(
      words.kind, label, [isChecked ? "Programs for its language accept it." : words.meaning])
    if hadNetwork { panel.sentences.append("It could connect to other machines.") }
    panel.rows.append(.init("To repeat", evidence.command, isCode: true))
    if !record.tools.isEmpty { panel.rows.append(.init("Run with", record.tools.joined(separator: ", "))) }
    if !checkers.isEmpty { panel.rows.append(.init("Checked by", checkers)) }
    if let code = evidence.exitCode { panel.rows.append(.init("Exit code", String(code))) }
    if let answer = evidence.answer { panel.rows.append(.init("Answer", answer, isCode: true)) }
    return panel
  }

  private static func words(_ verdict: Verdict) -> (kind: String, label: String, meaning: String) {
    switch verdict {
    case .ran:
      ("ran", "Ran", "This example was run. Where the page shows its output, that is what it printed.")
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
