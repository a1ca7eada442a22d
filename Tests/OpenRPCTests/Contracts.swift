import Diagnostics
import Foundation
import JSON
import OpenRPC
import TestSupport

/// A contract of these methods and components, as a file called `api.json`.
func contract(methods: String, components: String = "{}", more: String = "") throws(DiagnosticError)
  -> Contract
{
  try Contract.load(source(methods: methods, components: components, more: more))
}

func source(methods: String, components: String = "{}", more: String = "") -> SourceText {
  SourceText(
    path: "api.json",
    text: """
      {"openrpc": "1.3.2", "info": {"title": "T", "version": "1"},
      "methods": \(methods),
      "components": \(components)\(more)}
      """)
}

/// The findings that loading ends with, one line each: place, message, rule.
func loadingErrors(_ source: SourceText) -> [String] {
  do throws(DiagnosticError) {
    _ = try Contract.load(source)
    return []
  } catch {
    return error.diagnostics.map(line)
  }
}

func line(_ diagnostic: Diagnostic) -> String {
  let place = diagnostic.span.map { "\($0.start.line):\($0.start.column): " } ?? ""
  return place + diagnostic.message + " [\(diagnostic.rule.id)]" + (diagnostic.fix.map { " → " + $0 } ?? "")
}

/// The text of the contract that a span covers.
func text(_ span: SourceSpan, in contract: Contract) -> String {
  let start = contract.source.offset(ofLine: span.start.line)
  let line = Array(contract.source.text.utf8)[start...]
  let scalars = Array(String(decoding: line, as: UTF8.self).unicodeScalars)
  let end = span.end.line == span.start.line ? span.end.column - 1 : span.line.unicodeScalars.count
  return String(String.UnicodeScalarView(scalars[(span.start.column - 1)..<end]))
}

enum Files {
  static func read(_ url: URL) throws -> SourceText {
    SourceText(path: url.lastPathComponent, bytes: Array(try Data(contentsOf: url)))
  }

  static func trainingContract() throws -> Contract {
    try Contract.load(read(Checkout.root.appending(path: "content/api/openrpc.json")))
  }
}
