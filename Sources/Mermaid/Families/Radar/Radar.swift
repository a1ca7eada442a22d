/// `radar-beta`: values on axes that leave one centre, joined to a curve for each series.
public struct Radar: Sendable, Hashable {
  /// Clockwise from the top.
  public var axes: [Axis]
  /// In the order written; those with another number of values than there are axes are not drawn.
  public var curves: [Curve]
  /// The value at the centre.
  public var least: Double
  /// The value at the rim; `nil` for the largest of all.
  public var most: Double?
  /// Rings of the grid, 0…50.
  public var ticks: Int
  public var grid: Grid
  public var showsLegend: Bool

  /// A chart of curves on axes.
  ///
  /// ```swift
  /// let chart = Radar(
  ///   axes: [.init(name: "speed"), .init(name: "cost"), .init(name: "quality")],
  ///   curves: [.init(name: "ours", values: [3, 2, 5])], most: 5)
  /// ```
  public init(
    axes: [Axis] = [], curves: [Curve] = [], least: Double = 0, most: Double? = nil, ticks: Int = 5,
    grid: Grid = .circle, showsLegend: Bool = true
  ) {
    self.axes = axes
    self.curves = curves
    self.least = least
    self.most = most
    self.ticks = ticks
    self.grid = grid
    self.showsLegend = showsLegend
  }

  /// The form of the grid, and whether curves are round.
  public enum Grid: String, Sendable, Hashable { case circle, polygon }

  /// What is measured in one direction.
  public struct Axis: Sendable, Hashable {
    public var name: String
    public var label: RichText

    /// An axis whose label is its name unless another is given.
    ///
    /// ```swift
    /// let axis = Radar.Axis(name: "cost", label: "Cost of a run")
    /// ```
    public init(name: String, label: RichText? = nil) {
      self.name = name
      self.label = label ?? RichText(name)
    }
  }

  /// A series: one value for each axis.
  public struct Curve: Sendable, Hashable {
    public var name: String
    public var label: RichText
    /// In the order of the axes.
    public var values: [Double]
    /// Where the curve's entry of the legend leads.
    public var link: DiagramLink?
    /// UTF-8 bytes of its name in the source.
    public var range: Range<Int>?

    /// A curve whose label is its name unless another is given.
    ///
    /// ```swift
    /// let curve = Radar.Curve(name: "ours", label: "Our service", values: [3, 2, 5])
    /// ```
    public init(
      name: String, label: RichText? = nil, values: [Double], link: DiagramLink? = nil,
      range: Range<Int>? = nil
    ) {
      self.name = name
      self.label = label ?? RichText(name)
      self.values = values
      self.link = link
      self.range = range
    }
  }
}
