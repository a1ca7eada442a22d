// Shapes with straight sides.
extension NodeDrawing {
  /// Cut corners and folds.
  private static let fold = 11.0
  /// How much a slanted side leans, as a part of the height: about 18 degrees.
  private static let slant = 0.32

  /// - Parameter points: corners for half the width and half the height.
  mutating func polygon(_ size: Size, _ points: (Double, Double) -> [Point]) {
    self.size = size
    let corners = points(size.width / 2, size.height / 2)
    figures = [Figure(.path(Path(polygon: corners)))]
    outline = corners
    portSpread = 0.55
  }

  mutating func notchedRectangle(_ box: Size) {
    let cut = Self.fold
    polygon(box) { x, y in
      [Point(-x + cut, -y), Point(x, -y), Point(x, y), Point(-x, y), Point(-x, -y + cut)]
    }
  }

  mutating func note(_ box: Size) {
    surface = .note
    let fold = Self.fold
    polygon(box) { x, y in
      [Point(-x, -y), Point(x - fold, -y), Point(x, -y + fold), Point(x, y), Point(-x, y)]
    }
    let (x, y) = (box.width / 2, box.height / 2)
    rule([Point(x - fold, -y), Point(x - fold, -y + fold), Point(x, -y + fold)])
  }

  /// The left side is lower: manual input.
  mutating func slopedRectangle(_ box: Size) {
    polygon(Size(box.width, box.height + 10)) { x, y in
      [Point(-x, -y + 14), Point(x, -y), Point(x, y), Point(-x, y)]
    }
    labelOffset = Point(0, 4)
  }

  mutating func notchedPentagon(_ box: Size) {
    let cut = 12.0
    polygon(box) { x, y in
      [
        Point(-x + cut, -y), Point(x - cut, -y), Point(x, -y + cut), Point(x, y), Point(-x, y),
        Point(-x, -y + cut),
      ]
    }
  }

  mutating func hexagon(_ label: Size) {
    surface = .decision
    // How far its points reach out, as a part of the height: sides of about 60 degrees.
    let point = 0.28
    let size = Size(
      label.width + 2 * (14 + (label.height + 20) * point), max(label.height + 20, Padding.leastBox.height))
    let notch = size.height * point
    polygon(size) { x, y in
      [
        Point(-x + notch, -y), Point(x - notch, -y), Point(x, 0), Point(x - notch, y), Point(-x + notch, y),
        Point(-x, 0),
      ]
    }
  }

  mutating func parallelogram(_ box: Size, leansRight: Bool) {
    surface = .data
    let lean = box.height * Self.slant
    polygon(slanted(box)) { x, y in
      leansRight
        ? [Point(-x + lean, -y), Point(x, -y), Point(x - lean, y), Point(-x, y)]
        : [Point(-x, -y), Point(x - lean, -y), Point(x, y), Point(-x + lean, y)]
    }
  }

  mutating func trapezoid(_ box: Size, isNarrowAtTop: Bool) {
    let lean = box.height * Self.slant
    polygon(slanted(box)) { x, y in
      isNarrowAtTop
        ? [Point(-x + lean, -y), Point(x - lean, -y), Point(x, y), Point(-x, y)]
        : [Point(-x, -y), Point(x, -y), Point(x - lean, y), Point(-x + lean, y)]
    }
  }

  /// A box with slanted sides; the label may reach 4 px into each slant.
  private func slanted(_ box: Size) -> Size { Size(box.width + 2 * box.height * Self.slant - 8, box.height) }

  mutating func asymmetric(_ box: Size) {
    let notch = box.height * 0.3
    polygon(Size(box.width + notch, box.height)) { x, y in
      [Point(-x, -y), Point(x, -y), Point(x, y), Point(-x, y), Point(-x + notch, 0)]
    }
    labelOffset = Point(notch / 2, 0)
  }

  mutating func diamond(_ label: Size) {
    // The label's corners touch a diamond of half axes a and b when w/2a + h/2b = 1.
    let w = label.width + 10
    let h = label.height + 8
    let a = max(w / 2 + h * 0.95, 34)
    let b = max((h / 2) / (1 - w / 2 / a), 26)
    polygon(Size(2 * a, 2 * b)) { x, y in [Point(0, -y), Point(x, 0), Point(0, y), Point(-x, 0)] }
    surface = .decision
    portSpread = 0.36
  }

  mutating func triangle(_ label: Size, flipped: Bool) {
    let height = max(label.height + 30, 44) + label.width * 0.25
    let width = (label.width + 16) * height / max(height - label.height - 10, 1)
    let sign = flipped ? -1.0 : 1.0
    polygon(Size(width, height)) { x, y in [Point(0, -y * sign), Point(x, y * sign), Point(-x, y * sign)] }
    labelOffset = Point(0, sign * (height / 2 - label.height / 2 - 5))
    portSpread = 0.3
  }

  mutating func bang(_ size: Size) {
    self.size = size
    let outer = Self.ellipsePoints(size, count: 16)
    let inner = Self.ellipsePoints(Size(size.width * 0.84, size.height * 0.84), count: 32)
    var points: [Point] = []
    for index in outer.indices { points += [outer[index], inner[index * 2 + 1]] }
    figures = [Figure(.path(Path(polygon: points)))]
    outline = points
    portSpread = 0.3
  }
}
