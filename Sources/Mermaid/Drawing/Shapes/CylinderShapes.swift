// Cylinders, upright and lying.
extension NodeDrawing {
  private enum Cylinder {
    /// Around the label, both sides together, in CSS pixels: above and below, that of a box and the two rims.
    static let padding = Size(28, 40)
    static let leastWidth = 64.0
    /// Half the height of the lid, as a part of the width and in CSS pixels: lids of narrow and wide cylinders seem to
    /// be seen from the same angle.
    static let rimPart = 0.07
    static let leastRim = 5.0
    static let mostRim = 9.0
    /// From the lid to the second line below it, in CSS pixels.
    static let lineGap = 7.0
    /// How far the label is below the middle, as a part of the rim: the lid is lowest in the middle only, so that less
    /// than a whole rim looks centred. The second line adds this many CSS pixels.
    static let labelShift = 0.6
    static let lineShift = 3.0
    /// Points of the outline on half a rim.
    static let halfRimPoints = 8
  }

  /// CSS pixels.
  private enum HorizontalCylinder {
    /// Around the label, both sides together: two rims for the lid at the right, one for the bulge at the left, and
    /// some air.
    static let padding = Size(52, 20)
    static let rim = 8.0
  }

  mutating func cylinder(_ label: Size, lined: Bool) {
    size = Size(
      max(label.width + Cylinder.padding.width, Cylinder.leastWidth), label.height + Cylinder.padding.height)
    surface = .data
    let rim = min(max(size.width * Cylinder.rimPart, Cylinder.leastRim), Cylinder.mostRim)
    let (x, y) = (size.width / 2, size.height / 2)
    let radius = Size(x, rim)
    var body = Path([.move(Point(-x, -y + rim))])
    body.arc(radius, Point(x, -y + rim))
    body.line(Point(x, y - rim))
    body.arc(radius, Point(-x, y - rim))
    body.close()
    var lid = Path([.move(Point(-x, -y + rim))])
    lid.arc(radius, clockwise: false, Point(x, -y + rim))
    figures = [Figure(.path(body)), Figure(.path(lid), .outline)]
    if lined {
      var line = Path([.move(Point(-x, -y + rim + Cylinder.lineGap))])
      line.arc(radius, clockwise: false, Point(x, -y + rim + Cylinder.lineGap))
      figures.append(Figure(.path(line), .outline))
    }
    labelOffset = Point(0, rim * Cylinder.labelShift + (lined ? Cylinder.lineShift : 0))
    let half = Cylinder.halfRimPoints
    outline =
      (0...2 * half).map { step -> Point in
        let t = Double(step) / Double(half) - 1
        return Point(x * t, -y + rim - rim * (1 - t * t).squareRoot())
      }
      + (0...2 * half).map { step -> Point in
        let t = 1 - Double(step) / Double(half)
        return Point(x * t, y - rim + rim * (1 - t * t).squareRoot())
      }
    portSpread = PortSpread.rim
  }

  mutating func horizontalCylinder(_ label: Size) {
    size = Size(
      label.width + HorizontalCylinder.padding.width,
      max(label.height + HorizontalCylinder.padding.height, Padding.leastBox.height))
    surface = .data
    let rim = HorizontalCylinder.rim
    let (x, y) = (size.width / 2, size.height / 2)
    let radius = Size(rim, y)
    var body = Path([.move(Point(-x + rim, -y)), .line(Point(x - rim, -y))])
    body.arc(radius, Point(x - rim, y))
    body.line(Point(-x + rim, y))
    body.arc(radius, Point(-x + rim, -y))
    body.close()
    var lid = Path([.move(Point(x - rim, -y))])
    lid.arc(radius, clockwise: false, Point(x - rim, y))
    figures = [Figure(.path(body)), Figure(.path(lid), .outline)]
    labelOffset = Point(-rim / 2, 0)
    portSpread = PortSpread.rim
  }
}
