// Shapes with straight sides.
extension NodeDrawing {
  /// Cut corners and folds in CSS pixels.
  private static let fold = 11.0
  /// How much a slanted side leans, as a part of the height: about 18 degrees.
  private static let slant = 0.32
  /// How far the label's box may reach into a slanted side, in CSS pixels: its padding keeps the text off the side.
  private static let slantOverlap = 4.0

  /// CSS pixels.
  private enum Sloped {
    /// How much higher than a box the shape is, how much lower its left side is than its right one, and how far the
    /// label is moved down for it.
    static let growth = 10.0
    static let drop = 14.0
    static let labelShift = 4.0
  }

  private enum Pentagon {
    /// The cut of both upper corners in CSS pixels.
    static let cut = 12.0
  }

  private enum Hexagon {
    /// Between the label and the side's end, and above and below the label together, in CSS pixels.
    static let sidePadding = 14.0
    static let padding = 20.0
    /// How far the points reach out, as a part of the height: sides of about 60 degrees.
    static let point = 0.28
  }

  private enum Asymmetric {
    /// The notch at the left, as a part of the height.
    static let notch = 0.3
  }

  private enum Diamond {
    /// Around the label, both sides together, in CSS pixels.
    static let padding = Size(10, 8)
    /// How much half the width exceeds half the label's, as a part of the label's height: a diamond is twice this,
    /// 1.9 times, as wide as it is high.
    static let widening = 0.95
    /// The least half axes in CSS pixels, for a label of one letter.
    static let leastHalf = Size(34, 26)
  }

  private enum Triangle {
    /// Above and below the label together, and at its sides together, in CSS pixels.
    static let padding = Size(16, 30)
    static let leastHeight = 44.0
    /// By how much the height grows with the label's width: a wide label otherwise makes a very flat triangle.
    static let steepness = 0.25
    /// From the label to the side below it, in CSS pixels.
    static let labelGap = 5.0
  }

  /// - Parameter points: corners for half the width and half the height.
  mutating func polygon(_ size: Size, _ points: (Double, Double) -> [Point]) {
    self.size = size
    let corners = points(size.width / 2, size.height / 2)
    figures = [Figure(.path(Path(polygon: corners)))]
    outline = corners
    portSpread = PortSpread.polygon
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
    polygon(Size(box.width, box.height + Sloped.growth)) { x, y in
      [Point(-x, -y + Sloped.drop), Point(x, -y), Point(x, y), Point(-x, y)]
    }
    labelOffset = Point(0, Sloped.labelShift)
  }

  mutating func notchedPentagon(_ box: Size) {
    let cut = Pentagon.cut
    polygon(box) { x, y in
      [
        Point(-x + cut, -y), Point(x - cut, -y), Point(x, -y + cut), Point(x, y), Point(-x, y),
        Point(-x, -y + cut),
      ]
    }
  }

  mutating func hexagon(_ label: Size) {
    surface = .decision
    let height = label.height + Hexagon.padding
    let size = Size(
      label.width + 2 * (Hexagon.sidePadding + height * Hexagon.point), max(height, Padding.leastBox.height))
    let notch = size.height * Hexagon.point
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

  private func slanted(_ box: Size) -> Size {
    Size(box.width + 2 * box.height * Self.slant - 2 * Self.slantOverlap, box.height)
  }

  mutating func asymmetric(_ box: Size) {
    let notch = box.height * Asymmetric.notch
    polygon(Size(box.width + notch, box.height)) { x, y in
      [Point(-x, -y), Point(x, -y), Point(x, y), Point(-x, y), Point(-x + notch, 0)]
    }
    labelOffset = Point(notch / 2, 0)
  }

  mutating func diamond(_ label: Size) {
    // The label's corners touch a diamond of half axes a and b when w/2a + h/2b = 1.
    let w = label.width + Diamond.padding.width
    let h = label.height + Diamond.padding.height
    let a = max(w / 2 + h * Diamond.widening, Diamond.leastHalf.width)
    let b = max((h / 2) / (1 - w / 2 / a), Diamond.leastHalf.height)
    polygon(Size(2 * a, 2 * b)) { x, y in [Point(0, -y), Point(x, 0), Point(0, y), Point(-x, 0)] }
    surface = .decision
    portSpread = PortSpread.diamond
  }

  mutating func triangle(_ label: Size, flipped: Bool) {
    let height =
      max(label.height + Triangle.padding.height, Triangle.leastHeight) + label.width * Triangle.steepness
    // By similar triangles: the label fits between the sides, with the gap above it too.
    let width =
      (label.width + Triangle.padding.width) * height / (height - label.height - 2 * Triangle.labelGap)
    let sign = flipped ? -1.0 : 1.0
    polygon(Size(width, height)) { x, y in [Point(0, -y * sign), Point(x, y * sign), Point(-x, y * sign)] }
    labelOffset = Point(0, sign * (height / 2 - label.height / 2 - Triangle.labelGap))
    portSpread = PortSpread.point
  }
}
