extension Scanner {
  /// A request or a response: the first line, headers, and a body highlighted by its apparent language.
  mutating func scanHTTP() {
    httpFirstLine()
    while position < end {
      let start = position
      let stop = endOfLine(from: position)
      if start == stop || (stop == start + 1 && bytes[start] == 13) {
        position = min(end, stop + 1)
        break
      }
      while position < stop, bytes[position] != 0x3A { position += 1 }
      if position < stop {
        mark(.property, from: start)
        position += 1
        headerValue(upTo: stop)
      }
      position = min(end, stop + 1)
    }
    let body = afterBlanks(position)
    if body == 0x7B || body == 0x5B { embed(.json, upTo: end) }
    if body == 0x3C { embed(.html, upTo: end) }
    position = end
  }

  private mutating func httpFirstLine() {
    let stop = endOfLine(from: position)
    var start = position
    if starts(with: "HTTP/") {
      while position < stop, bytes[position] != 32 { position += 1 }
      mark(.keyword, from: start)
      skipBlanks()
      start = position
      skipWord()
      mark(.number, from: start)
      skipBlanks()
      start = position
      position = stop
      mark(.string, from: start)
    } else {
      skipWord()
      mark(.keyword, from: start)
      skipBlanks()
      start = position
      while position < stop, bytes[position] != 32 { position += 1 }
      mark(.string, from: start)
      skipBlanks()
      start = position
      position = stop
      mark(.keyword, from: start)
    }
    position = min(end, stop + 1)
  }

  /// Plain, except for variables such as `$JWT_TOKEN`.
  private mutating func headerValue(upTo stop: Int) {
    while position < stop {
      let start = position
      position += 1
      if bytes[start] == 0x24, current.isWordStart {
        skipWord()
        mark(.variable, from: start)
      }
    }
  }
}
