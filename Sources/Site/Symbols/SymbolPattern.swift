import Patterns

/// The form of the names of a kind: `jobs_*`, or `/[a-z]+:[a-z]+/` for a regular expression.
///
/// In a simple pattern `*` matches any run of letters, digits and `_`, `?` one of them, and everything else itself.
/// Between slashes is a regular expression of ECMA-262. Either must match the whole name. The time of matching is
/// proportional to the name, for any pattern.
public struct SymbolPattern: Sendable, Hashable {
  /// The pattern as it is in the settings.
  public let text: String
  private let pattern: Pattern

  public init(_ text: String) throws(PatternError) {
    self.text = text
    let body =
      text.utf8.count > 2 && text.hasPrefix("/") && text.hasSuffix("/")
      ? String(text.dropFirst().dropLast()) : Self.expression(of: text)
    // Parsed alone first: an unbalanced parenthesis must not close the group around it.
    _ = try Pattern(body)
    pattern = try Pattern("^(?:" + body + ")$")
  }

  private static func expression(of simple: String) -> String {
    var text = ""
    for character in simple {
      switch character {
      case "*": text += "[A-Za-z0-9_]*"
      case "?": text += "[A-Za-z0-9_]"
      case let syntax where "^$\\.+()[]{}|/".contains(syntax): text += "\\\(syntax)"
      default: text.append(character)
      }
    }
    return text
  }

  /// Whether a whole name looks like this.
  public func matches(_ name: String) -> Bool { pattern.isFound(in: name) ?? false }

  /// The ASCII bytes that such a name can begin with, a bit each.
  var firstBytes: (low: UInt64, high: UInt64) { pattern.firstBytes }
}
