extension Scanner {
  /// A transcript: lines with a prompt are commands, the others are what was printed.
  mutating func scanConsole() {
    while position < end {
      let start = position
      var stop = endOfLine(from: position)
      if current == 0x24 || current == 0x25 || current == 0x23, peek(1) == 32 {
        position += 2
        mark(.prompt, from: start)
        // A command goes on over lines that end in a backslash.
        while byte(at: stop - 1) == 0x5C, stop < end { stop = endOfLine(from: stop + 1) }
        embed(.shell, upTo: stop)
      } else {
        position = stop
        mark(.output, from: start)
      }
      position = min(end, stop + 1)
    }
  }
}
