import Checks
import Diagnostics
import JSON
import Ledger
import OpenRPC
import Pages

/// The verdict on JSON that is not part of an exchange. Pure.
struct PayloadValidation: Sendable {
  var page: Page
  var contract: Contract?

  /// The value of a block, or of the part of a block that begins at `offset`; `nil` with what is wrong.
  func parse(_ text: String, of block: Block, offset: Int = 0) -> Result<JSON, DiagnosticError> {
    do throws(JSONSyntaxError) {
      return .success(try JSONParser.parse(text.utf8, base: offset))
    } catch {
      return .failure(
        DiagnosticError(
          Diagnostic(.invalidJSON, error.message, at: page.span(inCodeOf: block, codeRange: error.range))))
    }
  }

  func outcome(of block: Block) -> BlockOutcome {
    let outcome = validated(block)
    guard let text = block.attributes.fails else { return outcome }
    return .stated(text, of: block, on: page, outcome.diagnostics)
  }

  private func validated(_ block: Block) -> BlockOutcome {
    let value: JSON
    switch parse(block.code, of: block) {
    case .success(let parsed): value = parsed
    case .failure(let error):
      return BlockOutcome(.failed, reason: error.diagnostics.first?.message, diagnostics: error.diagnostics)
    }
    if let name = block.attributes.schema {
      guard let contract else { return .failed(MessageRules.withoutContract(name, of: block, on: page)) }
      return .of(
        MessageRules(page: page, contract: contract).schema(name, value, of: block), otherwise: .validated)
    }
    guard let contract, MessageRole(value) == .request else { return BlockOutcome(.parsed) }
    return .of(
      MessageRules(page: page, contract: contract).requests(value, answeredBy: nil, of: block),
      otherwise: .validated)
  }
}
