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
    /// It is done as the page shows.
    case done
  }

  /// The heading of the step.
  public var step: String
  public var attempt: Attempt
  /// The block that checks the step.
  public var check: BlockID
  /// The position of the check among the units of the session.
  public var unit: Int

  /// Whether the check must fail.
  var mustFail: Bool { attempt != .done }
}

/// The sessions of a walkthrough, for each track:
///
/// - the page from its first step to its last;
/// - the page, with each check also run before its step and after each block of it, where it must fail;
/// - the steps without their checks, so that no step depends on one;
/// - for each mistake the steps before it, the mistake, and the check.
///
/// A check that fails is part of what a reader does, so one session can try all steps: the work grows with the steps, not
/// with their square.
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
    let shown = walkthrough.steps.flatMap { Self.shown($0, checked: true) }
    return [session(track, units: units(shown, on: track))] + trials(on: track) + mistakes(on: track)
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

  /// The check of a step on a track, if it is run there.
  private func check(of step: WalkthroughStep, on track: String?) -> (id: BlockID, unit: Session.Unit)? {
    guard let check = step.check, check.attributes.isOn(track: track), let unit = units[check.index]?.unit
    else { return nil }
    return (BlockID(page: page, block: check.index), unit)
  }

  /// All steps with their checks also run too early, and all steps without their checks; no session for a track without a
  /// check.
  private func trials(on track: String?) -> [Session] {
    var tried = session(track, "checks before, within and after their steps")
    var unchecked = session(track, "steps without their checks")
    var last: (step: WalkthroughStep, id: BlockID, unit: Session.Unit, after: Int)?
    for step in walkthrough.steps {
      let actions = units(step.actions, on: track)
      let check = check(of: step, on: track)
      if let check {
        tried.attempt(.undone, step, check)
        for (done, action) in actions.enumerated() {
          if done > 0 { tried.attempt(.half(done: done, of: actions.count), step, check) }
          tried.units.append(action)
        }
        tried.attempt(.done, step, check)
        last = (step, check.id, check.unit, unchecked.units.count + actions.count)
      } else {
        tried.units += actions
      }
      tried.units += units(step.looks, on: track)
      unchecked.units += actions + units(step.looks, on: track)
    }
    guard let last else { return [] }
    // What is below the last check is not needed for it.
    unchecked.units.removeSubrange(last.after...)
    unchecked.attempt(.done, last.step, (last.id, last.unit))
    return [tried, unchecked]
  }

  private func mistakes(on track: String?) -> [Session] {
    var sessions: [Session] = []
    var before: [Session.Unit] = []
    for step in walkthrough.steps {
      if let check = check(of: step, on: track) {
        for block in step.mistakes {
          guard let unit = units([block], on: track).first else { continue }
          let mistake = block.attributes.wrong ?? ""
          var session = session(track, "\(step.heading.text): wrong, \(mistake), \(block.index)")
          session.units = before + [unit]
          session.attempt(.wrong(mistake, BlockID(page: page, block: block.index)), step, check)
          sessions.append(session)
        }
      }
      before += units(Self.shown(step, checked: false), on: track)
    }
    return sessions
  }

  /// - Parameter purpose: what it proves; `nil` for the page itself.
  private func session(_ track: String?, _ purpose: String? = nil, units: [Session.Unit] = []) -> Session {
    let name = Self.sessionName(on: track)
    var session = builder.session(named: purpose.map { "\(name), \($0)" } ?? name)
    session.units = units
    session.isLive = true
    return session
  }
}

extension Session {
  /// Adds the check of a step.
  fileprivate mutating func attempt(
    _ attempt: StepProof.Attempt, _ step: WalkthroughStep, _ check: (id: BlockID, unit: Unit)
  ) {
    proofs.append(StepProof(step: step.heading.text, attempt: attempt, check: check.id, unit: units.count))
    units.append(check.unit)
  }
}
