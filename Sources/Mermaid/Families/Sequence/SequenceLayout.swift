extension SequenceDiagram {
  /// The diagram placed and measured.
  ///
  /// Lifelines are as far apart as the messages between them need; time goes down, and each row is as high as its
  /// text. Texts are above their arrows and do not touch a lifeline.
  ///
  /// ```swift
  /// let svg = try sequence.scene(DiagramHeader(title: "Jobs")).svg(SVGOptions(mode: .standalone))
  /// ```
  public func scene(_ header: DiagramHeader = .init(), limits: LayoutLimits = .standard) throws(LayoutError)
    -> Scene
  {
    if participants.count > limits.nodes {
      throw .tooMany(what: "participants", count: participants.count, limit: limits.nodes)
    }
    var count = 0
    try Self.count(elements, depth: 0, total: &count, limits: limits)
    var drawing = SequenceDrawing(self)
    drawing.spread()
    // A drawing wider than a page is narrower with its texts in more lines.
    for limit in SequenceDrawing.narrowerLimits where drawing.width > SequenceDrawing.pageWidth {
      var narrower = SequenceDrawing(self, messageLimit: limit)
      narrower.spread()
      if narrower.width < drawing.width - SequenceDrawing.leastGain { drawing = narrower }
    }
    drawing.draw()
    return drawing.builder.scene(title: header.title)
  }

  private static func count(_ elements: [Element], depth: Int, total: inout Int, limits: LayoutLimits)
    throws(LayoutError)
  {
    if depth > limits.clusterDepth {
      throw .tooMany(what: "levels of nested blocks", count: depth, limit: limits.clusterDepth)
    }
    total += elements.count
    if total > limits.edges { throw .tooMany(what: "messages and notes", count: total, limit: limits.edges) }
    for case .block(let block) in elements {
      for section in block.sections {
        try count(section.elements, depth: depth + 1, total: &total, limits: limits)
      }
    }
  }
}

struct SequenceDrawing {
  let diagram: SequenceDiagram
  var builder = SceneBuilder()
  /// The position of each lifeline.
  var x: [Double]
  let heads: [TextBlock]
  let headSizes: [Size]
  var y = 0.0
  /// Begin and end of each lifeline that is not as long as the diagram.
  var created: [Int: Double] = [:]
  var destroyed: [Int: Double] = [:]
  /// Where the open activations of each participant began.
  var activations: [[Double]]
  var pendingCreate: Set<Int> = []
  var pendingDestroy: Set<Int> = []
  var numbering: SequenceDiagram.Numbering?
  /// Counts notes and blocks, which have no id in the source.
  var serial = 0

  /// Lifelines are far enough apart for messages whose text is broken at this width. Where there is more room, a text
  /// uses it.
  let messageLimit: Double

  // Lengths are in CSS pixels.
  /// Drawings that would be wider than a page are laid out again with texts broken at these widths, as long as that
  /// makes the drawing narrower by more than a little: more lines make it higher.
  static let pageWidth = LayeredEngine.pageWidth
  static let messageLimit = 260.0
  static let narrowerLimits = [200.0, 170, 150, 130]
  static let leastGain = 40.0
  /// The name of a participant is broken at the first width, that of mermaid.js's boxes; a single word is not broken up
  /// to the second.
  static let headLimit = 150.0
  static let longestHeadWord = 300.0
  /// Around the name in a box, both sides together, and the least size of the box.
  private static let headPadding = Size(30, 22)
  private static let leastHead = Size(84, 42)
  /// Figures with the name below: the room of the figure, and the least width.
  private static let figureHeight = 48.0
  private static let figurePadding = 8.0
  private static let leastFigureWidth = 40.0
  /// Width of the arrow heads and the gap beside a text, together, between two lifelines.
  static let arrowRoom = 44.0
  /// As in mermaid.js.
  static let activationWidth = 10.0
  /// How far an activation inside another is to the right of it.
  private static let activationStep = 5.0
  private static let activationRadius = 2.0
  private static let leastActivation = 12.0
  /// How far above the next row an activation without a message begins.
  private static let activationLead = 4.0
  /// How far a message to oneself reaches to the right.
  static let selfWidth = 36.0
  /// The radius of the dots that `()` puts at the ends of arrows.
  static let ringRadius = 4.0
  /// Below the heads, and between the last row and the feet.
  private static let belowHeads = 6.0
  private static let aboveFeet = 22.0
  /// Above and below what a `box` is around, and the room of its title.
  static let boxPadding = 8.0
  private static let boxTitleHeight = 22.0
  /// The cross at the end of a lifeline: from its middle to each side, and the width of its strokes.
  private static let crossArm = 7.0
  private static let crossWidth = 1.75
  /// Opacity of the colours that authors lay behind messages: thin enough for text of either theme.
  static let wash = 0.14

  init(_ diagram: SequenceDiagram, messageLimit: Double = Self.messageLimit) {
    self.diagram = diagram
    self.messageLimit = messageLimit
    x = [Double](repeating: 0, count: diagram.participants.count)
    activations = diagram.participants.map { _ in [] }
    heads = diagram.participants.map {
      TextBlock($0.label, limit: Self.headLimit, longestWord: Self.longestHeadWord)
    }
    headSizes = zip(diagram.participants, heads).map { participant, text in
      participant.kind.isFigure
        ? Size(
          max(text.width, Self.leastFigureWidth) + Self.figurePadding, text.height + Self.figureHeight)
        : Size(
          max(text.width + Self.headPadding.width, Self.leastHead.width),
          max(text.height + Self.headPadding.height, Self.leastHead.height))
    }
  }

  mutating func draw() {
    guard !diagram.participants.isEmpty else { return }
    let hasBoxTitles = diagram.boxes.contains { $0.title.map { !$0.isEmpty } ?? false }
    let top = 0.0
    let headTop =
      diagram.boxes.isEmpty ? top : top + Self.boxPadding + (hasBoxTitles ? Self.boxTitleHeight : 0)
    let headBottom = headTop + (headSizes.map(\.height).max() ?? 0)
    y = headBottom + Self.belowHeads
    var later: Set<Int> = []
    Self.creations(diagram.elements, &later)
    for index in diagram.participants.indices where !later.contains(index) {
      head(index, bottom: headBottom)
    }
    draw(diagram.elements)
    for index in activations.indices { while !activations[index].isEmpty { deactivate(index) } }
    y += Self.aboveFeet
    let bottom = y
    for index in diagram.participants.indices {
      let from = created[index] ?? headBottom
      let to = destroyed[index] ?? bottom
      if later.contains(index), created[index] == nil { continue }
      var appearance = Appearance(.rule)
      appearance.dash = nil
      let path = Path([.move(Point(x[index], from)), .line(Point(x[index], to))])
      builder.add(
        Scene.Decoration(figures: [Figure(.path(path), .line)], appearance: appearance),
        bounds: Rect(x: x[index], y: from, width: 0, height: max(0, to - from)), .clusters)
      if destroyed[index] == nil {
        if diagram.hasFeet { foot(index, top: bottom) }
      } else {
        let arm = Self.crossArm
        let cross = Path([
          .move(Point(x[index] - arm, to - arm)), .line(Point(x[index] + arm, to + arm)),
          .move(Point(x[index] + arm, to - arm)), .line(Point(x[index] - arm, to + arm)),
        ])
        var appearance = Appearance(.solid)
        appearance.strokeWidth = Self.crossWidth
        builder.add(
          Scene.Decoration(figures: [Figure(.path(cross), .outline)], appearance: appearance), bounds: nil,
          .boxes)
      }
    }
    let feet = diagram.hasFeet ? headSizes.map(\.height).max() ?? 0 : 0
    boxes(top: top, bottom: bottom + feet + Self.boxPadding)
  }

  private static func creations(_ elements: [SequenceDiagram.Element], _ result: inout Set<Int>) {
    for element in elements {
      switch element {
      case .create(let index): result.insert(index)
      case .block(let block): for section in block.sections { creations(section.elements, &result) }
      default: break
      }
    }
  }

  mutating func draw(_ elements: [SequenceDiagram.Element]) {
    for (index, element) in elements.enumerated() {
      switch element {
      case .message(let value):
        var opens = false
        if index + 1 < elements.count, case .activate(value.to) = elements[index + 1] { opens = true }
        message(value, opens: opens)
      case .note(let value): note(value)
      case .activate(let index):
        if index < activations.count { activations[index].append(max(0, y - Self.activationLead)) }
      case .deactivate(let index): if index < activations.count { deactivate(index) }
      case .create(let index): pendingCreate.insert(index)
      case .destroy(let index): pendingDestroy.insert(index)
      case .autonumber(let value): numbering = value
      case .block(let value): block(value)
      }
    }
  }

  mutating func deactivate(_ index: Int) {
    guard let start = activations[index].popLast() else { return }
    let level = Double(activations[index].count)
    let end = max(y, start + Self.leastActivation)
    y = max(y, end)
    let rect = Rect(
      x: x[index] - Self.activationWidth / 2 + level * Self.activationStep, y: start,
      width: Self.activationWidth,
      height: end - start)
    var appearance = Appearance(.node)
    appearance.strokeWidth = 1
    builder.add(
      Scene.Decoration(figures: [Figure(.rect(rect, radius: Self.activationRadius))], appearance: appearance),
      bounds: rect,
      .rules)
  }

  /// Half the width of the lifeline with its open activations.
  func edge(_ index: Int, towards other: Double, opening: Bool = false) -> Double {
    let count = activations[index].count + (opening ? 1 : 0)
    guard count > 0 else { return x[index] }
    let level = Double(count - 1)
    let right = x[index] + Self.activationWidth / 2 + level * Self.activationStep
    return other > x[index] ? right : x[index] - Self.activationWidth / 2
  }
}

extension SequenceDiagram.Participant.Kind {
  /// Drawn as a figure with its name below, instead of a box around the name.
  var isFigure: Bool {
    switch self {
    case .participant, .collections, .queue, .database: false
    case .actor, .boundary, .control, .entity: true
    }
  }
}
