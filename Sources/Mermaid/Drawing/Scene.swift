/// A drawing: everything that is to be seen, placed and measured, in layers from back to front.
///
/// Layouts make scenes, the SVG writer draws them, and the linter measures them. A scene knows what each
/// thing is (a node, a cluster, a link between the two) so that it can be checked.
public struct Scene: Sendable, Hashable {
  /// With a margin on every side.
  public var size: Size
  /// The layers from back to front.
  public var layers: [Layer]

  /// A drawing of a size with its layers, from back to front.
  ///
  /// ```swift
  /// let scene = Scene(size: Size(100, 60), layers: [Scene.Layer([.box(box)])])
  /// ```
  public init(size: Size, layers: [Layer]) {
    self.size = size
    self.layers = layers
  }

  /// Items drawn at one height. Inside a layer all texts are drawn after all figures.
  public struct Layer: Sendable, Hashable {
    /// The items in painting order.
    public var items: [Item]

    /// A layer of items, in painting order.
    ///
    /// ```swift
    /// let layer = Scene.Layer([.box(box), .link(link)])
    /// ```
    public init(_ items: [Item] = []) { self.items = items }
  }

  /// An element of a drawing.
  public enum Item: Sendable, Hashable {
    case box(Box)
    case link(Link)
    case label(Label)
    case decoration(Decoration)
  }

  /// A thing with an inside: a node, a cluster, a note, a head of a lifeline, a slice.
  public struct Box: Sendable, Hashable {
    public enum Role: String, Sendable, Hashable { case node, cluster, note, frame, slice, bar }

    /// The id in the source; ends of links refer to it.
    public var id: String
    /// What it is, for styles and for checks.
    public var role: Role
    /// The outline of its figures, in CSS pixels.
    public var bounds: Rect
    /// The ids of the boxes around it, from the inside out.
    public var ancestors: [String]
    /// The figures from back to front.
    public var figures: [Figure]
    /// The texts inside it.
    public var labels: [Label]
    /// How its figures are painted.
    public var appearance: Appearance
    /// Where a click leads; `nil` for nowhere.
    public var link: DiagramLink?

    /// A box with its figures and labels.
    ///
    /// ```swift
    /// let bounds = Rect(x: 0, y: 0, width: 48, height: 40)
    /// let box = Scene.Box(
    ///   id: "queued", role: .node, bounds: bounds, figures: [Figure(.rect(bounds, radius: 5))],
    ///   appearance: Appearance(.node))
    /// ```
    public init(
      id: String, role: Role, bounds: Rect, ancestors: [String] = [], figures: [Figure], labels: [Label] = [],
      appearance: Appearance, link: DiagramLink? = nil
    ) {
      self.id = id
      self.role = role
      self.bounds = bounds
      self.ancestors = ancestors
      self.figures = figures
      self.labels = labels
      self.appearance = appearance
      self.link = link
    }
  }

  /// A line from one box to another, with its heads.
  public struct Link: Sendable, Hashable {
    /// Ids of boxes.
    public var from: String
    /// The id of the box at which it ends.
    public var to: String
    /// The line from the outline of one figure to that of the other.
    public var route: Path
    /// The line, shortened where heads are, and the heads.
    public var figures: [Figure]
    /// On or beside the line; drawn over every link of the layer.
    public var labels: [Label]
    /// How the line and its heads are painted.
    public var appearance: Appearance

    /// A link between two boxes, given by their ids.
    ///
    /// ```swift
    /// let route = Path([.move(Point(48, 20)), .line(Point(96, 20))])
    /// let link = Scene.Link(
    ///   from: "queued", to: "running", route: route, figures: [Figure(.path(route), .line)],
    ///   appearance: Appearance(.link))
    /// ```
    public init(
      from: String, to: String, route: Path, figures: [Figure], labels: [Label] = [], appearance: Appearance
    ) {
      self.from = from
      self.to = to
      self.route = route
      self.figures = figures
      self.labels = labels
      self.appearance = appearance
    }
  }

  /// Text at a place.
  public struct Label: Sendable, Hashable {
    public enum Role: String, Sendable, Hashable {
      /// Inside a box.
      case box
      /// The title of a cluster, a frame or a section.
      case title
      /// On or beside a link.
      case link
      /// Text of an axis or a legend.
      case axis
      /// The title of the diagram.
      case heading
    }
    public enum Alignment: String, Sendable, Hashable { case start, middle, end }

    /// What it belongs to, for styles and for checks.
    public var role: Role
    /// Broken into lines and measured.
    public var text: TextBlock
    /// How the lines are aligned with each other.
    public var alignment: Alignment
    /// Bounds of the text.
    public var bounds: Rect
    /// The id of the box or link it belongs to.
    public var owner: String
    /// `nil` for the theme's colour.
    public var color: Color?
    /// Paler than other text.
    public var isMuted: Bool
    /// As the author declared: `text-decoration: underline`.
    public var isUnderlined: Bool
    /// Painted behind the text where it would cross a line.
    public var plate: Figure?
    /// How the surface behind the text is painted; `nil` for none.
    public var plateAppearance: Appearance?
    /// Thin washes of colour that lie on the page behind the plate, in the order they are painted.
    public var plateWashes: [Appearance] = []

    /// A text centred at a point.
    ///
    /// ```swift
    /// let title = Scene.Label(TextBlock("Job", limit: 200), role: .box, center: Point(24, 20), owner: "queued")
    /// ```
    public init(
      _ text: TextBlock, role: Role, center: Point, alignment: Alignment = .middle, owner: String,
      color: Color? = nil, isMuted: Bool = false
    ) {
      self.role = role
      self.text = text
      self.alignment = text.isList ? .start : alignment
      bounds = Rect(center: center, size: text.size)
      self.owner = owner
      self.color = color
      self.isMuted = isMuted
      isUnderlined = false
    }
  }

  /// A line or shape that nothing links to: a lifeline, an axis, a divider.
  public struct Decoration: Sendable, Hashable {
    /// From back to front, in painting order.
    public var figures: [Figure]
    /// How its figures are painted.
    public var appearance: Appearance

    /// Figures without a box, in one appearance.
    ///
    /// ```swift
    /// let axis = Path([.move(Point(0, 60)), .line(Point(100, 60))])
    /// let decoration = Scene.Decoration(figures: [Figure(.path(axis), .line)], appearance: Appearance(.rule))
    /// ```
    public init(figures: [Figure], appearance: Appearance) {
      self.figures = figures
      self.appearance = appearance
    }
  }
}

/// One shape of a drawing.
public struct Figure: Sendable, Hashable {
  /// The outline of a figure.
  public enum Geometry: Sendable, Hashable {
    case rect(Rect, radius: Double)
    case ellipse(center: Point, radius: Size)
    case path(Path)
  }

  /// The parts that are painted.
  public enum Paint: Sendable, Hashable {
    /// Inside and outline.
    case surface
    /// The inside alone.
    case fill
    /// The outline alone, never dashed.
    case outline
    /// A line, dashed where the appearance is.
    case line
    /// Inside and outline in the colour of outlines: dots, filled heads.
    case solid
    /// Inside in the page's colour, outline as usual: hollow heads.
    case hollow
  }

  /// The outline.
  public var geometry: Geometry
  /// Which of fill and stroke it takes.
  public var paint: Paint

  /// A figure with its outline, painted like a surface unless `paint` says otherwise.
  ///
  /// ```swift
  /// let dot = Figure(.ellipse(center: Point(0, 0), radius: Size(4, 4)), .solid)
  /// ```
  public init(_ geometry: Geometry, _ paint: Paint = .surface) {
    self.geometry = geometry
    self.paint = paint
  }

  func offset(by delta: Point) -> Figure {
    let moved: Geometry =
      switch geometry {
      case .rect(let rect, let radius): .rect(rect.offset(by: delta), radius: radius)
      case .ellipse(let center, let radius): .ellipse(center: center + delta, radius: radius)
      case .path(let path): .path(path.offset(by: delta))
      }
    return Figure(moved, paint)
  }
}

extension Scene.Label {
  /// Bounds of the text and the plate behind it.
  public var plateBounds: Rect {
    if case .rect(let rect, _) = plate?.geometry { return rect }
    return bounds
  }

  func offset(by delta: Point) -> Scene.Label {
    var result = self
    result.bounds = bounds.offset(by: delta)
    result.plate = plate?.offset(by: delta)
    return result
  }
}
