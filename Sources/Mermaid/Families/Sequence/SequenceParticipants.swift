/// Heads and feet of participants, and the boxes around them.
extension SequenceDrawing {
  mutating func head(_ index: Int, bottom: Double) {
    let size = headSizes[index]
    participant(
      index,
      Rect(x: x[index] - size.width / 2, y: bottom - size.height, width: size.width, height: size.height))
  }

  mutating func foot(_ index: Int, top: Double) {
    let size = headSizes[index]
    participant(
      index, Rect(x: x[index] - size.width / 2, y: top, width: size.width, height: size.height), isFoot: true)
  }

  mutating func participant(_ index: Int, _ bounds: Rect, isFoot: Bool = false) {
    let info = diagram.participants[index]
    let text = heads[index]
    let id = isFoot ? info.id + " (foot)" : info.id
    var figures: [Figure] = []
    var center = bounds.center
    var surface = Surface.node
    let middle = Point(bounds.midX, bounds.minY + 20)
    func circle(_ dy: Double = 0) -> Figure {
      Figure(.ellipse(center: Point(middle.x, middle.y + dy), radius: Size(15, 15)))
    }
    switch info.kind {
    case .participant: figures = [Figure(.rect(bounds, radius: 6))]
    case .database, .queue, .collections:
      let shape: NodeShape =
        info.kind == .database ? .cylinder : info.kind == .queue ? .horizontalCylinder : .stackedRectangle
      let padding: Size =
        switch info.kind {
        case .database: Size(28, 40)
        case .queue: Size(52, 20)
        default: Size(42, 32)
        }
      let drawing = NodeDrawing(
        shape, label: Size(bounds.width - padding.width, bounds.height - padding.height))
      figures = drawing.figures.map { $0.offset(by: bounds.center) }
      center = bounds.center + drawing.labelOffset
      surface = drawing.surface
    case .actor:
      var body = Path([.move(Point(middle.x, middle.y - 4)), .line(Point(middle.x, middle.y + 10))])
      body.move(Point(middle.x - 12, middle.y + 1))
      body.line(Point(middle.x + 12, middle.y + 1))
      body.move(Point(middle.x - 10, middle.y + 21))
      body.line(Point(middle.x, middle.y + 10))
      body.line(Point(middle.x + 10, middle.y + 21))
      figures = [
        Figure(.path(body), .outline),
        Figure(.ellipse(center: Point(middle.x, middle.y - 11), radius: Size(7, 7))),
      ]
    case .boundary:
      var bar = Path([.move(Point(middle.x - 24, middle.y - 12)), .line(Point(middle.x - 24, middle.y + 12))])
      bar.move(Point(middle.x - 24, middle.y))
      bar.line(Point(middle.x - 15, middle.y))
      figures = [circle(), Figure(.path(bar), .outline)]
    case .control:
      let tip = Path([
        .move(Point(middle.x + 5, middle.y - 19)), .line(Point(middle.x - 1, middle.y - 15)),
        .line(Point(middle.x + 5, middle.y - 11)),
      ])
      figures = [circle(), Figure(.path(tip), .outline)]
    case .entity:
      let line = Path([
        .move(Point(middle.x - 15, middle.y + 17)), .line(Point(middle.x + 15, middle.y + 17)),
      ])
      figures = [circle(), Figure(.path(line), .outline)]
    }
    if info.kind.isFigure { center = Point(bounds.midX, bounds.maxY - 2 - text.height / 2) }
    builder.add(
      Scene.Box(
        id: id, role: .node, bounds: bounds, figures: figures,
        labels: [Scene.Label(text, role: .box, center: center, owner: id)], appearance: Appearance(surface),
        link: info.links.first?.link))
  }

  mutating func boxes(top: Double, bottom: Double) {
    for (index, box) in diagram.boxes.enumerated() {
      let members = diagram.participants.indices.filter { diagram.participants[$0].box == index }
      guard let first = members.first, let last = members.last else { continue }
      let left = x[first] - headSizes[first].width / 2 - 12
      let right = x[last] + headSizes[last].width / 2 + 12
      let title = box.title.map { TextBlock($0, font: .title, limit: max(120, right - left - 16)) } ?? .empty
      var style = Style()
      style.fill = box.fill
      var appearance = Appearance.resolve(style, .cluster, backdrop: nil).appearance
      // A wash: messages run over it in the theme's colours.
      appearance.stroke = appearance.fill
      if appearance.fill != nil { appearance.fillOpacity = Self.wash }
      let bounds = Rect(x: left, y: top, width: right - left, height: bottom - top)
      var labels: [Scene.Label] = []
      if !title.isEmpty {
        labels = [
          Scene.Label(
            title, role: .title, center: Point(bounds.midX, top + 7 + title.height / 2),
            owner: "box \(index + 1)",
            isMuted: appearance.fill == nil)
        ]
      }
      builder.add(
        Scene.Box(
          id: "box \(index + 1)", role: .frame, bounds: bounds, figures: [Figure(.rect(bounds, radius: 8))],
          labels: labels, appearance: appearance), .background)
    }
  }
}
