/// An element of a C4 diagram: its name, what it is, and what it does. Lengths are CSS pixels.
struct C4Box {
  let element: C4Diagram.Element
  let size: Size
  /// The border about the centre, where it is not the bounds.
  let outline: [Point]?
  private let drawing: NodeDrawing
  private let texts: [(text: TextBlock, isMuted: Bool)]

  private static let nameLimit = 200.0
  private static let descriptionLimit = 210.0
  private static let gap = 6.0
  /// The head of a person, above a body with round shoulders.
  private static let headRadius = 15.0
  /// How far the head reaches into the body.
  private static let neck = 5.0
  private static let shoulders = 18.0

  init(_ element: C4Diagram.Element) {
    self.element = element
    let font = element.style
    texts = [
      (TextBlock(element.label, font: font.font(.boxHeading), limit: Self.nameLimit), false),
      (TextBlock(RichText("[\(element.stereotype)]"), font: .small, limit: Self.nameLimit), true),
      (
        element.description.isEmpty
          ? .empty : TextBlock(element.description, font: font.font(.dense), limit: Self.descriptionLimit),
        false
      ),
    ].filter { !$0.text.isEmpty }
    let words = Size(
      texts.reduce(0) { max($0, $1.text.width) },
      texts.reduce(0) { $0 + $1.text.height } + (element.description.isEmpty ? 0 : Self.gap))
    let shape: NodeShape =
      switch element.form {
      case .box: .rectangle
      case .database: .cylinder
      case .queue: .horizontalCylinder
      }
    drawing = NodeDrawing(shape, label: words, cornerRadius: element.kind == .person ? Self.shoulders : nil)
    let head = element.kind == .person ? 2 * Self.headRadius - Self.neck : 0
    size = Size(drawing.size.width, drawing.size.height + head)
    outline = head > 0 ? Self.outline(size, head: head) : drawing.outline
  }

  /// The shoulders and the head.
  private static func outline(_ size: Size, head: Double) -> [Point] {
    let (x, y) = (size.width / 2, size.height / 2)
    return [
      Point(-headRadius, -y + headRadius), Point(-headRadius / 2, -y + 2), Point(headRadius / 2, -y + 2),
      Point(headRadius, -y + headRadius), Point(headRadius, -y + head), Point(x - shoulders / 2, -y + head),
      Point(x, -y + head + shoulders / 2), Point(x, y), Point(-x, y), Point(-x, -y + head + shoulders / 2),
      Point(-x + shoulders / 2, -y + head), Point(-headRadius, -y + head),
    ]
  }

  private var surface: Surface {
    if element.isExternal { return .done }
    return element.kind == .person || element.kind == .system ? .active : .node
  }

  func box(in bounds: Rect, ancestors: [String], backdrop: Color?) -> Scene.Box {
    let (appearance, color) = Appearance.resolve(element.style, surface, backdrop: backdrop)
    let body = Point(bounds.midX, bounds.maxY - drawing.size.height / 2)
    var figures = drawing.figures.map { $0.offset(by: body) }
    if element.kind == .person {
      let head = Point(bounds.midX, bounds.minY + Self.headRadius)
      figures.insert(Figure(.ellipse(center: head, radius: Size(Self.headRadius, Self.headRadius))), at: 0)
    }
    return Scene.Box(
      id: element.alias, role: .node, bounds: bounds, ancestors: ancestors, figures: figures,
      labels: labels(body + drawing.labelOffset, color), appearance: appearance, link: element.link)
  }

  private func labels(_ center: Point, _ color: Color?) -> [Scene.Label] {
    let hasDescription = !element.description.isEmpty
    let height = texts.reduce(0) { $0 + $1.text.height } + (hasDescription ? Self.gap : 0)
    var y = center.y - height / 2
    // Pale words have too little contrast with the strongest surface of the dark theme.
    return texts.enumerated().map { index, line in
      if hasDescription, index == texts.count - 1 { y += Self.gap }
      defer { y += line.text.height }
      return Scene.Label(
        line.text, role: .box, center: Point(center.x, y + line.text.height / 2), owner: element.alias,
        color: color, isMuted: line.isMuted && color == nil && surface != .active)
    }
  }
}
