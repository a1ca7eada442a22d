import Foundation
import JSON
import Processes

/// Runs the Python blocks of a session in one interpreter.
struct PythonRun: Sendable {
  var interpreter: String

  /// - Parameter text: The whole page, for the lines that tracebacks show.
  func run(_ program: Program, text: String, in folder: RunFolder) async throws -> [Int: BlockRun] {
    let token = UUID().uuidString
    let report = folder.base + "/python-report.json"
    // The blocks as one file, for `__file__`: what worker processes import and `inspect` reads.
    let source = try folder.write(program.blocks.map(\.code).joined(separator: "\n"), to: "home/.examples.py")
    let plan = JSON.object([
      ("token", .string(token)), ("report", .string(report)), ("path", .string(program.printedPath)),
      ("file", .string(source)), ("text", .string(text)), ("blocks", .array(program.blocks.map(Self.json))),
    ])
    let planPath = try folder.write(plan.text(), to: "python-plan.json")
    let driver = try folder.write(Self.driver, to: "flowdocs_driver.py")
    var request = folder.request(
      interpreter, ["-X", "utf8", driver, planPath], timeout: program.blocks.first?.timeout ?? .seconds(30))
    request.renewal = BlockClock(token: token, timeouts: program.timeouts).renewal
    let result = try await folder.starter.run(request)
    var (runs, _) = Transcript.runs(of: result, token: token, lastLine: nil)
    guard let bytes = folder.bytes(of: report) else { return runs }
    for error in try JSONParser.parse(bytes).array ?? [] {
      guard let block = error["block"]?.int, let printed = runs[block]?.error else { continue }
      let start = error["column"]?.int
      let end = error["end"]?.int
      runs[block]?.end = .error(
        RunError(
          path: error["path"]?.string == program.printedPath ? program.path : nil, line: error["line"]?.int,
          columns: start.map { $0..<max($0 + 1, end ?? 0) }, message: error["message"]?.string ?? "failed",
          details: error["traceback"]?.string,
          diagnostic: (error["diagnostic"]?.string ?? "") + "\n" + PythonTraceback.withoutSource(printed),
          exitCode: error["code"]?.int ?? 1))
    }
    return runs
  }

  private static func json(_ block: ProgramBlock) -> JSON {
    .object([
      ("marker", .number(block.id)), ("line", .number(block.firstLine)), ("code", .string(block.code)),
      ("mayFail", .bool(block.mayFail)),
    ])
  }

  /// Compiles every block under the name of its page, so that tracebacks show the page's lines, and runs all
  /// in one `__main__`. Errors are reported as JSON, one object a block.
  private static let driver = #"""
    import json, linecache, os, sys, traceback, types

    def flowdocs_main():
        with open(sys.argv[1], encoding="utf-8") as file:
            plan = json.load(file)
        reports = []
        path = plan["path"]
        own = __file__
        main = types.ModuleType("__main__")
        main.__builtins__ = __builtins__
        main.__file__ = plan["file"]
        sys.modules["__main__"] = main
        sys.argv = [""]
        sys.path[0] = os.getcwd()

        def mark(number):
            text = "\x1e%s %d\x1e" % (plan["token"], number)
            sys.stdout.flush()
            sys.stderr.flush()
            os.write(1, text.encode())
            os.write(2, text.encode())

        def report(block, **fields):
            reports.append(dict(block=block["marker"], **fields))
            with open(plan["report"] + ".new", "w", encoding="utf-8") as file:
                json.dump(reports, file)
            os.replace(plan["report"] + ".new", plan["report"])

        def failed(block, error, code=1):
            frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename != own]
            message = "".join(traceback.format_exception_only(type(error), error)).strip()
            place = [f for f in frames if f.filename == path]
            if isinstance(error, SyntaxError) and error.filename == path:
                column = (error.offset or 1) - 1
                end = (getattr(error, "end_offset", None) or 0) - 1
                same = getattr(error, "end_lineno", None) == error.lineno
                text = "%s: %s" % (type(error).__name__, error.msg)
                report(block, path=error.filename, line=error.lineno, column=column,
                       end=end if same else column + 1, message=text, traceback=message, diagnostic=text,
                       code=code)
                return
            fields = {}
            if place:
                last = place[-1]
                fields = dict(path=last.filename, line=last.lineno)
                if getattr(last, "colno", None) is not None:
                    fields["column"] = last.colno
                    if getattr(last, "end_lineno", None) == last.lineno:
                        fields["end"] = last.end_colno
            # The interpreter prints no traceback when a program exits.
            if not isinstance(error, SystemExit):
                text = ""
                if frames:
                    text = "Traceback (most recent call last):\n" + "".join(traceback.format_list(frames))
                fields["traceback"] = text + message
            # A message may have many lines; only a syntax error has its name on the last one.
            lines = message.splitlines() or [type(error).__name__]
            report(block, message=lines[-1 if isinstance(error, SyntaxError) else 0], code=code,
                   diagnostic=lines[-1] if isinstance(error, SyntaxError) else message, **fields)

        text = plan["text"]
        for block in plan["blocks"]:
            linecache.cache[path] = (len(text), None, text.splitlines(True), path)
            mark(block["marker"])
            try:
                code = compile("\n" * (block["line"] - 1) + block["code"], path, "exec", dont_inherit=True)
                exec(code, main.__dict__)
            except SystemExit as stop:
                code = stop.code
                if code is None:
                    code = 0
                elif not isinstance(code, int):
                    print(code, file=sys.stderr)
                    code = 1
                # `sys.exit(0)` is how many scripts end when nothing is wrong.
                if code != 0:
                    failed(block, stop, code & 255)
                if not block["mayFail"]:
                    sys.exit(code)
            except BaseException as error:
                failed(block, error)
                if not block["mayFail"]:
                    sys.stdout.flush()
                    sys.stderr.flush()
                    os._exit(1)
        mark(-1)

    flowdocs_main()
    """#
}
