import Diagnostics

extension ContractCoverage {
  /// A finding for each item that no example shows, in the order of the contract.
  ///
  /// - Parameter shown: the keys of the items that examples show.
  public func findings(shown: Set<String>) -> [Diagnostic] {
    items.filter { !shown.contains($0.key) }.map { item in
      Diagnostic(
        .notShown, "No example shows \(item.kind.phrase) `\(item.name)`", at: item.span,
        fix: "add an example that does, and run `flowdocs verify`")
    }
  }

  /// One line: `50 % shown: methods 1/2, errors 1/2`.
  public func summary(shown: Set<String>) -> String {
    let counts = CoverageItem.Kind.allCases.compactMap { kind -> String? in
      let all = items.filter { $0.kind == kind }
      return all.isEmpty ? nil : "\(kind.plural) \(all.count { shown.contains($0.key) })/\(all.count)"
    }
    let percent = items.isEmpty ? 100 : 100 * items.count { shown.contains($0.key) } / items.count
    return "\(percent) % shown: " + counts.joined(separator: ", ")
  }
}
