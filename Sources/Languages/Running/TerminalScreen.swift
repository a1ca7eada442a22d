import Diagnostics

/// The lines that a terminal shows, as cells in columns.
struct TerminalScreen {
  /// Movements go no further, so that `ESC[99999999B` costs nothing.
  private static let limit = 10_000
  /// Cells that movements may fill with spaces in all: an output of a megabyte must not become a gigabyte.
  private static let paddingLimit = 1 << 21

  /// A character with its combining marks. A tab or wide character is several cells wide, of which all but the first
  /// are empty.
  private typealias Cell = String

  private var lines: [[Cell]] = [[]]
  private var row = 0
  private var saved = (row: 0, column: 0)
  private var padding = 0
  var column = 0

  var text: String {
    var text = ""
    for (index, line) in lines.enumerated() {
      if index > 0 { text += "\n" }
      for cell in line { text += cell }
    }
    return text
  }

  mutating func newLine() {
    row += 1
    column = 0
    if row == lines.count { lines.append([]) }
  }

  mutating func down(_ count: Int) {
    for _ in 0..<min(count, Self.limit - min(row, Self.limit)) {
      row += 1
      if row == lines.count { lines.append([]) }
    }
  }

  mutating func put(_ scalar: Unicode.Scalar) {
    let width = TerminalWidth.columns(scalar)
    if width == 0 {
      combine(scalar)
      return
    }
    pad(to: column)
    let start = min(column, lines[row].count)
    for index in start..<min(start + width, lines[row].count) { free(index) }
    for index in 0..<width {
      let cell = index == 0 ? String(scalar) : ""
      if start + index < lines[row].count {
        lines[row][start + index] = cell
      } else {
        lines[row].append(cell)
      }
    }
    column = start + width
  }

  /// Adds a combining mark to the character before the cursor.
  private mutating func combine(_ scalar: Unicode.Scalar) {
    var index = min(column, lines[row].count) - 1
    while index > 0, lines[row][index].isEmpty { index -= 1 }
    if index >= 0 { lines[row][index].unicodeScalars.append(scalar) }
  }

  /// Moves to the next multiple of eight. A tab is written only at the end of a line; over text the cursor just moves.
  mutating func tab() {
    let stop = (column / 8 + 1) * 8
    if column == lines[row].count {
      lines[row].append("\t")
      while lines[row].count < stop { lines[row].append("") }
    }
    column = stop
  }

  /// Fills a line with spaces up to a column.
  private mutating func pad(to column: Int) {
    while lines[row].count < column, padding < Self.paddingLimit {
      lines[row].append(" ")
      padding += 1
    }
  }

  /// Makes spaces of the character that a cell belongs to, before the cell is written again.
  private mutating func free(_ index: Int) {
    var start = index
    while start > 0, lines[row][start].isEmpty { start -= 1 }
    var end = index + 1
    while end < lines[row].count, lines[row][end].isEmpty { end += 1 }
    if end - start > 1 { for cell in start..<end { lines[row][cell] = " " } }
  }

  private mutating func erase(_ range: Range<Int>) {
    for index in range.clamped(to: 0..<lines[row].count) {
      free(index)
      lines[row][index] = " "
    }
  }

  private mutating func eraseToEnd() {
    guard column < lines[row].count else { return }
    free(column)
    lines[row].removeSubrange(column...)
  }
}

extension TerminalScreen {
  /// Carries out `ESC` and one character.
  mutating func escape(_ sign: Unicode.Scalar) {
    switch sign {
    case "7": saved = (row, column)
    case "8": (row, column) = (min(saved.row, lines.count - 1), saved.column)
    case "M": row = max(0, row - 1)
    case "D": down(1)
    case "E":
      down(1)
      column = 0
    default: self = TerminalScreen()
    }
  }

  /// Carries out a control sequence; unknown ones, such as colours, show nothing.
  mutating func control(_ sign: Unicode.Scalar, _ parameters: [Int]) {
    let kind = min(max(0, parameters.first ?? 0), Self.limit)
    let count = max(1, kind)
    switch sign {
    case "A": row = max(0, row - count)
    case "B", "e": down(count)
    case "C", "a": column = min(column + count, Self.limit)
    case "D": column = max(0, column - count)
    case "E":
      down(count)
      column = 0
    case "F":
      row = max(0, row - count)
      column = 0
    case "G", "`": column = count - 1
    case "d": move(to: count - 1)
    case "H", "f":
      move(to: count - 1)
      column = min(max(1, parameters.dropFirst().first ?? 1), Self.limit) - 1
    case "J": eraseScreen(kind)
    case "K":
      switch kind {
      case 0: eraseToEnd()
      case 1: erase(0..<(column + 1))
      default: lines[row] = []
      }
    case "P":
      guard column < lines[row].count else { return }
      free(column)
      lines[row].removeSubrange(column..<min(column + count, lines[row].count))
    case "X": erase(column..<(column + count))
    case "s": saved = (row, column)
    case "u": escape("8")
    default: break
    }
  }

  private mutating func move(to row: Int) {
    self.row = min(row, lines.count - 1)
    down(row - self.row)
  }

  private mutating func eraseScreen(_ kind: Int) {
    switch kind {
    case 0:
      eraseToEnd()
      lines.removeSubrange((row + 1)...)
    case 1:
      for index in 0..<row { lines[index] = [] }
      erase(0..<(column + 1))
    default: lines = Array(repeating: [], count: row + 1)
    }
  }
}
