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
    /// Finite, not negative. mermaid draws no slice for less than 1 % of the whole, only its legend.
    public var value: Double

    public init(label: String, value: Double) {
      self.label = label
      self.value = value
    }
  }
}
