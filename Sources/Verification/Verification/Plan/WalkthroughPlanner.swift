import Pages

/// What is tried with a step of a walkthrough, to prove its check.
public struct StepProof: Sendable {
  public enum Attempt: Sendable, Hashable {
    /// Only the steps before it are done.
    case undone
    /// Only the first blocks of the step are run.
    case half(done: Int, of: Int)
    /// It is done with a mistake of the author.
    case wrong(String, BlockID)
    /// It is done as the page shows, from the state that the steps before it leave.
    case done
  }

  /// The heading of the step.
  public var step: String
  public var attempt: Attempt
  /// The block that checks the step.
  public var check: BlockID

  /// Whether the check must fail.
  var mustFail: Bool { attempt != .done }
}

/// The sessions of a walkthrough: for each track the page from its first step to its last, and what proves each check.
struct WalkthroughPlanner: Sendable {
  private let walkthrough: Walkthrough
  private let page: Int
  private let builder: SessionBuilder
  /// The parts of its steps that are run, by the position of the block.
  private var units: [Int: (block: Block, unit: Session.Unit)] = [:]

  init(_ walkthrough: Walkthrough, page: Int, sessions builder: SessionBuilder, parts: [PlannedPart]) {
    self.walkthrough = walkthrough
    self.page = page
    self.builder = builder
    let ran = Set(walkthrough.steps.flatMap(\.run).map(\.index))
    for part in parts {
      if let (block, unit) = Self.unit(part), ran.contains(block.index) { units[block.index] = (block, unit) }
    }
  }

  private static func unit(_ part: PlannedPart) -> (Block, Session.Unit)? {
    switch part {
    case .example(let example):
      guard example.isRun, example.language.runner?.live != nil else { return nil }
      return (
        example.block,
        .program(PlannedProgram(language: example.language, source: .blocks, examples: [example]))
      )
    case .exchange(let exchange): return (exchange.requestBlock, .exchange(exchange))
    case .payload: return nil
    }
  }

  /// Whether a part of the page is in these sessions.
  func runs(_ part: PlannedPart) -> Bool { Self.unit(part).map { units[$0.0.index] != nil } ?? false }

  var sessions: [Session] { walkthrough.tracks.flatMap(sessions) }

  /// The name of the session with all steps of a track.
  static func sessionName(on track: String?) -> String { "walkthrough" + (track.map { " " + $0 } ?? "") }

  private func sessions(on track: String?) -> [Session] {
    var sessions = [
      session(track, nil, units(walkthrough.steps.flatMap { Self.shown($0, checked: true) }, on: track))
    ]
    var before: [Session.Unit] = []
    for step in walkthrough.steps {
      sessions += proofs(of: step, after: before, on: track)
      before += units(Self.shown(step, checked: false), on: track)
    }
    return sessions
  }

  /// The blocks of a step that a reader runs, in page order.
  private static func shown(_ step: WalkthroughStep, checked: Bool) -> [Block] {
    step.run.filter { $0.attributes.wrong == nil && (checked || !$0.attributes.isCheck) }
  }

  private func units(_ blocks: [Block], on track: String?) -> [Session.Unit] {
    blocks.compactMap { block in
      block.attributes.isOn(track: track) ? units[block.index]?.unit : nil
    }
  }

  private func proofs(
    of step: WalkthroughStep, after before: [Session.Unit], on track: String?
  ) -> [Session] {
    guard let check = step.check, check.attributes.isOn(track: track), let last = units[check.index]?.unit
    else { return [] }
    let actions = units(step.actions, on: track)
    func session(_ attempt: StepProof.Attempt, _ units: [Session.Unit]) -> Session {
      let proof = StepProof(
        step: step.heading.text, attempt: attempt, check: BlockID(page: page, block: check.index))
      return self.session(track, proof, before + units + [last])
    }
    let halves = actions.indices.dropFirst().map { done in
      session(.half(done: done, of: actions.count), Array(actions[..<done]))
    }
    let mistakes = step.mistakes.flatMap { block in
      units([block], on: track).map { unit in
        session(
          .wrong(block.attributes.wrong ?? "", BlockID(page: page, block: block.index)), [unit])
      }
    }
    return [session(.undone, [])] + halves + mistakes + [session(.done, actions)]
  }

  private func session(_ track: String?, _ proof: StepProof?, _ units: [Session.Unit]) -> Session {
    var name = Self.sessionName(on: track)
    if let proof { name += ", " + proof.label }
    var session = builder.session(named: name)
    session.units = units
    session.isLive = true
    session.proof = proof
    return session
  }
}

extension StepProof {
  /// Names the session: `Start a job: half done, 1 of 2`.
  var label: String {
    switch attempt {
    case .undone: "\(step): undone"
    case .half(let done, let all): "\(step): half done, \(done) of \(all)"
    case .wrong(let mistake, let block): "\(step): wrong, \(mistake), \(block.block)"
    case .done: "\(step): done"
    }
  }
}
