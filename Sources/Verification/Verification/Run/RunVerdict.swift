import Diagnostics
import Languages
import Ledger
import Pages

/// The verdict on an example by how its run ended. Pure.
struct RunVerdict: Sendable {
  var page: Page
  /// Absolute path of the page's file, as errors name it.
  var pagePath: String
  var projectRoot: String

  /// The verdict on an example that was run, and the text that an output block after it is compared with.
  func verdict(_ example: Example, _ run: BlockRun) -> (outcome: BlockOutcome, shown: String) {
    var outcome = outcome(of: example, run)
    outcome.output = run.output
    return (outcome, shownOutput(example, run))
  }

  /// A block that fails as stated shows its error when it prints nothing else.
  private func shownOutput(_ example: Example, _ run: BlockRun) -> String {
    guard example.mustFailRunning || example.block.attributes.exit ?? 0 != 0, run.output.isEmpty else {
      return run.output
    }
    if case .error(let error) = run.end, let details = error.details { return details }
    return run.error
  }

  private func outcome(of example: Example, _ run: BlockRun) -> BlockOutcome {
    switch run.end {
    case .notReached:
      return .failed(
        Diagnostic(
          .exampleNotRun, "This block did not run, because the session ended before it",
          at: page.span(ofFenceOf: example.block)))
    case .timedOut(let line):
      return .failed(
        Diagnostic(
          .exampleTimedOut,
          "Still running after \(seconds(example.timeout)); killed with every process that it started",
          at: line.map { span(line: $0, path: codePath(of: example), example) }
            ?? page.span(ofFenceOf: example.block),
          fix: "make it finish sooner, or raise the limit with `timeout=60s`", details: tail(run.error)))
    case .completed: return ended(example, code: 0)
    case .endedEarly(let line): return endedEarly(example, line: line, run)
    case .ended(.exited(let code)): return ended(example, code: Int(code), run: run)
    case .ended(let termination):
      let error = RunError(
        message: "it was killed by \(termination)", details: run.error, exitCode: termination.exitCode)
      return stopped(example, error, run)
    case .error(let error): return stopped(example, error, run)
    }
  }

  /// The outcome of a block that an error or a signal has ended.
  private func stopped(_ example: Example, _ error: RunError, _ run: BlockRun) -> BlockOutcome {
    let attributes = example.block.attributes
    if attributes.exit == error.exitCode, attributes.fails.map({ says(error, $0) }) ?? !error.isBeforeRun {
      return BlockOutcome(.failedAsStated)
    }
    guard attributes.exit == nil, let text = attributes.fails else { return failed(example, error, run) }
    if says(error, text) { return BlockOutcome(.failedAsStated) }
    return .failed(
      Diagnostic(
        .didNotFail, "This block fails, but not with \"\(text)\": \(error.message)",
        at: page.span(ofAttribute: "fails", of: example.block), details: tail(error.details ?? run.error)))
  }

  private func ended(_ example: Example, code: Int, run: BlockRun = BlockRun()) -> BlockOutcome {
    let attributes = example.block.attributes
    if let text = attributes.fails {
      let error = RunError(message: "", details: run.error, exitCode: code)
      if code != 0, attributes.exit ?? code == code, says(error, text) {
        return BlockOutcome(.failedAsStated)
      }
      return .failed(
        Diagnostic(
          .didNotFail,
          "This block should fail with \"\(text)\", but "
            + (code == 0 ? "it succeeds" : "it ends with exit code \(code) without that message"),
          at: page.span(ofAttribute: "fails", of: example.block), details: tail(run.error)))
    }
    if let expected = attributes.exit {
      if expected == code { return BlockOutcome(code == 0 ? .ran : .failedAsStated) }
      return .failed(
        Diagnostic(
          .didNotFail, "This block should end with exit code \(expected), but it ends with \(code)",
          at: page.span(ofAttribute: "exit", of: example.block), details: tail(run.error)))
    }
    if code == 0 { return BlockOutcome(.ran) }
    return failed(
      example,
      RunError(message: "it ended with exit code \(code)", details: run.error, exitCode: code), run)
  }

  /// The outcome of a block whose last statements were not reached. `exit=0` says that this is meant.
  private func endedEarly(_ example: Example, line: Int?, _ run: BlockRun) -> BlockOutcome {
    if example.block.attributes.exit != nil || example.block.attributes.fails != nil {
      return ended(example, code: 0, run: run)
    }
    return .failed(
      Diagnostic(
        .exampleFailed, "This example ends here with exit code 0, so what follows in the block did not run",
        at: line.map { span(line: $0, path: codePath(of: example), example) }
          ?? page.span(ofFenceOf: example.block),
        fix: "remove the code that does not run, or write `exit=0` after the language if this is meant",
        details: tail(run.error)))
  }

  /// Whether the error's own words contain a text; its place in the source and the block's output do not count.
  private func says(_ error: RunError, _ text: String) -> Bool { error.diagnostic.contains(text) }

  private func failed(_ example: Example, _ error: RunError, _ run: BlockRun) -> BlockOutcome {
    if let expected = example.block.attributes.exit {
      return .failed(
        Diagnostic(
          .didNotFail,
          "This block should end with exit code \(expected), but "
            + (error.isBeforeRun ? "it cannot be run" : "it ends with \(error.exitCode)")
            + (error.message.hasPrefix("it ended") ? "" : ": " + error.message),
          at: page.span(ofAttribute: "exit", of: example.block), details: tail(error.details ?? run.error)))
    }
    var place = page.span(ofFenceOf: example.block)
    if let line = error.line, let path = error.path {
      place = span(line: line, path: path, example, columns: error.columns)
    }
    return .failed(
      Diagnostic(
        .exampleFailed, "This example failed: \(error.message)", at: place, fix: prompt(of: example),
        details: tail(error.details ?? run.error)))
  }

  /// The fix for code that was copied with the prompts of a terminal.
  private func prompt(of example: Example) -> String? {
    guard let prompts = example.language.prompts, !prompts.isRequired else { return nil }
    return example.block.code.hasPrefix(prompts.first) ? prompts.advice : nil
  }

  private func codePath(of example: Example) -> String {
    example.block.origin.file.map { projectRoot + "/" + $0 } ?? pagePath
  }

  /// The place of a line that a runtime or interpreter reported.
  private func span(
    line: Int, path: String, _ example: Example, columns: Range<Int>? = nil
  ) -> SourceSpan {
    if let file = page.includedSource(of: example.block), path == codePath(of: example) {
      return file.span(ofLine: line)
    }
    guard path == pagePath, let block = page.block(atLine: line)
    else { return page.span(ofFenceOf: example.block) }
    guard let columns else {
      return page.source.span(ofLine: line)
    }
    return page.span(
      inCodeOf: block, line: line - block.fenceLine, column: columns.lowerBound + 1,
      length: max(1, columns.count))
  }

  private func seconds(_ value: Double) -> String {
    value == value.rounded() ? "\(Int(value)) s" : "\(value) s"
  }

  /// At most the last forty lines.
  private func tail(_ text: String?) -> String? {
    guard let text, !text.isEmpty else { return nil }
    let lines = OutputPattern.lines(of: text)
    return lines.isEmpty ? nil : lines.suffix(40).joined(separator: "\n")
  }
}
