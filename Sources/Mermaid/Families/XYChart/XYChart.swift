/// `xychart`: bars and lines over an axis of categories or numbers.
public struct XYChart: Sendable, Hashable {
  /// The axis that values are counted along.
  public struct Axis: Sendable, Hashable {
    /// The words beside it; empty for none.
    public var title: String
    /// `from --> to`, finite; the first may be the larger one. `nil` for what the values need.
    public var range: Range?

    /// The two ends of an axis.
    public struct Range: Sendable, Hashable {
      public var from: Double
      public var to: Double

      /// A range of numbers.
      ///
      /// ```swift
      /// let range = XYChart.Axis.Range(from: 0, to: 100)
      /// ```
      public init(from: Double, to: Double) {
        self.from = from
        self.to = to
      }
    }

    /// An axis with its title and range.
    ///
    /// ```swift
    /// let revenue = XYChart.Axis(title: "Revenue", range: .init(from: 0, to: 100))
    /// ```
    public init(title: String = "", range: Range? = nil) {
      self.title = title
      self.range = range
    }
  }

  /// Values in the order of the x axis.
  public struct Plot: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable { case bar, line }

    /// How the values are drawn.
    public var kind: Kind
    /// The words of the legend; empty for none.
    public var title: String
    /// From -1,000,000,000,000,000 to 1,000,000,000,000,000.
    public var values: [Double]
    /// The words at the dot of each value of a line, `""` for none; may be shorter than `values`.
    public var labels: [String]

    /// Bars or a line.
    ///
    /// ```swift
    /// let bars = XYChart.Plot(.bar, title: "2026", values: [5, 6, 7.5])
    /// ```
    public init(_ kind: Kind, title: String = "", values: [Double], labels: [String] = []) {
      self.kind = kind
      self.title = title
      self.values = values
      self.labels = labels
    }
  }

  /// The axis of categories or numbers: below, or at the left of a horizontal chart.
  public var xAxis: Axis
  /// The axis of values.
  public var yAxis: Axis
  /// The names along the x axis; empty where it has numbers.
  public var categories: [String]
  /// In the order of the source.
  public var plots: [Plot]
  /// `horizontal`: bars go to the right.
  public var isHorizontal: Bool
  /// `showDataLabel`: each bar has its value beside it.
  public var showsValues: Bool

  /// A chart of plots over the same axis.
  ///
  /// ```swift
  /// let chart = XYChart(
  ///   yAxis: .init(title: "Revenue"), categories: ["May", "June"], plots: [.init(.bar, values: [5, 6])])
  /// ```
  public init(
    xAxis: Axis = .init(), yAxis: Axis = .init(), categories: [String] = [], plots: [Plot] = [],
    isHorizontal: Bool = false, showsValues: Bool = false
  ) {
    self.xAxis = xAxis
    self.yAxis = yAxis
    self.categories = categories
    self.plots = plots
    self.isHorizontal = isHorizontal
    self.showsValues = showsValues
  }

  /// How many places the x axis has.
  var count: Int {
    categories.isEmpty ? plots.reduce(0) { max($0, $1.values.count) } : categories.count
  }

  /// Where a value is on an x axis with a range, over which mermaid.js spreads the values of each plot; `nil` on other
  /// axes.
  func xValue(_ index: Int, of plot: Plot) -> Double? {
    guard categories.isEmpty, let range = xAxis.range else { return nil }
    return range.from + (range.to - range.from) * Double(index) / Double(max(plot.values.count - 1, 1))
  }
}
