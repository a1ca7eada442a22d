/// Heads and feet of participants, and the boxes around them.
extension SequenceDrawing {
  /// CSS pixels. The figures are those of UML's robustness diagrams, about a circle of 30 px; places are from its middle.
  private enum Symbol {
    /// From the top of the figure to the middle of the circle.
    static let middle = 20.0
    static let circle = 15.0
    static let boxRadius = 6.0
    static let belowName = 2.0
    static let actor = (
      head: -11.0, headRadius: 7.0, neck: -4.0, shoulder: 1.0, arm: 12.0, hip: 10.0, leg: 10.0, foot: 21.0
    )
    /// The bar beside the circle.
    static let boundary = (distance: 24.0, half: 12.0)
    /// The arrow head on the circle.
    static let control = (back: 5.0, tip: -1.0, half: 4.0)
    /// The line below the circle.
    static let entityLine = 17.0
    /// The padding that the shapes of flowcharts add to their label, both sides together.
    static let databasePadding = Size(28, 40)
    static let queuePadding = Size(52, 20)
    static let collectionsPadding = Size(42, 32)
  }

  /// CSS pixels: the `box` around participants.
  private enum Box {
    static let side = 12.0
    static let aboveTitle = 7.0
    static let leastTitleLimit = 120.0
  }

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
    let middle = Point(bounds.midX, bounds.minY + Symbol.middle)
    func at(_ x: Double, _ y: Double) -> Point { Point(middle.x + x, middle.y + y) }
    var circle: Figure {
      Figure(.ellipse(center: middle, radius: Size(Symbol.circle, Symbol.circle)))
    }
    switch info.kind {
    case .participant: figures = [Figure(.rect(bounds, radius: Symbol.boxRadius))]
    case .database, .queue, .collections:
      let shape: NodeShape =
        info.kind == .database ? .cylinder : info.kind == .queue ? .horizontalCylinder : .stackedRectangle
      let padding: Size =
        switch info.kind {
        case .database: Symbol.databasePadding
        case .queue: Symbol.queuePadding
        default: Symbol.collectionsPadding
        }
      let drawing = NodeDrawing(
        shape, label: Size(bounds.width - padding.width, bounds.height - padding.height))
      figures = drawing.figures.map { $0.offset(by: bounds.center) }
      center = bounds.center + drawing.labelOffset
      surface = drawing.surface
    case .actor:
      let size = Symbol.actor
      figures = [
        Figure(
          .path(
            Path([
              .move(at(0, size.neck)), .line(at(0, size.hip)),
              .move(at(-size.arm, size.shoulder)), .line(at(size.arm, size.shoulder)),
              .move(at(-size.leg, size.foot)), .line(at(0, size.hip)), .line(at(size.leg, size.foot)),
            ])), .outline),
        Figure(.ellipse(center: at(0, size.head), radius: Size(size.headRadius, size.headRadius))),
      ]
    case .boundary:
      let size = Symbol.boundary
      let bar = Path([
        .move(at(-size.distance, -size.half)), .line(at(-size.distance, size.half)),
        .move(at(-size.distance, 0)), .line(at(-Symbol.circle, 0)),
      ])
      figures = [circle, Figure(.path(bar), .outline)]
    case .control:
      let size = Symbol.control
      let tip = Path([
        .move(at(size.back, -Symbol.circle - size.half)), .line(at(size.tip, -Symbol.circle)),
        .line(at(size.back, -Symbol.circle + size.half)),
      ])
      figures = [circle, Figure(.path(tip), .outline)]
    case .entity:
      let line = Path([
        .move(at(-Symbol.circle, Symbol.entityLine)), .line(at(Symbol.circle, Symbol.entityLine)),
      ])
      figures = [circle, Figure(.path(line), .outline)]
    }
    if info.kind.isFigure { center = Point(bounds.midX, bounds.maxY - Symbol.belowName - text.height / 2) }
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
      let left = x[first] - headSizes[first].width / 2 - Box.side
      let right = x[last] + headSizes[last].width / 2 + Box.side
      let title =
        box.title.map {
          TextBlock($0, font: .title, limit: max(Box.leastTitleLimit, right - left - 2 * Self.boxPadding))
        } ?? .empty
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
            title, role: .title, center: Point(bounds.midX, top + Box.aboveTitle + title.height / 2),
            owner: "box \(index + 1)",
            isMuted: appearance.fill == nil)
        ]
      }
      builder.add(
        Scene.Box(
          id: "box \(index + 1)", role: .frame, bounds: bounds,
          figures: [Figure(.rect(bounds, radius: Cluster.cornerRadius))],
          labels: labels, appearance: appearance), .background)
    }
  }
}
