/// The blocks of a program as the shell runs them: each command of a terminal session is one of its own.
struct ShellParts: Sendable {
  private(set) var blocks: [ShellRun.Block] = []
  private(set) var timeouts: [Int: Duration] = [:]
  /// The markers of each block, by its id.
  private var markers: [Int: [Int]] = [:]
  /// The commands of terminal sessions, by the ids of their blocks.
  private var commands: [Int: [ConsoleSession.Command]] = [:]

  init(_ program: Program, firstMarker: Int = 0) {
    for block in program.blocks {
      if block.language == Language.console.id {
        let commands = ConsoleSession(block.code).commands(in: block.code)
        self.commands[block.id] = commands
        for command in commands {
          add(command.code, line: command.line, of: block, program, firstMarker, mergesErrors: true)
        }
      } else {
        add(block.code, line: 0, of: block, program, firstMarker, mergesErrors: false)
      }
    }
  }

  private mutating func add(
    _ code: String, line: Int, of block: ProgramBlock, _ program: Program, _ firstMarker: Int,
    mergesErrors: Bool
  ) {
    let marker = firstMarker + blocks.count
    markers[block.id, default: []].append(marker)
    timeouts[marker] = block.timeout
    blocks.append(
      ShellRun.Block(
        marker: marker, absolutePath: program.path, printedPath: program.printedPath,
        firstLine: block.firstLine + line, code: code, mayFail: block.mayFail, mergesErrors: mergesErrors))
  }

  /// The run of each block of the program from those of its parts.
  func combined(_ runs: [Int: BlockRun], of program: Program) -> [Int: BlockRun] {
    var combined: [Int: BlockRun] = [:]
    for block in program.blocks {
      let own = (markers[block.id] ?? []).map { runs[$0] ?? BlockRun() }
      var run = BlockRun(end: .completed)
      run.error = own.map(\.error).joined()
      run.output =
        commands[block.id].map { ConsoleSession.transcript($0, own.map(\.output)) }
        ?? own.map(\.output).joined()
      if let first = own.firstIndex(where: { $0.end != .completed }) {
        run.end = own[first].end
        if run.end == .ended(.exited(0)), first + 1 < own.count, let command = commands[block.id]?[first] {
          run.end = .endedEarly(line: block.firstLine + command.line)
        }
      }
      combined[block.id] = run
    }
    return combined
  }
}

/// The files that a shell sources for some blocks.
struct ShellBlockFiles: Sendable {
  let failures: ShellFailures
  /// What sources them, in order, between markers.
  private(set) var lines: [String] = []
  /// The paths that messages show in place of these files.
  private(set) var printedPaths: [String: String] = [:]

  init(_ blocks: [ShellRun.Block], in folder: RunFolder) throws {
    failures = ShellFailures(folder: folder, blocks)
    for block in blocks {
      // Empty lines before the code give every line its number on the page.
      let padding = String(repeating: "\n", count: max(0, block.firstLine - 1))
      let end = block.returns ? "\nflowdocs_returned=\n" : ""
      let path = try folder.write(padding + block.code + end, to: "block-\(block.marker).sh")
      printedPaths[path] = block.printedPath
      lines.append("flowdocs_mark \(block.marker)")
      lines += failures.start(of: block)
      let source = ". \(ShellRun.quoted(path))" + (block.mergesErrors ? " 2>&1" : "")
      lines += block.mayFail ? failures.inSubshell(source, block) : failures.watched(source, block)
    }
    lines.append("flowdocs_mark -1")
  }
}
