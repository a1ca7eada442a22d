/// The blocks of a program as the shell runs them: each command of a terminal session is one of its own.
struct ShellParts: Sendable {
  let session: SessionParts
  let blocks: [ShellRun.Block]

  init(_ program: Program, firstMarker: Int = 0) {
    session = SessionParts(program, firstMarker: firstMarker) { block in
      Self.isSession(block) ? ConsoleSession(block.code).commands(in: block.code) : nil
    }
    blocks = session.blocks.map { part in
      ShellRun.Block(
        marker: part.id, absolutePath: program.path, printedPath: program.printedPath,
        firstLine: part.firstLine, code: part.code, mayFail: part.mayFail,
        mergesErrors: Self.isSession(part))
    }
  }

  private static func isSession(_ block: ProgramBlock) -> Bool { block.language == Language.console.id }
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
