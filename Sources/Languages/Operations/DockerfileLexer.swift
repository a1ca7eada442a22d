extension Scanner {
  mutating func scanDockerfile() {
    var isContinuation = false
    while position < end {
      let stop = endOfLine(from: position)
      skipBlanks()
      let start = position
      if current == 0x23 {
        position = stop
        mark(.comment, from: start)
      } else {
        if !isContinuation {
          skipWord()
          if current == 32 { mark(.keyword, from: start) }
        }
        isContinuation = byte(at: stop - 1) == 0x5C
        embed(.shell, upTo: stop)
      }
      position = min(end, stop + 1)
    }
  }
}
