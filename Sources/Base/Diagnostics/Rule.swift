/// How much a finding matters. Errors make a command exit with 1; the rest is shown, unless settings say otherwise.
public enum Severity: String, Sendable, Hashable, CaseIterable, Codable, Comparable {
  case error, warning, note

  /// Notes come before errors.
  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// A kind of finding: its stable name, which reports and documentation refer to, and its subject.
///
/// Each target declares its rules as static members of an extension, so that each rule is declared once.
public struct Rule: Sendable, Hashable {
  /// Two or three words with hyphens, stable between versions: `dead-link`.
  public let id: String
  public let severity: Severity
  /// One sentence for the list of rules and for SARIF.
  public let summary: String
  public private(set) var formerName: FormerName?

  public init(_ id: String, _ severity: Severity, _ summary: String) {
    self.id = id
    self.severity = severity
    self.summary = summary
  }

  /// The same rule with the id that it had before a version:
  ///
  ///     Rule("bad-data", .error, "Table of an unknown file").formerly("bad-table", since: "0.1.0")
  public func formerly(_ id: String, since version: String) -> Rule {
    var copy = self
    copy.formerName = FormerName(id, since: version)
    return copy
  }
}

/// Rules that are listed under one heading of the catalogue.
///
///     RuleGroup("links", "Links and names", [.deadLink, .deadAnchor])
public struct RuleGroup: Sendable, Hashable {
  /// One word, by which settings and command lines name all its rules: `blocks`.
  public var name: String
  public var title: String
  public var rules: [Rule]

  public init(_ name: String, _ title: String, _ rules: [Rule]) {
    self.name = name
    self.title = title
    self.rules = rules
  }
}
