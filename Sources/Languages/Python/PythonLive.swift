import JSON
import Processes

extension LiveRunner {
  /// One interpreter, which runs a file for each block in `__main__`.
  static let python = LiveRunner(
    start: { program, pipe, folder in
      guard let python = folder.starter.find("python3", nil) else { throw ProcessError.notFound("python3") }
      var text = ""
      if case .page(let page) = program.source { text = page }
      return try PythonRun(interpreter: python).request(
        program, [], text: text, token: pipe.token, pipe: pipe.path, in: folder)
    },
    step: { program, pipe, number, folder in
      let parts = PythonSession.parts(of: program, firstMarker: RunFolder.firstMarker(number))
      let json = JSON.array(parts.blocks.map { PythonRun.json($0, variables: program.variables) })
      let path = try folder.write(json.text(), to: "next-\(number).json")
      return LiveStep(path: path, timeouts: parts.timeouts) { result in
        let runs = try PythonRun.runs(of: result, token: pipe.token, program, in: folder)
        return parts.combined(runs, of: program) { PythonSession.shown($0, $1, $2, on: program.path) }.values
          .first ?? BlockRun()
      }
    })
}
