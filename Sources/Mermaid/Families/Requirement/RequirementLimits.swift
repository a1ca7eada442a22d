extension Limits {
  /// Relationships of a requirement diagram. mermaid.js refuses more than 500, as it does edges of a flowchart.
  ///
  /// ```swift
  /// var limits = Limits()
  /// limits.requirementEdges = 2_000
  /// ```
  public var requirementEdges: Int {
    get { ofFamilies["requirementEdges"] ?? 500 }
    set { ofFamilies["requirementEdges"] = newValue }
  }
}
