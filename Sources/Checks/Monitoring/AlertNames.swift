import Diagnostics
import Markdown
import Pages

/// Names of alerts on pages: in inline code, in tables, and in headings beside those of other alerts.
struct AlertNames {
  private let known: [String: [MonitoringRule]]
  private let near: OneLetterNames
  /// The known names without regard to capitals.
  private let folded: [String: [String]]
  /// The known names by those of their beginnings that may stand for the whole name.
  private let longer: [Substring: [String]]

  init(_ facts: MonitoringFacts) {
    known = Dictionary(grouping: facts.alerts, by: \.name.value)
    near = OneLetterNames(known.keys)
    folded = Dictionary(grouping: known.keys) { $0.lowercased() }
    longer = known.keys.reduce(into: [:]) { longer, name in
      for start in Self.beginnings(of: name) { longer[start, default: []].append(name) }
    }
  }

  func findings(on page: Page) -> [Diagnostic] {
    if known.isEmpty { return [] }
    var inTables: Set<MarkdownDocument.NodeID> = []
    let ofTables = PageTable.tables(on: page).flatMap { findings(in: $0, on: page, &inTables) }
    return ofTables + findings(inCodeOf: page, without: inTables) + findings(inHeadingsOf: page)
  }

  private func finding(_ name: String, _ meant: String?, at span: SourceSpan) -> Diagnostic {
    let place = meant.flatMap { known[$0]?.first }.map { $0.span($0.name) }
    return Diagnostic(
      .unknownAlert, "No rule defines the alert `\(name)`".didYouMean(meant), at: span,
      notes: place.map { [.init("`\(meant ?? "")` is defined here", span: $0)] } ?? [],
      fix: meant.map { "write `\($0)`" } ?? "correct the name, or remove what is said of it")
  }

  // MARK: names

  /// `HighErrorRate`: words that begin with capitals, at least two.
  static func isAlertName(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count >= 6, bytes.allSatisfy(\.isAlphanumeric), (0x41...0x5A).contains(bytes[0]) else {
      return false
    }
    let words = bytes.indices.dropLast().filter {
      (0x41...0x5A).contains(bytes[$0]) && bytes[$0 + 1].isLowercase
    }
    return words.count >= 2
  }

  /// The defined alert that a name is a slip of: one letter, capitals, or an ending.
  private func meant(by name: String) -> String? {
    guard known[name] == nil, name.utf8.count >= 8 else { return nil }
    let shorter = Self.beginnings(of: name).map(String.init).filter { known[$0] != nil }
    let meant = Set(near.near(name) + (folded[name.lowercased()] ?? []) + (longer[name[...]] ?? []) + shorter)
    return meant.count == 1 ? meant.first : nil
  }

  /// `KubePodCrashLoop` of `KubePodCrashLooping`: all that have a shorter last word.
  private static func beginnings(of name: String) -> [Substring] {
    let ending = name.utf8.reversed().prefix { $0.isLowercase }.count
    return (0..<ending).map { name.dropLast($0 + 1) }.filter { $0.utf8.count >= 12 }
  }

  // MARK: inline code

  private func findings(
    inCodeOf page: Page, without inTables: Set<MarkdownDocument.NodeID>
  ) -> [Diagnostic] {
    var places = CodeSpanPlaces(page)
    let document = page.document
    return document.nodes.indices.compactMap { index -> Diagnostic? in
      guard document.nodes[index].kind == .code, !inTables.contains(document.nodes[index].parent) else {
        return nil
      }
      let code = document.string(document.nodes[index].literal)
      guard Self.isAlertName(code), let meant = meant(by: code) else { return nil }
      let id = MarkdownDocument.NodeID(index)
      return finding(code, meant, at: places.span(of: id, range: 0..<code.utf8.count))
    }
  }

  // MARK: headings

  /// A heading is an alert where most headings like it are.
  private func findings(inHeadingsOf page: Page) -> [Diagnostic] {
    let named = page.headings.filter { Self.isAlertName($0.text) }
    let unknown = named.filter { known[$0.text] == nil }
    guard named.count - unknown.count >= 2, unknown.count < named.count - unknown.count else { return [] }
    return unknown.map { heading in
      finding(
        heading.text, meant(by: heading.text),
        at: page.source.span(page.range(of: heading.text, around: heading.node)))
    }
  }

  // MARK: tables

  private func findings(
    in table: PageTable, on page: Page, _ seen: inout Set<MarkdownDocument.NodeID>
  ) -> [Diagnostic] {
    guard let column = table.column("alert", "alerts", "alert name", "alertname") else { return [] }
    let rows = table.rows.filter { $0.cells.count > column && Self.isAlertName($0.cells[column].text) }
    let unknown = rows.filter { known[$0.cells[column].text] == nil }
    var found: [Diagnostic] = []
    for row in unknown {
      let cell = row.cells[column]
      let meant = meant(by: cell.text)
      guard meant != nil || unknown.count * 2 < rows.count else { continue }
      seen.insert(cell.node)
      found.append(
        finding(cell.text, meant, at: row.span(ofCell: column, on: page)))
    }
    guard let severity = table.column("severity") else { return found }
    return found + rows.compactMap { self.severity($0, column, severity, on: page) }
  }

  private func severity(_ row: PageTable.Row, _ name: Int, _ column: Int, on page: Page) -> Diagnostic? {
    guard row.cells.count > column, let rules = known[row.cells[name].text] else { return nil }
    let said = row.cells[column].text
    let defined = Set(rules.compactMap { $0.severity?.value })
    guard AlertRules.severities.contains(said.lowercased()), defined.count == 1, let only = defined.first,
      AlertRules.severities.contains(only), only != said.lowercased()
    else { return nil }
    let rule = rules.first.flatMap { rule in rule.severity.map(rule.span) }
    return Diagnostic(
      .alertSeverity, "The alert `\(row.cells[name].text)` has the severity `\(only)`, not `\(said)`",
      at: row.span(ofCell: column, on: page),
      notes: rule.map { [.init("the rule says it here", span: $0)] } ?? [], fix: "write `\(only)`")
  }
}
