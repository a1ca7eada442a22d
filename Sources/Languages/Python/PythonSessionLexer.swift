extension Scanner {
  /// A session of the interactive interpreter: statements after `>>> ` and directly after them `... `, the rest is
  /// output.
  mutating func scanPythonSession() {
    var isStatement = false
    while position < end {
      let start = position
      let stop = endOfLine(from: start)
      let isFirst = starts(with: ">>> ") || stop - start == 3 && starts(with: ">>>")
      let isFurther = isStatement && (starts(with: "... ") || stop - start == 3 && starts(with: "..."))
      isStatement = isFirst || isFurther
      if isStatement {
        position = min(start + 4, stop)
        mark(.prompt, from: start)
        embed(.python, upTo: stop)
        position = min(stop + 1, end)
      } else {
        position = min(stop + 1, end)
        mark(.output, from: start)
      }
    }
  }
}
