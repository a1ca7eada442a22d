import Diagnostics
import HTTP
import Languages
import Ledger
import Pages
import Processes
import Project

/// A reader's session in a walkthrough: its folder, its services and its processes stay alive between blocks.
///
///     let walk = try await Verifier(site: site).walk(walkthrough, track: "Python")
///     let outcome = try await walk.run(.init(step: 0, block: 3))
///     await walk.end()
///
/// A state is restored by doing again, in a fresh session, what led to it. So a reader goes back, or on after the program
/// was killed, to the very state that they left.
public actor Walk {
  /// Something that was run.
  public struct Entry: Sendable, Hashable, Codable {
    /// The position of the step in the walkthrough.
    public var step: Int
    /// The position of the block on the page; `nil` for a line that the reader typed into the shell.
    public var block: Int?
    /// What was run in place of the block's code.
    public var code: String?

    public init(step: Int, block: Int?, code: String? = nil) {
      self.step = step
      self.block = block
      self.code = code
    }
  }

  /// What a block printed, and what is wrong with it.
  public struct Outcome: Sendable, Hashable {
    public var output: String
    /// `nil` for a block that ended as it should.
    public var problem: String?
    /// The difference from the page, or what was printed to standard error.
    public var details: String?
    /// What it has captured, as `NAME=value`.
    public var captured: [String] = []
    /// Whether the block itself failed, so that nothing goes on after it.
    public var isFailure = false

    public var isGood: Bool { problem == nil }
  }

  public let walkthrough: Walkthrough
  public let track: String?
  private let session: Session
  private let runner: SessionRunner
  private let comparison: ExchangeComparison
  private let pagePath: String
  private let scratch: TemporaryFolder
  private let shell: Language?
  private var opened: OpenSession?

  init(
    _ walkthrough: Walkthrough, track: String?, session: Session, runner: SessionRunner,
    comparison: ExchangeComparison, pagePath: String, scratch: TemporaryFolder, shell: Language?
  ) {
    self.walkthrough = walkthrough
    self.track = track
    self.session = session
    self.runner = runner
    self.comparison = comparison
    self.pagePath = pagePath
    self.scratch = scratch
    self.shell = shell
  }

  private var page: Page { walkthrough.page }

  /// Begins anew and does again what is listed.
  ///
  /// - Returns: the first entry that failed this time, with its outcome; those after it are not done.
  public func restore(_ entries: [Entry]) async throws -> (entry: Entry, outcome: Outcome)? {
    await close()
    for entry in entries {
      let outcome = try await run(entry)
      if outcome.isFailure, !isCheck(entry) { return (entry, outcome) }
    }
    return nil
  }

  /// Runs one block, or one line in the shell, in the state of the session.
  public func run(_ entry: Entry) async throws -> Outcome {
    guard let unit = unit(entry) else {
      return Outcome(output: "", problem: "nothing of this track runs this block", isFailure: true)
    }
    let opened = try await open()
    var result = SessionResult()
    await runner.run(unit, at: CompileWork.Place(session: 0, unit: 0), in: opened, into: &result)
    var outcome = outcome(of: unit, result, isEdited: entry.code != nil)
    if let block = entry.block {
      outcome.captured = (result.captured[block] ?? []).map { $0.name + "=" + $0.text }
      if outcome.isGood, let problem = result.uncaptured[block] {
        (outcome.problem, outcome.details) = (problem.message, problem.details)
      }
    }
    return outcome
  }

  /// The check of a step; `nil` for a step without one on this track.
  public nonisolated func check(of step: Int) -> Entry? {
    guard let check = walkthrough.steps[step].check, check.attributes.isOn(track: track) else { return nil }
    return Entry(step: step, block: check.index)
  }

  /// A check may fail as often as the reader tries.
  private func isCheck(_ entry: Entry) -> Bool { entry.block == walkthrough.steps[entry.step].check?.index }

  /// All that does a step as the page shows it, with its check, in page order.
  public func entries(of step: Int) -> [Entry] {
    let known = Set(session.blockOrder)
    return walkthrough.steps[step].run.filter { $0.attributes.wrong == nil && known.contains($0.index) }
      .map { Entry(step: step, block: $0.index) }
  }

  /// The blocks that a reader of this track runs in a step, in page order, without its check.
  public func blocks(of step: Int) -> [Block] {
    let known = Set(session.blockOrder)
    let step = walkthrough.steps[step]
    return (step.actions + step.looks).filter { known.contains($0.index) }
  }

  /// Ends all that was started.
  public func end() async {
    await close()
    await runner.services.end()
    scratch.remove()
  }

  private func open() async throws -> OpenSession {
    if let opened { return opened }
    let opened = try await runner.open(session, index: 0, on: page, pagePath: pagePath)
    self.opened = opened
    return opened
  }

  private func close() async {
    await opened?.close()
    opened = nil
  }

  private func unit(_ entry: Entry) -> Session.Unit? {
    guard let block = entry.block else { return entry.code.flatMap(line) }
    let unit = session.units.first { unit in
      switch unit {
      case .program(let program): program.examples.contains { $0.id.block == block }
      case .exchange(let exchange): exchange.request.block == block
      case .payload: false
      }
    }
    guard let code = entry.code else { return unit }
    switch unit {
    case .program(var program):
      for index in program.examples.indices {
        program.examples[index].block = program.examples[index].block.with(code: code)
      }
      return .program(program)
    case .exchange(var exchange):
      exchange.requestBlock = exchange.requestBlock.with(code: code)
      return .exchange(exchange)
    case .payload, nil: return nil
    }
  }

  /// A line of the reader; one that fails ends nothing.
  private func line(_ text: String) -> Session.Unit? {
    guard let shell, let first = page.blocks.first else { return nil }
    let code = "eval '" + text.replacing("'", with: "'\\''") + "' 2>&1 || true\n"
    let example = Example(
      id: BlockID(page: session.page, block: -1),
      block: first.with(code: code, attributes: .init(level: .run)),
      language: shell, level: .run)
    return .program(PlannedProgram(language: shell, source: .blocks, examples: [example]))
  }

  private func outcome(of unit: Session.Unit, _ result: SessionResult, isEdited: Bool) -> Outcome {
    switch unit {
    case .program(let program):
      guard let example = program.examples.first, let outcome = result.examples[example.id.block] else {
        return Outcome(output: "", problem: "the block did not run", isFailure: true)
      }
      let shown = result.shown[example.id.block] ?? outcome.output ?? ""
      if outcome.verdict == .failed {
        return Outcome(
          output: outcome.output ?? "", problem: outcome.diagnostics.first?.message ?? outcome.reason,
          details: outcome.diagnostics.first?.details, isFailure: true)
      }
      return compared(example, shown)
    case .exchange(let exchange):
      let reply =
        result.replies[exchange.request.block]
        ?? .failure(HTTPFailure(description: "the walkthrough has no service to send the request to"))
      let compared = comparison.compare(exchange, reply)
      let failed = [exchange.request, exchange.response].compactMap { compared[$0] }.first {
        $0.verdict == .failed
      }
      var body = ""
      if case .success(let reply) = reply { body = reply.body + "\n" }
      return Outcome(
        output: body, problem: failed?.diagnostics.first?.message ?? failed?.reason,
        details: failed?.diagnostics.first?.details)
    case .payload: return Outcome(output: "")
    }
  }

  /// What a block printed, compared with what the page says that it prints.
  private func compared(_ example: Example, _ shown: String) -> Outcome {
    let expected = example.output ?? (example.language.holdsOutput ? example.block : nil)
    guard let expected, example.id.block >= 0 else { return Outcome(output: shown) }
    let compared = OutputComparison(page: page).compare(expected, with: shown)
    guard compared.verdict == .failed else { return Outcome(output: shown) }
    return Outcome(
      output: shown, problem: "The output differs from the page",
      details: compared.diagnostics.first?.details)
  }
}

extension Verifier {
  /// Opens a walkthrough for a reader. Nothing is started before the first block.
  ///
  /// - Parameter track: one of its tracks.
  public func walk(_ walkthrough: Walkthrough, track: String?) async throws -> Walk {
    let (plan, inputs) = await walkInputs(walkthrough)
    let name = WalkthroughPlanner.sessionName(on: track)
    guard
      let session = plan.sessions.first(where: { $0.isLive && $0.proofs.isEmpty && $0.name == name })
    else {
      throw WalkError.noTrack(track ?? "")
    }
    let scratch = try TemporaryFolder()
    let (confinement, services) = walkSandbox()
    let runner = SessionRunner(
      project: site.project, root: root, scratch: scratch.path, languages: site.languages,
      services: services, starter: effects.starter, confinement: confinement, inputs: inputs,
      compiled: CompileResult(), parsed: [:])
    return Walk(
      walkthrough, track: track, session: session, runner: runner,
      comparison: ExchangeComparison(page: walkthrough.page, contract: site.contract),
      pagePath: root + site.project.path(ofPage: walkthrough.page.path), scratch: scratch,
      shell: site.languages["sh"])
  }
}

/// Why a walk cannot begin.
public enum WalkError: Error, CustomStringConvertible {
  case noTrack(String)

  public var description: String {
    switch self {
    case .noTrack(let track): "the walkthrough has no track `\(track)`"
    }
  }
}
