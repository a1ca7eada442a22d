/// `pie`: shares of a whole.
public struct PieChart: Sendable, Hashable {
  /// The slices in source order.
  public var slices: [Slice]
  /// `showData`: the values are in the legend.
  public var showsData: Bool
  /// `donutHole`: the radius of the hole as a part of the pie's, 0…0.9.
  public var hole: Double
  /// `textPosition`: where the shares are, from the centre (0) to the rim (1); `nil` for the layout's own place.
  public var textPosition: Double?
  /// `highlightSlice`: the label of the slice that is pulled out.
  public var highlighted: String?
  /// Where the list of labels is.
  public var legend: Legend

  /// A pie of slices, in the order given.
  ///
  /// ```swift
  /// let pie = PieChart(slices: [.init(label: "Passed", value: 97), .init(label: "Failed", value: 3)], showsData: true)
  /// ```
  public init(
    slices: [Slice] = [], showsData: Bool = false, hole: Double = 0, textPosition: Double? = nil,
    highlighted: String? = nil, legend: Legend = .right
  ) {
    self.slices = slices
    self.showsData = showsData
    self.hole = hole
    self.textPosition = textPosition
    self.highlighted = highlighted
    self.legend = legend
  }

  /// `legendPosition`. In the center it is inside the hole, if it fits there.
  public enum Legend: String, Sendable, Hashable { case right, left, top, bottom, center }

  /// A share of the whole.
  public struct Slice: Sendable, Hashable {
    /// The words in the legend.
    public var label: String
    /// Finite, not negative. mermaid draws no slice for less than 1 % of the whole, only its legend.
    public var value: Double

    /// A slice with its value, not its percentage.
    ///
    /// ```swift
    /// let passed = PieChart.Slice(label: "Passed", value: 97)
    /// ```
    public init(label: String, value: Double) {
      self.label = label
      self.value = value
    }
  }
}
