import Diagnostics
import Ledger
import Pages

/// Proofs of a walkthrough's steps: the check fails until the step is done, says why, and then passes.
extension Comparison {
  mutating func compareProofs(of session: Session, _ result: SessionResult) -> Bool {
    general += result.problems
    if !result.problems.isEmpty { return false }
    let page = pages[session.page]
    let checks = Set(session.proofs.map(\.check))
    let failed = session.examples.first { example in
      !checks.contains(example.id) && result.examples[example.id.block]?.verdict == .failed
    }
    var isClean = failed == nil
    var found: Set<BlockID> = []
    for (number, proof) in session.proofs.enumerated() {
      guard let check = result.attempts[number] else {
        isClean = false
        continue
      }
      if case .wrong(_, let block) = proof.attempt { set(block, result.examples[block.block] ?? check) }
      guard let finding = finding(proof, check, in: session) else { continue }
      isClean = false
      // What a check does next, after it passed too early, is of no use to anybody.
      guard found.insert(proof.check).inserted else { continue }
      set(proof.check, .failed(finding, output: check.output))
    }
    // Blocks also fail as a consequence of a check that does not end, or that has done something it should not.
    if let failed, found.isEmpty { report(failed, session, result, on: page) }
    return isClean
  }

  /// A block that is not a check has failed. Where it does so in the walkthrough itself, it has its finding.
  private mutating func report(
    _ example: Example, _ session: Session, _ result: SessionResult, on page: Page
  ) {
    guard outcomes[example.id]?.verdict != .failed, let outcome = result.examples[example.id.block] else {
      return
    }
    if example.block.attributes.wrong != nil {
      set(example.id, outcome)
      return
    }
    let step = page.headings.last { $0.level == 2 && $0.node < example.block.node }?.text ?? ""
    let triesEarly = session.triesChecksEarly
    set(
      example.id,
      .failed(
        Diagnostic(
          .weakCheck,
          "The step \"\(step)\" cannot be done "
            + (triesEarly ? "after its check has failed" : "without the checks of the steps before it"),
          at: page.span(ofFenceOf: example.block),
          fix: triesEarly ? "let no check change anything" : "let no step depend on what a check does",
          details: outcome.reason)))
  }

  private func finding(_ proof: StepProof, _ check: BlockOutcome, in session: Session) -> Diagnostic? {
    let page = pages[session.page]
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
    case .failed where !proof.mustFail: return unstable(proof, check, in: session, at: place)
    case .ran: return weak(proof, at: place, on: page)
    default:
      return check.diagnostics.first
        ?? Diagnostic(.weakCheck, "The check of the step \"\(proof.step)\" could not be run", at: place)
    }
  }

  /// A check that passes in the walkthrough itself, and does not in another session of it.
  private func unstable(
    _ proof: StepProof, _ check: BlockOutcome, in session: Session, at place: SourceSpan
  ) -> Diagnostic {
    let triesEarly = session.triesChecksEarly
    return Diagnostic(
      .weakCheck,
      "The check of the step \"\(proof.step)\" fails although the step is done, "
        + (triesEarly ? "after it has failed before" : "without the checks of the steps before it"),
      at: place,
      fix: triesEarly ? "let no check change anything" : "let no check depend on what an earlier one does",
      details: check.reason)
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

extension Session {
  /// Whether checks are also run where they must fail because their step is not done yet.
  fileprivate var triesChecksEarly: Bool { proofs.contains { $0.attempt == .undone } }
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
