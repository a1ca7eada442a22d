import Diagnostics
import Languages
import Ledger
import Pages
import Processes
import Synchronization

/// A session that was set up: its folder, its services, and the processes that stay alive.
struct OpenSession: Sendable {
  var running: RunningServices
  var reach: ServiceReach
  var folder: SessionFolder
  /// Starts programs in the sandbox of the session.
  var starter: ProcessStarter
  var verdicts: RunVerdict
  /// What its blocks have captured.
  let values = CapturedValues()
  /// `nil` where the blocks of a language run together, in one process from its start to its end.
  var live: LivePrograms?

  /// Whether no further block is run.
  var isOver: Bool { live?.isOver ?? false }

  /// Runs the blocks of a program, in the living process of its language if there is one.
  func runs(of program: Program, _ runner: LanguageRunner) async throws -> [Int: BlockRun] {
    var folder = folder.runFolder(starter)
    folder.environment.merge(values.all.mapValues(\.text)) { $1 }
    guard let live, let liveRunner = runner.live, case .page = program.source,
      let block = program.blocks.first
    else { return try await runner.run(program, folder) }
    var program = program
    program.variables = values.newValues(for: runner.id).mapValues(\.text)
    let process = try live.program(runner.id) { try LiveProgram(liveRunner, program, in: folder) }
    return [block.id: try await process.run(program)]
  }

  /// In one terminal nothing goes on after an example has failed.
  func endAfterFailure(of unit: Session.Unit, _ result: SessionResult) {
    let hasFailed =
      switch unit {
      case .program(let program):
        program.examples.contains { result.examples[$0.id.block]?.verdict == .failed }
      case .exchange(let exchange): result.uncaptured[exchange.request.block] != nil
      case .payload: false
      }
    if hasFailed { live?.finish() }
  }

  /// Ends all that the session has started, and removes its folder.
  func close() async {
    await live?.stop()
    reach.end()
    folder.remove()
    await running.stop()
  }
}

/// The living processes of a session, one for each language.
final class LivePrograms: Sendable {
  private let state = Mutex<(programs: [String: LiveProgram], isOver: Bool)>(([:], false))

  var isOver: Bool { state.withLock(\.isOver) }

  func finish() { state.withLock { $0.isOver = true } }

  func program(_ name: String, start: () throws -> LiveProgram) throws -> LiveProgram {
    if let known = state.withLock({ $0.programs[name] }) { return known }
    let program = try start()
    state.withLock { $0.programs[name] = program }
    return program
  }

  func stop() async {
    for program in state.withLock({ Array($0.programs.values) }) { await program.stop() }
  }
}
