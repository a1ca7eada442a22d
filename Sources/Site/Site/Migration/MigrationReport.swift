extension Migration {
  /// What was rewritten, and what stays and why.
  public var report: String {
    var lines = pages.flatMap { page in
      page.changes.isEmpty
        ? ["rewrote \(page.path)"] : page.changes.map { "rewrote \(page.path):\($0.line) \($0.kind)" }
    }
    lines += kept.map { "kept \($0.path):\($0.line) \($0.kind)" }
    lines += left.map { "left \($0.path) as it is: \($0.reason.rawValue)" }
    if lines.isEmpty, unmigrated.isEmpty { lines.append("all pages are in their plain form") }
    if !unmigrated.isEmpty { lines.append("without a plain form, and as before: " + unmigrated.description) }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Migration.UnmigratedMarkup: CustomStringConvertible {
  var isEmpty: Bool { self == Self() }

  /// `2 included files, 1 component`.
  public var description: String {
    [
      (includes, "included file"), (components, "component"), (directives, "directive"), (labels, "label"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }.joined(separator: ", ")
  }
}
