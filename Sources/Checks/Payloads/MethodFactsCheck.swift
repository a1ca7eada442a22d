import Diagnostics
import Markdown
import OpenRPC
import Pages

extension Rule {
  public static let methodMismatch = Rule(
    "method-mismatch", .error,
    "Error code, permission or rate limit of a method that differs from the contract")
}

/// What a page says of a method, beside its parameters, is what the contract says: its errors, the permission that it needs,
/// and its rate limit. The heading above names the method.
struct MethodFactsCheck {
  static let check = Check(.payloads, [.methodMismatch], .page { findings($0) })

  let page: Page
  let contract: Contract

  private static func findings(_ checked: CheckedPage) -> [Diagnostic] {
    guard let contract = checked.context.contract else { return [] }
    let check = Self(page: checked.page, contract: contract)
    return check.inTables() + check.inText()
  }

  // MARK: tables

  private func inTables() -> [Diagnostic] {
    PageTable.tables(on: page).flatMap { table -> [Diagnostic] in
      guard let section = ContractSection(around: table.node, on: page, in: contract),
        let method = section.method
      else { return [] }
      if let errors = ErrorTable(table, section, method, contract, page) { return errors.findings() }
      // `| Permission | `jobs:write` |`
      return table.rows.flatMap { row -> [Diagnostic] in
        guard row.cells.count == 2, section.titles.isEmpty else { return [] }
        return statement(
          row.cells[0].text + ": " + row.cells[1].text, of: method, at: row.span(ofCell: 1, on: page))
      }
    }
  }

  // MARK: text

  /// Paragraphs such as `**Permission:** `jobs:write`` in the section of a method.
  private func inText() -> [Diagnostic] {
    let document = page.document
    return document.nodes.indices.flatMap { index -> [Diagnostic] in
      let node = MarkdownDocument.NodeID(index)
      guard document[node].kind == .paragraph, case let text = document.plainText(of: node),
        StatedFact.mayBeIn(text), let section = ContractSection(around: node, on: page, in: contract),
        let method = section.method,
        section.titles.isEmpty || section.mentions("permission", "limit", "author")
      else { return [] }
      let first = Int(document[node].startLine)
      return text.split(separator: "\n").enumerated().flatMap { index, line in
        statement(String(line), of: method, at: page.source.span(ofLine: first + index))
      }
    }
  }

  private func statement(_ text: String, of method: Method, at span: SourceSpan) -> [Diagnostic] {
    guard let fact = StatedFact(text), let actual = fact.difference(from: method) else { return [] }
    return [
      Diagnostic(
        .methodMismatch, "`\(method.name)` \(actual.message) in the contract, not \(fact.shown)", at: span,
        notes: [.init("the contract defines the method here", span: contract.span(method.nameRange))],
        fix: "write `\(actual.written)`")
    ]
  }
}

/// A permission or a rate limit that a text gives: `Permission: jobs:write`, `Rate limit: 60 requests per minute`.
enum StatedFact: Hashable {
  case permission(String)
  case limit(requests: Int, seconds: Int, text: String)

  static func mayBeIn(_ text: String) -> Bool {
    let text = text.lowercased()
    return text.contains("permission:") || text.contains("rate limit:")
  }

  /// `nil` for a text that says something else, or more.
  init?(_ text: String) {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let title = text[..<colon].lowercased().trimmed
    var value = text[text.index(after: colon)...].drop { $0 == " " }
    if value.last == "." { value.removeLast() }
    switch title {
    case "permission", "required permission", "requires permission":
      guard !value.isEmpty, value.utf8.allSatisfy({ $0.isAlphanumeric || ":._-*/".utf8.contains($0) }) else {
        return nil
      }
      self = .permission(String(value))
    case "rate limit":
      guard let (requests, seconds) = Self.limit(value) else { return nil }
      self = .limit(requests: requests, seconds: seconds, text: String(value))
    default: return nil
    }
  }

  /// `60 requests per minute`, `10 per 5 seconds`, `5/s`.
  private static func limit(_ text: Substring) -> (Int, Int)? {
    let words = text.lowercased().replacing("/", with: " per ").split(separator: " ").map(String.init)
    guard let requests = words.first.flatMap({ Int($0) }),
      let per = words.firstIndex(where: { $0 == "per" || $0 == "every" || $0 == "a" }), per <= 2,
      (per + 2...per + 3).contains(words.count), let unit = words.last.flatMap(seconds)
    else { return nil }
    if words.count == per + 2 { return (requests, unit) }
    guard let window = Int(words[per + 1])?.multipliedReportingOverflow(by: unit), !window.overflow
    else { return nil }
    return (requests, window.partialValue)
  }

  private static func seconds(_ unit: String) -> Int? {
    switch unit {
    case "s", "sec", "second", "seconds": 1
    case "min", "minute", "minutes": 60
    case "h", "hour", "hours": 3600
    case "day", "days": 86_400
    default: nil
    }
  }

  var shown: String {
    switch self {
    case .permission(let name): "`\(name)`"
    case .limit(_, _, let text): text
    }
  }

  /// What the contract says instead; `nil` when it says the same, or nothing.
  func difference(from method: Method) -> (message: String, written: String)? {
    switch self {
    case .permission(let name):
      guard let own = method.permission, own != name else { return nil }
      return ("needs the permission `\(own)`", own)
    case .limit(let requests, let seconds, _):
      // Neither product need fit into an `Int`.
      guard let own = method.rateLimit,
        requests.multipliedFullWidth(by: own.windowSeconds) != own.requests.multipliedFullWidth(by: seconds)
      else { return nil }
      let text = "\(own.requests) requests per \(own.windowSeconds) seconds"
      return ("allows \(text)", text)
    }
  }
}
