import Diagnostics
import JSON
import Languages
import OpenRPC
import Pages

/// Requests of JSON-RPC inside code conform to the contract: what `curl -d` and here-documents send, and literals of
/// Python and JavaScript. What is computed is not judged, and neither are the methods of other services.
enum EmbeddedRequestCheck {
  static let check = Check(.payloads, [.contractMismatch], .shownPage { findings($0) })

  private static func findings(_ checked: CheckedPage) -> [Diagnostic] {
    guard let contract = checked.context.contract, contract.callProtocol == .jsonRPC else { return [] }
    let page = checked.page
    return page.blocks.flatMap { block -> [Diagnostic] in
      guard block.form.isCode, !block.isOutput, !checked.context.isText(block),
        block.attributes.fails == nil,
        !showsRefusal(block, on: page)
      else { return [] }
      return requests(in: block).flatMap { request -> [Diagnostic] in
        guard let method = request.value["method"], let name = method.string, isKnown(method, request),
          isOfContract(name, contract)
        else { return [] }
        return MessageRules(page: page, contract: contract, unknown: request.unknown)
          .requests(request.value, answeredBy: nil, of: block)
      }
    }
  }

  /// Whether a page shows that a service refuses the request: the block after it, or its own output, has an error.
  private static func showsRefusal(_ block: Block, on page: Page) -> Bool {
    let next = block.index + 1 < page.blocks.count ? page.blocks[block.index + 1] : nil
    return [block, next].contains { $0?.code.contains("\"error\"") ?? false }
  }

  private static func isKnown(_ value: JSON, _ request: CodeLiteral) -> Bool {
    !(value.range.map(request.unknown.contains) ?? true)
  }

  /// Whether a method is one of the contract's, or would be: `jobs.strat` where there is `jobs.start`.
  private static func isOfContract(_ name: String, _ contract: Contract) -> Bool {
    if contract.method(named: name) != nil { return true }
    let parts = name.split(separator: ".")
    return parts.count > 1 && contract.methods.contains { $0.name.split(separator: ".").first == parts.first }
  }

  // MARK: finding them

  private static func requests(in block: Block) -> [CodeLiteral] {
    guard block.code.contains("jsonrpc") else { return [] }
    var bytes = Array(block.code.utf8)
    if block.form == .commands { bytes = CodeLiteral.plain(shell: bytes) }
    let word = Array("jsonrpc".utf8)
    var found: [CodeLiteral] = []
    var at = 0
    while let mark = bytes[at...].firstRange(of: word) {
      at = mark.upperBound
      guard let open = brace(before: mark.lowerBound, in: bytes), let literal = CodeLiteral(bytes, at: open),
        literal.value["jsonrpc"]?.string == "2.0"
      else { continue }
      found.append(literal)
      at = max(at, literal.value.range?.upperBound ?? at)
    }
    return found
  }

  /// The brace of the object that a place is directly in.
  private static func brace(before place: Int, in bytes: [UInt8]) -> Int? {
    var open = 0
    for index in bytes[..<place].indices.reversed() {
      switch bytes[index] {
      case UInt8(ascii: "}"), UInt8(ascii: "]"): open += 1
      case UInt8(ascii: "{"):
        if open == 0 { return index }
        open -= 1
      case UInt8(ascii: "["):
        if open == 0 { return nil }
        open -= 1
      default: continue
      }
    }
    return nil
  }
}
