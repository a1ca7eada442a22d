import Diagnostics

extension Directive {
  /// A valid directive in a place where it cannot be expanded.
  package static func misplaced(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unknownDirective, "`flowdocs:\(name)` is not allowed inside lists, quotes or text", at: span,
      fix: "write it at the beginning of a line of its own")
  }
}
