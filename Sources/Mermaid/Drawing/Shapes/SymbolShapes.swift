// Small symbols without a label.
extension NodeDrawing {
  /// Sizes of the symbols.
  enum Symbol {
    static let dotRadius = 8.0
    static let frameRadius = 10.0
    static let crossedRadius = 18.0
    /// From the centre of a choice to its corners.
    static let choice = 15.0
    /// Length and thickness of a fork or join: about as long as a state is wide. mermaid.js has 70 × 7 px.
    static let bar = Size(76, 8)
  }

  /// Without a label: drawn in one colour.
  mutating func symbol(_ size: Size) {
    self.size = size
    surface = .solid
    hasLabel = false
    portSpread = 0.4
  }

  mutating func dot(radius: Double) {
    symbol(Size(2 * radius, 2 * radius))
    figures = [Figure(.ellipse(center: Point(0, 0), radius: Size(radius, radius)), .solid)]
    outline = Self.ellipseOutline(size)
    portSpread = 0
  }

  mutating func framedCircle() {
    let radius = Symbol.frameRadius
    symbol(Size(2 * radius, 2 * radius))
    figures = [
      Figure(.ellipse(center: Point(0, 0), radius: Size(radius, radius)), .hollow),
      Figure(.ellipse(center: Point(0, 0), radius: Size(radius / 2, radius / 2)), .solid),
    ]
    outline = Self.ellipseOutline(size)
    portSpread = 0
  }

  mutating func crossedCircle() {
    let radius = Symbol.crossedRadius
    symbol(Size(2 * radius, 2 * radius))
    surface = .node
    let d = radius * 0.7071  // √½: where the diagonals meet the circle
    figures = [
      Figure(.ellipse(center: Point(0, 0), radius: Size(radius, radius))),
      Figure(
        .path(Path([.move(Point(-d, -d)), .line(Point(d, d)), .move(Point(d, -d)), .line(Point(-d, d))])),
        .outline),
    ]
    outline = Self.ellipseOutline(size)
  }

  mutating func choice() {
    let r = Symbol.choice
    symbol(Size(2 * r, 2 * r))
    surface = .decision
    let points = [Point(0, -r), Point(r, 0), Point(0, r), Point(-r, 0)]
    figures = [Figure(.path(Path(polygon: points)))]
    outline = points
    portSpread = 0.3
  }

  mutating func fork(isTurned: Bool) {
    symbol(isTurned ? Symbol.bar.transposed : Symbol.bar)
    figures = [Figure(.rect(Rect(center: Point(0, 0), size: size), radius: 2), .solid)]
    portSpread = 0.9
  }

  mutating func hourglass() {
    symbol(Size(32, 34))
    surface = .node
    let (x, y) = (size.width / 2, size.height / 2)
    figures = [Figure(.path(Path(polygon: [Point(-x, -y), Point(x, -y), Point(-x, y), Point(x, y)])))]
  }

  mutating func bolt() {
    symbol(Size(34, 44))
    surface = .node
    figures = [
      Figure(
        .path(
          Path(polygon: [
            Point(6, -22), Point(-15, 4), Point(1, 4), Point(-6, 22), Point(15, -4), Point(-1, -4),
          ])))
    ]
    portSpread = 0
  }
}
