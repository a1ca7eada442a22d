import Diagnostics
import JSON
import Pages
import Processes

/// Parses the Python and shell blocks of which only the syntax is asked.
struct SyntaxStage: Sendable {
  var pages: [Page]
  var python: String
  var shell: String
  var runner = ProcessRunner()

  func run(_ examples: [Example], scratch: String, environment: [String: String]) async throws
    -> [BlockID: BlockOutcome]
  {
    var outcomes: [BlockID: BlockOutcome] = [:]
    let pythons = examples.filter { $0.language == .python }
    if !pythons.isEmpty {
      let input = JSON.array(pythons.map { .string($0.block.code) })
      let result = try await runner.run(
        python, arguments: ["-X", "utf8", "-c", Self.pythonParser], environment: environment,
        input: input.bytes(), timeout: .seconds(120), outputLimit: 16 << 20)
      let answers = try JSONParser.parse(result.standardOutput).array ?? []
      for (example, answer) in zip(pythons, answers) {
        outcomes[example.id] = outcome(
          example, line: answer["line"]?.int, column: answer["column"]?.int,
          message: answer["message"]?.string)
      }
    }
    for example in examples where example.language == .sh {
      let result = try await runner.run(
        shell, arguments: ["--noprofile", "--norc", "-n"], environment: environment,
        input: Array(example.block.code.utf8))
      // `bash: line 3: syntax error near unexpected token `done'`
      let first = result.errorText.split(separator: "\n").first.map(String.init)
      let parts = first?.split(separator: ":", maxSplits: 2).map { $0.drop { $0 == " " } } ?? []
      let line = parts.count == 3 ? Int(parts[1].drop { !$0.isNumber }) : nil
      let message =
        result.succeeded ? nil : parts.count == 3 ? String(parts[2]) : first ?? "it does not parse"
      outcomes[example.id] = outcome(example, line: line, column: nil, message: message)
    }
    for example in examples where example.language == .console {
      outcomes[example.id] = BlockOutcome(.parsed)
    }
    return outcomes
  }

  private func outcome(_ example: Example, line: Int?, column: Int?, message: String?) -> BlockOutcome {
    guard let message else { return BlockOutcome(.parsed) }
    let page = pages[example.id.page]
    // An unexpected end is told for the line after the last.
    let last = max(1, example.block.code.split(separator: "\n", omittingEmptySubsequences: false).count - 1)
    let span = line.map { line in
      page.span(inCodeOf: example.block, line: min(line, last), column: column ?? 1)
    }
    return .failed(Diagnostic(.syntaxError, message, at: span ?? page.span(ofFenceOf: example.block)))
  }

  private static let pythonParser = #"""
    import ast, json, sys
    answers = []
    for code in json.load(sys.stdin):
        try:
            ast.parse(code)
            answers.append({})
        except SyntaxError as error:
            line = (code.splitlines() or [""])[min(error.lineno or 1, len(code.splitlines()) or 1) - 1]
            column = len(line[:max(0, (error.offset or 1) - 1)].encode()) + 1
            answers.append(dict(line=error.lineno or 1, column=column, message="SyntaxError: %s" % error.msg))
        except ValueError as error:
            answers.append(dict(line=1, column=1, message=str(error)))
    json.dump(answers, sys.stdout)
    """#
}
