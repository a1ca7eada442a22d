/// Numbers of a data file, or of the output of an example, that a page shows as a picture.
public struct Chart: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case line, area, bar
    /// How many of the values are in each of some ranges of equal width.
    case histogram
  }

  public struct Axis: Sendable, Hashable {
    public var title: String
    /// `USD`; `nil` for numbers that have none.
    public var unit: String?
  }

  /// Where the values of all series are.
  public enum Places: Sendable, Hashable {
    /// Ascending numbers, at their distances.
    case numbers([Double])
    /// Names, side by side.
    case names([String])

    public var count: Int {
      switch self {
      case .numbers(let numbers): numbers.count
      case .names(let names): names.count
      }
    }
  }

  public struct Series: Sendable, Hashable {
    public var title: String
    /// One for each place; `nil` where none was measured.
    public var values: [Double?]
  }

  public var kind: Kind
  public var title: String
  public var x: Axis
  /// The title is that of the only series, and empty for several.
  public var y: Axis
  public var places: Places
  /// At least one; none for a histogram, whose values are the places.
  public var series: [Series]

  /// More can neither be told apart by colour nor by dashes.
  static let mostSeries = 6
  /// More are not seen on a screen, and the table below the picture would be a file.
  static let mostPlaces = 2000
}
