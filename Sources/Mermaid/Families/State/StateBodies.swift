/// The drawing of single states.
extension StateDrawing {
  /// How a state that is not a cluster looks.
  struct Body {
    var size: Size
    var figures: [Figure]
    var surface: Surface
    var outline: [Point]?
    var text: TextBlock?
    var compartments: Compartments?
    var portSpread = PortSpread.side
  }

  /// CSS pixels.
  private enum Look {
    static let historyRadius = 14.0
    /// Around the name, both sides together.
    static let padding = Size(32, 22)
    static let leastWidth = 54.0
    /// Names and descriptions are broken at these widths.
    static let nameLimit = 200.0
    static let descriptionLimit = 220.0
  }

  static func body(_ state: StateDiagram.State, horizontal: Bool) -> Body {
    func symbol(_ shape: NodeShape) -> Body {
      let drawing = NodeDrawing(shape, label: Size(0, 0), isTurned: horizontal)
      return Body(
        size: drawing.size, figures: drawing.figures, surface: drawing.surface, outline: drawing.outline,
        portSpread: drawing.portSpread)
    }
    switch state.kind {
    case .start: return symbol(.smallCircle)
    case .end: return symbol(.framedCircle)
    case .choice: return symbol(.choice)
    case .fork, .join: return symbol(.fork)
    case .history(let deep):
      let size = Size(2 * Look.historyRadius, 2 * Look.historyRadius)
      return Body(
        size: size,
        figures: [
          Figure(.ellipse(center: Point(0, 0), radius: Size(Look.historyRadius, Look.historyRadius)))
        ], surface: .node,
        outline: NodeDrawing.ellipseOutline(size),
        text: TextBlock(RichText(deep ? "H*" : "H"), limit: Look.nameLimit),
        portSpread: PortSpread.point)
    case .simple, .composite:
      var lines = state.descriptions
      var name = state.label
      if name == RichText(state.id), !lines.isEmpty { name = lines.removeFirst() }
      let font = state.style.font(.label)
      let text = TextBlock(name, font: font, limit: Look.nameLimit)
      var size = Size(
        max(text.width + Look.padding.width, Look.leastWidth), text.height + Look.padding.height)
      var compartments: Compartments?
      if !lines.isEmpty {
        let box = Compartments([
          .header([
            (
              TextBlock(
                name, font: Font(size: font.size, bold: true, italic: font.italic),
                limit: Look.descriptionLimit), false
            )
          ]),
          .header(
            lines.map { (TextBlock($0, font: state.style.font(.small), limit: Look.descriptionLimit), false) }
          ),
        ])
        size = box.size
        compartments = box
      }
      return Body(
        size: size,
        figures: [Figure(.rect(Rect(center: Point(0, 0), size: size), radius: NodeDrawing.Radius.rounded))],
        surface: .node,
        text: compartments == nil ? text : nil, compartments: compartments)
    }
  }
}
