import Diagnostics
import Ledger
import Pages

/// Compares what an example printed with the block that states its output. Pure.
struct OutputComparison: Sendable {
  var page: Page

  func compare(_ block: Block, with output: String, blankLine: String? = nil) -> BlockOutcome {
    let pattern = OutputPattern(block.code, blankLine: blankLine)
    if pattern.matches(output) { return BlockOutcome(.ran, output: output) }
    let diagnostic = Diagnostic(
      .outputMismatch, "The output of the example differs from this block",
      at: firstDifference(pattern, OutputPattern.lines(of: output), block),
      fix: "correct the example, or run `flowdocs verify --update` to write its output to the page",
      details: pattern.diff(output))
    return .failed(diagnostic, output: output)
  }

  /// The first expected line that is not there, else the last line.
  private func firstDifference(_ pattern: OutputPattern, _ actual: [String], _ block: Block) -> SourceSpan {
    if block.code.isEmpty { return page.span(ofFenceOf: block) }
    var line = 0
    while line < min(pattern.lines.count, actual.count),
      LinePattern.matches(pattern.lines[line], actual[line])
    {
      line += 1
    }
    let number = min(line, max(0, pattern.lines.count - 1)) + 1
    let length = pattern.lines.indices.contains(number - 1) ? pattern.lines[number - 1].utf8.count : 1
    return page.span(inCodeOf: block, line: number, column: 1, length: length)
  }

  /// A terminal session cannot show an output line that looks like a command of its own: it would be run.
  func printingPrompts(_ example: Example, _ shown: String) -> BlockOutcome {
    .failed(
      Diagnostic(
        .outputMismatch,
        "This session prints a line that begins with a prompt, which would be read as a command",
        at: page.span(ofFenceOf: example.block), fix: "show it as a `sh` block with a block `output`",
        details: OutputPattern.lines(of: shown).joined(separator: "\n")), output: shown)
  }

  /// A terminal session without a prompt runs nothing.
  func withoutCommands(_ block: Block) -> BlockOutcome {
    .failed(
      Diagnostic(
        .exampleFailed, "This session has no command: no line begins with `$ `",
        at: page.span(ofFenceOf: block),
        fix: "write its commands after `$ `, or change the language to `text`"))
  }
}
