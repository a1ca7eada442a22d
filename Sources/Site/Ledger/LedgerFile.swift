import Diagnostics
import JSON

extension Rule {
  public static let badLedger = Rule("bad-ledger", .error, "Ledger of verdicts that cannot be read")
}

extension Ledger {
  /// Where the ledger is, relative to the project's root.
  public static let path = ".flowdocs/ledger.json"

  /// The ledger as JSON text: records in their order, members always in the same order, a final newline.
  public var bytes: [UInt8] {
    let records = records.map { record in
      var members: [(String, JSON)] = [
        ("page", .string(record.page)), ("block", .number(record.block)), ("code", .string(record.code)),
        ("key", .string(record.key)), ("verdict", .string(record.verdict.rawValue)),
      ]
      if !record.project.isEmpty { members.append(("project", .string(record.project))) }
      if let reason = record.reason { members.append(("reason", .string(reason))) }
      if let output = record.output { members.append(("output", .string(output))) }
      if !record.checkers.isEmpty {
        members.append(("checkers", .array(record.checkers.map { .string($0) })))
      }
      return JSON.object(members)
    }
    let coverage = coverage.sorted { $0.key < $1.key }.map { page, keys in
      (page, JSON.array(keys.map { .string($0) }))
    }
    return JSON.object([
      ("version", .number(1)), ("records", .array(records)), ("coverage", .object(coverage)),
    ]).bytes(.pretty) + "\n".utf8
  }

  /// Reads what `bytes` wrote.
  public static func read(_ source: SourceText) throws(DiagnosticError) -> Ledger {
    let root = try JSONParser.parse(source)
    guard root["version"]?.int == 1, let items = root["records"]?.array else {
      throw failure("Not a ledger of version 1", root, source)
    }
    var records: [Record] = []
    records.reserveCapacity(items.count)
    for item in items {
      guard let page = item["page"]?.string, let block = item["block"]?.int, let code = item["code"]?.string,
        let key = item["key"]?.string
      else { throw failure("Record without `page`, `block`, `code` or `key`", item, source) }
      guard let verdict = item["verdict"]?.string.flatMap(Verdict.init(rawValue:)) else {
        throw failure("Record with an unknown verdict", item, source)
      }
      records.append(
        Record(
          page: page, block: block, code: code, key: key, project: item["project"]?.string ?? "",
          verdict: verdict, reason: item["reason"]?.string,
          output: item["output"]?.string,
          checkers: item["checkers"]?.array?.compactMap(\.string) ?? []))
    }
    var coverage: [String: [String]] = [:]
    for member in root["coverage"]?.object?.members ?? [] {
      coverage[member.name] = member.value.array?.compactMap(\.string) ?? []
    }
    return Ledger(records: records, coverage: coverage)
  }

  private static func failure(_ message: String, _ json: JSON, _ source: SourceText) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        .badLedger, message, at: json.range.map { source.span($0.lowerBound..<($0.lowerBound + 1)) },
        fix: "delete `\(source.path)` and run `flowdocs verify`"))
  }
}
