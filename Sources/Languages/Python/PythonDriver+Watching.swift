extension PythonDriver {
  /// What the interpreter only prints.
  static let watching = #"""
        def owner(line):
            for block in plan["blocks"]:
                if line and 0 <= line - block["line"] <= block["code"].count("\n"):
                    return block
            return running

        def failed_beside(error, frames=()):
            """An exception that ends something else than the block, and the calls that led to it where it has none."""
            if running is None or error is None or isinstance(error, SystemExit) or sys.is_finalizing():
                return
            lines = [line for code, line in [*frames, *frames_of(error)] if code.co_filename == path]
            line = lines[-1] if lines else None
            failed(owner(line), error, line=line)

        def watch_exceptions():
            unraisable, warn = sys.unraisablehook, warnings._showwarnmsg_impl
            # A module that is not loaded yet takes its hook from there.
            threads, name = sys.modules.get("threading"), "excepthook"
            if threads is None:
                threads, name = _thread, "_excepthook"
            in_thread = getattr(threads, name)

            def thread(args):
                failed_beside(args.exc_value)
                in_thread(args)

            def ignored(args):
                failed_beside(args.exc_value)
                unraisable(args)

            def warning(message):
                cached_lines()
                text = str(message.message)
                if running and text.startswith("coroutine ") and text.endswith(" was never awaited"):
                    report(owner(message.lineno if message.filename == path else None), path=message.filename,
                           line=message.lineno, message=text, diagnostic=text)
                warn(message)

            setattr(threads, name, thread)
            sys.unraisablehook, warnings._showwarnmsg_impl = ignored, warning

        def watch_tasks():
            import logging

            def is_shown(record):
                if record.levelno >= logging.ERROR and record.exc_info:
                    failed_beside(record.exc_info[1])
                return True

            logging.getLogger("asyncio").addFilter(is_shown)

        def watch_futures():
            import logging

            def is_shown(record):
                # What a callback of a future raises.
                if record.exc_info and str(record.msg).startswith("exception calling callback"):
                    failed_beside(record.exc_info[1])
                return True

            logging.getLogger("concurrent.futures").addFilter(is_shown)

        def watch_logging():
            import logging
            handle = logging.Handler.handleError

            def failed_record(self, record):
                """A message that cannot be formatted or written is only reported on standard error."""
                if logging.raiseExceptions and sys.stderr is not None:
                    failed_beside(sys.exc_info()[1], frames_here())
                handle(self, record)

            logging.Handler.handleError = failed_record

        tests = []

        def watch_tests():
            import unittest
            stop = unittest.TestResult.stopTestRun

            def stopped(self):
                if not self.wasSuccessful():
                    tests.append(len(self.failures) + len(self.errors) + len(self.unexpectedSuccesses))
                stop(self)

            unittest.TestResult.stopTestRun = stopped

        def watch_examples():
            import doctest
            run = doctest.DocTestRunner.run

            def ran(self, test, compileflags=None, out=None, clear_globs=True):
                result = run(self, test, compileflags, out, clear_globs)
                # `unittest` takes the output, and counts the failure itself.
                if out is None and result.failed:
                    tests.append(result.failed)
                return result

            doctest.DocTestRunner.run = ran

        def failed_beneath(block):
            """Tests that failed, and processes whose exit codes the code has not read."""
            processes_failed(block)
            count = sum(tests)
            tests.clear()
            if count:
                text = "1 test failed" if count == 1 else "%d tests failed" % count
                report(block, message=text, diagnostic=text)

        # Processes that failed, and the lines of the page at which they were joined; and those that were not joined.
        processes, started = [], []

        def watch_processes():
            import atexit
            import multiprocessing.util
            from multiprocessing.process import BaseProcess
            start, join, code = BaseProcess.start, BaseProcess.join, BaseProcess.exitcode

            def is_own(frame):
                """Whether the code itself has called: a pool reports the errors of its processes."""
                module = frame.f_globals.get("__name__", "")
                return os.getpid() == process and not module.startswith(("concurrent.", "multiprocessing."))

            def note(one, line):
                number = code.fget(one)
                # Without those that were stopped with a signal: SIGHUP, SIGINT, SIGKILL and SIGTERM.
                if number and number not in (-1, -2, -9, -15):
                    processes.append((one, number, line))

            def began(self):
                start(self)
                if is_own(sys._getframe(1)):
                    started.append(self)

            def joined(self, timeout=None):
                join(self, timeout)
                frames = frames_here()
                if is_own(sys._getframe(1)) and self in started and code.fget(self) is not None:
                    started.remove(self)
                    lines = [line for place, line in frames if place.co_filename == path]
                    note(self, lines[-1] if lines else None)

            def looked(self):
                # `any(one.exitcode for one in all)` stops at the first failure, so asking one counts for all that have ended.
                if os.getpid() == process:
                    processes.clear()
                    started[:] = [one for one in started if one is not self and code.fget(one) is None]
                return code.fget(self)

            def at_exit():
                """The program waits for them at its end."""
                for one in started:
                    if not one.daemon:
                        join(one)
                    note(one, None)
                processes_failed(running)

            BaseProcess.start, BaseProcess.join, BaseProcess.exitcode = began, joined, property(looked)
            atexit.register(at_exit)

        def processes_failed(block):
            for one, number, line in processes:
                text = "the process %r " % one.name + (
                    "was killed by signal %d" % -number if number < 0 else "ended with exit code %d" % number)
                report(block, path=path if line else None, line=line, message=text, diagnostic=text)
            processes.clear()

        watches = {
            "async": watch_tasks, "unittest": watch_tests, "doctest": watch_examples, "Process": watch_processes,
            "futures": watch_futures, "logging": watch_logging,
        }

    """#
}
