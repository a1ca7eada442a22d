import Diagnostics
import Markdown
import Pages

extension Rule {
  public static let wrongTotal = Rule(
    "wrong-total", .warning, "A total, count, share or sum that the figures next to it do not give")
}

/// The row `Total` of a table is the sum of the rows above it.
enum TableTotalCheck {
  static let check = Check(.facts, [.wrongTotal], .shownPage { findings($0.page) })

  private static func findings(_ page: Page) -> [Diagnostic] {
    page.document.nodes.indices.filter { page.document.nodes[$0].kind == .table }.flatMap {
      findings(MarkdownDocument.NodeID($0), page)
    }
  }

  private static func findings(_ table: MarkdownDocument.NodeID, _ page: Page) -> [Diagnostic] {
    let document = page.document
    let rows = Array(document.children(of: table))
    let texts = rows.map { row in document.children(of: row).map { document.plainText(of: $0) } }
    guard rows.count >= 4, let total = texts.last, let name = total.first, isTotal(name),
      !texts.dropFirst().dropLast().contains(where: { isPart($0.first ?? "") })
    else { return [] }
    return (1..<max(1, total.count)).compactMap { column in
      guard column < texts[0].count, !isOther(texts[0][column]) else { return nil }
      return finding(
        total[column], texts.dropFirst().dropLast().map { $0.indices.contains(column) ? $0[column] : "" }
      )
      .map { message in
        let row = document[rows[rows.count - 1]]
        return Diagnostic(
          .wrongTotal, message, at: place(of: total[column], row, page), fix: "correct the total, or the rows"
        )
      }
    }
  }

  private static func isTotal(_ text: String) -> Bool {
    ["total", "totals", "sum", "grand total", "total:", "sum:", "gesamt", "summe"].contains(
      text.trimmed.lowercased())
  }

  private static func isPart(_ text: String) -> Bool {
    let text = text.lowercased()
    return text.contains("total") || text.hasPrefix("of which") || text.hasPrefix("sum")
  }

  /// Columns that are not added.
  private static func isOther(_ header: String) -> Bool {
    let text = header.lowercased()
    return [
      "avg", "average", "mean", "median", "rate", "max", "min", "p50", "p9", "ratio", "price", "per ", "/",
      "latency",
      "score", "accuracy", "speed", "unit", "unique", "distinct", "#", "rank", "coverage", "id", "change",
      "diff", "version",
    ].contains { text.contains($0) }
  }

  /// What is wrong with a total; `nil` for columns that are not sums of one kind of number.
  private static func finding(_ total: String, _ cells: [String]) -> String? {
    let given = cells.filter { !["", "-", "–", "—", "n/a", "0"].contains($0.trimmed.lowercased()) }
    let parts = given.compactMap { Quantity($0) }
    guard let total = Quantity(total), parts.count == given.count, parts.count >= 2,
      parts.allSatisfy({ $0.unit == total.unit })
    else { return nil }
    let decimals = max(total.decimals, parts.map(\.decimals).max() ?? 0)
    let values = parts.compactMap { $0.digits(with: decimals) }
    // Nothing is said of figures that are too large to add.
    guard values.count == parts.count, let sum = Quantity.sum(values),
      let stated = total.digits(with: decimals)
    else { return nil }
    let difference = sum.subtractingReportingOverflow(stated)
    if difference.overflow { return nil }
    // Each part, and the total, may be rounded.
    let isExact = decimals == 0 && total.unit != "%"
    let rounding = (parts + [total]).reduce(0.0) { $0 + Quantity.power(decimals - $1.decimals) }
    guard Double(difference.partialValue.magnitude) * 2 > (isExact ? 0 : rounding),
      !isAverageOrBound(stated, values, sum)
    else { return nil }
    return
      "The rows add up to \(Quantity.text(sum, decimals: decimals)), not \(Quantity.text(stated, decimals: decimals))"
  }

  private static func isAverageOrBound(_ stated: Int, _ values: [Int], _ sum: Int) -> Bool {
    if values.max() == stated || values.min() == stated { return true }
    let all = stated.multipliedReportingOverflow(by: values.count)
    let difference = all.partialValue.subtractingReportingOverflow(sum)
    // What is too large to count with is not judged.
    return all.overflow || difference.overflow || difference.partialValue.magnitude <= values.count.magnitude
  }

  private static func place(of text: String, _ row: MarkdownDocument.Node, _ page: Page) -> SourceSpan {
    let line = page.source.lines.content(Int(row.startLine), in: page.source.bytes)
    // The last cell with this text: the first one may be a label.
    var found: Range<Int>?
    var from = line.lowerBound
    while let next = page.source.bytes.firstRange(of: Array(text.trimmed.utf8), in: from..<line.upperBound),
      !next.isEmpty
    {
      found = next
      from = next.upperBound
    }
    return page.source.span(found ?? line)
  }
}
