import Diagnostics
import JSON
import Markdown
import OpenRPC
import Pages

extension Rule {
  public static let parameterMismatch = Rule(
    "parameter-mismatch", .error, "Table of parameters or fields that differs from the contract")
}

/// Tables of parameters and fields say what the contract says. The heading above names the method or the type; a table of
/// which less than half is known is about something else.
struct ParameterTableCheck {
  static let check = Check(.payloads, [.parameterMismatch], .page { findings($0) })

  private let page: Page
  private let contract: Contract
  private let table: PageTable
  private let name: Int

  private static func findings(_ checked: CheckedPage) -> [Diagnostic] {
    guard let contract = checked.context.contract else { return [] }
    return PageTable.tables(on: checked.page).flatMap { table in
      Self(checked.page, contract, table)?.findings() ?? []
    }
  }

  private init?(_ page: Page, _ contract: Contract, _ table: PageTable) {
    guard
      let name = table.column(
        "parameter", "param", "parameters", "name", "field", "argument", "property", "key"),
      table.column("type", "required", "required?", "default", "range", "min", "max") != nil
    else { return nil }
    self.page = page
    self.contract = contract
    self.table = table
    self.name = name
  }

  private func findings() -> [Diagnostic] {
    guard let (owner, fields) = owner() else { return [] }
    let rows = table.rows.filter { $0.cells.count > name }.map { ($0, Self.name(in: $0.cells[name].text)) }
    let known = rows.filter { fields.field($0.1) != nil }
    guard known.count >= 2 || rows.count == 1, known.count * 2 > rows.count else { return [] }
    return rows.flatMap { row, name -> [Diagnostic] in
      guard let field = fields.field(name) else { return unknown(name, row, owner, fields) }
      return compare(row, name, field)
    }
  }

  private static func name(in cell: String) -> String {
    String(cell.prefix { $0.isLetter || $0.isNumber || "_.[]".contains($0) })
  }

  // MARK: what the table is about

  private func owner() -> (name: String, fields: ContractFields)? {
    guard let section = ContractSection(around: table.node, on: page, in: contract),
      !section.mentions("error", "header", "status")
    else { return nil }
    switch section.subject {
    case .schema(let schema): return (schema.name, ContractFields(of: schema.pointer, in: contract))
    case .method(let method):
      guard section.mentions("result", "response", "returns", "output", "answer") else {
        return (method.name, ContractFields(paramsOf: method, in: contract))
      }
      return method.result.map { (method.name, ContractFields(of: $0.schemaPointer, in: contract)) }
    }
  }

  private func unknown(
    _ name: String, _ row: PageTable.Row, _ owner: String, _ fields: ContractFields
  ) -> [Diagnostic] {
    // Where names are code, other words are not names.
    let isNamed = row.cells[self.name].isCode || !table.rows.contains { $0.cells.first?.isCode ?? false }
    guard !name.isEmpty, isNamed, row.cells[self.name].text.hasPrefix(name) else { return [] }
    return [
      Diagnostic(
        .parameterMismatch, "`\(owner)` has no `\(name)` in the contract",
        at: row.span(ofCell: self.name, on: page),
        name: name, guess: NearMiss.guess(for: name, in: fields.fields.keys.sorted()))
    ]
  }

  // MARK: cells

  private func compare(_ row: PageTable.Row, _ name: String, _ field: ContractFields.Field) -> [Diagnostic] {
    let facts = SchemaFacts(field.pointer, in: contract)
    func report(_ column: Int, _ message: String, _ fix: String? = nil) -> Diagnostic {
      let place = field.nameRange.map(contract.span) ?? contract.range(at: field.pointer).map(contract.span)
      return Diagnostic(
        .parameterMismatch, "`\(name)` " + message, at: row.span(ofCell: column, on: page),
        notes: place.map { [.init("the contract defines it here", span: $0)] } ?? [], fix: fix)
    }
    var found: [Diagnostic] = []
    for (column, title) in table.header.enumerated() where column < row.cells.count {
      let cell = row.cells[column].text
      switch title {
      case "required", "required?", "mandatory":
        guard let said = Self.isRequired(cell), said != field.isRequired else { continue }
        found.append(
          report(column, field.isRequired ? "is required in the contract" : "is optional in the contract"))
      case "type":
        let types = Self.types(cell)
        guard !types.isEmpty, !facts.types.isEmpty, types.isDisjoint(with: facts.types) else { continue }
        let wanted = facts.types.sorted().joined(separator: " or ")
        found.append(report(column, "is \(wanted) in the contract, not \(cell)", "write `\(wanted)`"))
      case "default":
        guard let own = facts.bounds["default"]?.text(.compact), let said = Self.literal(cell),
          Self.differ(said, own)
        else { continue }
        found.append(report(column, "has the default \(own) in the contract, not \(said)", "write `\(own)`"))
      case "min", "minimum", "max", "maximum":
        let keyword = title.hasPrefix("min") ? "minimum" : "maximum"
        guard let own = facts.bounds[keyword]?.text(.compact), let said = Double(cell), said != Double(own)
        else {
          continue
        }
        found.append(
          report(column, "has the \(keyword) \(own) in the contract, not \(cell)", "write `\(own)`"))
      case "range", "limits", "constraints", "constraint":
        guard let (low, high) = Self.range(cell), let min = facts.bounds["minimum"]?.text(.compact),
          let max = facts.bounds["maximum"]?.text(.compact), Double(min) != low || Double(max) != high
        else { continue }
        found.append(report(column, "is from \(min) to \(max) in the contract, not \(cell)"))
      default: continue
      }
    }
    return found
  }

  private static func isRequired(_ cell: String) -> Bool? {
    switch cell.lowercased() {
    case "yes", "true", "required", "✓", "✔", "✅", "x": true
    case "no", "false", "optional", "✗", "❌": false
    default: nil
    }
  }

  private static let typeWords: [String: String] = [
    "string": "string", "str": "string", "text": "string", "uuid": "string", "date": "string",
    "datetime": "string",
    "date-time": "string", "timestamp": "string", "url": "string", "uri": "string", "email": "string",
    "integer": "integer", "int": "integer", "number": "number", "float": "number", "double": "number",
    "boolean": "boolean", "bool": "boolean", "object": "object", "map": "object", "dict": "object",
    "array": "array",
    "list": "array",
  ]

  /// The types of JSON that a cell names; empty where one word of it is not known.
  private static func types(_ cell: String) -> Set<String> {
    let text = cell.lowercased()
    if text.hasSuffix("[]") || text.hasPrefix("array") || text.hasPrefix("list") { return ["array"] }
    let words = text.replacing(" or ", with: "|").split(separator: "|").map { $0.filter { $0 != " " } }
    var types: Set<String> = []
    for word in words where word != "null" {
      guard let type = typeWords[String(word.prefix { $0 != "(" && $0 != "," })] else { return [] }
      types.insert(type)
      // A whole number is a number, and a page may say more than the contract.
      if ["number", "integer"].contains(type) { types.formUnion(["number", "integer"]) }
    }
    return types
  }

  /// A number, `true`, `false` or a quoted text; `nil` for words about a value.
  private static func literal(_ cell: String) -> String? {
    let text = cell.replacing(",", with: "")
    if Double(text) != nil || text == "true" || text == "false" { return text }
    return cell.hasPrefix("\"") && cell.hasSuffix("\"") && cell.count > 1 ? cell : nil
  }

  private static func differ(_ said: String, _ own: String) -> Bool {
    if let one = Double(said), let other = Double(own) { return one != other }
    return said != own
  }

  /// `1–100`, `1 to 100`, `1..100`.
  private static func range(_ cell: String) -> (Double, Double)? {
    var text = cell.replacing(",", with: "")
    for mark in ["–", "—", "…", "...", "..", " to "] { text = text.replacing(mark, with: " ") }
    var parts = text.split(separator: " ").map(String.init)
    if parts.count == 1 { parts = text.split(separator: "-").map(String.init) }
    if parts.count == 3, parts[1] == "-" { parts.remove(at: 1) }
    guard parts.count == 2, let low = Double(parts[0]), let high = Double(parts[1]) else { return nil }
    return (low, high)
  }
}
