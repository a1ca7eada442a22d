// Documents: a sheet with a wave below.
extension NodeDrawing {
  mutating func document(_ label: Size, _ shape: NodeShape) {
    surface = .data
    let isStack = shape == .stackedDocument
    let wave = 7.0
    let size = Size(max(label.width + 32, 56), max(label.height + 22, 40) + wave)
    func sheet(_ delta: Point) -> Path {
      let (x, y) = (size.width / 2, size.height / 2)
      var path = Path([.move(Point(-x, -y)), .line(Point(x, -y)), .line(Point(x, y - wave))])
      path.cubic(Point(x / 3, y - 3 * wave), Point(-x / 3, y + wave), Point(-x, y - wave))
      path.close()
      return path.offset(by: delta)
    }
    labelOffset = Point(0, -wave / 2)
    portSpread = 0.5
    if isStack {
      self.size = Size(size.width + 10, size.height + 10)
      figures = [1.0, 0, -1].map { Figure(.path(sheet(Point($0 * 5, -$0 * 5)))) }
      labelOffset = Point(-5, 5 - wave / 2)
      return
    }
    self.size = size
    figures = [Figure(.path(sheet(Point(0, 0))))]
    outline = sheet(Point(0, 0)).flattened()
    let (x, y) = (size.width / 2, size.height / 2)
    if shape == .linedDocument {
      rule([Point(-x + 9, -y), Point(-x + 9, y - wave * 0.7)])
      labelOffset.x = 4.5
    }
    if shape == .taggedDocument {
      rule([Point(x - 13, y - wave * 1.4), Point(x - 11, y - wave - 11), Point(x, y - wave - 13)])
    }
  }
}
