extension Limits {
  /// Edges of a flowchart. mermaid.js refuses more than 500, unless its host raises `maxEdges`.
  ///
  /// ```swift
  /// var limits = Limits()
  /// limits.flowchartEdges = 2_000
  /// ```
  public var flowchartEdges: Int {
    get { ofFamilies["flowchartEdges"] ?? 500 }
    set { ofFamilies["flowchartEdges"] = newValue }
  }
}
