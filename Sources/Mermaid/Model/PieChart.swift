/// `pie`: shares of a whole.
public struct PieChart: Sendable, Hashable {
  public var slices: [Slice]
  /// `showData`: the values stand in the legend.
  public var showsData: Bool

  public init(slices: [Slice] = [], showsData: Bool = false) {
    self.slices = slices
    self.showsData = showsData
  }

  public struct Slice: Sendable, Hashable {
    public var label: String
    /// Finite, > 0 (mermaid refuses others).
    public var value: Double

    public init(label: String, value: Double) {
      self.label = label
      self.value = value
    }
  }
}
