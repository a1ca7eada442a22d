extension PythonDriver {
  /// Where a program ends with exit code 0, and whether that leaves out code of its block.
  ///
  /// A statement is left out when it follows the end in its function or in one that has called it. Not in a loop, where it
  /// may have run before: what ends in a loop leaves out only what follows the loop.
  static let ends = #"""
        def parsed(block):
            code = "\n" * (block["line"] - 1) + block["code"]
            return compile(code, path, "exec", _ast.PyCF_ONLY_AST, dont_inherit=True)

        def bodies(node):
            """The lists of statements in a statement."""
            if hasattr(node, "handlers"):
                yield node.body + node.orelse
            for part in (getattr(node, name, None) for name in node._fields):
                if isinstance(part, list) and part and isinstance(part[0], _ast.stmt):
                    yield part
                elif isinstance(part, list):
                    yield from (item.body for item in part if isinstance(getattr(item, "body", None), list))

        def after(body, line):
            """Whether statements follow a line in its function, and whether a loop is around it. None if it is not there."""
            for number, node in enumerate(body):
                if not node.lineno <= line <= node.end_lineno:
                    continue
                follows = number + 1 < len(body)
                for inner in bodies(node):
                    found = after(inner, line)
                    if found is None:
                        continue
                    if isinstance(node, (_ast.FunctionDef, _ast.AsyncFunctionDef)):
                        return found
                    if isinstance(node, (_ast.For, _ast.AsyncFor, _ast.While)):
                        return follows, True
                    return found[0] or follows, found[1]
                return follows, False

        def frames_of(error):
            """The lines of the page in the traceback of an error, the outermost first, with the names of functions."""
            place, frames = error.__traceback__, []
            while place:
                frames.append((place.tb_frame.f_code, place.tb_lineno))
                place = place.tb_next
            return frames

        def frames_here():
            frame, frames = sys._getframe(2), []
            while frame:
                frames.insert(0, (frame.f_code, frame.f_lineno))
                frame = frame.f_back
            return frames

        def ended(block, frames, early=False):
            """Reports an end with exit code 0 that leaves out code."""
            own = [(code, line) for code, line in frames if code.co_filename == path
                   and (code.co_name == "<module>" or not code.co_name.startswith("<"))]
            for code, line in own:
                # A function that calls itself is a loop, too.
                if [one for one, _ in own].count(code) > 1:
                    break
                follows, in_loop = after(parsed(owner(line)).body, line) or (False, False)
                if follows:
                    report(block, early=True, line=line)
                    return
                if in_loop:
                    break
            if early:
                report(block, early=True, line=own[0][1] if own else None)

        quit_now = os._exit

        def watch_ends():
            """Ends that raise nothing."""
            def watched(function, is_end):
                def end(*arguments, **options):
                    if running and is_end(arguments, options):
                        ended(running, frames_here())
                    return function(*arguments, **options)

                # Named as in `os`, so that it can be pickled.
                end.__module__, end.__name__, end.__doc__ = "os", function.__name__, function.__doc__
                end.__qualname__ = end.__name__
                return end

            os._exit = watched(os._exit, lambda arguments, options: (*arguments, *options.values()) == (0,))
            os.execv = watched(os.execv, lambda *_: True)
            os.execve = watched(os.execve, lambda *_: True)

    """#
}
