// Documents: a sheet with a wave below.
extension NodeDrawing {
  /// CSS pixels.
  private enum Sheet {
    static let leastWidth = 56.0
    /// From the lower border to the middle of the wave.
    static let wave = 7.0
    /// The bar of a lined document, from the left border, and its end on the wave, as a part of the wave above the
    /// lower border.
    static let bar = 9.0
    static let barEnd = 0.7
    /// The corner of a tagged document: the edge of the tag begins on the wave and goes up to the right border.
    static let tag = Size(13, 13)
    /// Where it begins, as a part of the wave above the lower border.
    static let tagStart = 1.4
    /// Its tip lies this far inside of the tag: the paper seems to lift.
    static let lift = 2.0
  }

  mutating func document(_ label: Size, _ shape: NodeShape) {
    surface = .data
    let wave = Sheet.wave
    let size = Size(
      max(label.width + Padding.sides.width, Sheet.leastWidth),
      max(label.height + Padding.sides.height, Padding.leastBox.height) + wave)
    func sheet(_ delta: Point) -> Path {
      let (x, y) = (size.width / 2, size.height / 2)
      var path = Path([.move(Point(-x, -y)), .line(Point(x, -y)), .line(Point(x, y - wave))])
      // Control points two waves above and below the middle make the curve swing by 0.58 of a wave.
      path.cubic(Point(x / 3, y - 3 * wave), Point(-x / 3, y + wave), Point(-x, y - wave))
      path.close()
      return path.offset(by: delta)
    }
    labelOffset = Point(0, -wave / 2)
    portSpread = PortSpread.curve
    if shape == .stackedDocument {
      let shift = Self.sheetShift
      self.size = Size(size.width + 2 * shift, size.height + 2 * shift)
      figures = [1.0, 0, -1].map { Figure(.path(sheet(Point($0 * shift, -$0 * shift)))) }
      labelOffset = Point(-shift, shift - wave / 2)
      return
    }
    self.size = size
    figures = [Figure(.path(sheet(Point(0, 0))))]
    outline = sheet(Point(0, 0)).flattened()
    let (x, y) = (size.width / 2, size.height / 2)
    if shape == .linedDocument {
      rule([Point(-x + Sheet.bar, -y), Point(-x + Sheet.bar, y - wave * Sheet.barEnd)])
      labelOffset.x = Sheet.bar / 2
    }
    if shape == .taggedDocument {
      let (tag, lift) = (Sheet.tag, Sheet.lift)
      rule([
        Point(x - tag.width, y - wave * Sheet.tagStart),
        Point(x - (tag.width - lift), y - wave - (tag.height - lift)), Point(x, y - wave - tag.height),
      ])
    }
  }
}
