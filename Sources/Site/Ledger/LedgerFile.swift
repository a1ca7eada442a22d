import Diagnostics
import Digests
import JSON

extension Rule {
  public static let badLedger = Rule("bad-ledger", .error, "Ledger of verdicts that cannot be read")
}

extension Ledger {
  /// Where the ledger is, relative to the project's root.
  public static let path = ".flowdocs/ledger.json"

  private static let version = 2

  /// The ledger as JSON text: records in their order, members always in the same order, a final newline.
  ///
  /// `sha256` is the digest of records and coverage as compact JSON, so that a file that was cut, merged or edited is not
  /// believed. It protects against accidents; whoever can write the file can compute it.
  public var bytes: [UInt8] {
    let (records, coverage) = members
    return JSON.object([
      ("version", .number(Self.version)), ("sha256", .string(Self.digest(records, coverage))),
      ("records", records), ("coverage", coverage),
    ]).bytes(.pretty) + "\n".utf8
  }

  private static func digest(_ records: JSON, _ coverage: JSON) -> String {
    SHA256.hex(records.bytes(.compact) + coverage.bytes(.compact))
  }

  private var members: (records: JSON, coverage: JSON) {
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
    return (.array(records), .object(coverage))
  }

  /// Reads what `bytes` wrote.
  public static func read(_ source: SourceText) throws(DiagnosticError) -> Ledger {
    let root = try JSONParser.parse(source)
    guard root["version"]?.int == version, let items = root["records"]?.array, let all = root["records"],
      let shown = root["coverage"]
    else { throw failure("Not a ledger of version \(version)", root, source) }
    guard root["sha256"]?.string == digest(all, shown) else {
      throw failure("The checksum does not match the records", root["sha256"] ?? root, source)
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
        .badLedger, message, at: json.range.map { source.span($0.lowerBound..<($0.lowerBound + 1)) }))
  }
}
