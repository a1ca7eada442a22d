/// The program that runs the blocks of a session in one `__main__`.
///
/// It compiles every block under the name of its page, so that tracebacks show the page's lines, and reports errors as
/// JSON, one object an error. What the interpreter only prints is an error, too: an exception in a thread, in a
/// finalizer or in a task that nobody awaits, a coroutine that was never awaited, and processes and tests that failed.
///
/// It starts once for each session, so it imports only what every interpreter has loaded already. That takes half of the
/// time; the modules for errors are loaded when there is one.
enum PythonDriver {
  static let code = running + ends + watching + start

  private static let running = #"""
    import _ast, _thread, os, sys, warnings

    def flowdocs_main():
        def read(name):
            """Reads a file of JSON from the runner, whose strings are also strings of Python."""
            with open(name, encoding="utf-8") as file:
                return eval(file.read(), {"true": True, "false": False, "null": None})

        plan = read(sys.argv[1])
        reports = []
        process = os.getpid()
        environment = os.environ
        path, text = plan["path"], plan["text"]
        own, home = __file__, os.getcwd()

        class Page:
            """Has the lines of the page for tracebacks and `inspect`."""
            def get_source(self, name):
                return text

        main = type(sys)("__main__")
        main.__builtins__ = __builtins__
        main.__file__ = plan["file"]
        main.__loader__ = Page()
        sys.modules["__main__"] = main
        sys.argv = [""]
        library = sys.path[1:]
        sys.path[0] = home
        running = None

        def standard(name):
            """A module of the library, also where the session has made one of its name or of one that it needs."""
            hidden = {key: module for key, module in list(sys.modules.items())
                      if (getattr(module, "__file__", None) or "").startswith(home + os.sep)}
            paths = sys.path
            sys.path = library[:]
            for key in hidden:
                if key != "__main__":
                    del sys.modules[key]
            try:
                return __import__(name)
            finally:
                sys.path = paths
                sys.modules.update(hidden)

        def cached_lines():
            """`linecache` with the lines of the page, for what asks it without naming the module."""
            cache = standard("linecache").cache
            cache[path] = (len(text), None, text.splitlines(True), path)

        def json(value):
            if isinstance(value, dict):
                return "{%s}" % ",".join("%s:%s" % (json(key), json(value[key])) for key in value)
            if isinstance(value, list):
                return "[%s]" % ",".join(map(json, value))
            if isinstance(value, str):
                signs = ("\ufffd" if "\ud800" <= sign <= "\udfff" else
                         sign if sign >= " " and sign not in '"\\' else "\\u%04x" % ord(sign) for sign in value)
                return '"%s"' % "".join(signs)
            return "null" if value is None else str(value).lower() if isinstance(value, bool) else str(int(value))

        def flush():
            for stream in (sys.stdout, sys.stderr):
                # A block may close its output, as the interpreter does at its end.
                if stream is not None and not getattr(stream, "closed", False):
                    stream.flush()

        def mark(number):
            text = "\x1e%s %d\x1e" % (plan["token"], number)
            flush()
            os.write(1, text.encode())
            os.write(2, text.encode())

        def report(block, **fields):
            # A child made by `os.fork` would overwrite what this process reports.
            if os.getpid() != process:
                return
            reports.append(dict(block=block["marker"], **fields))
            with open(plan["report"] + ".new", "w", encoding="utf-8") as file:
                file.write(json(reports))
            os.replace(plan["report"] + ".new", plan["report"])

        def failed(block, error, code=1, line=None):
            cached_lines()
            traceback = standard("traceback")
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
                       code=code, alone=True)
                return
            fields = dict(path=path, line=line) if line else {}
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
                # What the program has printed before is not the error.
                fields["alone"] = True
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
            tree = parsed(block)
            # The interpreter shows the value of a statement that is typed at its prompt.
            if block["isStatement"]:
                return [compile(_ast.Interactive(body=tree.body), path, "single", 0, dont_inherit=True)]
            codes, flags = [], 0
            for body in (tree.body[:-1], tree.body[-1:]):
                module = _ast.Module(body=body, type_ignores=[])
                codes.append(compile(module, path, "exec", flags, dont_inherit=True))
                if "__future__" in block["code"]:
                    future = standard("__future__")
                    for name in future.all_feature_names:
                        flags |= codes[0].co_flags & getattr(future, name).compiler_flag
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
                # The system has room for one byte.
                code &= 255
                # `sys.exit(0)` is how many scripts end when nothing is wrong.
                if code != 0:
                    failed(block, stop, code)
                else:
                    ended(block, frames_of(stop), early)
                # A test that failed is a failure whatever the script says about it; so is a process.
                if code == 0:
                    failed_beneath(block)
                return code
            except BaseException as caught:
                error = caught
            failed_beneath(block)
            if error is not None:
                failed(block, error)
                if not block["mayFail"]:
                    flush()
                    quit_now(1)

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
                yield from read(name)
                mark(-1)

        watch_exceptions()
        watch_ends()
        for block in blocks():
            for word in [word for word in watches if word in block["code"]]:
                watches.pop(word)()
            running = block
            environment.update(block["variables"])
            mark(block["marker"])
            code = run(block)
            if code is not None and not block["mayFail"]:
                sys.exit(code)
        mark(-1)

    flowdocs_main()
    """#
}
