extension Scanner {
  /// A terminal session: prompts, commands and output apart.
  mutating func scanConsole() {
    let lines = ConsoleSession(bytes, in: position..<end).lines
    var index = 0
    while index < lines.count {
      let line = lines[index]
      index += 1
      position = line.range.lowerBound
      if line.kind == .output {
        // With their line ends, so that nothing of them is left in a copy.
        var stop = line.range.upperBound
        while index < lines.count, lines[index].kind == .output {
          stop = lines[index].range.upperBound
          index += 1
        }
        mark(.output, line.range.lowerBound, min(stop + 1, end))
      } else {
        position += line.prompt
        mark(.prompt, from: line.range.lowerBound)
        // Continuations without prompts are read with their command.
        var stop = line.range.upperBound
        while index < lines.count, lines[index].kind == .continuation, lines[index].prompt == 0 {
          stop = lines[index].range.upperBound
          index += 1
        }
        embed(.shell, upTo: stop)
      }
    }
    position = end
  }
}
