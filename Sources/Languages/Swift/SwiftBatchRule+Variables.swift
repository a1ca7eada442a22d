/// Variables of a file and of a function are the same only where these rules hold.
extension SwiftBatchRule {
  /// Every variable at the top is one name, or a tuple of names, with a value: `let x = 1`.
  mutating func readVariables() -> Bool {
    for (position, piece) in pieces.enumerated() {
      var depth = 0
      for (index, token) in piece.tokens.enumerated() where piece.items[index] == nil {
        if token.kind == .open { depth += 1 }
        if token.kind == .close { depth -= 1 }
        let isLineStart = index == 0 || piece.tokens[index - 1].line < token.line
        guard depth == 0, isLineStart, ["let", "var"].contains(piece.text(index)) else { continue }
        guard let (names, equals) = pattern(after: index, piece), let end = end(after: equals, piece) else {
          return false
        }
        for name in names where piece.text(name) != "_" {
          if variables.contains(where: { $0.name == piece.text(name) }) { return false }
          variables.append(
            Variable(
              name: piece.text(name), isConstant: piece.text(index) == "let", piece: position,
              start: piece.tokens[name].range.lowerBound, end: end))
        }
      }
    }
    return true
  }

  /// The tokens that are names of a declaration, and that before its value.
  private func pattern(after index: Int, _ piece: Piece) -> (names: [Int], equals: Int)? {
    var names: [Int] = []
    var at = index + 1
    if piece.text(at) == "(" {
      at += 1
      while at < piece.tokens.count, piece.text(at) != ")" {
        guard piece.tokens[at].kind == .word || piece.text(at) == "," else { return nil }
        if piece.tokens[at].kind == .word { names.append(at) }
        at += 1
      }
    } else {
      guard at < piece.tokens.count, piece.tokens[at].kind == .word else { return nil }
      names.append(at)
    }
    let line = piece.tokens[index].line
    at += 1
    while at < piece.tokens.count, piece.tokens[at].line == line, piece.text(at) != "{", piece.text(at) != ","
    {
      if piece.text(at) == "=" { return (names, at) }
      at += 1
    }
    return nil
  }

  /// The byte at which a declaration ends; `nil` when it declares more than one variable.
  private func end(after equals: Int, _ piece: Piece) -> Int? {
    var depth = 0
    for index in equals..<piece.tokens.count {
      let token = piece.tokens[index]
      let isLineStart = piece.tokens[index - 1].line < token.line
      if depth == 0, isLineStart, piece.items[index] != nil || piece.outline.statements.contains(token.line) {
        return token.range.lowerBound
      }
      if token.kind == .open { depth += 1 }
      if token.kind == .close { depth -= 1 }
      if depth == 0, piece.text(index) == "," { return nil }
    }
    return piece.code.count
  }

  /// A variable of a file is seen in the whole file, one of a function only after its declaration: no code before
  /// it, no value of its own and no declaration may use its name.
  var usesVariablesInOrder: Bool {
    let byName = Dictionary(variables.map { (Array($0.name.utf8), $0) }) { first, _ in first }
    if byName.isEmpty { return true }
    return pieces.indices.allSatisfy { position in
      let piece = pieces[position]
      let itemLines = Set(piece.outline.items.flatMap(\.lines))
      let tokens = piece.allTokens.filter { ![.comment, .documentation].contains($0.kind) }
      var brackets: [UInt8] = []
      var line = 0
      var at = 0
      for (index, token) in tokens.enumerated() {
        while at < token.range.lowerBound {
          if piece.code[at] == UInt8(ascii: "\n") { line += 1 }
          at += 1
        }
        if token.kind == .open { brackets.append(piece.code[token.range.lowerBound]) }
        if token.kind == .close { _ = brackets.popLast() }
        guard token.kind == .word, let variable = byName[Array(piece.code[token.range])] else { continue }
        func text(_ index: Int) -> String {
          tokens.indices.contains(index)
            ? String(decoding: piece.code[tokens[index].range], as: UTF8.self) : ""
        }
        let before = text(index - 1)
        let isMember = before == "." && text(index - 2) != "."
        let isLabel =
          ["(", ","].contains(before) && text(index + 1) == ":" && brackets.last == UInt8(ascii: "(")
        if isMember || isLabel { continue }
        let isOwn = position == variable.piece && token.range.lowerBound == variable.start
        let isEarlier = (position, token.range.lowerBound) < (variable.piece, variable.end)
        if itemLines.contains(line) || isEarlier && !isOwn { return false }
      }
      return true
    }
  }
}
