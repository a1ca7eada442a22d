import Diagnostics
import Ledger
import Pages

/// Proofs of a walkthrough's steps: the check fails until the step is done, says why, and then passes.
extension Comparison {
  mutating func compare(_ proof: StepProof, of session: Session, _ result: SessionResult) -> Bool {
    general += result.problems
    if !result.problems.isEmpty { return false }
    guard let check = result.examples[proof.check.block] else { return false }
    let page = pages[session.page]
    if let failed = session.examples.first(where: { example in
      example.id != proof.check && result.examples[example.id.block]?.verdict == .failed
    }) {
      report(failed, proof, result, on: page)
      return false
    }
    if case .wrong(_, let block) = proof.attempt { set(block, result.examples[block.block] ?? check) }
    guard let finding = finding(proof, check, on: page) else { return true }
    set(proof.check, .failed(finding, output: check.output))
    return false
  }

  /// A block before the check has failed. Where it does so in the walkthrough itself, it has its finding.
  private mutating func report(
    _ example: Example, _ proof: StepProof, _ result: SessionResult, on page: Page
  ) {
    guard outcomes[example.id]?.verdict != .failed, let outcome = result.examples[example.id.block] else {
      return
    }
    if case .wrong(_, example.id) = proof.attempt {
      set(example.id, outcome)
      return
    }
    set(
      proof.check,
      .failed(
        Diagnostic(
          .weakCheck,
          "The step \"\(proof.step)\" cannot be started after the steps before it: "
            + (outcome.reason ?? "a block of them fails"),
          at: page.span(ofFenceOf: example.block),
          fix: "let no step depend on what a check of an earlier one does")))
  }

  private func finding(_ proof: StepProof, _ check: BlockOutcome, on page: Page) -> Diagnostic? {
    let block = page.blocks[proof.check.block]
    let place = page.span(ofAttribute: "check", of: block)
    switch check.verdict {
    case .failedAsStated where proof.mustFail:
      if check.output?.contains(where: { !$0.isWhitespace }) ?? false { return nil }
      return Diagnostic(
        .silentCheck,
        "The check of the step \"\(proof.step)\" does not say what is wrong "
          + proof.attempt.circumstances("when"), at: place,
        fix: "print what is missing and what to do about it before it ends with an error")
    case .ran where !proof.mustFail: return nil
    case .ran: return weak(proof, at: place, on: page)
    default:
      return check.diagnostics.first
        ?? Diagnostic(.weakCheck, "The check of the step \"\(proof.step)\" could not be run", at: place)
    }
  }

  private func weak(_ proof: StepProof, at place: SourceSpan, on page: Page) -> Diagnostic {
    var finding = Diagnostic(
      .weakCheck,
      "The check of the step \"\(proof.step)\" passes \(proof.attempt.circumstances("although"))", at: place,
      fix: proof.attempt.remedy)
    if case .wrong(_, let block) = proof.attempt {
      finding.notes.append(
        .init("the mistake", span: page.span(ofAttribute: "wrong", of: page.blocks[block.block])))
    }
    return finding
  }
}

extension StepProof.Attempt {
  /// What was tried, in the middle of a sentence.
  ///
  /// - Parameter conjunction: "when" or "although".
  fileprivate func circumstances(_ conjunction: String) -> String {
    switch self {
    case .undone, .done: "\(conjunction) the step is not done"
    case .half(let done, let all): "after \(done) of the \(all) blocks of the step"
    case .wrong(let mistake, _): "\(conjunction) the step is done wrong: \(mistake)"
    }
  }

  fileprivate var remedy: String {
    switch self {
    case .undone, .done: "let it fail until it finds what the step makes"
    case .half: "let it look for what the last block makes; blocks that only look go below the check"
    case .wrong: "compare the value, too"
    }
  }
}
