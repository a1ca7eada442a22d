// Small symbols without a label.
extension NodeDrawing {
  /// Sizes in CSS pixels. A box of one line is 40 px high.
  enum Symbol {
    static let dotRadius = 8.0
    static let frameRadius = 10.0
    static let crossedRadius = 18.0
    /// From the centre of a choice to its corners.
    static let choice = 15.0
    /// Length and thickness of a fork or join: about as long as a state is wide. mermaid.js has 70 × 7 px.
    static let bar = Size(76, 8)
    static let barRadius = 2.0
    static let hourglass = Size(32, 34)
    static let bolt = Size(34, 44)
  }

  /// Without a label: drawn in one colour.
  mutating func symbol(_ size: Size) {
    self.size = size
    surface = .solid
    hasLabel = false
    portSpread = PortSpread.narrow
  }

  mutating func dot(radius: Double) {
    symbol(Size(2 * radius, 2 * radius))
    figures = [Figure(.ellipse(center: Point(0, 0), radius: Size(radius, radius)), .solid)]
    outline = Self.ellipseOutline(size)
    portSpread = PortSpread.center
  }

  mutating func framedCircle() {
    let radius = Symbol.frameRadius
    symbol(Size(2 * radius, 2 * radius))
    figures = [
      Figure(.ellipse(center: Point(0, 0), radius: Size(radius, radius)), .hollow),
      Figure(.ellipse(center: Point(0, 0), radius: Size(radius / 2, radius / 2)), .solid),
    ]
    outline = Self.ellipseOutline(size)
    portSpread = PortSpread.center
  }

  mutating func crossedCircle() {
    let radius = Symbol.crossedRadius
    symbol(Size(2 * radius, 2 * radius))
    surface = .node
    // The diagonals meet the circle at √½ of its radius. A constant, so that all machines draw the same.
    let diagonal = 0.7071
    let d = radius * diagonal
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
    portSpread = PortSpread.point
  }

  mutating func fork(isTurned: Bool) {
    symbol(isTurned ? Symbol.bar.transposed : Symbol.bar)
    figures = [Figure(.rect(Rect(center: Point(0, 0), size: size), radius: Symbol.barRadius), .solid)]
    portSpread = PortSpread.bar
  }

  mutating func hourglass() {
    symbol(Symbol.hourglass)
    surface = .node
    let (x, y) = (size.width / 2, size.height / 2)
    figures = [Figure(.path(Path(polygon: [Point(-x, -y), Point(x, -y), Point(-x, y), Point(x, y)])))]
  }

  mutating func bolt() {
    symbol(Symbol.bolt)
    surface = .node
    // A zigzag from the top to the bottom of the symbol, 2 px away from its sides.
    figures = [
      Figure(
        .path(
          Path(polygon: [
            Point(6, -22), Point(-15, 4), Point(1, 4), Point(-6, 22), Point(15, -4), Point(-1, -4),
          ])))
    ]
    portSpread = PortSpread.center
  }
}
