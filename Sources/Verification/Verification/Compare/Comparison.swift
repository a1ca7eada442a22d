import Checks
import Diagnostics
import HTTP
import Languages
import Ledger
import OpenRPC
import Pages
import Project

/// Compares results with the pages and collects verdicts, findings and updates. Pure.
struct Comparison: Sendable {
  var project: Project
  var pages: [Page]
  var contract: Contract?
  var languages: Languages
  /// Whether differences are written to the pages instead of being findings.
  var updates: Bool
  /// Whether a service or a language that is not installed is an error.
  var requiresTools = false
  private(set) var outcomes: [BlockID: BlockOutcome]
  var general: [Diagnostic] = []
  private var changes: [Int: PageUpdate] = [:]
  private var violations: Set<String> = []
  /// Whether the current session may update its page; a response that violates the contract may not.
  private var mayUpdate = true

  init(
    project: Project, pages: [Page], contract: Contract?, languages: Languages, updates: Bool,
    outcomes: [BlockID: BlockOutcome]
  ) {
    self.project = project
    self.pages = pages
    self.contract = contract
    self.languages = languages
    self.updates = updates
    self.outcomes = outcomes
  }

  /// Sets the outcomes of all blocks of a session. Returns whether nothing failed, so that the result may be cached.
  mutating func compare(_ session: Session, _ result: SessionResult) -> Bool {
    if session.isLive {
      let failed = outcomes.filter { $0.key.page == session.page && $0.value.verdict == .failed }
      // A block that belongs to several tracks and proofs has failed when it failed in one of them.
      defer { outcomes.merge(failed) { $1 } }
      if !session.proofs.isEmpty { return compareProofs(of: session, result) }
      return compareBlocks(session, result)
    }
    return compareBlocks(session, result)
  }

  private mutating func compareBlocks(_ session: Session, _ result: SessionResult) -> Bool {
    let page = pages[session.page]
    if let absence = result.absence { return skip(session, absence, page) }
    var isClean = result.problems.isEmpty && result.violations.isEmpty
    mayUpdate = updates && result.violations.isEmpty
    general += result.problems
    for unit in session.units {
      switch unit {
      case .program(let program):
        for example in program.examples { isClean = compare(example, result, page) && isClean }
      case .exchange(let exchange): isClean = compare(exchange, result, page) && isClean
      case .payload(let id, let block):
        outcomes[id] =
          RunnableCheck.unsent(block, on: page).map { .failed($0) }
          ?? PayloadValidation(project: project, page: page, contract: contract, languages: languages)
          .outcome(of: block)
      }
    }
    report(result.violations, session, page)
    return isClean
  }

  /// The outcome of a session that needs what is not installed. It is tried again the next time.
  private mutating func skip(_ session: Session, _ absence: ToolAbsence, _ page: Page) -> Bool {
    for block in session.blockOrder + session.answers {
      outcomes[BlockID(page: session.page, block: block)] = BlockOutcome(.skipped, reason: absence.reason)
    }
    general.append(absence.finding(session.blockOrder, on: page, isError: requiresTools))
    return false
  }

  private mutating func compare(_ example: Example, _ result: SessionResult, _ page: Page) -> Bool {
    let comparison = OutputComparison(page: page)
    var outcome =
      result.examples[example.id.block]
      ?? BlockOutcome(.failed, reason: "its session could not be set up")
    let shown = result.shown[example.id.block] ?? outcome.output ?? ""
    if example.language.prompts?.isRequired ?? false, outcome.verdict != .failed, example.isRun {
      // The block contains its own expected output.
      let compared: BlockOutcome
      if example.language.syntaxUnit(for: example.block.code, mayElide: false) == nil {
        compared = comparison.withoutCommands(example.block)
      } else if example.language.executedCode(shown) != example.language.executedCode(example.block.code) {
        compared = comparison.printingPrompts(example, shown)
      } else {
        compared = updated(
          comparison.compare(example.block, with: shown, blankLine: example.language.prompts?.blankLine),
          example.block, shown, on: example.id.page,
          outputLines: example.language.outputLines(shown))
      }
      if compared.verdict == .failed { outcome = compared }
    }
    outcomes[example.id] = outcome
    guard let block = example.output else { return outcome.verdict != .failed }
    let id = BlockID(page: example.id.page, block: block.index)
    if outcome.verdict == .failed {
      outcomes[id] = BlockOutcome(.failed, reason: "the example before it failed")
      return false
    }
    let compared = updated(comparison.compare(block, with: shown), block, shown, on: id.page)
    outcomes[id] = compared
    if compared.verdict != .failed { return true }
    // It ran, but it does not do what the page shows.
    outcomes[example.id]?.failByAnswer("its output differs from the page")
    return false
  }

  /// With `--update` a difference becomes a change of the page.
  ///
  /// - Parameter outputLines: the lines of a terminal session that are output, not commands; `nil` for all.
  private mutating func updated(
    _ outcome: BlockOutcome, _ block: Block, _ shown: String, on page: Int, outputLines: Set<Int>? = nil
  ) -> BlockOutcome {
    guard mayUpdate, outcome.verdict == .failed else { return outcome }
    let lines = OutputPattern(block.code).updated(shown, outputLines: outputLines)
    changes[page, default: PageUpdate()].set(lines.joined(separator: "\n"), of: block)
    return BlockOutcome(.ran, output: shown)
  }

  private mutating func compare(
    _ exchange: PlannedExchange, _ result: SessionResult, _ page: Page
  ) -> Bool {
    let reply =
      result.replies[exchange.request.block]
      ?? .failure(
        HTTPFailure(description: "the request could not be sent, because its session could not be set up"))
    let comparison = ExchangeComparison(page: page, contract: contract)
    var compared = comparison.compare(exchange, reply)
    if let problem = result.uncaptured[exchange.request.block], compared[exchange.request]?.verdict == .ran,
      compared[exchange.response]?.verdict != .failed
    {
      compared[exchange.request] = .failed(problem)
    }
    // A hidden response of a generated page is not in any file.
    let isWritten = page.source.pieces.isEmpty || !exchange.responseBlock.attributes.isHidden
    if mayUpdate, isWritten, case .success(let reply) = reply, compared[exchange.response]?.verdict == .failed
    {
      changes[exchange.request.page, default: PageUpdate()].set(
        comparison.updated(exchange, reply), of: exchange.responseBlock)
      compared[exchange.response] = BlockOutcome(.ran, output: compared[exchange.response]?.output)
    }
    if compared[exchange.response]?.verdict == .failed, compared[exchange.request]?.verdict == .ran {
      compared[exchange.request]?.failByAnswer("its response failed")
    }
    outcomes.merge(compared) { _, new in new }
    return compared.values.allSatisfy { $0.verdict != .failed }
  }

  /// A later finding about a block that had its outcome already.
  mutating func set(_ id: BlockID, _ outcome: BlockOutcome) { outcomes[id] = outcome }

  /// Each violation of the contract is reported once, at the first session with it.
  private mutating func report(_ found: [ServiceViolation], _ session: Session, _ page: Page) {
    let place = session.blockOrder.first.map { page.span(ofFenceOf: page.blocks[$0]) }
    for violation in found where violations.insert(violation.message).inserted {
      general.append(
        Diagnostic(
          .mockBreaksContract, violation.message, at: place,
          notes: violation.contractSpan.map { [Diagnostic.Note("the contract defines it here", span: $0)] }
            ?? []
        ))
    }
  }

  /// Finds copies of included files that differ from the files.
  mutating func compareIncludes(_ selected: [Int]) {
    for index in selected {
      let page = pages[index]
      for block in page.blocks where block.origin.file != nil && block.origin.fileText != nil {
        guard let diagnostic = IncludeCheck.finding(block, on: page) else { continue }
        if updates {
          changes[index, default: PageUpdate()].set(block.code, of: block)
          continue
        }
        let id = BlockID(page: index, block: block.index)
        outcomes[id, default: BlockOutcome(.text)].diagnostics.append(diagnostic)
        outcomes[id]?.verdict = .failed
        outcomes[id]?.reason = diagnostic.message
      }
    }
  }

  func fileUpdates() -> [FileUpdate] {
    var assembled = AssembledUpdate(contract: contract)
    var updates = changes.sorted { $0.key < $1.key }.compactMap { index, update -> FileUpdate? in
      let page = pages[index]
      let path = project.path(ofPage: page.path)
      guard page.source.pieces.isEmpty else {
        return assembled.add(update, to: page).map {
          FileUpdate(path: path, original: $0.original, bytes: $0.bytes)
        }
      }
      return update.apply(to: page).map {
        FileUpdate(path: path, original: page.source.bytes, bytes: $0)
      }
    }
    if let path = project.contract, let contract, let bytes = assembled.contractBytes() {
      updates.append(FileUpdate(path: path, original: contract.source.bytes, bytes: bytes))
    }
    return updates
  }
}
