import Diagnostics
import Foundation
import MockHTTP
import Pages
import Processes
import Project

/// Executes one session: fresh folder, clean environment, a service of its own.
struct SessionRunner: Sendable {
  var project: Project
  /// Absolute path of the project, ending with `/`.
  var root: String
  var scratch: String
  var service: ExampleService?
  var python: String?
  var shell: String?
  var swift: SwiftVerdicts
  var work: SwiftWork

  func run(_ session: Session, index: Int, on page: Page, pagePath: String) async -> SessionResult {
    var result = SessionResult()
    let judge = Judge(page: page, pagePath: pagePath, projectRoot: String(root.dropLast()))
    settle(session, index: index, into: &result)
    guard session.executes else { return result }
    do {
      let running = session.usesService ? try await service?.start() : nil
      let sandbox = try Sandbox(in: scratch, project: project, service: running?.environment ?? [:])
      for (unit, content) in session.units.enumerated() {
        switch content {
        case .program(let program):
          let place = SwiftWork.Place(session: index, unit: unit)
          do {
            try await run(program, place, sandbox, judge, into: &result)
            if let running,
              let example = program.examples.last(where: { $0.block.attributes.exchange != nil })
            {
              result.replies[example.id.block] = await running.lastReply().map(Result.success)
            }
          } catch {
            fail(program, judge, "\(error)", into: &result)
          }
        case .exchange(let exchange):
          guard let running else { continue }
          result.replies[exchange.request.block] = await send(exchange, to: running, page)
        case .payload: continue
        }
      }
      if let running {
        result.violations = await running.violations()
        result.coverage = await running.shown()
        await running.stop()
      }
      sandbox.remove()
    } catch {
      result.trouble.append(
        Diagnostic(
          .environmentBroken, "the session could not be set up: \(error)",
          at: session.blockOrder.first.flatMap { index in page.blocks.first { $0.index == index } }
            .map { page.span(ofFenceOf: $0) }))
    }
    return result
  }

  /// What is known without running anything: what the compiler and the parsers said.
  private func settle(_ session: Session, index: Int, into result: inout SessionResult) {
    for (position, unit) in session.units.enumerated() {
      guard case .program(let program) = unit else { continue }
      let place = SwiftWork.Place(session: index, unit: position)
      let failed = [work.runs[place], work.compiles[place]].contains { unit in
        unit.map { swift.failedUnits.contains($0.name) } ?? false
      }
      for example in program.examples {
        if let settled = swift.settled[example.id] {
          result.examples[example.id.block] = settled
        } else if program.language == .swift {
          result.examples[example.id.block] = compiled(example, program, failed: failed)
        }
      }
    }
  }

  private func compiled(_ example: Example, _ program: Program, failed: Bool) -> BlockOutcome {
    var findings = swift.byBlock[example.id] ?? []
    if case .file(let path, _, _) = program.source { findings += swift.byFile[root + path] ?? [] }
    if findings.hasErrors {
      let reason = findings.first { $0.severity == .error }?.message
      return BlockOutcome(.failed, reason: reason, diagnostics: findings)
    }
    if failed {
      return BlockOutcome(
        .failed, reason: "another block of its session does not compile", diagnostics: findings)
    }
    return BlockOutcome(.compiled, diagnostics: findings)
  }

  private func run(
    _ program: Program, _ place: SwiftWork.Place, _ sandbox: Sandbox, _ judge: Judge,
    into result: inout SessionResult
  ) async throws {
    let examples = program.examples.filter { $0.level == .run && !$0.mustNotCompile }
    guard !examples.isEmpty else { return }
    let timeouts = Dictionary(
      uniqueKeysWithValues: examples.map { ($0.id.block, Duration.seconds($0.timeout)) })
    // Regions of one file are one program, which has the longest of their times.
    let longest = timeouts.values.max() ?? .seconds(30)
    var runs: [Int: BlockRun]
    switch (program.language, program.source) {
    case (.swift, let source):
      // What did not compile has its verdict already.
      guard let unit = work.runs[place], let executable = swift.executables[unit.name],
        !swift.failedUnits.contains(unit.name)
      else { return }
      var arguments: [String] = []
      if case .file(_, _, let given) = source { arguments = given }
      let swiftRun = SwiftRun(executable: executable, unit: unit, arguments: arguments)
      if case .file = source {
        runs = try await swiftRun.run(in: sandbox, timeouts: [0: longest])
      } else {
        runs = try await swiftRun.run(in: sandbox, timeouts: timeouts)
      }
      if case .file = source { for example in examples { runs[example.id.block] = runs[0] } }
    case (let language, .file(let path, _, let arguments)):
      let run = FileRun(
        interpreter: try interpreter(language), language: language, path: root + path,
        printedPath: examples[0].block.origin.path, arguments: arguments)
      let ended = try await run.run(in: sandbox, timeout: longest)
      runs = Dictionary(uniqueKeysWithValues: examples.map { ($0.id.block, ended) })
    case (.python, .blocks):
      let run = PythonRun(interpreter: try interpreter(.python))
      runs = try await run.run(examples.map { pythonBlock($0, judge) }, in: sandbox, timeouts: timeouts)
    case (_, .blocks):
      runs = try await shellRuns(examples, judge, sandbox, timeouts)
    }
    for example in examples {
      var run = runs[example.id.block] ?? BlockRun()
      run.output = sandbox.withoutFolder(run.output)
      run.error = sandbox.withoutFolder(run.error)
      var (outcome, shown) = judge.judge(example, run)
      // Regions of one file fail together; that is told once.
      if case .file = program.source, outcome.verdict == .failed,
        example.block.index != examples[0].block.index
      {
        outcome.diagnostics = []
      }
      outcome.diagnostics += result.examples[example.id.block]?.diagnostics ?? []
      result.examples[example.id.block] = outcome
      result.shown[example.id.block] = shown
    }
  }

  private func interpreter(_ language: ExampleLanguage) throws(ProcessError) -> String {
    let (found, name) = language == .python ? (python, "python3") : (shell, "bash")
    guard let found else { throw .notFound(name) }
    return found
  }

  private func fail(_ program: Program, _ judge: Judge, _ reason: String, into result: inout SessionResult) {
    for example in program.examples where example.level == .run {
      result.examples[example.id.block] = .failed(
        Diagnostic(.environmentBroken, reason, at: judge.page.span(ofFenceOf: example.block)))
    }
  }

  private func pythonBlock(_ example: Example, _ judge: Judge) -> PythonRun.Block {
    PythonRun.Block(
      marker: example.id.block, printedPath: judge.page.source.path, absolutePath: judge.pagePath,
      firstLine: example.block.origin.firstLine, code: example.block.code, fileText: judge.page.source.text,
      mayFail: example.mayFail)
  }

  /// Each command of a terminal session is a block of its own to the shell; their outputs are put together.
  private func shellRuns(
    _ examples: [Example], _ judge: Judge, _ sandbox: Sandbox, _ timeouts: [Int: Duration]
  ) async throws -> [Int: BlockRun] {
    var blocks: [ShellRun.Block] = []
    var parts: [Int: [Int]] = [:]
    var times: [Int: Duration] = [:]
    for example in examples {
      func add(_ code: String, line: Int, merges: Bool) {
        let marker = blocks.count
        parts[example.id.block, default: []].append(marker)
        times[marker] = timeouts[example.id.block]
        blocks.append(
          ShellRun.Block(
            marker: marker, absolutePath: judge.pagePath, printedPath: judge.page.source.path,
            firstLine: example.block.origin.firstLine + line, code: code, mayFail: example.mayFail,
            mergesErrors: merges))
      }
      if example.language == .console {
        for command in ConsoleText(example.block.code).commands {
          add(command.code, line: command.line, merges: true)
        }
      } else {
        add(example.block.code, line: 0, merges: false)
      }
    }
    let runs = try await ShellRun(shell: try interpreter(.sh)).run(blocks, in: sandbox, timeouts: times)
    var combined: [Int: BlockRun] = [:]
    for example in examples {
      let own = (parts[example.id.block] ?? []).map { runs[$0] ?? BlockRun() }
      var run = BlockRun(end: .completed)
      run.error = own.map(\.error).joined()
      run.output =
        example.language == .console
        ? ConsoleText(example.block.code).transcript(own.map(\.output)) : own.map(\.output).joined()
      if let end = own.first(where: { $0.end != .completed })?.end { run.end = end }
      combined[example.id.block] = run
    }
    return combined
  }

  private func send(
    _ exchange: PlannedExchange, to service: ExampleService.Running, _ page: Page
  ) async -> Result<HTTPReply, HTTPFailure> {
    let message = ExchangeJudge(page: page).message(
      exchange, endpoint: service.endpoint, token: service.token, variables: service.environment)
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

extension Session {
  /// Whether the session may talk to the service.
  var usesService: Bool { executes }
}

extension Example {
  /// Whether the session goes on after the block has failed.
  var mayFail: Bool { block.attributes.fails != nil || block.attributes.exit ?? 0 != 0 }
}
