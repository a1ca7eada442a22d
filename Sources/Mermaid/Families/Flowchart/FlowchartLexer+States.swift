/// The rules of each state.
extension FlowchartLexer {
  mutating func matchDirection() -> FlowchartToken? {
    if takeMarkdownStart() || takeStringStart() { return nil }
    let end = spaceEnd()
    if let last = bytes[cursor.at..<end].lastIndex(of: .newline) {
      cursor.at = last + 1
      pop()
      return .noDirection
    }
    var ahead = cursor
    ahead.at = end
    for word in ["LR", "RL", "TB", "BT", "TD", "BR", "v"] as [StaticString]
    where ahead.take(word, wholeWord: true) {
      cursor = ahead
      pop()
      return .direction
    }
    if let byte = ahead.peek, "<>^".utf8.contains(byte) {
      cursor.at = ahead.at + 1
      pop()
      return .direction
    }
    return take(.invisible) ? .link : takeLabelStart() ?? invalid()
  }

  mutating func matchInitial() -> FlowchartToken? {
    switch matchKeyword() {
    case .word(let token): return token
    case .silent: return nil
    case .nothing: break
    }
    if let (direction, end) = directions.statement(at: cursor.at) {
      cursor.at = end
      return .directionStatement(direction)
    }
    if let end = linkIDEnd() {
      cursor.at = end
      return .linkID
    }
    if !cursor.take(while: \.isDigit).isEmpty { return .number }
    if cursor.take(.hash) { return .hash }
    if cursor.take(":::") { return .styleSeparator }
    if cursor.take(.colon) { return .colon }
    if cursor.take(UInt8(ascii: "&")) { return .ampersand }
    if cursor.take(.semicolon) { return .semicolon }
    if cursor.take(.comma) { return .comma }
    if cursor.take(UInt8(ascii: "*")) { return .asterisk }
    if take(.solid) { return .link }
    if takeStart(.solid) {
      push(.edgeText)
      return .startLink
    }
    if take(.thick) { return .link }
    if takeStart(.thick) {
      push(.thickEdgeText)
      return .startLink
    }
    if take(.dotted) { return .link }
    if takeStart(.dotted) {
      push(.dottedEdgeText)
      return .startLink
    }
    if take(.invisible) { return .link }
    if cursor.take("[|") { return .propertiesStart }
    if cursor.take(UInt8(ascii: ">")) {
      push(.text)
      return .tagEnd
    }
    if let token = takeLabelStart() { return token }
    if cursor.take(UInt8(ascii: "<")) { return .tagStart }
    if cursor.take(UInt8(ascii: "^")) { return .up }
    if cursor.take("\\|") { return .separatorBar }
    if cursor.take("v", wholeWord: true) { return .down }
    if takeNodeString() { return .nodeString }
    if cursor.take(.hyphen) { return .minus }
    if takeLetter() { return .unicodeText }
    if !cursor.take(while: { $0 == .newline }).isEmpty { return .newline }
    let space = Whitespace.length(bytes, cursor.at)
    if space > 0 {
      cursor.at += space
      return .space
    }
    return invalid()
  }

  /// The rules that are tried before all others.
  private mutating func matchKeyword() -> Match<FlowchartToken> {
    guard let byte = cursor.peek else { return .nothing }
    switch byte {
    case UInt8(ascii: "a"): return takeAccessibility(ignoringCase: false)
    case UInt8(ascii: "@"):
      guard cursor.take("@{") else { return .nothing }
      push(.shapeData)
      return .word(.shapeData)
    case .quote:
      _ = takeMarkdownStart() || takeStringStart()
      return .silent
    case UInt8(ascii: "c"):
      for (word, state) in [("call", State.callbackName), ("click", .click)] as [(StaticString, State)] {
        var ahead = cursor
        guard ahead.take(word), Whitespace.length(bytes, ahead.at) > 0 else { continue }
        cursor.at = Whitespace.end(bytes, ahead.at)
        push(state)
        return .silent
      }
      if cursor.take("classDef", wholeWord: true) { return .word(.classDef) }
      return cursor.take("class", wholeWord: true) ? .word(.class) : .nothing
    case UInt8(ascii: "h"):
      var ahead = cursor
      guard ahead.take("href") else { return .nothing }
      let space = Whitespace.length(bytes, ahead.at)
      guard space > 0 else { return .nothing }
      cursor.at = ahead.at + space
      return .word(.href)
    case UInt8(ascii: "s"):
      if cursor.take("style", wholeWord: true) { return .word(.style) }
      if cursor.take("subgraph", wholeWord: true) { return .word(.subgraph) }
      return cursor.take("swimlane-beta", wholeWord: true) ? .word(graphWord()) : .nothing
    case UInt8(ascii: "d"): return cursor.take("default", wholeWord: true) ? .word(.default) : .nothing
    case UInt8(ascii: "l"): return cursor.take("linkStyle", wholeWord: true) ? .word(.linkStyle) : .nothing
    case UInt8(ascii: "i"):
      return cursor.take("interpolate", wholeWord: true) ? .word(.interpolate) : .nothing
    case UInt8(ascii: "f"):
      guard cursor.take("flowchart-elk", wholeWord: true) || cursor.take("flowchart", wholeWord: true) else {
        return .nothing
      }
      return .word(graphWord())
    case UInt8(ascii: "g"): return cursor.take("graph", wholeWord: true) ? .word(graphWord()) : .nothing
    case UInt8(ascii: "e"):
      guard cursor.take("end", wholeWord: true) else { return .nothing }
      cursor.at = spaceEnd()
      return .word(.end)
    case UInt8(ascii: "_"):
      for word in ["_self", "_blank", "_parent", "_top"] as [StaticString]
      where cursor.take(word, wholeWord: true) {
        return .word(.linkTarget)
      }
      return .nothing
    default: return .nothing
    }
  }

  private mutating func graphWord() -> FlowchartToken {
    if expectsGraph { push(.direction) }
    expectsGraph = false
    return .graph
  }

  mutating func matchLabel() -> FlowchartToken? {
    if takeMarkdownStart() || takeStringStart() { return nil }
    if take(.invisible) { return .link }
    switch state {
    case .ellipse:
      if let byte = cursor.peek, "-/)".utf8.contains(byte), cursor.peek(1) == UInt8(ascii: ")") {
        cursor.at += 2
        pop()
        return .ellipseEnd
      }
      if let byte = cursor.peek, !"()[]{}".utf8.contains(byte) {
        cursor.at = cursor.character.upperBound
        return .text
      }
    case .trapezoid:
      if let byte = cursor.peek, "\\(?=])".utf8.contains(byte), cursor.peek(1) == UInt8(ascii: "]") {
        cursor.at += 2
        pop()
        return .trapezoidEnd
      }
      if cursor.take("/]") {
        pop()
        return .invertedTrapezoidEnd
      }
      if cursor.take(UInt8(ascii: "/")) || cursor.take(.backslash) { return .text }
      if !cursor.take(while: { !"\\[](){}/".utf8.contains($0) }).isEmpty { return .text }
    default:
      if let token = takeTextEnd() { return token }
    }
    if let token = takeLabelStart() { return token }
    if state == .text, !cursor.take(while: { !"[](){}|\"".utf8.contains($0) }).isEmpty { return .text }
    return invalid()
  }

  private mutating func takeTextEnd() -> FlowchartToken? {
    let ends: [(StaticString, FlowchartToken)] = [
      ("])", .stadiumEnd), ("]]", .subroutineEnd), (")]", .cylinderEnd), (")))", .doubleCircleEnd),
      ("|", .pipe), (")", .parenthesisEnd), ("]", .squareEnd), ("}", .diamondEnd),
    ]
    for (word, token) in ends where cursor.take(word) {
      pop()
      return token
    }
    return nil
  }

  /// The opening bracket or quote of a label, in any state.
  private mutating func takeLabelStart() -> FlowchartToken? {
    guard let byte = cursor.peek, "([{|".utf8.contains(byte) else { return nil }
    let starts: [(StaticString, FlowchartToken, State)] = [
      ("(-", .ellipseStart, .ellipse), ("([", .stadiumStart, .text), ("[[", .subroutineStart, .text),
      ("[(", .cylinderStart, .text), ("(((", .doubleCircleStart, .text),
      ("[/", .trapezoidStart, .trapezoid), ("[\\", .invertedTrapezoidStart, .trapezoid), ("|", .pipe, .text),
      ("(", .parenthesisStart, .text), ("[", .squareStart, .text), ("{", .diamondStart, .text),
    ]
    for (word, token, state) in starts where cursor.take(word) {
      push(state)
      return token
    }
    return nil
  }
}
