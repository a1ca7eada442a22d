/// A line diff, for comparing expected and actual text.
public enum LineDiff {
  /// About what takes a tenth of a second: 700 lines that differ from 700 others.
  private static let mostCells = 500_000

  /// Lines of `old` and `new` with ` `, `-` or `+` before each; `nil` when the two are equal.
  ///
  /// Runs of equal lines longer than `2 * context` are cut in the middle. Quadratic in the number of lines
  /// that differ, so very long outputs are compared only between their common start and end.
  public static func unified(_ old: [String], _ new: [String], context: Int = 3) -> String? {
    if old.elementsEqual(new, by: { $0.isExactly($1) }) { return nil }
    var prefix = 0
    while prefix < min(old.count, new.count), old[prefix].isExactly(new[prefix]) { prefix += 1 }
    var suffix = 0
    while suffix < min(old.count, new.count) - prefix,
      old[old.count - 1 - suffix].isExactly(new[new.count - 1 - suffix])
    { suffix += 1 }
    let a = Array(old[prefix..<(old.count - suffix)])
    let b = Array(new[prefix..<(new.count - suffix)])
    var rows: [(mark: Character, text: String)] = old[..<prefix].map { (" ", $0) }
    rows += a.count * b.count > mostCells ? a.map { ("-", $0) } + b.map { ("+", $0) } : align(a, b)
    rows += old[(old.count - suffix)...].map { (" ", $0) }
    return cut(rows, context: context)
  }

  private static func align(_ a: [String], _ b: [String]) -> [(mark: Character, text: String)] {
    // Longest common subsequence by the textbook table, walked from the start.
    var table = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
    for i in a.indices.reversed() {
      for j in b.indices.reversed() {
        table[i][j] = a[i].isExactly(b[j]) ? table[i + 1][j + 1] + 1 : max(table[i + 1][j], table[i][j + 1])
      }
    }
    var rows: [(mark: Character, text: String)] = []
    var (i, j) = (0, 0)
    while i < a.count || j < b.count {
      if i < a.count, j < b.count, a[i].isExactly(b[j]) {
        rows.append((" ", a[i]))
        i += 1
        j += 1
      } else if j == b.count || (i < a.count && table[i + 1][j] >= table[i][j + 1]) {
        rows.append(("-", a[i]))
        i += 1
      } else {
        rows.append(("+", b[j]))
        j += 1
      }
    }
    return rows
  }

  private static func cut(_ rows: [(mark: Character, text: String)], context: Int) -> String {
    var keep = [Bool](repeating: false, count: rows.count)
    for index in rows.indices where rows[index].mark != " " {
      for near in max(0, index - context)...min(rows.count - 1, index + context) { keep[near] = true }
    }
    var lines: [String] = []
    var skipped = 0
    for index in rows.indices {
      if keep[index] {
        if skipped > 0 { lines.append("  (\(skipped) equal line\(skipped == 1 ? "" : "s"))") }
        skipped = 0
        lines.append("\(rows[index].mark) \(rows[index].text)")
      } else {
        skipped += 1
      }
    }
    if skipped > 0 { lines.append("  (\(skipped) equal line\(skipped == 1 ? "" : "s"))") }
    return lines.joined(separator: "\n")
  }
}
