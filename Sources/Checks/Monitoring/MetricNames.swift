import Diagnostics
import Languages
import Markdown
import Pages
import Symbols

/// Names of metrics that are slips of those that the folder describes. A folder describes part of its metrics only, so a
/// name counts as a slip when it differs in one letter, or in the unit at its end.
struct MetricNames {
  private let facts: MonitoringFacts
  private let symbols: SymbolTable
  /// The names that samples may have.
  private let known: Set<String>
  private let near: OneLetterNames
  /// The first name, in order, that only has a unit more than the key.
  private let withUnit: [String: String]

  init(_ facts: MonitoringFacts, _ symbols: SymbolTable) {
    self.facts = facts
    self.symbols = symbols
    let recorded = facts.rules.filter { $0.kind == .record }.map(\.name.value)
    known = Set(facts.metrics.keys).union(recorded)
    let sorted = known.sorted()
    near = OneLetterNames(sorted)
    let units = sorted.map { (Slip.withoutUnit($0), $0) }.filter { $0.0 != $0.1 }
    withUnit = Dictionary(units) { first, _ in first }
  }

  var isEmpty: Bool { known.isEmpty }

  /// The described metric that a name is a slip of; `nil` for a known or unrelated name.
  ///
  /// - Parameter isQuery: whether the name is in a query, rather than alone in a text, which may speak of the name itself.
  func meant(by name: String, isQuery: Bool = true) -> String? {
    guard name.utf8.count >= 8, !known.contains(name), facts.metric(ofSample: name) == nil,
      name.contains("_") || name.contains(":"),
      // The names of these kinds are checked by the settings.
      symbols.metrics(inQuery: name).isEmpty, symbols[name] == nil
    else { return nil }
    if let known = nearest(to: name, isQuery) { return known }
    for ending in ["_bucket", "_sum", "_count"] where name.hasSuffix(ending) {
      if let known = nearest(to: String(name.dropLast(ending.count)), isQuery) { return known + ending }
    }
    return nil
  }

  private func nearest(to name: String, _ isQuery: Bool) -> String? {
    var found = near.near(name)
    if isQuery {
      if let name = withUnit[name] { found.append(name) }
      let bare = Slip.withoutUnit(name)
      if bare != name, known.contains(bare) { found.append(bare) }
    }
    return found.min()
  }

  func finding(_ name: String, _ meant: String, at span: SourceSpan) -> Diagnostic {
    let rule = facts.rules.first { $0.kind == .record && $0.name.value == meant }
    let place = rule.map { $0.span($0.name) } ?? facts.metrics[meant]?.place
    return Diagnostic(
      .unknownMetric, "No metric `\(name)` is described".didYouMean(meant), at: span,
      notes: place.map { [.init("`\(meant)` is described here", span: $0)] } ?? [], fix: "write `\(meant)`")
  }

  func findings(in query: LocatedQuery, _ expression: PromQLExpression) -> [Diagnostic] {
    expression.selectors.compactMap { selector in
      guard let name = selector.name, let meant = meant(by: name) else { return nil }
      return finding(name, meant, at: query.span(selector.nameRange))
    }
  }

  /// Names in inline code, alone or in a query.
  func findings(inTextOf page: Page) -> [Diagnostic] {
    var places = CodeSpanPlaces(page)
    var found: [Diagnostic] = []
    let document = page.document
    for index in document.nodes.indices where document.nodes[index].kind == .code {
      let code = document.string(document.nodes[index].literal)
      for (name, range) in Self.names(in: code) {
        guard let meant = meant(by: name, isQuery: range.count < code.utf8.count) else { continue }
        let id = MarkdownDocument.NodeID(index)
        found.append(finding(name, meant, at: places.span(of: id, range: range)))
      }
    }
    return found
  }

  private static func names(in code: String) -> [(String, Range<Int>)] {
    let bytes = Array(code.utf8)
    if bytes.allSatisfy({ $0.isAlphanumeric || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ":") }) {
      return [(code, 0..<bytes.count)]
    }
    guard code.contains("(") || code.contains("{") || code.contains("[") else { return [] }
    do throws(PromQLError) {
      return try PromQLExpression.parse(code).selectors.compactMap { selector in
        selector.name.map { ($0, selector.nameRange) }
      }
    } catch {
      return []
    }
  }
}
