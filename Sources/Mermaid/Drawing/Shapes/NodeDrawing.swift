/// How a node looks: its figures about the centre, its size and where its label is.
struct NodeDrawing: Sendable {
  /// CSS pixels, like every length here.
  var size: Size
  var figures: [Figure]
  var surface: Surface
  /// The label's centre from the node's.
  var labelOffset = Point(0, 0)
  /// The border that links meet, as a polygon about the centre; `nil` when it is the bounding box.
  var outline: [Point]?
  var portSpread = PortSpread.side
  /// Small symbols carry no label.
  var hasLabel = true

  /// The widest line of a label in this shape, in CSS pixels. Shapes that narrow towards their ends get shorter lines.
  static func labelLimit(_ shape: NodeShape) -> Double {
    switch shape {
    case .diamond, .triangle, .flippedTriangle, .circle, .doubleCircle, .hexagon: LabelLimit.narrow
    default: LabelLimit.wide
    }
  }

  private enum LabelLimit {
    /// As mermaid.js 11 breaks lines: its `wrappingWidth` is 200.
    static let wide = 200.0
    static let narrow = 150.0
  }

  /// - Parameter isTurned: whether ranks go sideways: bars are then upright.
  init(_ shape: NodeShape, label: Size, cornerRadius: Double? = nil, isTurned: Bool = false) {
    size = Size(0, 0)
    figures = []
    surface = .node
    let box = Padding.box(label)
    switch shape {
    case .rectangle: rectangle(box, radius: cornerRadius ?? Radius.box)
    case .rounded: rectangle(box, radius: cornerRadius ?? Radius.rounded)
    case .stadium: stadium(label)
    case .subroutine: subroutine(box)
    case .linedRectangle: linedRectangle(box)
    case .dividedRectangle: dividedRectangle(box)
    case .windowPane: windowPane(box)
    case .stackedRectangle: stack(box)
    case .taggedRectangle: taggedRectangle(box)
    case .dataStore: dataStore(box)
    case .notchedRectangle: notchedRectangle(box)
    case .note: note(box)
    case .slopedRectangle: slopedRectangle(box)
    case .notchedPentagon: notchedPentagon(box)
    case .hexagon: hexagon(label)
    case .leanRight: parallelogram(box, leansRight: true)
    case .leanLeft: parallelogram(box, leansRight: false)
    case .trapezoid: trapezoid(box, isNarrowAtTop: true)
    case .invertedTrapezoid: trapezoid(box, isNarrowAtTop: false)
    case .asymmetric: asymmetric(box)
    case .diamond: diamond(label)
    case .triangle: triangle(label, flipped: false)
    case .flippedTriangle: triangle(label, flipped: true)
    case .cylinder: cylinder(label, lined: false)
    case .linedCylinder: cylinder(label, lined: true)
    case .horizontalCylinder: horizontalCylinder(label)
    case .circle: circle(label, rings: 0)
    case .doubleCircle: circle(label, rings: 1)
    case .ellipse: terminalEllipse(label)
    case .curvedTrapezoid: display(label)
    case .bowTieRectangle: bowTie(label)
    case .delay: delay(label)
    case .flag: flag(box)
    case .document, .linedDocument, .taggedDocument, .stackedDocument: document(label, shape)
    case .cloud: cloud(label)
    case .bang: bang(label)
    case .text: text(label)
    case .braceLeft, .braceRight, .braces: braces(label, shape)
    case .smallCircle, .filledCircle: dot(radius: Symbol.dotRadius)
    case .anchor: dot(radius: Symbol.dotRadius / 2)
    case .framedCircle: framedCircle()
    case .crossedCircle: crossedCircle()
    case .choice: choice()
    case .fork: fork(isTurned: isTurned)
    case .hourglass: hourglass()
    case .bolt: bolt()
    }
  }

  /// Room around a label. The sides get about one em of the 14 px type, top and bottom three quarters of one, as much
  /// as mermaid.js 11 gives; the least size keeps a node of one letter easy to point at.
  enum Padding {
    static let sides = Size(32, 22)
    static let leastBox = Size(48, 40)

    static func box(_ label: Size) -> Size {
      Size(max(label.width + sides.width, leastBox.width), max(label.height + sides.height, leastBox.height))
    }
  }

  /// Radii of corners in CSS pixels.
  enum Radius {
    static let box = 5.0
    static let rounded = 12.0
    /// Boxes with lines in them.
    static let ruled = 4.0
    /// Window panes, whose lines come closest to the corner.
    static let pane = 3.0
  }
}
