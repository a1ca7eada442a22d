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
  /// One sentence, without a final full stop unless a question follows: ``Unknown key `titel`. Did you mean `title`?``
  public var message: String
  public var notes: [Note]
  /// What to do, as an instruction: "write `#start-a-job`".
  public var fix: String?
  /// The changes that fix it, where that needs no decision by a person: all of them or none.
  public var replacements: [Replacement]
  /// Preformatted lines that belong to the finding, such as a diff or a traceback.
  public var details: String?

  public init(
    _ rule: Rule, _ message: String, at span: SourceSpan? = nil, notes: [Note] = [], fix: String? = nil,
    replacements: [Replacement] = [], details: String? = nil, severity: Severity? = nil
  ) {
    self.rule = rule
    self.severity = severity ?? rule.severity
    self.span = span
    self.message = message
    self.notes = notes
    self.fix = fix
    self.replacements = replacements
    self.details = details
  }
}

/// Diagnostics as an error, for functions that either give their value or say why not.
public struct DiagnosticError: Error, Sendable, Hashable {
  public var diagnostics: [Diagnostic]

  public init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
  public init(_ diagnostic: Diagnostic) { self.diagnostics = [diagnostic] }
}

extension [Diagnostic] {
  public var hasErrors: Bool { contains { $0.severity == .error } }

  /// Whether one of them has this severity or a higher one.
  public func hasFinding(atLeast severity: Severity) -> Bool { contains { $0.severity >= severity } }

  /// By file and byte offset; findings without a place come first. Equal places keep their order.
  public func sortedByPlace() -> [Diagnostic] {
    // Paths are compared once for each file, not for each finding.
    let paths = Set(compactMap { $0.span?.path }).sorted()
    let ranks = Dictionary(uniqueKeysWithValues: zip(paths, paths.indices))
    let places: [(file: Int, offset: Int)] = map { finding in
      guard let span = finding.span else { return (-1, 0) }
      return (ranks[span.path] ?? -1, span.range.lowerBound)
    }
    let order = indices.sorted { (left: Int, right: Int) in
      let (a, b) = (places[left], places[right])
      return (a.file, a.offset, left) < (b.file, b.offset, right)
    }
    return order.map { self[$0] }
  }
}
