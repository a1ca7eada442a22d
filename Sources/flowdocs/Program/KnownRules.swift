import Checks
import Diagnostics
import JSON
import Ledger
import Manual
import MathML
import Mermaid
import OpenRPC
import Pages
import Project
import Reference
import TrainingMock
import Verification

/// Every kind of finding that the program can report.
enum KnownRules {
  static let groups: [RuleGroup] = [
    RuleGroup(
      "Pages, links and names",
      [
        .deadLink, .deadAnchor, .absoluteLink, .remoteImage, .unpublishedFile, .duplicateFile,
        .unknownContractName, .foreignMarkup,
        .incompletePage,
        .clientMismatch, .skipWithoutEnd, .duplicateTab, .outputWithoutExample, .notParsed, .unknownSymbol,
        .unusedIgnoredSymbol,
      ]
    ),
    RuleGroup(
      "Fences, files and settings",
      [
        .badLedger, .syntaxError, .skipExpired, .contractMismatch, .staleInclude, .unknownAttribute,
        .badAttribute, .badFrontMatter, .notUTF8, .unreadableFile, .badInclude, .unknownDirective, .badTable,
        .badProject, .invalidYAML,
      ]
    ),
    RuleGroup(
      "JSON and the contract",
      [
        .invalidJSON, .contractExampleName, .contractExtension, .contractWithoutExample, .contractStructure,
        .contractReference, .contractSchema, .contractDuplicate, .contractExample, .contractDescription,
        .contractUnused, .notShown, .contractCase, .contractParamOrder, .contractError, .contractService,
      ]
    ),
    RuleGroup(
      "Diagrams and formulas",
      [
        .mermaidSyntax, .mermaidUnknownFamily, .mermaidFamilyNotDrawn, .mermaidLimit, .mermaidReference,
        .mermaidFrontMatter, .mermaidDirective, .mermaidDoubtful, .mermaidShape, .mermaidUnknownNode,
        .mermaidEllipse, .mermaidNoEffect, .badFormula,
      ]
    ),
    RuleGroup(
      "Examples",
      [
        .swiftError, .swiftWarning, .moduleError, .exampleFailed, .exampleTimedOut, .exampleNotRun,
        .outputMismatch, .didNotFail, .responseMismatch, .answersDiffer, .mockBreaksContract,
        .invalidExchange, .checkerFinding,
        .environmentBroken,
      ]
    ),
  ]
}
