/// Tables.
extension MathMLWriter {
  mutating func table(_ table: MathTable) {
    let isFenced = !table.open.isEmpty || !table.close.isEmpty
    if isFenced {
      put("<mrow>")
      fence(table.open, "prefix", stretches: true)
    }
    let outer = isDisplay
    isDisplay = table.form == .aligned
    put(isDisplay ? "<mtable displaystyle=\"true\"" : "<mtable")
    switch table.form {
    case .aligned: put(" class=\"math-aligned\"")
    case .cases: put(" class=\"math-cases\"")
    case .small: put(" class=\"math-small\" scriptlevel=\"+1\"")
    case .matrix: break
    }
    put(">")
    for row in table.rows {
      put("<mtr>")
      for (column, cell) in row.enumerated() {
        switch alignment(table, column) {
        case "l": put("<mtd class=\"math-left\">")
        case "r": put("<mtd class=\"math-right\">")
        default: put("<mtd>")
        }
        contents(cell)
        put("</mtd>")
      }
      put("</mtr>")
    }
    put("</mtable>")
    isDisplay = outer
    if isFenced {
      fence(table.close, "postfix", stretches: true)
      put("</mrow>")
    }
  }

  private func alignment(_ table: MathTable, _ column: Int) -> Character {
    switch table.form {
    case .aligned: column.isMultiple(of: 2) ? "r" : "l"
    case .cases: "l"
    case .matrix, .small: table.alignments.indices.contains(column) ? table.alignments[column] : "c"
    }
  }
}
