import Diagnostics
import Digests
import JSON

extension Rule {
  public static let badLedger = Rule("bad-ledger", .error, "Ledger of verdicts that cannot be read")
  public static let unsignedLedger = Rule(
    "unsigned-ledger", .warning, "Ledger of verdicts that this user's key did not sign; it is ignored")
  public static let temporaryKey = Rule(
    "temporary-key", .warning, "Key for signing verdicts that cannot be stored")
}

extension Ledger {
  /// Where the ledger is, relative to the project's root.
  public static let path = folder + "/ledger.json"
  /// The folder of all that the program keeps in a project, below the root.
  public static let folder = ".flowdocs"

  private static let version = 3

  /// The ledger as JSON text: records in their order, members always in the same order, a final newline.
  ///
  /// `signature` covers records and coverage as compact JSON, so that verdicts count only where they were reached by a
  /// verification with the same key.
  public func bytes(signedWith key: SigningKey) -> [UInt8] {
    let (records, coverage) = members
    return JSON.object([
      ("version", .number(Self.version)), ("signature", .string(Self.signature(records, coverage, key))),
      ("records", records), ("coverage", coverage),
    ]).bytes(.pretty) + "\n".utf8
  }

  private static func signature(_ records: JSON, _ coverage: JSON, _ key: SigningKey) -> String {
    Integrity.signed(key).code(
      of: records.bytes(.compact) + "\n".utf8 + coverage.bytes(.compact), for: "ledger \(version)")
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
      if !record.tools.isEmpty { members.append(("tools", .array(record.tools.map { .string($0) }))) }
      if record.hasFailedAnswer { members.append(("hasFailedAnswer", .bool(true))) }
      return JSON.object(members)
    }
    let coverage = coverage.sorted { $0.key < $1.key }.map { page, keys in
      (page, JSON.array(keys.map { .string($0) }))
    }
    return (.array(records), .object(coverage))
  }

  /// Why a ledger is ignored.
  public enum Unsigned: Error, Sendable, Hashable {
    case version
    case noKey
    case signature

    public var message: String {
      switch self {
      case .version: "The record of verdicts was written by another version of FlowDocs, and is ignored"
      case .noKey: "The record of verdicts is ignored: no key of this user could have signed it"
      case .signature: "The record of verdicts was edited, or signed with another key, and is ignored"
      }
    }
  }

  /// Reads what `bytes(signedWith:)` wrote.
  ///
  /// - Parameter key: the user's key, if there is one.
  /// - Returns: the reason when the ledger is readable and is not to be believed.
  public static func read(
    _ source: SourceText, signedWith key: SigningKey?
  ) throws(DiagnosticError) -> Result<Ledger, Unsigned> {
    let root = try JSONParser.parse(source)
    guard let written = root["version"]?.int else { throw failure("Not a ledger", root, source) }
    guard written == version else { return .failure(.version) }
    guard let items = root["records"]?.array, let all = root["records"], let shown = root["coverage"] else {
      throw failure("Ledger without `records` or `coverage`", root, source)
    }
    guard let key else { return .failure(.noKey) }
    guard root["signature"]?.string == signature(all, shown, key) else { return .failure(.signature) }
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
          checkers: item["checkers"]?.array?.compactMap(\.string) ?? [],
          tools: item["tools"]?.array?.compactMap(\.string) ?? [],
          hasFailedAnswer: verdict == .failed && (item["hasFailedAnswer"]?.bool ?? false)))
    }
    var coverage: [String: [String]] = [:]
    for member in root["coverage"]?.object?.members ?? [] {
      coverage[member.name] = member.value.array?.compactMap(\.string) ?? []
    }
    return .success(Ledger(records: records, coverage: coverage))
  }

  private static func failure(_ message: String, _ json: JSON, _ source: SourceText) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        .badLedger, message, at: json.range.map { source.span($0.lowerBound..<($0.lowerBound + 1)) }))
  }
}
