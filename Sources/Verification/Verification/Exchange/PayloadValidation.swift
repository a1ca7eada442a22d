import Checks
import Diagnostics
import JSON
import Languages
import Ledger
import OpenRPC
import Pages
import Project

/// The verdict on JSON that is not part of an exchange. Pure.
struct PayloadValidation: Sendable {
  var project: Project
  var page: Page
  var contract: Contract?
  var languages: Languages

  func outcome(of block: Block) -> BlockOutcome {
    let outcome = validated(block)
    guard let text = block.attributes.fails else { return outcome }
    return .stated(text, of: block, on: page, outcome.diagnostics)
  }

  private func validated(_ block: Block) -> BlockOutcome {
    let (value, duplicates): (JSON, [DuplicateMember])
    do throws(JSONSyntaxError) {
      (value, duplicates) = try JSONParser.read(block.code.utf8)
    } catch {
      if block.attributes.fails == nil,
        JSONCheck.mayBeMalformed(block, on: page, in: project, languages)
      {
        return .unparsedText()
      }
      return .failed(JSONCheck.problem(error, in: block, on: page))
    }
    if !duplicates.isEmpty {
      let findings = JSONCheck.duplicates(duplicates, in: block, on: page, of: project)
      return findings.hasErrors
        ? .of(findings, otherwise: .parsed) : BlockOutcome(.parsed, diagnostics: findings)
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
