import Diagnostics
import OpenRPC
import Pages

/// A table of the errors of a method: their codes are those of the method, and their messages and statuses those of the
/// contract.
struct ErrorTable {
  private let table: PageTable
  private let method: Method
  private let contract: Contract
  private let page: Page
  private let code: Int
  private let rows: [(row: PageTable.Row, code: Int)]

  /// `nil` for a table of something else.
  init?(
    _ table: PageTable, _ section: ContractSection, _ method: Method, _ contract: Contract, _ page: Page
  ) {
    guard let code = table.column("code", "error code", "error", "errors") else { return nil }
    rows = table.rows.compactMap { row in
      guard row.cells.count > code, let number = Self.number(row.cells[code].text) else { return nil }
      return (row, number)
    }
    guard !rows.isEmpty, rows.count == table.rows.count else { return nil }
    (self.table, self.method, self.contract, self.page, self.code) = (table, method, contract, page, code)
    let known = rows.filter { contract.error(code: $0.code) != nil || Self.isReserved($0.code) }.count
    guard known * 2 > rows.count || known * 2 == rows.count && section.mentions("error") else { return nil }
  }

  /// `-40001`, also with the minus sign of typography.
  private static func number(_ text: String) -> Int? { Int(text.replacing("\u{2212}", with: "-")) }

  /// The codes that JSON-RPC 2.0 reserves (section 5.1) may answer any request.
  private static func isReserved(_ code: Int) -> Bool { (-32768 ... -32000).contains(code) }

  func findings() -> [Diagnostic] {
    rows.flatMap { row, code -> [Diagnostic] in
      guard let error = contract.error(code: code) else {
        return Self.isReserved(code) ? [] : [unknown(row, code, "the contract has no error \(code)")]
      }
      let isOfMethod = method.errors.contains { $0.code == code }
      if !isOfMethod, error.scope == .method, !Self.isReserved(code) {
        return [unknown(row, code, "`\(method.name)` has no error \(code) in the contract")]
      }
      return message(row, error) + status(row, error)
    }
  }

  private func unknown(_ row: PageTable.Row, _ code: Int, _ message: String) -> Diagnostic {
    let codes = method.errors.map { "\($0.code)" }
    return Diagnostic(
      .methodMismatch, message.beginningWithCapital, at: row.span(ofCell: self.code, on: page),
      notes: [.init("the contract defines the method here", span: contract.span(method.nameRange))],
      fix: codes.isEmpty
        ? "remove the row" : "remove the row, or write one of: " + codes.joined(separator: ", "))
  }

  private func message(_ row: PageTable.Row, _ error: ErrorDescription) -> [Diagnostic] {
    guard let column = table.column("message", "error message"), column < row.cells.count,
      case let said = row.cells[column].text, !said.isEmpty, said.letters != error.message.letters
    else { return [] }
    return [
      Diagnostic(
        .methodMismatch, "\(error.code) has the message `\(error.message)` in the contract",
        at: row.span(ofCell: column, on: page), fix: "write `\(error.message)`")
    ]
  }

  private func status(_ row: PageTable.Row, _ error: ErrorDescription) -> [Diagnostic] {
    // A contract that gives no statuses says 200 for all.
    guard contract.errors.contains(where: { $0.httpStatus != 200 }),
      let column = table.column("http status", "http", "http code", "status", "status code"),
      column < row.cells.count, let said = Int(row.cells[column].text.prefix { $0.isNumber }),
      (100...599).contains(said), said != error.httpStatus
    else { return [] }
    return [
      Diagnostic(
        .methodMismatch,
        "\(error.code) is sent with the status \(error.httpStatus) in the contract, not \(said)",
        at: row.span(ofCell: column, on: page), fix: "write `\(error.httpStatus)`")
    ]
  }
}
