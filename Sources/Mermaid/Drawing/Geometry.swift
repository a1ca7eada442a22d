/// CSS pixels; x to the right, y downwards.
public struct Point: Sendable, Hashable {
  /// CSS pixels from the left edge.
  public var x: Double
  /// CSS pixels from the top edge.
  public var y: Double

  /// A point with its coordinates.
  ///
  /// ```swift
  /// let corner = Point(0, 12.5)
  /// ```
  public init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }

  static func + (a: Point, b: Point) -> Point { Point(a.x + b.x, a.y + b.y) }
  static func - (a: Point, b: Point) -> Point { Point(a.x - b.x, a.y - b.y) }
  static func * (a: Point, factor: Double) -> Point { Point(a.x * factor, a.y * factor) }

  var length: Double { (x * x + y * y).squareRoot() }

  func interpolated(to other: Point, _ t: Double) -> Point {
    Point(x + (other.x - x) * t, y + (other.y - y) * t)
  }
}

/// Width and height in CSS pixels.
public struct Size: Sendable, Hashable {
  /// CSS pixels, not negative.
  public var width: Double
  /// CSS pixels, not negative.
  public var height: Double

  /// A size of width and height.
  ///
  /// ```swift
  /// let box = Size(48, 40)
  /// ```
  public init(_ width: Double, _ height: Double) {
    self.width = width
    self.height = height
  }

  /// Width and height exchanged.
  var transposed: Size { Size(height, width) }
}

/// An upright rectangle in CSS pixels, from its upper left corner.
public struct Rect: Sendable, Hashable {
  /// The left edge, in CSS pixels.
  public var x: Double
  /// The top edge, in CSS pixels.
  public var y: Double
  /// CSS pixels, not negative.
  public var width: Double
  /// CSS pixels, not negative.
  public var height: Double

  /// A rectangle with its upper left corner and its size.
  ///
  /// ```swift
  /// let page = Rect(x: 0, y: 0, width: 640, height: 480)
  /// page.center  // Point(320, 240)
  /// ```
  public init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  init(center: Point, size: Size) {
    self.init(
      x: center.x - size.width / 2, y: center.y - size.height / 2, width: size.width, height: size.height)
  }

  public var minX: Double { x }
  public var minY: Double { y }
  public var maxX: Double { x + width }
  public var maxY: Double { y + height }
  public var midX: Double { x + width / 2 }
  public var midY: Double { y + height / 2 }
  public var center: Point { Point(midX, midY) }
  public var size: Size { Size(width, height) }

  /// Smaller by `dx` at the left and right, by `dy` above and below; negative values make it larger.
  func inset(_ dx: Double, _ dy: Double) -> Rect {
    Rect(x: x + dx, y: y + dy, width: width - 2 * dx, height: height - 2 * dy)
  }

  func inset(_ d: Double) -> Rect { inset(d, d) }

  func offset(by delta: Point) -> Rect { Rect(x: x + delta.x, y: y + delta.y, width: width, height: height) }

  func union(_ other: Rect) -> Rect {
    let left = min(minX, other.minX)
    let top = min(minY, other.minY)
    return Rect(
      x: left, y: top, width: max(maxX, other.maxX) - left, height: max(maxY, other.maxY) - top)
  }

  func contains(_ point: Point) -> Bool {
    point.x > minX && point.x < maxX && point.y > minY && point.y < maxY
  }

  func contains(_ other: Rect) -> Bool {
    other.minX >= minX && other.maxX <= maxX && other.minY >= minY && other.maxY <= maxY
  }
}

extension Rect {
  /// Whether the two share more than an edge.
  func overlaps(_ other: Rect) -> Bool {
    minX < other.maxX && other.minX < maxX && minY < other.maxY && other.minY < maxY
  }
}
