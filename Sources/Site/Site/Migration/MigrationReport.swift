extension Migration {
  /// What was rewritten, and what stays and why.
  ///
  /// - Parameter unwritten: pages that were saved meanwhile.
  public func report(unwritten: [String]) -> String {
    let written = pages.map(\.path).filter { !unwritten.contains($0) }
    var lines = written.map { "rewrote \($0)" }
    lines += left.map { "left \($0) as it is: in the plain form it would be read otherwise" }
    lines += unwritten.map { "left \($0) as it is: it was saved meanwhile" }
    if written.isEmpty, left.isEmpty, unwritten.isEmpty { lines.append("all pages are in their plain form") }
    if !rest.isEmpty { lines.append("without a plain form, and as before: " + rest.description) }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Migration.Rest: CustomStringConvertible {
  var isEmpty: Bool { self == Self() }

  /// `2 included files, 1 component`.
  public var description: String {
    [
      (includes, "included file"), (components, "component"), (directives, "directive"), (labels, "label"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }.joined(separator: ", ")
  }
}
