/// How much a finding matters. Errors make a command exit with 1; the rest is shown.
public enum Severity: String, Sendable, Hashable, CaseIterable, Codable {
  case error, warning, note
}

/// A kind of finding: its stable name, which reports and documentation refer to, and what it is about.
///
/// Each target declares its rules as static members of an extension, so that a rule has one home.
public struct Rule: Sendable, Hashable {
  /// Two or three words with hyphens, stable between versions: `dead-link`.
  public let id: String
  public let severity: Severity
  /// One sentence for the list of rules and for SARIF.
  public let summary: String

  public init(_ id: String, _ severity: Severity, _ summary: String) {
    self.id = id
    self.severity = severity
    self.summary = summary
  }
}

/// One finding: what is wrong, exactly where, and what to do about it.
public struct Diagnostic: Sendable, Hashable {
  public struct Note: Sendable, Hashable {
    public var message: String
    public var span: SourceSpan?

    public init(_ message: String, span: SourceSpan? = nil) {
      self.message = message
      self.span = span
    }
  }

  public var rule: Rule
  public var severity: Severity
  /// `nil` only for what has no place in any file, such as a missing program.
  public var span: SourceSpan?
  /// One sentence without a final full stop.
  public var message: String
  public var notes: [Note]
  /// What to do, as an instruction: "write `#start-a-job`".
  public var fix: String?
  /// Preformatted lines that belong to the finding, such as a diff or a traceback.
  public var details: String?

  public init(
    _ rule: Rule, _ message: String, at span: SourceSpan? = nil, notes: [Note] = [], fix: String? = nil,
    details: String? = nil, severity: Severity? = nil
  ) {
    self.rule = rule
    self.severity = severity ?? rule.severity
    self.span = span
    self.message = message
    self.notes = notes
    self.fix = fix
    self.details = details
  }
}

/// Diagnostics as an error, for functions that either give their value or say why not.
public struct DiagnosticError: Error, Sendable, Hashable, CustomStringConvertible {
  public var diagnostics: [Diagnostic]

  public init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
  public init(_ diagnostic: Diagnostic) { self.diagnostics = [diagnostic] }

  public var description: String { ConsoleRenderer().render(diagnostics) }
}

extension [Diagnostic] {
  public var hasErrors: Bool { contains { $0.severity == .error } }

  /// By file, line and column; findings without a place come first. Equal places keep their order.
  public func sortedByPlace() -> [Diagnostic] {
    func key(_ diagnostic: Diagnostic) -> (String, Int, Int) {
      guard let span = diagnostic.span else { return ("", 0, 0) }
      return (span.path, span.start.line, span.start.column)
    }
    return enumerated().sorted { left, right in
      let (a, b) = (key(left.element), key(right.element))
      return a == b ? left.offset < right.offset : a < b
    }.map(\.element)
  }
}
