import Diagnostics
import Foundation
import HTTP
import HTTPServing
import Languages
import Ledger
import Pages
import Processes
import Project

/// Executes one session: fresh folder, clean environment, services of its own.
struct SessionRunner: Sendable {
  var project: Project
  /// Absolute path of the project, ending with `/`.
  var root: String
  var scratch: String
  var languages: Languages
  var services: SessionServices
  var starter: ProcessStarter
  var confinement: Confinement
  var inputs: CacheInputs
  var compiled: CompileResult
  var parsed: [BlockID: BlockOutcome]

  func run(_ session: Session, index: Int, on page: Page, pagePath: String) async -> SessionResult {
    var result = SessionResult()
    result.absence = absence(for: session)
    if result.absence != nil { return result }
    for (position, unit) in session.units.enumerated() {
      guard case .program(let program) = unit else { continue }
      addStatic(program, CompileWork.Place(session: index, unit: position), to: &result)
    }
    guard session.executes else { return result }
    let start = ContinuousClock.now
    do {
      try await execute(session, index: index, on: page, pagePath: pagePath, into: &result)
      result.seconds = (start.duration(to: .now) / .milliseconds(1)).rounded() / 1000
    } catch {
      result.problems.append(
        Diagnostic(
          .environmentBroken, "The session could not be set up: \(error)",
          at: session.blockOrder.first.map { page.span(ofFenceOf: page.blocks[$0]) }))
    }
    return result
  }

  /// What a session needs that is not installed here; `nil` when it can be verified.
  private func absence(for session: Session) -> ToolAbsence? {
    if session.executes, let absence = services.absence(for: session) { return absence }
    let examples = session.programs.flatMap(\.examples).filter { !$0.isParsed }
    return examples.lazy.compactMap { ToolAbsence($0.language, starter) }.first
  }

  /// What is known without running anything: what compilers and parsers found.
  private func addStatic(
    _ program: PlannedProgram, _ place: CompileWork.Place, to result: inout SessionResult
  ) {
    for example in program.examples {
      if let outcome = parsed[example.id] ?? compiled.negatives[example.id] {
        result.examples[example.id.block] = outcome
      } else if example.isBuilt {
        result.examples[example.id.block] = built(example, program, failed: compiled.failed.contains(place))
      }
    }
  }

  private func built(_ example: Example, _ program: PlannedProgram, failed: Bool) -> BlockOutcome {
    var findings = compiled.byBlock[example.id] ?? []
    if case .file(let path, _, _) = program.source { findings += compiled.byFile[root + path] ?? [] }
    if findings.hasErrors {
      let reason = findings.first { $0.severity == .error }?.message
      return BlockOutcome(.failed, reason: reason, diagnostics: findings)
    }
    if failed {
      return BlockOutcome(
        .failed, reason: BlockOutcome.otherBlockDoesNotCompile, diagnostics: findings)
    }
    return BlockOutcome(.compiled, diagnostics: findings)
  }

  private func execute(
    _ session: Session, index: Int, on page: Page, pagePath: String, into result: inout SessionResult
  ) async throws {
    let opened = try await open(session, index: index, on: page, pagePath: pagePath)
    for (position, unit) in session.units.enumerated() {
      if opened.isOver { break }
      await run(unit, at: CompileWork.Place(session: index, unit: position), in: opened, into: &result)
      if let number = session.proofs.firstIndex(where: { $0.unit == position }) {
        note(session.proofs[number], number, &result)
      }
      if session.isLive { opened.endAfterFailure(of: unit, result) }
    }
    if session.isLive { notReached(session, opened, &result) }
    let findings = await opened.running.findings()
    result.violations = findings.violations
    result.coverage = findings.shown
    await opened.close()
  }

  /// A fresh folder, the services in their first state, and the sandbox around both.
  func open(_ session: Session, index: Int, on page: Page, pagePath: String) async throws -> OpenSession {
    let running = try await services.start(for: session, on: page.path)
    do {
      let reach = try ServiceReach(running, opensNetwork: session.opensNetwork, confinement)
      do {
        let folder = try SessionFolder(
          in: scratch, project: project, linked: inputs.readsLinked(session) ? project.linked : [],
          languages: languages, service: reach.environment)
        let confined = confinement.session(
          starter, folder: folder, files: inputs.projectFiles(of: session),
          executables: session.units.indices.compactMap {
            compiled.executables[CompileWork.Place(session: index, unit: $0)]?.path
          }, network: reach.network)
        let verdicts = RunVerdict(page: page, pagePath: pagePath, projectRoot: String(root.dropLast()))
        return OpenSession(
          running: running, reach: reach, folder: folder, starter: confined, verdicts: verdicts,
          live: session.isLive ? LivePrograms() : nil)
      } catch {
        reach.end()
        throw error
      }
    } catch {
      await running.stop()
      throw error
    }
  }

  /// Runs one unit of a session.
  func run(
    _ unit: Session.Unit, at place: CompileWork.Place, in opened: OpenSession,
    into result: inout SessionResult
  ) async {
    switch unit {
    case .program(let planned):
      do {
        let example = planned.examples.last(where: { $0.block.attributes.exchange != nil })
        // Discards replies to earlier requests of the session: this example has not sent one yet.
        if example != nil { _ = await opened.running.main?.takeReply() }
        try await run(planned, place, opened, into: &result)
        for example in planned.examples { capture(example, opened, &result) }
        if let service = opened.running.main, let example {
          result.replies[example.id.block] = await service.takeReply().map(Result.success)
        }
      } catch {
        for example in planned.examples where example.level == .run {
          result.examples[example.id.block] = .failed(
            Diagnostic(
              .environmentBroken, "\(error)", at: opened.verdicts.page.span(ofFenceOf: example.block)))
        }
      }
    case .exchange(let exchange):
      guard let service = opened.running.main else { return }
      let reply = await send(exchange, to: service, opened)
      result.replies[exchange.request.block] = reply
      if case .success(let reply) = reply { capture(exchange, reply, opened, &result) }
    case .payload: return
    }
  }

  /// The outcome of a check where it stands; it is run again further on.
  private func note(_ proof: StepProof, _ number: Int, _ result: inout SessionResult) {
    let block = proof.check.block
    if proof.mustFail { result.examples[block] = result.examples[block]?.ofFailedCheck() }
    result.attempts[number] = result.examples[block]
  }

  /// Blocks after one that has failed.
  private func notReached(_ session: Session, _ opened: OpenSession, _ result: inout SessionResult) {
    for example in session.examples where result.examples[example.id.block] == nil {
      result.examples[example.id.block] = opened.verdicts.verdict(example, BlockRun()).outcome
    }
    for exchange in session.exchanges where result.replies[exchange.request.block] == nil {
      result.replies[exchange.request.block] = .failure(
        HTTPFailure(description: "this request was not sent, because the session ended before it"))
    }
  }

  private func run(
    _ planned: PlannedProgram, _ place: CompileWork.Place, _ opened: OpenSession,
    into result: inout SessionResult
  ) async throws {
    let (folder, verdicts) = (opened.folder, opened.verdicts)
    let examples = planned.examples.filter(\.isRun)
    guard let runner = planned.language.runner, !examples.isEmpty else { return }
    // Blocks that do not compile already have their verdict.
    if runner.compiler != nil, compiled.executables[place] == nil { return }
    let program = program(planned, examples, place, verdicts)
    let runs = try await opened.runs(of: program, runner)
    for example in examples {
      var run = runs[example.id.block] ?? BlockRun()
      run.output = folder.withoutFolder(run.output)
      run.error = folder.withoutFolder(run.error)
      var (outcome, shown) = verdicts.verdict(example, run)
      // Regions of one file fail together; that is reported once.
      if case .file = planned.source, outcome.verdict == .failed,
        example.block.index != examples[0].block.index
      {
        outcome.diagnostics = []
      }
      outcome.diagnostics += result.examples[example.id.block]?.diagnostics ?? []
      result.examples[example.id.block] = outcome
      result.shown[example.id.block] = shown
    }
  }

  private func program(
    _ planned: PlannedProgram, _ examples: [Example], _ place: CompileWork.Place, _ verdicts: RunVerdict
  ) -> Program {
    let page = verdicts.page
    let blocks = examples.map { example in
      ProgramBlock(
        id: example.id.block, language: example.language.id, code: example.block.code,
        firstLine: example.block.origin.firstLine, timeout: .seconds(example.timeout),
        mayFail: example.mayFail)
    }
    switch planned.source {
    case .blocks:
      return Program(
        source: .page(text: page.source.text), path: verdicts.pagePath, printedPath: page.source.path,
        blocks: blocks, executable: compiled.executables[place])
    case .file(let path, _, let arguments):
      return Program(
        source: .file(arguments: arguments), path: root + path, printedPath: examples[0].block.origin.path,
        blocks: blocks, executable: compiled.executables[place])
    }
  }

  private func send(
    _ exchange: PlannedExchange, to service: ExampleService.Running, _ opened: OpenSession
  ) async -> Result<HTTPReply, HTTPFailure> {
    let message = ExchangeMessage(
      exchange, endpoint: service.endpoint, token: service.token,
      values: FilledRequest(variables: service.environment, captured: opened.values.all))
    do throws(HTTPFailure) {
      let client = HTTPClient(port: service.port, timeout: 30)
      return .success(
        try await client.send(
          method: message.method, path: message.path, headers: message.headers, body: message.body))
    } catch {
      return .failure(error)
    }
  }
}
