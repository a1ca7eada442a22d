import Diagnostics

/// `\begin{…}`, and rows and columns.
extension TeXParser {
  mutating func environment(_ range: Range<Int>) throws(FormulaError) -> MathNode {
    let inside = try braced("\\begin", range)
    let name = String(decoding: bytes[inside], as: UTF8.self)
    guard var table = TeXCommands.environments[name] else {
      let known = TeXCommands.environments.keys.sorted()
      throw FormulaError(
        "there is no environment `\(name)`", at: inside,
        fix: NearMiss.nearest(to: name, in: known).map { "write `\($0)`" }
          ?? "the environments are " + known.map { "`\($0)`" }.joined(separator: ", "))
    }
    if name == "array" {
      let columns = try braced("\\begin{array}", range)
      for place in columns where bytes[place] > 0x20 {
        guard "lcr".utf8.contains(bytes[place]) else {
          throw FormulaError(
            "a column of an array is `l`, `c` or `r`", at: place..<(place + 1), fix: "write one of these")
        }
        table.alignments.append(Character(Unicode.Scalar(bytes[place])))
      }
    }
    table.rows = try lines()
    guard command(at: at) == "end" else {
      if at < bytes.count { throw unexpected() }
      throw FormulaError(
        "`\\begin{\(name)}` is not ended", at: range.lowerBound..<(inside.upperBound + 1),
        fix: "write `\\end{\(name)}`")
    }
    let end = readCommand().range
    let ended = try braced("\\end", end)
    let endName = String(decoding: bytes[ended], as: UTF8.self)
    if endName != name {
      throw FormulaError(
        "`\\begin{\(name)}` is ended by `\\end{\(endName)}`", at: ended, fix: "write `\(name)`")
    }
    return .table(table)
  }

  /// Rows and cells; a line end after the last row starts no further one.
  private mutating func lines() throws(FormulaError) -> [[[MathNode]]] {
    var rows: [[[MathNode]]] = [[]]
    while true {
      rows[rows.count - 1].append(try row())
      if at < bytes.count, bytes[at] == UInt8(ascii: "&") {
        at += 1
      } else if command(at: at) == "\\" {
        readCommand()
        rows.append([])
      } else {
        if let last = rows.last, rows.count > 1, last.allSatisfy(\.isEmpty) { rows.removeLast() }
        return rows
      }
    }
  }

  mutating func substack(_ range: Range<Int>) throws(FormulaError) -> MathNode {
    skipSpace()
    guard at < bytes.count, bytes[at] == UInt8(ascii: "{") else {
      throw FormulaError("`\\substack` takes lines in braces", at: range, fix: "write `\\substack{… \\\\ …}`")
    }
    at += 1
    let rows = try lines()
    guard at < bytes.count, bytes[at] == UInt8(ascii: "}") else {
      if at < bytes.count { throw unexpected() }
      throw FormulaError("`\\substack` is not closed", at: range, fix: "write `}`")
    }
    at += 1
    return .table(MathTable(rows: rows, form: .small))
  }
}
