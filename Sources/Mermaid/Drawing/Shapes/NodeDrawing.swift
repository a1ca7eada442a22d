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
  /// Part of each side that links spread over.
  var portSpread = 0.7
  /// Small symbols carry no label.
  var hasLabel = true

  /// The widest line of a label in this shape, in CSS pixels. Shapes that narrow towards their ends get shorter lines.
  static func labelLimit(_ shape: NodeShape) -> Double {
    switch shape {
    case .diamond, .triangle, .flippedTriangle, .circle, .doubleCircle, .hexagon: 150
    default: 200
    }
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
    case .stadium: stadium(Size(max(label.width + 40, 64), box.height))
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
    case .cylinder: cylinder(Size(max(label.width + 28, 64), label.height + 40), lined: false)
    case .linedCylinder: cylinder(Size(max(label.width + 28, 64), label.height + 40), lined: true)
    case .horizontalCylinder: lyingCylinder(Size(label.width + 52, max(label.height + 20, 40)))
    case .circle: circle(label, rings: 0)
    case .doubleCircle: circle(label, rings: 1)
    case .ellipse: terminalEllipse(label)
    case .curvedTrapezoid: display(Size(label.width + 56, box.height))
    case .bowTieRectangle: bowTie(Size(label.width + 52, box.height))
    case .delay: delay(Size(label.width + 44, box.height))
    case .flag: flag(Size(box.width, box.height + 16))
    case .document, .linedDocument, .taggedDocument, .stackedDocument: document(label, shape)
    case .cloud: cloud(Size((label.width + 40) * 1.15, (label.height + 34) * 1.25))
    case .bang: bang(Size((label.width + 30) * 1.3, (label.height + 26) * 1.5))
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

  /// Room around a label. The sides get about one em of the 14 px type, top and bottom three quarters of one, as much as
  /// mermaid.js 11 gives; the least size keeps a node of one letter easy to point at.
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
  }
}
