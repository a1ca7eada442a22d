import Ledger
import Project
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

  func write(_ words: ThemeWords, into output: inout [UInt8]) { panel(words)?.write(words, into: &output) }

  private func panel(_ words: ThemeWords) -> ProofPanel? {
    switch status {
    // Where proof is asked for, a block without a mark says why.
    case .verdict(let record) where record.verdict == .text:
      record.reason.flatMap {
        isProofAsked
          ? ProofPanel("unchecked", words[.notChecked], [words.text(.notCheckedText, ["reason": $0])]) : nil
      }
    case .verdict(let record): panel(record, words)
    case .changed:
      open("stale", words[.changed], words[.changedText])
    case .unverified where isOutput || !isProofAsked: nil
    case .unverified: open("unchecked", words[.notVerified], words[.notVerifiedText])
    }
  }

  private func open(_ kind: String, _ label: String, _ sentence: String) -> ProofPanel {
    var panel = ProofPanel(kind, label, [sentence])
    panel.rows = [.init(.toVerify, evidence.command, isCode: true)]
    return panel
  }

  private func panel(_ record: Ledger.Record, _ words: ThemeWords) -> ProofPanel {
    let (kind, verdict, meaning) = Self.words(record.verdict)
    let checkers = record.checkers.joined(separator: ", ")
    let isChecked = record.verdict == .validated && !checkers.isEmpty
    let hadNetwork = opensNetwork && (record.verdict == .ran || record.verdict == .failedAsStated)
    let label =
      hadNetwork
      ? words.text(.withNetwork, ["verdict": words[verdict]])
      : isChecked ? words.text(.validatedBy, ["checkers": checkers]) : words[verdict]
    var panel = ProofPanel(kind, label, [words[isChecked ? .validatedByText : meaning]])
    if hadNetwork { panel.sentences.append(words[.withNetworkText]) }
    panel.rows.append(.init(.toRepeat, evidence.command, isCode: true))
    if !record.tools.isEmpty { panel.rows.append(.init(.runWith, record.tools.joined(separator: ", "))) }
    if !checkers.isEmpty { panel.rows.append(.init(.checkedBy, checkers)) }
    if let code = evidence.exitCode { panel.rows.append(.init(.exitCode, String(code))) }
    if let answer = evidence.answer { panel.rows.append(.init(.answer, answer, isCode: true)) }
    return panel
  }

  private static func words(_ verdict: Verdict) -> (kind: String, label: ThemeWord, meaning: ThemeWord) {
    switch verdict {
    case .ran: ("ran", .ran, .ranText)
    case .compiled: ("compiled", .compiled, .compiledText)
    case .validated: ("validated", .validated, .validatedText)
    case .parsed: ("parsed", .parsed, .parsedText)
    case .failedAsStated: ("ran", .failsAsStated, .failsAsStatedText)
    case .skipped: ("skipped", .skipped, .skippedText)
    case .failed: ("failed", .failed, .failedText)
    case .text: ("unchecked", .notChecked, .notChecked)
    }
  }
}
