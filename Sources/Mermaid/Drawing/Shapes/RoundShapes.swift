// Ellipses, circles, clouds and bangs.
extension NodeDrawing {
  private enum Oval {
    /// Around the label, both sides together, in CSS pixels.
    static let padding = Size(16, 14)
    /// The label's corners lie inside: an ellipse through the corners of a box is √2 times as wide and high as the box,
    /// and with the padding these factors suffice for a label of up to four lines.
    static let scale = Size(1.3, 1.35)
  }

  /// CSS pixels.
  private enum Circle {
    /// Around the label, both sides together. The circle goes through the corners of this box.
    static let padding = Size(12, 8)
    /// A circle of one letter is as large as a target for pointers (WCAG 2.2, success criterion 2.5.5).
    static let leastDiameter = 44.0
    /// From the border to the next ring inside of it.
    static let ringGap = 4.0
  }

  private enum Cloud {
    /// Around the label, both sides together, in CSS pixels, and factors that make room for the bumps.
    static let padding = Size(40, 34)
    static let scale = Size(1.15, 1.25)
    /// Bumps are arcs between so many points of an ellipse.
    static let bumps = 10
    /// How much smaller than the whole the ellipse is, in CSS pixels: room for the bumps.
    static let inset = 10.0
    /// Radius of a bump as a part of the distance between its ends: 0.5 would be half circles.
    static let bump = 0.56
    /// How much smaller than the whole the ellipse is that links end on, in CSS pixels: between two bumps they would
    /// otherwise end before the border.
    static let outlineInset = 4.0
    static let outlinePoints = 32
  }

  private enum Bang {
    /// Around the label, both sides together, in CSS pixels, and factors that make room for the spikes.
    static let padding = Size(30, 26)
    static let scale = Size(1.3, 1.5)
    static let spikes = 16
    /// The notches between spikes lie on an ellipse of this part of the size.
    static let notch = 0.84
  }

  mutating func ellipse(_ size: Size) {
    self.size = size
    figures = [Figure(.ellipse(center: Point(0, 0), radius: Size(size.width / 2, size.height / 2)))]
    outline = Self.ellipseOutline(size)
    portSpread = PortSpread.ellipse
  }

  mutating func terminalEllipse(_ label: Size) {
    surface = .terminal
    ellipse(Self.scaled(label, Oval.padding, Oval.scale))
  }

  mutating func circle(_ label: Size, rings: Int) {
    let (width, height) = (label.width + Circle.padding.width, label.height + Circle.padding.height)
    let inner = max((width * width + height * height).squareRoot(), Circle.leastDiameter)
    let outer = inner + Double(rings) * (2 * Circle.ringGap)
    ellipse(Size(outer, outer))
    surface = .terminal
    for ring in 0..<rings {
      let radius = outer / 2 - Circle.ringGap * Double(ring + 1)
      figures.append(Figure(.ellipse(center: Point(0, 0), radius: Size(radius, radius)), .outline))
    }
  }

  mutating func cloud(_ label: Size) {
    size = Self.scaled(label, Cloud.padding, Cloud.scale)
    let points = Self.ellipsePoints(
      Size(size.width - Cloud.inset, size.height - Cloud.inset), count: Cloud.bumps)
    var path = Path([.move(points[0])])
    for index in 1...points.count {
      let target = points[index % points.count]
      let chord = (target - points[index - 1]).length
      path.arc(Size(chord * Cloud.bump, chord * Cloud.bump), target)
    }
    path.close()
    figures = [Figure(.path(path))]
    let (x, y) = (size.width / 2, size.height / 2)
    outline = Self.ellipsePoints(
      Size(2 * x - Cloud.outlineInset, 2 * y - Cloud.outlineInset), count: Cloud.outlinePoints)
    portSpread = PortSpread.narrow
  }

  mutating func bang(_ label: Size) {
    size = Self.scaled(label, Bang.padding, Bang.scale)
    let outer = Self.ellipsePoints(size, count: Bang.spikes)
    // Twice as many points: every second one is halfway between two spikes.
    let inner = Self.ellipsePoints(
      Size(size.width * Bang.notch, size.height * Bang.notch), count: 2 * Bang.spikes)
    var points: [Point] = []
    for index in outer.indices { points += [outer[index], inner[index * 2 + 1]] }
    figures = [Figure(.path(Path(polygon: points)))]
    outline = points
    portSpread = PortSpread.point
  }

  private static func scaled(_ label: Size, _ padding: Size, _ scale: Size) -> Size {
    Size((label.width + padding.width) * scale.width, (label.height + padding.height) * scale.height)
  }
}
