extension TextBlock {
  /// Breaks a label into lines no wider than `limit` CSS pixels (or as wide as a word that is not broken), of about
  /// equal length, and measures them.
  ///
  /// Lines are broken at spaces and between wide characters. A word that is too long on its own is broken after
  /// `/ - _ . , : = & ? |`, before `(` and at the humps of camel case. Other words are broken anywhere when they are
  /// wider than 300 px, and never below.
  ///
  /// ```swift
  /// let block = TextBlock("A label of several words", font: .small, limit: 80)
  /// print(block.lines.count, block.height)
  /// ```
  ///
  /// - Parameter longestWord: the widest word that is not broken, in CSS pixels; a third more than `limit` when not
  ///   given.
  public init(_ text: RichText, font: Font = .label, limit: Double, longestWord: Double? = nil) {
    var lines: [Line] = []
    for line in text.lines.prefix(Self.mostLines) {
      // A word a little longer than the limit widens the label rather than being torn apart.
      let pieces = Piece.split(line, font: font, limit: longestWord ?? limit * Self.widening)
      let widest = pieces.reduce(limit) { max($0, $1.width) }
      lines += Self.balanced(pieces, font: font, limit: widest)
    }
    while let last = lines.last, last.runs.isEmpty { lines.removeLast() }
    while let first = lines.first, first.runs.isEmpty { lines.removeFirst() }
    self.init(
      lines: lines, font: font, width: lines.reduce(0) { max($0, $1.width) },
      height: lines.reduce(0) { $0 + $1.height })
    isList = text.isList
  }

  private static let mostLines = 400
  private static let widening = 1.35

  /// The fewest lines that fit, then the narrowest block with that number of lines.
  private static func balanced(_ pieces: [Piece], font: Font, limit: Double) -> [Line] {
    let greedy = fill(pieces, limit: limit)
    guard greedy.count > 1 else { return greedy.map { Line($0, font: font) } }
    var low = limit * 0.4
    var high = limit
    while high - low > 4 {
      let middle = (low + high) / 2
      if fill(pieces, limit: middle).count <= greedy.count { high = middle } else { low = middle }
    }
    return fill(pieces, limit: high).map { Line($0, font: font) }
  }

  private static func fill(_ pieces: [Piece], limit: Double) -> [[Piece]] {
    var lines: [[Piece]] = [[]]
    var width = 0.0
    var pendingSpace: Piece?
    for piece in pieces {
      if piece.isSpace {
        if width > 0 { pendingSpace = piece }
        continue
      }
      let space = pendingSpace?.width ?? 0
      if width > 0, width + space + piece.width > limit, !(piece.isGlued && pendingSpace == nil) {
        lines.append([piece])
        width = piece.width
      } else {
        if let pendingSpace { lines[lines.count - 1].append(pendingSpace) }
        lines[lines.count - 1].append(piece)
        width += space + piece.width
      }
      pendingSpace = nil
    }
    return lines
  }
}

extension TextBlock.Line {
  fileprivate init(_ pieces: [Piece], font: Font) {
    var runs: [RichText.Run] = []
    for piece in pieces {
      if let last = runs.indices.last, runs[last].hasSameStyle(as: piece.run) {
        runs[last].text += piece.run.text
      } else {
        runs.append(piece.run)
      }
    }
    self.init(
      runs: runs, width: pieces.reduce(0) { $0 + $1.width },
      height: runs.reduce(font.lineHeight) { max($0, font.height(of: $1)) })
  }
}

/// A part of a label inside which no line is broken.
private struct Piece {
  var run: RichText.Run
  var width: Double
  var isSpace = false
  /// No break is allowed before it unless there is a space: it continues a word in another style.
  var isGlued = false

  static func split(_ line: [RichText.Run], font: Font, limit: Double) -> [Piece] {
    var pieces: [Piece] = []
    for run in line {
      var isFirst = true
      func add(_ text: some StringProtocol, isSpace: Bool = false) {
        if text.isEmpty { return }
        let part = run.with(text)
        let glued = isFirst && !isSpace && pieces.last.map { !$0.isSpace } ?? false
        pieces.append(Piece(run: part, width: font.width(of: part), isSpace: isSpace, isGlued: glued))
        isFirst = false
      }
      if run.formula != nil {
        add(run.text)
        continue
      }
      var word = ""
      func endWord() {
        if word.isEmpty { return }
        let whole = font.width(of: run.with(word))
        if whole <= limit { add(word) } else { for part in broken(word, run, font, limit) { add(part) } }
        word = ""
      }
      for character in run.text {
        // A no-break space keeps its two words together.
        if character.isWhitespace, character != "\u{A0}" {
          endWord()
          if pieces.last?.isSpace != true { add(" ", isSpace: true) }
        } else if character.unicodeScalars.first.map(AdvanceTable.isWide) == true, !isClosing(character) {
          endWord()
          word = String(character)
        } else {
          word.append(character)
        }
      }
      endWord()
    }
    return pieces
  }

  /// Marks that must not begin a line of Chinese or Japanese.
  private static func isClosing(_ character: Character) -> Bool { "、。，．：；！？）」』】》".contains(character) }

  /// The widest piece without a place to break that is not broken, in CSS pixels.
  private static let widestPiece = 300.0

  /// A long word cut where names are read in parts: `callTheService(now)` as `call`, `The`, `Service`, `(now)`.
  private static func broken(_ word: String, _ run: RichText.Run, _ font: Font, _ limit: Double) -> [String] {
    var parts: [String] = []
    var part = ""
    var width = 0.0
    func end() {
      if !part.isEmpty { parts.append(part) }
      part = ""
      width = 0
    }
    var previous: Character = " "
    for character in word {
      let isHump = character.isUppercase && (previous.isLowercase || previous.isNumber)
      if isHump || character == "(" || "/-_.,:=&?|".contains(previous) { end() }
      let advance = font.width(of: run.with(String(character)))
      if width + advance > max(limit, widestPiece) { end() }
      part.append(character)
      width += advance
      previous = character
    }
    end()
    return parts
  }
}
