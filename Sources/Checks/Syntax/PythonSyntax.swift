import Diagnostics
import JSON
import Processes

/// All blocks are given to one Python as JSON, which only makes their syntax trees.
enum PythonSyntax {
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

  static func findings(_ units: [SyntaxUnit], _ tools: SyntaxTools) async -> [Diagnostic] {
    if units.isEmpty { return [] }
    let what = SyntaxTools.amount(units.count, "Python")
    let input = JSON.array(units.map { .string($0.code) }).bytes()
    let arguments = ["-I", "-W", "ignore", "-c", program]
    switch await tools.run("python3", arguments, input: input, what: what) {
    case .failure(let error): return error.diagnostics
    case .success(let result):
      do throws(JSONSyntaxError) {
        guard result.succeeded, let items = try JSONParser.parse(result.standardOutput).array else {
          return SyntaxTools.warning("\(what) not parsed: `python3` failed", details: result.errorText)
            .diagnostics
        }
        return items.compactMap { finding($0, units) }
      } catch {
        return SyntaxTools.warning("\(what) not parsed: `python3` printed no JSON", details: result.errorText)
          .diagnostics
      }
    }
  }

  private static func finding(_ item: JSON, _ units: [SyntaxUnit]) -> Diagnostic? {
    guard let index = item[0]?.int, units.indices.contains(index), let line = item[1]?.int,
      let column = item[2]?.int, let length = item[3]?.int, let message = item[4]?.string
    else { return nil }
    let span =
      column > 0
      ? units[index].span(line: line, column: column, length: max(1, length))
      : units[index].span(ofLine: line)
    return Diagnostic(.syntaxError, message, at: span)
  }
}
