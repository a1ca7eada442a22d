import JSON
import Processes

extension SyntaxParser {
  /// One `python3`, which is given all units as JSON and only makes their syntax trees.
  static let python = SyntaxParser("Python", tools: ["python3"]) { units, tools in
    await PythonSyntax.parse(units, tools)
  }
}

private enum PythonSyntax {
  /// Prints a list of `[unit, line, column, length, message]`; columns and lengths are in UTF-8 bytes, 0 when
  /// unknown. `await` outside of functions is allowed, as in notebooks.
  private static let program = """
    import ast, json, sys
    found = []
    for index, code in enumerate(json.load(sys.stdin)):
        try:
            compile(code, "block", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, True)
        except SyntaxError as error:
            line, column, length = error.lineno or 1, 0, 0
            lines = code.split("\\n")
            if error.offset and line <= len(lines):
                text = lines[line - 1]
                start = max(0, error.offset - 1)
                column = len(text[:start].encode()) + 1
                end = getattr(error, "end_offset", None)
                if end and getattr(error, "end_lineno", None) == line and end - 1 > start:
                    length = len(text[start:end - 1].encode())
            found.append([index, line, column, length, error.msg])
        except (ValueError, RecursionError, MemoryError, OverflowError) as error:
            found.append([index, 1, 0, 0, str(error) or type(error).__name__])
    json.dump(found, sys.stdout)
    """

  static func parse(
    _ units: [SyntaxUnit], _ tools: ParserTools
  ) async -> Result<[Int: SyntaxFinding], SyntaxFailure> {
    let what = ParserTools.amount(units.count, "Python")
    let input = JSON.array(units.map { .string($0.code) }).bytes()
    let result: ProcessResult
    switch await tools.run("python3", ["-I", "-W", "ignore", "-c", program], input: input, what: what) {
    case .failure(let failure): return .failure(failure)
    case .success(let success): result = success
    }
    do throws(JSONSyntaxError) {
      guard result.succeeded, let items = try JSONParser.parse(result.standardOutput).array else {
        return .failure(
          SyntaxFailure(message: "\(what) not parsed: `python3` failed", details: result.errorText))
      }
      return .success(
        Dictionary(items.compactMap { finding($0, of: units) }, uniquingKeysWith: { first, _ in first }))
    } catch {
      return .failure(
        SyntaxFailure(message: "\(what) not parsed: `python3` did not print JSON", details: result.errorText))
    }
  }

  private static func finding(_ item: JSON, of units: [SyntaxUnit]) -> (Int, SyntaxFinding)? {
    guard let index = item[0]?.int, units.indices.contains(index), let line = item[1]?.int,
      let column = item[2]?.int, let length = item[3]?.int, let message = item[4]?.string
    else { return nil }
    let place = SyntaxFinding.Place(line: line, column: column > 0 ? column : nil, length: max(1, length))
    return (index, SyntaxFinding(message, at: place))
  }
}
