import JSON
import Processes

extension LiveRunner {
  /// One interpreter, which runs a file for each block in `__main__`.
  static let python = LiveRunner(
    start: { program, pipe, folder in
      guard let python = folder.starter.find("python3", nil) else { throw ProcessError.notFound("python3") }
      var empty = program
      empty.blocks = []
      var text = ""
      if case .page(let page) = program.source { text = page }
      return try PythonRun(interpreter: python).request(
        empty, text: text, token: pipe.token, pipe: pipe.path, in: folder)
    },
    step: { program, pipe, number, folder in
      let marker = RunFolder.firstMarker(number)
      let block = program.blocks[0]
      let json = PythonRun.json(block, marker: marker, variables: program.variables)
      let path = try folder.write(json.text(), to: "next-\(number).json")
      return LiveStep(path: path, timeouts: [marker: block.timeout]) { result in
        try PythonRun.runs(of: result, token: pipe.token, program, in: folder)[marker] ?? BlockRun()
      }
    })
}
