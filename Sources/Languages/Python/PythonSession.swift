import Processes

extension Language {
  /// A session of the interactive interpreter: statements after prompts, and what they print.
  static let pythonSession = Language(
    "pycon", aliases: ["python-console", "python-repl", "pyrepl"], label: "Python", lexer: .python,
    prompts: Prompts(
      first: ">>> ", further: "... ", isRequired: true, blankLine: "<BLANKLINE>",
      session: { PythonSession(of: $0).unit(mayElide: $1) }),
    parser: .python, runner: .python,
    executedCode: { PythonSession(of: $0).executed },
    layout: { PythonSession(of: $0).layout },
    outputLines: { code in
      Set(PythonSession(of: code).lines.enumerated().filter { $0.element.prompt == nil }.map(\.offset))
    })
}

/// A session of the interactive interpreter as on a page, as `doctest` reads it.
///
/// A statement that is followed by a traceback, or by the place of a syntax error, must raise that exception. The lines
/// between `Traceback` and the exception are those of another machine, and are not compared.
struct PythonSession: Sendable {
  let text: String
  let lines: [Prompts.Line]
  let commands: [SessionCommand]

  init(of text: String) {
    self.text = text
    lines = Prompts(first: ">>> ", further: "... ").lines(of: text)
    var commands: [SessionCommand] = []
    for (number, line) in lines.enumerated() {
      if line.isFirst {
        commands.append(
          SessionCommand(line: number, code: line.code + "\n", shown: [String(line.text)]))
      } else if commands.isEmpty {
        continue
      } else if line.prompt != nil {
        commands[commands.count - 1].code += line.code + "\n"
        commands[commands.count - 1].shown.append(String(line.text))
      } else {
        commands[commands.count - 1].output.append(String(line.text))
      }
    }
    self.commands = commands.map { command in
      var command = command
      while command.output.last?.allSatisfy(\.isWhitespace) ?? false {
        command.output.removeLast()
        command.gap += 1
      }
      command.mayFail = command.showsException
      return command
    }
  }

  /// What a run depends on: the statements, and the exceptions that they must raise.
  var executed: String {
    commands.map { ([$0.code] + $0.stack).joined(separator: "\n") }.joined(separator: "\0")
  }

  /// What the page has of the transcript besides: the places of the statements, as they are written, and empty lines.
  var layout: String {
    commands.map { (["\($0.line) \($0.gap)"] + $0.shown).joined(separator: "\n") }.joined(separator: "\0")
  }

  /// The code that is parsed: without statements that show how Python refuses them. `nil` without a statement.
  func unit(mayElide: Bool) -> SyntaxUnit? {
    guard !commands.isEmpty else { return nil }
    var code = lines.map { String($0.code) }
    var refused: [SyntaxUnit.Refused] = []
    for command in commands where command.showsException && command.isRefused {
      for line in command.line..<(command.line + command.shown.count) { code[line] = "" }
      refused.append(.init(line: command.line + 1, code: command.code))
    }
    var unit = SyntaxUnit(
      code.joined(separator: "\n"), shown: text, prompts: lines.map { $0.prompt ?? 0 }, mayElide: mayElide)
    unit.refused = refused
    return unit
  }

  /// The blocks of a program as the interpreter runs them.
  static func parts(of program: Program, firstMarker: Int = 0) -> SessionParts {
    SessionParts(program, firstMarker: firstMarker) { block in
      isSession(block) ? PythonSession(of: block.code).commands : nil
    }
  }

  static func isSession(_ block: ProgramBlock) -> Bool { block.language == Language.pythonSession.id }

  /// What the interpreter shows of a statement that was run.
  ///
  /// - Parameter path: of the page, for an exception that was not raised.
  static func shown(
    _ command: SessionCommand, _ part: ProgramBlock, _ run: BlockRun, on path: String
  ) -> BlockRun {
    var run = run
    switch run.end {
    case .error(var error):
      if command.showsException {
        run.output += (command.stack + [error.diagnostic]).joined(separator: "\n") + "\n"
        run.end = .completed
      } else if let line = error.line, let columns = error.columns,
        (part.firstLine..<(part.firstLine + command.shown.count)).contains(line)
      {
        error.columns = (columns.lowerBound + 4)..<(columns.upperBound + 4)
        run.end = .error(error)
      }
    case .completed where command.showsException:
      let last = command.output.last ?? ""
      run.end = .error(
        RunError(
          path: path, line: part.firstLine,
          message: "this statement should raise `\(last)`, but it raises nothing", exitCode: 1))
    default: break
    }
    return run
  }
}

extension SessionCommand {
  /// Whether the page shows that it raises an exception: with a traceback, or with the place of a syntax error.
  fileprivate var showsException: Bool {
    output.first.map { $0.hasPrefix("Traceback (") || $0.hasPrefix("  File \"<") } ?? false
  }

  /// The lines before the exception: the first, and those of the stack.
  fileprivate var stack: [String] {
    guard showsException else { return [] }
    return output.prefix(1)
      + output.dropFirst().prefix { $0.hasPrefix(" ") || $0.hasPrefix("\t") || $0 == "..." }
  }

  /// Whether the exception is that of code that Python cannot read, with its place and without a traceback: one that code
  /// raises, such as `exec`, has one.
  fileprivate var isRefused: Bool {
    guard output.first?.hasPrefix("  File \"<") ?? false else { return false }
    return output.contains { line in
      ["SyntaxError", "IndentationError", "TabError"].contains { line.hasPrefix($0) }
    }
  }
}
