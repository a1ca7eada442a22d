import Diagnostics
import HTTP
import JSON
import Languages
import Pages

/// What fences capture, after their blocks have run.
extension SessionRunner {
  /// Captures from what an example printed; an example without the value has failed.
  func capture(_ example: Example, _ opened: OpenSession, _ result: inout SessionResult) {
    let index = example.id.block
    guard let outcome = result.examples[index], outcome.verdict != .failed else { return }
    let printed = printed(by: example, result.shown[index] ?? outcome.output ?? "")
    if let problem = capture(example.block, in: printed, opened, &result) {
      result.examples[index] = .failed(problem, output: outcome.output)
    }
  }

  /// Captures from a response.
  func capture(
    _ exchange: PlannedExchange, _ reply: HTTPReply, _ opened: OpenSession, _ result: inout SessionResult
  ) {
    result.uncaptured[exchange.request.block] = capture(
      exchange.requestBlock, in: reply.body, opened, &result)
  }

  /// - Returns: what is wrong when the text does not have all values.
  private func capture(
    _ block: Block, in text: String, _ opened: OpenSession, _ result: inout SessionResult
  ) -> Diagnostic? {
    var values: [CapturedValue] = []
    for capture in block.attributes.captures {
      do throws(CaptureError) {
        values.append(try capture.value(in: text))
      } catch {
        return Diagnostic(
          .captureFailed, "`\(capture.name)` has no value: \(error.reason)",
          at: opened.verdicts.page.span(ofAttribute: "capture", of: block),
          fix: "correct `capture`, or what the block prints", details: details(text))
      }
    }
    opened.values.add(values)
    if !values.isEmpty { result.captured[block.index] = values }
    return nil
  }

  /// The first twenty lines of the text that has no value; `nil` for an empty one.
  private func details(_ text: String) -> String? {
    let lines = OutputPattern.lines(of: text)
    if lines.isEmpty { return nil }
    return (lines.prefix(20) + (lines.count > 20 ? ["…"] : [])).joined(separator: "\n")
  }

  /// A terminal session shows its commands, too, which it does not print.
  private func printed(by example: Example, _ shown: String) -> String {
    guard example.language.holdsOutput else { return shown }
    let output = example.language.outputLines(shown)
    let lines = shown.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    return lines.filter { output.contains($0.offset) }.map { $0.element + "\n" }.joined()
  }
}
