/// `quadrantChart`: points between two pairs of opposites.
public struct QuadrantChart: Sendable, Hashable {
  /// The words at the ends of an axis.
  public struct Axis: Sendable, Hashable {
    /// At the left or below.
    public var low: String?
    /// At the right or above.
    public var high: String?

    /// An axis with words at one end or at both.
    ///
    /// ```swift
    /// let urgency = QuadrantChart.Axis(low: "Not urgent", high: "Urgent")
    /// ```
    public init(low: String? = nil, high: String? = nil) {
      self.low = low
      self.high = high
    }
  }

  /// One of the things that the chart compares, as a point in it.
  public struct Point: Sendable, Hashable {
    /// The words beside it.
    public var label: String
    /// From the left (0) to the right (1).
    public var x: Double
    /// From below (0) to above (1).
    public var y: Double
    /// The radius in CSS pixels; `nil` for that of the layout.
    public var radius: Double?
    /// The author's colours.
    public var style: Style
    /// The target of the point when it is a link.
    public var link: DiagramLink?
    /// UTF-8 bytes of its label in the source.
    public var range: Range<Int>?

    /// A point at a place, 0…1 in both directions.
    ///
    /// ```swift
    /// let point = QuadrantChart.Point(label: "Campaign A", x: 0.3, y: 0.6)
    /// ```
    public init(
      label: String, x: Double, y: Double, radius: Double? = nil, style: Style = .inherited,
      link: DiagramLink? = nil, range: Range<Int>? = nil
    ) {
      self.label = label
      self.x = x
      self.y = y
      self.radius = radius
      self.style = style
      self.link = link
      self.range = range
    }
  }

  /// The axis from left to right.
  public var xAxis: Axis
  /// The axis from bottom to top.
  public var yAxis: Axis
  /// The names of the quadrants: upper right, upper left, lower left, lower right; empty for none.
  public var quadrants: [String]
  /// In the order of the source.
  public var points: [Point]
  /// `xAxisPosition: top`; mermaid.js draws it at the top also in a chart without points whose configuration does not say so.
  public var hasTopAxis: Bool
  /// `yAxisPosition: right`
  public var hasRightAxis: Bool

  /// A chart of points.
  ///
  /// ```swift
  /// let chart = QuadrantChart(
  ///   xAxis: .init(low: "Low reach", high: "High reach"), quadrants: ["Expand", "Promote", "Drop", "Improve"],
  ///   points: [.init(label: "Campaign A", x: 0.3, y: 0.6)])
  /// ```
  public init(
    xAxis: Axis = .init(), yAxis: Axis = .init(), quadrants: [String] = ["", "", "", ""],
    points: [Point] = [],
    hasTopAxis: Bool = false, hasRightAxis: Bool = false
  ) {
    self.xAxis = xAxis
    self.yAxis = yAxis
    self.quadrants = quadrants
    self.points = points
    self.hasTopAxis = hasTopAxis
    self.hasRightAxis = hasRightAxis
  }
}
