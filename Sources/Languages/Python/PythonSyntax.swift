import JSON
import Processes

extension SyntaxParser {
  /// One `python3`, which is given all units as JSON and only makes their syntax trees.
  static let python = SyntaxParser("Python", tools: ["python3"]) { units, tools in
    await PythonSyntax.parse(units, tools)
  }
}

private enum PythonSyntax {
  /// Reads a list of `[code, whether it may be a part, statements that must be refused]` and prints a list of
  /// `[unit, line, column, length, message]`; columns and lengths are in UTF-8 bytes, 0 when unknown. `await` outside of
  /// functions is allowed, as in notebooks.
  ///
  /// A part may be indented as a whole, leave out bodies and what `...` stands for, hold placeholders, lines that other
  /// tools replace by a file, and syntax that is newer than the interpreter: PEP 695, type parameters, of Python 3.12.
  private static let program = """
    import ast, json, re, sys, textwrap

    def parse(code):
        compile(code, "block", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, True)

    INCLUDE = re.compile(r"^[ \\t]*(\\{[!*%{]|--+8<--+|<<<|@@|\\.\\. ).*$", re.M)
    ELLIPSIS = re.compile(r"^([ \\t]*)\\.\\.\\.[ \\t]+(?=\\S)", re.M)
    LEFT_OUT = re.compile(r"^[ \\t]*\\.\\.\\.,?[ \\t]*$", re.M)
    PLACEHOLDER = re.compile(r"<([A-Za-z_][\\w \\-./]*)>")
    NEWER = [(re.compile(r"^([ \\t]*)type[ \\t]+(\\w+)(\\[[^\\]\\n]*\\])?[ \\t]*=", re.M), r"\\1\\2 ="),
             (re.compile(r"^([ \\t]*(?:async[ \\t]+)?(?:def|class)[ \\t]+\\w+)\\[[^\\]\\n]*\\]", re.M), r"\\1")]

    PARAMETERS = r"\\((?:[^()]|\\((?:[^()]|\\([^()]*\\))*\\))*\\)(?:[ \\t]*->[^:]*[^:\\s])?"
    SIGNATURE = re.compile(r"\\A\\s*((?:async[ \\t]+)?def[ \\t]+\\w+" + PARAMETERS + r")\\s*\\Z")
    BARE_SIGNATURE = re.compile(r"\\A\\s*(?:class[ \\t]+)?[\\w.]+(" + PARAMETERS + r")\\s*\\Z")

    def newer(code):
        for pattern, replacement in NEWER:
            code = pattern.sub(replacement, code)
        return code

    def parts(code):
        code = INCLUDE.sub("", textwrap.dedent(code)).replace("\u{2026}", "...")
        code = newer(PLACEHOLDER.sub(lambda name: "_" * len(name.group()), ELLIPSIS.sub(r"\\1", code)))
        # A signature is shown with and without `def`.
        return (code, LEFT_OUT.sub("", code), SIGNATURE.sub(r"\\1: ...", code),
                BARE_SIGNATURE.sub(r"def part\\1: ...", code))

    def parses(code):
        # A body that is left out is found by the error, and put in.
        for _ in range(40):
            try:
                parse(code)
                return True
            except SyntaxError as error:
                if not (error.msg or "").startswith("expected an indented block"):
                    return False
                lines = code.split("\\n")
                opening = re.search(r" on line (\\d+)$", error.msg)
                line = int(opening.group(1)) if opening else 0
                if not 0 < line <= len(lines):
                    return False
                space = len(lines[line - 1]) - len(lines[line - 1].lstrip())
                while line < len(lines) and not lines[line - 1].rstrip().endswith(":"):
                    line += 1
                following = lines[line].lstrip() if line < len(lines) else ""
                # Code directly below has lost its indentation.
                if following and not following.startswith(("#", "def ", "class ", "async ", "@")):
                    return False
                lines.insert(line, " " * (space + 1) + "pass")
                code = "\\n".join(lines)
            except (ValueError, RecursionError, MemoryError, OverflowError):
                return False
        return False

    found = []
    def is_refused(code):
        try:
            # As the interpreter reads what is typed at its prompt, with what only the compiler refuses.
            compile(code, "block", "single", 0, True)
        except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
            return True
        return False

    for index, (code, may_be_part, refused) in enumerate(json.load(sys.stdin)):
        accepted = [line for line, statement in refused if not is_refused(statement)]
        if accepted:
            found.append([index, accepted[0], 0, 0, "Python accepts this statement, which is shown with a syntax error"])
            continue
        try:
            parse(code)
        except SyntaxError as error:
            if may_be_part and any(map(parses, parts(code))):
                continue
            if not may_be_part and sys.version_info < (3, 12) and parses(newer(code)):
                error.msg = "this needs Python 3.12, and `python3` is %d.%d" % sys.version_info[:2]
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
    let input = JSON.array(units.map { unit($0) }).bytes()
    let result: ProcessResult
    switch await tools.run("python3", ["-I", "-W", "ignore", "-c", program], input: input) {
    case .failure(let failure): return .failure(failure)
    case .success(let success): result = success
    }
    do throws(JSONSyntaxError) {
      guard result.succeeded, let items = try JSONParser.parse(result.standardOutput).array else {
        return .failure(
          SyntaxFailure(message: "`python3` failed", details: result.errorText))
      }
      return .success(
        Dictionary(items.compactMap { finding($0, of: units) }, uniquingKeysWith: { first, _ in first }))
    } catch {
      return .failure(
        SyntaxFailure(message: "`python3` did not print JSON", details: result.errorText))
    }
  }

  private static func unit(_ unit: SyntaxUnit) -> JSON {
    let refused = unit.refused.map { JSON.array([.number($0.line), .string($0.code)]) }
    return .array([.string(unit.code), .bool(unit.mayElide), .array(refused)])
  }

  private static func finding(_ item: JSON, of units: [SyntaxUnit]) -> (Int, SyntaxFinding)? {
    guard let index = item[0]?.int, units.indices.contains(index), let line = item[1]?.int,
      let column = item[2]?.int, let length = item[3]?.int, let message = item[4]?.string
    else { return nil }
    let place = SyntaxFinding.Place(line: line, column: column > 0 ? column : nil, length: max(1, length))
    return (index, SyntaxFinding(message, at: place))
  }
}
