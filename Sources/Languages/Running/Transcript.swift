import Processes

/// Separates the outputs of several blocks by the markers that are printed between them.
///
/// A marker is a record separator, a token that is unique to the run, the block's number and another record
/// separator; the end of the program is block -1.
enum Transcript {
  static let separator: UInt8 = 0x1E

  static func marker(_ token: String, _ block: Int) -> String { "\u{1E}\(token) \(block)\u{1E}" }

  /// The text of every block in the order in which they were reached.
  static func split(_ bytes: [UInt8], token: String) -> [(block: Int, text: String)] {
    let start = [separator] + Array((token + " ").utf8)
    var parts: [(block: Int, text: String)] = []
    var at = 0
    var current: Int?
    var from = 0
    while let mark = bytes[at...].firstRange(of: start) {
      guard let end = bytes[mark.upperBound...].firstIndex(of: separator),
        let block = Int(String(decoding: bytes[mark.upperBound..<end], as: UTF8.self))
      else { break }
      if let current {
        parts.append((current, String(decoding: bytes[from..<mark.lowerBound], as: UTF8.self)))
      }
      current = block
      from = end + 1
      at = from
    }
    if let current { parts.append((current, String(decoding: bytes[from...], as: UTF8.self))) }
    return parts
  }

  /// The runs of all blocks, from the two streams and the way the process ended.
  static func runs(
    of result: ProcessResult, token: String, lastLine: Int?
  ) -> (runs: [Int: BlockRun], last: Int?) {
    var runs: [Int: BlockRun] = [:]
    var order: [Int] = []
    var finished = false
    func add(_ bytes: [UInt8], to stream: WritableKeyPath<BlockRun, String>) {
      var current: Int?
      for (block, text) in split(bytes, token: token) {
        if block >= 0 {
          if runs[block] == nil { order.append(block) }
          current = block
        } else {
          finished = true
        }
        // What is printed after the end, by a handler of the exit say, is the last block's.
        guard let current else { continue }
        runs[current, default: BlockRun()][keyPath: stream] += text
        runs[current]?.end = .completed
      }
    }
    add(result.standardOutput, to: \.output)
    let printed = order.count
    add(result.standardError, to: \.error)
    if !finished, let last = order.last {
      runs[last]?.end =
        result.timedOut
        ? .timedOut(line: lastLine)
        : result.exceeded.map { .error(.exceeded($0)) } ?? .ended(result.termination)
    }
    // The markers of what came later are lost with the output; those on standard error may be there.
    if result.isTruncated, !result.timedOut, printed > 0 {
      finished = false
      runs[order[printed - 1]]?.end = .error(.tooMuchOutput)
      for block in order[printed...] { runs[block]?.end = .error(.lostOutput) }
    }
    let plain = runs.mapValues { run in
      BlockRun(output: TerminalText.plain(run.output), error: TerminalText.plain(run.error), end: run.end)
    }
    return (plain, finished ? nil : order.last)
  }
}
