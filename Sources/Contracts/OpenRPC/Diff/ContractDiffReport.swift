import Diagnostics
import JSON

extension ContractDiff {
  /// For people in a terminal: one change a paragraph, with its rule and both places.
  public func text() -> String {
    var lines: [String] = []
    for severity in ContractChange.Severity.allCases {
      let changes = changes(severity)
      if changes.isEmpty { continue }
      lines.append("\(severity.title):")
      for change in changes {
        lines.append("  \(change.sentence) [\(change.rule.rawValue)]")
        if let old = change.old { lines.append("    old: \(old.span.label)") }
        if let new = change.new { lines.append("    new: \(new.span.label)") }
        if change.methods.count > 1 || change.methods.first.map({ !change.subject.hasPrefix($0) }) ?? false {
          lines.append("    methods: \(change.methods.joined(separator: ", "))")
        }
      }
      lines.append("")
    }
    return lines.joined(separator: "\n")
  }

  /// "2 breaking, 1 compatible", or "no change".
  public var summary: String {
    let counts = ContractChange.Severity.allCases.compactMap { severity -> String? in
      let count = changes(severity).count
      return count == 0 ? nil : "\(count) \(severity.title.lowercased())"
    }
    return counts.isEmpty ? "no change" : counts.joined(separator: ", ")
  }

  /// For programs: `old` and `new` with their versions, `changes`, and `counts` by severity.
  public func json() -> JSON {
    func version(_ contract: Contract) -> JSON {
      .object([("path", .string(contract.source.path)), ("version", .string(contract.version))])
    }
    func place(_ place: ContractChange.Place?) -> JSON {
      guard let place else { return .null }
      return .object([
        ("path", .string(place.span.path)), ("line", .number(place.span.start.line)),
        ("column", .number(place.span.start.column)), ("pointer", .string(place.pointer.description)),
      ])
    }
    return .object([
      ("old", version(old)), ("new", version(new)), ("isBreaking", .bool(isBreaking)),
      (
        "counts",
        .object(ContractChange.Severity.allCases.map { ($0.rawValue, .number(changes($0).count)) })
      ),
      (
        "changes",
        .array(
          changes.map { change in
            .object([
              ("rule", .string(change.rule.rawValue)), ("severity", .string(change.severity.rawValue)),
              ("subject", .string(change.subject)), ("message", .string(change.message)),
              ("hint", change.hint.map(JSON.string) ?? .null),
              ("methods", .array(change.methods.map(JSON.string))), ("old", place(change.old)),
              ("new", place(change.new)),
            ])
          })
      ),
    ])
  }

  /// For a page about the changes: a list for each severity that there is.
  ///
  /// - Parameters:
  ///   - headingLevel: of the severities' headings, 1 to 6.
  ///   - link: where a reader finds the subject of a change; `nil` for no link.
  public func markdown(
    headingLevel: Int = 3, link: (ContractChange) -> String? = { _ in nil }
  ) -> String {
    if changes.isEmpty { return "Nothing changed.\n" }
    var sections: [String] = []
    for severity in ContractChange.Severity.allCases {
      let changes = changes(severity)
      if changes.isEmpty { continue }
      var text = String(repeating: "#", count: max(1, min(headingLevel, 6))) + " \(severity.title)\n\n"
      for change in changes {
        let subject = change.subjectInProse
        text += "- " + (link(change).map { "[\(subject)](\($0))" } ?? subject) + " "
        text += Self.escaped(change.message) + (change.hint.map { "; " + Self.escaped($0) } ?? "") + "."
        let others = change.methods.filter { !change.subject.hasPrefix($0) }
        if !others.isEmpty { text += " In " + others.map { "`\($0)`" }.joined(separator: ", ") + "." }
        text += " (`\(change.rule.rawValue)`)\n"
      }
      sections.append(text)
    }
    return sections.joined(separator: "\n")
  }

  /// Escapes text of a contract, so that it does not become markup. Code in backticks is left as it is.
  private static func escaped(_ text: String) -> String {
    var output = String.UnicodeScalarView()
    var isCode = false
    for scalar in text.unicodeScalars {
      if scalar == "`" { isCode.toggle() }
      if !isCode, "\\*_[]<>#|~".unicodeScalars.contains(scalar) { output.append("\\") }
      output.append(scalar == "\n" ? " " : scalar)
    }
    return String(output)
  }
}
