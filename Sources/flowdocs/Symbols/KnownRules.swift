import Checks
import Diagnostics
import JSON
import MathML
import Mermaid
import MockTraining
import OpenRPC
import Pages
import Verification

/// Every kind of finding that the program can report.
extension Rule {
  static let all: [Rule] = [
    // Checks
    .deadLink, .deadAnchor, .absoluteLink, .unknownContractName, .incompletePage, .clientMismatch,
    .skipWithoutEnd,
    .duplicateTab, .outputWithoutExample, .notParsed, .unknownSymbol, .unusedIgnoredSymbol,
    // JSON
    .invalidJSON,
    // Mermaid
    .mermaidSyntax, .mermaidUnknownFamily, .mermaidFamilyNotDrawn, .mermaidLimit, .mermaidReference,
    .mermaidFrontMatter, .mermaidDirective, .mermaidDoubtful, .mermaidShape, .mermaidUnknownNode,
    .mermaidEllipse, .mermaidNoEffect,
    // MathML
    .badFormula,
    // MockTraining
    .contractService,
    // OpenRPC
    .contractExampleName, .contractExtension, .contractWithoutExample,
    .contractStructure, .contractReference, .contractSchema, .contractDuplicate, .contractExample,
    .contractDescription, .contractUnused, .contractCase, .contractParamOrder, .contractError,
    // Pages
    .badLedger, .syntaxError, .skipExpired, .contractMismatch, .staleInclude, .unknownAttribute,
    .badAttribute, .badFrontMatter, .badTable, .notUTF8, .unreadableFile, .badInclude, .unknownDirective,
    .badProject,
    .invalidYAML,
    // Verification
    .swiftError, .swiftWarning, .moduleError, .exampleFailed, .exampleTimedOut, .exampleNotRun,
    .outputMismatch, .didNotFail, .responseMismatch, .answersDiffer, .mockBreaksContract, .invalidExchange,
    .environmentBroken,
    // flowdocs
    .notShown,
  ]

  /// Their ids as names that pages may use.
  static var symbols: [Symbol] { all.map { Symbol(.rule, $0.id, summary: $0.summary) } }
}
