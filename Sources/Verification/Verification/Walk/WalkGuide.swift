import Diagnostics
import Languages
import Markdown
import Pages

/// How a walk talks to its reader. A test answers in place of a person.
public struct WalkTerminal: Sendable {
  /// Prints a prompt and reads a line; `nil` at the end of the input.
  public var ask: @Sendable (_ prompt: String) async -> String?
  public var print: @Sendable (String) -> Void
  /// Lets the reader edit code in a file with an ending such as `py`; `nil` when nothing was saved.
  public var edit: @Sendable (_ code: String, _ ending: String) async throws -> String?
  /// Columns.
  public var width: Int
  public var isColored: Bool

  public init(
    ask: @escaping @Sendable (String) async -> String?, print: @escaping @Sendable (String) -> Void,
    edit: @escaping @Sendable (String, String) async throws -> String?, width: Int = 80,
    isColored: Bool = false
  ) {
    self.ask = ask
    self.print = print
    self.edit = edit
    self.width = width
    self.isColored = isColored
  }
}

/// Leads a reader through the steps of a walkthrough in a terminal.
///
///     var guide = WalkGuide(walk, progress, terminal, languages: site.languages, save: file.write)
///     let end = try await guide.run()
public struct WalkGuide {
  public enum End: Sendable, Hashable {
    case finished, left
    /// A block or a check failed, and nobody was there to ask.
    case failed
  }

  /// What comes after a part of a step.
  private enum Next {
    case goOn, done, again, back, skip, leave, failed
  }

  let walk: Walk
  let terminal: WalkTerminal
  let languages: Languages
  /// Runs everything without asking, and ends with the first failure.
  let asksNothing: Bool
  private let save: (WalkProgress) throws -> Void
  public private(set) var progress: WalkProgress
  private var revealed: Set<Int> = []

  public init(
    _ walk: Walk, _ progress: WalkProgress, _ terminal: WalkTerminal, languages: Languages,
    asksNothing: Bool = false, save: @escaping (WalkProgress) throws -> Void
  ) {
    self.walk = walk
    self.progress = progress
    self.terminal = terminal
    self.languages = languages
    self.asksNothing = asksNothing
    self.save = save
  }

  private var walkthrough: Walkthrough { walk.walkthrough }
  private var page: Page { walkthrough.page }
  private var steps: [WalkthroughStep] { walkthrough.steps }

  /// Goes on where the reader left.
  ///
  /// - Parameter first: the step to begin at, from 0, with those before it done as the page shows; `nil` to go on.
  public mutating func run(from first: Int? = nil) async throws -> End {
    try await restore()
    if let first { try await hurry(to: first) } else if progress.step == 0 { introduce() }
    while progress.step < steps.count {
      switch try await step() {
      case .goOn, .done: try finishStep()
      case .again: try await begin(progress.step)
      case .back: try await begin(max(0, progress.step - 1))
      case .skip: try await skip()
      case .leave:
        say("Your place is kept: step \(progress.step + 1) of \(steps.count).")
        // A prompt that a signal ends has no answer, as at the end of the input; only the signal cancels.
        try Task.checkCancellation()
        return .left
      case .failed: return .failed
      }
    }
    say("All steps are done.")
    return .finished
  }

  // Moving between steps.

  /// The state that the reader left, in a fresh session.
  private mutating func restore() async throws {
    if let (entry, outcome) = try await walk.restore(progress.entries) {
      say("Step \(entry.step + 1) could not be done again as before: \(outcome.problem ?? "it failed")")
      progress.begin(entry.step)
      try save(progress)
      _ = try await walk.restore(progress.entries)
    }
  }

  private mutating func begin(_ step: Int) async throws {
    progress.begin(step)
    try save(progress)
    try await restore()
  }

  private mutating func finishStep() throws {
    progress.step += 1
    try save(progress)
  }

  /// Does the current step as the page shows it.
  private mutating func skip() async throws {
    let step = progress.step
    try await begin(step)
    var ending = "was done for you"
    for entry in await walk.entries(of: step) {
      let outcome = try await perform(entry)
      progress.entries.append(entry)
      if outcome.isFailure {
        say((outcome.problem ?? "It failed."), .mark(false))
        ending = "was left unfinished"
        break
      }
    }
    progress.skipped.insert(step)
    say("Step \(step + 1) \(ending): \(steps[step].heading.text)")
    try finishStep()
  }

  private mutating func hurry(to first: Int) async throws {
    if progress.step > first { try await begin(first) }
    while progress.step < min(first, steps.count) { try await skip() }
  }

  /// Runs an entry. A signal that ends the command ends the block, whose outcome then says nothing.
  private func perform(_ entry: Walk.Entry) async throws -> Walk.Outcome {
    let outcome = try await walk.run(entry)
    try Task.checkCancellation()
    return outcome
  }

  // One step.

  private func introduce() {
    say(page.title, .heading)
    for part in WalkthroughText.introduction(of: walkthrough) { show(part) }
  }

  private mutating func step() async throws -> Next {
    let step = steps[progress.step]
    say("Step \(progress.step + 1) of \(steps.count): \(step.heading.text)", .heading)
    let run = Set(await walk.blocks(of: progress.step).map(\.index))
    var isChecked = false
    revealed = []
    for part in WalkthroughText(step, on: page).shown {
      guard case .block(let index) = part else {
        show(part)
        continue
      }
      let block = page.blocks[index]
      let next: Next
      if block.attributes.isCheck {
        next = isChecked ? .goOn : try await check()
        isChecked = true
      } else if run.contains(index) {
        if isChecked, block.attributes.isSolution { continue }
        next = try await action(block)
      } else {
        if isShown(block) { show(part) }
        continue
      }
      switch next {
      case .goOn: continue
      case .done: isChecked = true
      default: return next
      }
    }
    return .done
  }

  /// Whether a block that is not run is text for this reader: no output, which running shows, and no other language.
  private func isShown(_ block: Block) -> Bool {
    let attributes = block.attributes
    return !block.isOutput && !attributes.isHidden && !attributes.isOfWalkthrough && !block.form.isMessage
      && attributes.isOn(track: walk.track)
  }

  private mutating func action(_ block: Block) async throws -> Next {
    if progress.hasRun(block.index) {
      if block.attributes.isHidden { return .goOn }
      show(.block(block.index))
      say("(run before)")
      return .goOn
    }
    if block.attributes.isHidden, try await run(block, code: nil) { return .goOn }
    let isSecret = block.attributes.isSolution && !asksNothing
    if !isSecret { show(.block(block.index)) }
    while true {
      if asksNothing { return try await run(block, code: nil) ? .goOn : .failed }
      let hidden = isSecret && !revealed.contains(block.index)
      let answer = await terminal.ask(
        hidden
          ? "[Enter] check my work  s shell  h hint  a answer  b back  k skip  q quit > "
          : "[Enter] run  e edit  s shell  h hint  b back  k skip  q quit > ")
      switch answer {
      case "" where hidden:
        if try await passes() { return .done }
      case "": if try await run(block, code: nil) { return .goOn }
      case "e":
        let ending = languages[block.language]?.fileEnding ?? "txt"
        if let code = try await terminal.edit(block.code, ending), try await run(block, code: code) {
          return .goOn
        }
      case "a":
        revealed.insert(block.index)
        show(.block(block.index))
      default: if let next = try await common(answer) { return next }
      }
    }
  }

  /// What can be answered everywhere; `nil` to ask again.
  private mutating func common(_ answer: String?) async throws -> Next? {
    switch answer {
    case nil, "q": return .leave
    case "b": return .back
    case "k": return .skip
    case "r": return .again
    case "s": try await shell()
    case "h": hint()
    case "c": _ = try await passes()
    default: say("Answer with one of the letters, and press Enter.")
    }
    return nil
  }

  /// - Returns: whether the block did what the page says.
  private mutating func run(_ block: Block, code: String?) async throws -> Bool {
    let entry = Walk.Entry(step: progress.step, block: block.index, code: code)
    let outcome = try await perform(entry)
    report(outcome)
    // An edited block may print something else; the check of its step decides.
    let isAccepted =
      outcome.isGood || !outcome.isFailure && code != nil && steps[progress.step].check != nil
    guard isAccepted else {
      if !asksNothing {
        say("The state is again as it was before this block.")
        try await restore()
      }
      return false
    }
    progress.entries.append(entry)
    try save(progress)
    return true
  }

  private mutating func check() async throws -> Next {
    if try await passes() { return .goOn }
    if asksNothing { return .failed }
    while true {
      let answer = await terminal.ask(
        "[Enter] do the step again  c check again  s shell  h hint  a answer  b back  k skip  q quit > ")
      switch answer {
      case "": return .again
      case "c": if try await passes() { return .goOn }
      case "a":
        for block in await walk.blocks(of: progress.step) { show(.block(block.index)) }
      default: if let next = try await common(answer) { return next }
      }
    }
  }

  /// Runs the check. Its requests count for the service, so it is done again, too, when the state is restored.
  private mutating func passes() async throws -> Bool {
    guard let entry = walk.check(of: progress.step) else { return true }
    let outcome = try await perform(entry)
    progress.entries.append(entry)
    try save(progress)
    if outcome.isGood {
      say("Checked: \(steps[progress.step].heading.text)", .mark(true))
      return true
    }
    say("Not yet:", .mark(false))
    say(outcome.output + (outcome.details ?? outcome.problem ?? ""))
    return false
  }

  /// Lines of the reader in the shell of the session.
  private mutating func shell() async throws {
    say("A shell in the state of the walkthrough; `exit` leaves it.")
    while let line = await terminal.ask("$ "), line != "exit" {
      if line.isEmpty { continue }
      let entry = Walk.Entry(step: progress.step, block: nil, code: line)
      let outcome = try await perform(entry)
      say(outcome.output)
      if outcome.isFailure {
        say((outcome.problem ?? "The line ended the shell.") + " The state is as before it.", .mark(false))
        try await restore()
      } else {
        progress.entries.append(entry)
        try save(progress)
      }
    }
  }

  private func hint() {
    let hints = WalkthroughText(steps[progress.step], on: page).hints
    if hints.isEmpty { say("This step has no hint.") }
    for part in hints.joined() { show(part) }
  }

  // What readers see.

  private func report(_ outcome: Walk.Outcome) {
    if !outcome.output.isEmpty { say(outcome.output) }
    if !outcome.captured.isEmpty { say(outcome.captured.joined(separator: "\n")) }
    guard let problem = outcome.problem else { return }
    say(problem, .mark(false))
    if let details = outcome.details { say(details) }
  }

  private func show(_ part: WalkthroughText.Part) {
    switch part {
    case .prose(let id):
      let text = TerminalMarkdown(page.document, width: terminal.width).text(of: id)
      if !text.isEmpty { say(text) }
    case .block(let index):
      let block = page.blocks[index]
      let title = block.attributes.title.map { $0 + "\n" } ?? ""
      let code = block.code.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      say(title + code.map { $0.isEmpty ? "" : "    " + $0 }.joined(separator: "\n"))
    }
  }

  /// How a text is set apart from others.
  private enum Style {
    case plain, heading
    case mark(_ isGood: Bool)
  }

  /// Prints text and an empty line after it. Pages, programs and names of files may have control characters, which are
  /// shown as such; colors are this program's own.
  private func say(_ text: String, _ style: Style = .plain) {
    var text = text
    while text.last == "\n" { text.removeLast() }
    if text.isEmpty { return }
    terminal.print(styled(text.showingControls(keepingLines: true).breakingLineCommands(), style) + "\n\n")
  }

  private func styled(_ text: String, _ style: Style) -> String {
    switch style {
    case .plain: return text
    case .heading:
      let line = String(repeating: "═", count: min(text.count, terminal.width))
      return terminal.isColored ? "\u{1B}[1m\(text)\u{1B}[0m\n\(line)" : "\(text)\n\(line)"
    case .mark(let isGood):
      let sign = isGood ? "✓ " : "✗ "
      return terminal.isColored ? "\u{1B}[\(isGood ? 32 : 31)m\(sign)\u{1B}[0m\(text)" : sign + text
    }
  }
}
