/// One command of a session with prompts: `$ ls` of a terminal, `>>> 1 + 1` of an interactive interpreter.
struct SessionCommand: Sendable, Hashable {
  /// 0-based line of the prompt in the block.
  var line: Int
  /// The command, every line at its own place, without prompts.
  var code: String
  /// The lines as they are written, with prompts.
  var shown: [String]
  /// What the page shows as its output, where that says how it is run; without empty lines at the end.
  var output: [String] = []
  /// The empty lines of the page after that output.
  var gap = 0
  /// Whether the session goes on when it fails.
  var mayFail = false
}

/// The blocks of a program as an interpreter runs them: each command of a session with prompts is one of its own.
struct SessionParts: Sendable {
  /// Their ids are the markers.
  private(set) var blocks: [ProgramBlock] = []
  /// The positions of the parts of each block, by its id.
  private var parts: [Int: [Int]] = [:]
  /// The commands of sessions, by the ids of their blocks.
  private var commands: [Int: [SessionCommand]] = [:]

  /// - Parameter commands: those of a block that is a session; `nil` for other code.
  init(_ program: Program, firstMarker: Int = 0, commands: (ProgramBlock) -> [SessionCommand]?) {
    for block in program.blocks {
      guard let found = commands(block) else {
        add(block, firstMarker)
        continue
      }
      self.commands[block.id] = found
      for command in found {
        var part = block
        part.code = command.code
        part.firstLine += command.line
        part.mayFail = block.mayFail || command.mayFail
        add(part, firstMarker)
      }
    }
  }

  private mutating func add(_ block: ProgramBlock, _ firstMarker: Int) {
    var part = block
    part.id = firstMarker + blocks.count
    parts[block.id, default: []].append(blocks.count)
    blocks.append(part)
  }

  var timeouts: [Int: Duration] {
    Dictionary(blocks.map { ($0.id, $0.timeout) }) { first, _ in first }
  }

  /// The run of each block of the program from those of its parts.
  ///
  /// - Parameter each: what a session shows of the run of a command.
  func combined(
    _ runs: [Int: BlockRun], of program: Program,
    each: (SessionCommand, ProgramBlock, BlockRun) -> BlockRun = { $2 }
  ) -> [Int: BlockRun] {
    var combined: [Int: BlockRun] = [:]
    for block in program.blocks {
      let parts = (parts[block.id] ?? []).map { blocks[$0] }
      let commands = commands[block.id]
      var own = parts.map { runs[$0.id] ?? BlockRun() }
      if let commands {
        for index in own.indices { own[index] = each(commands[index], parts[index], own[index]) }
      }
      combined[block.id] = Self.run(of: block, own, commands)
    }
    return combined
  }

  private static func run(
    of block: ProgramBlock, _ own: [BlockRun], _ commands: [SessionCommand]?
  ) -> BlockRun {
    var run = BlockRun(end: .completed)
    run.error = own.map(\.error).joined()
    let outputs = own.map(\.output)
    run.output = commands.map { SessionCommand.transcript($0, outputs) } ?? outputs.joined()
    guard let first = own.firstIndex(where: { $0.end != .completed }) else { return run }
    run.end = own[first].end
    if run.end == .ended(.exited(0)), first + 1 < own.count, let command = commands?[first] {
      run.end = .endedEarly(line: block.firstLine + command.line)
    }
    return run
  }
}

extension SessionCommand {
  /// The session with the actual output.
  static func transcript(_ commands: [SessionCommand], _ outputs: [String]) -> String {
    var text = ""
    for (command, output) in zip(commands, outputs) {
      text += command.shown.joined(separator: "\n") + "\n" + output
      if !output.isEmpty, !output.hasSuffix("\n") { text += "\n" }
      text += String(repeating: "\n", count: command.gap)
    }
    return text
  }
}
