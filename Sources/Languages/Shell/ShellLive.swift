import Processes

extension LiveRunner {
  /// One bash, which sources a file for each block.
  static let shell = LiveRunner(
    start: { program, pipe, folder in
      guard let bash = folder.starter.find("bash", nil) else { throw ProcessError.notFound("bash") }
      let lines =
        ShellRun.markFunction(pipe.token) + ShellFailures(folder: folder, []).preparation + [
          "while IFS= read -r flowdocs_next < \(ShellRun.quoted(pipe.path)); do . \"$flowdocs_next\"; done"
        ]
      let script = try folder.write(lines.joined(separator: "\n") + "\n", to: "session.sh")
      return folder.request(bash, ["--noprofile", "--norc", script], timeout: .seconds(30))
    },
    step: { program, pipe, number, folder in
      let parts = ShellParts(program, firstMarker: RunFolder.firstMarker(number))
      let files = try ShellBlockFiles(parts.blocks, in: folder)
      let variables = program.variables.sorted { $0.key < $1.key }
        .map { "export \($0.key)=\(ShellRun.quoted($0.value))" }
      let lines = files.failures.words.definitionsForBlocks + variables + files.lines
      let path = try folder.write(lines.joined(separator: "\n") + "\n", to: "next-\(number).sh")
      return LiveStep(path: path, timeouts: parts.session.timeouts) { result in
        let runs = ShellRun.runs(of: result, token: pipe.token, parts.blocks, files, in: folder)
        return parts.session.combined(runs, of: program).values.first ?? BlockRun()
      }
    })
}
