import Checks
import Diagnostics
import JSON
import Ledger
import MathML
import Mermaid
import OpenRPC
import Pages
import Project
import Symbols
import TrainingMock
import Verification

/// Every kind of finding that the program can report.
extension Rule {
  /// By what they are about, in the order in which people read them.
  static let groups: [(title: String, rules: [Rule])] = [
    (
      "Pages, links and names",
      [
        .deadLink, .deadAnchor, .absoluteLink, .remoteImage, .unpublishedFile, .duplicateFile,
        .unknownContractName, .foreignMarkup,
        .incompletePage,
        .clientMismatch, .skipWithoutEnd, .duplicateTab, .outputWithoutExample, .notParsed, .unknownSymbol,
        .unusedIgnoredSymbol,
      ]
    ),
    (
      "Fences, files and settings",
      [
        .badLedger, .syntaxError, .skipExpired, .contractMismatch, .staleInclude, .unknownAttribute,
        .badAttribute, .badFrontMatter, .notUTF8, .unreadableFile, .badInclude, .unknownDirective, .badTable,
        .badProject, .invalidYAML,
      ]
    ),
    (
      "JSON and the contract",
      [
        .invalidJSON, .contractExampleName, .contractExtension, .contractWithoutExample, .contractStructure,
        .contractReference, .contractSchema, .contractDuplicate, .contractExample, .contractDescription,
        .contractUnused, .notShown, .contractCase, .contractParamOrder, .contractError, .contractService,
      ]
    ),
    (
      "Diagrams and formulas",
      [
        .mermaidSyntax, .mermaidUnknownFamily, .mermaidFamilyNotDrawn, .mermaidLimit, .mermaidReference,
        .mermaidFrontMatter, .mermaidDirective, .mermaidDoubtful, .mermaidShape, .mermaidUnknownNode,
        .mermaidEllipse, .mermaidNoEffect, .badFormula,
      ]
    ),
    (
      "Examples",
      [
        .swiftError, .swiftWarning, .moduleError, .exampleFailed, .exampleTimedOut, .exampleNotRun,
        .outputMismatch, .didNotFail, .responseMismatch, .answersDiffer, .mockBreaksContract,
        .invalidExchange, .checkerFinding,
        .environmentBroken,
      ]
    ),
  ]

  static let all = groups.flatMap(\.rules)

  /// Their ids as names that pages may use.
  ///
  /// - Parameter page: The page that shows them all, each below a heading of its own.
  static func symbols(on page: String?) -> [Symbol] {
    all.map { rule in
      Symbol(
        .rule, rule.id, summary: rule.summary,
        at: page.map { .page(SymbolPlace(page: $0, anchor: rule.id)) } ?? .pageOfKind)
    }
  }
}
