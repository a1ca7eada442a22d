/// The program that runs the blocks of a session in one `__main__`.
///
/// It compiles every block under the name of its page, so that tracebacks show the page's lines, and reports errors as
/// JSON, one object an error. What the interpreter only prints is an error, too: an exception in a thread, in a
/// finalizer or in a task that nobody awaits, a coroutine that was never awaited, and tests that failed.
enum PythonDriver {
  static let code = running + watching + start

  private static let running = #"""
    import __future__, _ast, json, linecache, os, sys, threading, traceback, types, warnings

    def flowdocs_main():
        with open(sys.argv[1], encoding="utf-8") as file:
            plan = json.load(file)
        reports = []
        process = os.getpid()
        path = plan["path"]
        own = __file__
        main = types.ModuleType("__main__")
        main.__builtins__ = __builtins__
        main.__file__ = plan["file"]
        sys.modules["__main__"] = main
        sys.argv = [""]
        sys.path[0] = os.getcwd()
        running = None

        def mark(number):
            text = "\x1e%s %d\x1e" % (plan["token"], number)
            sys.stdout.flush()
            sys.stderr.flush()
            os.write(1, text.encode())
            os.write(2, text.encode())

        def report(block, **fields):
            # A child made by `os.fork` would overwrite what this process reports.
            if os.getpid() != process:
                return
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

        def reached(block):
            if os.getpid() != process:
                return
            with open(plan["reached"], "w", encoding="utf-8") as file:
                file.write(str(block["marker"]))

        def parts(block):
            """The code before the last statement, and the last statement."""
            text = "\n" * (block["line"] - 1) + block["code"]
            tree = compile(text, path, "exec", _ast.PyCF_ONLY_AST, dont_inherit=True)
            codes, flags = [], 0
            for body in (tree.body[:-1], tree.body[-1:]):
                module = _ast.Module(body=body, type_ignores=[])
                codes.append(compile(module, path, "exec", flags, dont_inherit=True))
                for name in __future__.all_feature_names:
                    flags |= codes[0].co_flags & getattr(__future__, name).compiler_flag
            return codes if tree.body[1:] else codes[1:]

        def run(block):
            """The exit code with which the block ends the session; None when the session goes on."""
            early = True
            error = None
            tests.clear()
            try:
                codes = parts(block)
                for code in codes:
                    early = code is not codes[-1]
                    if not early:
                        reached(block)
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
                elif early:
                    lines = [f.lineno for f in traceback.extract_tb(stop.__traceback__) if f.filename == path]
                    report(block, early=True, line=lines[0] if lines else None)
                # A test that failed is a failure whatever the script says about it.
                if code == 0:
                    tests_failed(block)
                return code
            except BaseException as caught:
                error = caught
            tests_failed(block)
            if error is not None:
                failed(block, error)
                if not block["mayFail"]:
                    sys.stdout.flush()
                    sys.stderr.flush()
                    os._exit(1)

    """#

  /// What the interpreter only prints.
  private static let watching = #"""
        def owner(line):
            for block in plan["blocks"]:
                if line and 0 <= line - block["line"] <= block["code"].count("\n"):
                    return block
            return running

        def failed_beside(error):
            """An exception that ends something else than the block."""
            if running is None or error is None or isinstance(error, SystemExit) or sys.is_finalizing():
                return
            lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == path]
            failed(owner(lines[-1] if lines else None), error)

        def watch_exceptions():
            in_thread, unraisable, warn = threading.excepthook, sys.unraisablehook, warnings._showwarnmsg_impl

            def thread(args):
                failed_beside(args.exc_value)
                in_thread(args)

            def ignored(args):
                failed_beside(args.exc_value)
                unraisable(args)

            def warning(message):
                text = str(message.message)
                if running and text.startswith("coroutine ") and text.endswith(" was never awaited"):
                    report(owner(message.lineno if message.filename == path else None), path=message.filename,
                           line=message.lineno, message=text, diagnostic=text)
                warn(message)

            threading.excepthook, sys.unraisablehook, warnings._showwarnmsg_impl = thread, ignored, warning

        def watch_tasks():
            import logging

            def is_shown(record):
                if record.levelno >= logging.ERROR and record.exc_info:
                    failed_beside(record.exc_info[1])
                return True

            logging.getLogger("asyncio").addFilter(is_shown)

        tests = []

        def watch_tests():
            import unittest
            stop = unittest.TestResult.stopTestRun

            def stopped(self):
                if not self.wasSuccessful():
                    tests.append(len(self.failures) + len(self.errors) + len(self.unexpectedSuccesses))
                stop(self)

            unittest.TestResult.stopTestRun = stopped

        def tests_failed(block):
            runner = getattr(sys.modules.get("doctest"), "master", None)
            count = sum(tests) + (runner.failures if runner else 0)
            tests.clear()
            if runner:
                sys.modules["doctest"].master = None
            if count:
                text = "1 test failed" if count == 1 else "%d tests failed" % count
                report(block, message=text, diagnostic=text)

    """#

  private static let start = #"""
        def blocks():
            """The blocks of the plan, or those that come through a pipe."""
            if not plan["next"]:
                yield from plan["blocks"]
                return
            while True:
                with open(plan["next"], encoding="utf-8") as pipe:
                    name = pipe.readline().strip()
                if not name:
                    return
                with open(name, encoding="utf-8") as file:
                    yield json.load(file)
                mark(-1)

        watch_exceptions()
        watches = {"async": watch_tasks, "unittest": watch_tests}
        text = plan["text"]
        for block in blocks():
            for word in [word for word in watches if word in block["code"]]:
                watches.pop(word)()
            linecache.cache[path] = (len(text), None, text.splitlines(True), path)
            running = block
            mark(block["marker"])
            code = run(block)
            if code is not None and not block["mayFail"]:
                sys.exit(code)
        mark(-1)

    flowdocs_main()
    """#
}
