extension SequenceDiagram {
  /// The diagram placed and measured.
  ///
  /// Lifelines are as far apart as the messages between them need; time goes down, and each row is as high as its
  /// text. Texts are above their arrows and do not touch a lifeline.
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
    for limit in [200.0, 170, 150, 130] where drawing.width > SequenceDrawing.pageWidth {
      var narrower = SequenceDrawing(self, messageLimit: limit)
      narrower.spread()
      if narrower.width < drawing.width - 40 { drawing = narrower }
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
  /// Drawings that would be wider than this are laid out again with narrower texts.
  static let pageWidth = 940.0
  /// The name of a participant is broken at the first width; a single word is kept whole up to the second.
  static let headLimit = 150.0
  static let longestHeadWord = 300.0
  /// What arrow heads and the gap beside a text take of the room between two lifelines.
  static let arrowRoom = 44.0
  static let activationWidth = 10.0
  static let selfWidth = 36.0
  /// The radius of the dots that `()` puts at the ends of arrows.
  static let ringRadius = 4.0
  /// Opacity of the colours that authors lay behind messages: thin enough for text of either theme.
  static let wash = 0.14

  init(_ diagram: SequenceDiagram, messageLimit: Double = 260) {
    self.diagram = diagram
    self.messageLimit = messageLimit
    x = [Double](repeating: 0, count: diagram.participants.count)
    activations = diagram.participants.map { _ in [] }
    heads = diagram.participants.map {
      TextBlock($0.label, limit: Self.headLimit, longestWord: Self.longestHeadWord)
    }
    headSizes = zip(diagram.participants, heads).map { participant, text in
      participant.kind.isFigure
        ? Size(max(text.width, 40) + 8, text.height + 48)
        : Size(max(text.width + 30, 84), max(text.height + 22, 42))
    }
  }

  /// Distances between neighbours, then what spans several of them.
  mutating func spread() {
    let count = diagram.participants.count
    guard count > 0 else { return }
    var gaps = (0..<max(count - 1, 0)).map { headSizes[$0].width / 2 + headSizes[$0 + 1].width / 2 + 28 }
    for index in gaps.indices {
      let (a, b) = (diagram.participants[index].box, diagram.participants[index + 1].box)
      if a != b { gaps[index] += (a != nil ? 14 : 0) + (b != nil ? 14 : 0) }
    }
    var spans: [(first: Int, last: Int, width: Double)] = []
    collect(diagram.elements, depth: 0, &spans)
    // Narrow spans first: what they need often suffices for the wide ones.
    for span in spans.sorted(by: { ($0.last - $0.first, $0.first) < ($1.last - $1.first, $1.first) }) {
      guard span.last > span.first, span.last < count else { continue }
      let have = gaps[span.first..<span.last].reduce(0, +)
      guard have < span.width else { continue }
      let more = (span.width - have) / Double(span.last - span.first)
      for index in span.first..<span.last { gaps[index] += more }
    }
    x[0] = 0
    for index in gaps.indices { x[index + 1] = (x[index] + gaps[index]).rounded(.up) }
  }

  /// From the first head to the last.
  var width: Double {
    guard let first = x.first, let last = x.last else { return 0 }
    return last - first + (headSizes[0].width + headSizes[headSizes.count - 1].width) / 2
  }

  private func collect(
    _ elements: [SequenceDiagram.Element], depth: Double,
    _ spans: inout [(first: Int, last: Int, width: Double)]
  ) {
    for element in elements {
      switch element {
      case .message(let message):
        let width = text(message.text).width
        if message.from == message.to {
          spans.append((message.from, message.from + 1, width + Self.selfWidth + 28))
        } else {
          spans.append(
            (min(message.from, message.to), max(message.from, message.to), width + Self.arrowRoom))
        }
      case .note(let note):
        let width = noteSize(note).width
        switch note.place {
        case .left(let of): if of > 0 { spans.append((of - 1, of, width + 36)) }
        case .right(let of): spans.append((of, of + 1, width + 36))
        case .over(let first, let last):
          if first == last {
            if first > 0 { spans.append((first - 1, first, width / 2 + 30)) }
            spans.append((first, first + 1, width / 2 + 30))
          } else {
            spans.append((min(first, last), max(first, last), width - 30))
          }
        }
      case .block(let block):
        for section in block.sections { collect(section.elements, depth: depth + 1, &spans) }
      default: break
      }
    }
  }

  /// - Parameter room: what there is between the lifelines, once they are placed.
  func text(_ text: RichText, room: Double = 0) -> TextBlock {
    TextBlock(text, font: Font(size: 13), limit: max(messageLimit, room))
  }

  /// The room for the text of a message: between its two lifelines, or to the right of its own.
  func room(for message: SequenceDiagram.Message) -> Double {
    if message.from != message.to { return abs(x[message.to] - x[message.from]) - Self.arrowRoom }
    guard message.from + 1 < x.count else { return 0 }
    return x[message.from + 1] - x[message.from] - Self.selfWidth - 28
  }

  func noteText(_ note: SequenceDiagram.Note) -> TextBlock {
    var limit = 180.0
    if case .over(let first, let last) = note.place, first != last, last < x.count, first < x.count {
      limit = max(limit, abs(x[last] - x[first]) + 20)
    }
    return TextBlock(note.text, font: .small, limit: limit)
  }

  func noteSize(_ note: SequenceDiagram.Note) -> Size {
    let text = noteText(note)
    return Size(text.width + 22, text.height + 14)
  }

  mutating func draw() {
    guard !diagram.participants.isEmpty else { return }
    let hasBoxTitles = diagram.boxes.contains { $0.title.map { !$0.isEmpty } ?? false }
    let top = 0.0
    let headTop = diagram.boxes.isEmpty ? top : top + 8 + (hasBoxTitles ? 22 : 0)
    let headBottom = headTop + (headSizes.map(\.height).max() ?? 0)
    y = headBottom + 6
    var later: Set<Int> = []
    Self.creations(diagram.elements, &later)
    for index in diagram.participants.indices where !later.contains(index) {
      head(index, bottom: headBottom)
    }
    draw(diagram.elements, depth: 0)
    for index in activations.indices { while !activations[index].isEmpty { deactivate(index) } }
    y += 22
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
        foot(index, top: bottom)
      } else {
        let cross = Path([
          .move(Point(x[index] - 7, to - 7)), .line(Point(x[index] + 7, to + 7)),
          .move(Point(x[index] + 7, to - 7)), .line(Point(x[index] - 7, to + 7)),
        ])
        var appearance = Appearance(.solid)
        appearance.strokeWidth = 1.75
        builder.add(
          Scene.Decoration(figures: [Figure(.path(cross), .outline)], appearance: appearance), bounds: nil,
          .boxes)
      }
    }
    boxes(top: top, bottom: bottom + (headSizes.map(\.height).max() ?? 0) + 8)
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

  mutating func draw(_ elements: [SequenceDiagram.Element], depth: Int) {
    for (index, element) in elements.enumerated() {
      switch element {
      case .message(let value):
        var opens = false
        if index + 1 < elements.count, case .activate(value.to) = elements[index + 1] { opens = true }
        message(value, opens: opens)
      case .note(let value): note(value)
      case .activate(let index): if index < activations.count { activations[index].append(max(0, y - 4)) }
      case .deactivate(let index): if index < activations.count { deactivate(index) }
      case .create(let index): pendingCreate.insert(index)
      case .destroy(let index): pendingDestroy.insert(index)
      case .autonumber(let value): numbering = value
      case .block(let value): block(value, depth: depth)
      }
    }
  }

  mutating func deactivate(_ index: Int) {
    guard let start = activations[index].popLast() else { return }
    let level = Double(activations[index].count)
    let end = max(y, start + 12)
    y = max(y, end)
    let rect = Rect(
      x: x[index] - Self.activationWidth / 2 + level * 5, y: start, width: Self.activationWidth,
      height: end - start)
    var appearance = Appearance(.node)
    appearance.strokeWidth = 1
    builder.add(
      Scene.Decoration(figures: [Figure(.rect(rect, radius: 2))], appearance: appearance), bounds: rect,
      .rules)
  }

  /// Half the width of the lifeline with its open activations.
  func edge(_ index: Int, towards other: Double, opening: Bool = false) -> Double {
    let count = activations[index].count + (opening ? 1 : 0)
    guard count > 0 else { return x[index] }
    let level = Double(count - 1)
    let right = x[index] + Self.activationWidth / 2 + level * 5
    return other > x[index] ? right : x[index] - Self.activationWidth / 2
  }
}

extension SequenceDiagram.Participant.Kind {
  /// Drawn as a figure with its name below, instead of a box round the name.
  var isFigure: Bool {
    switch self {
    case .participant, .collections, .queue, .database: false
    case .actor, .boundary, .control, .entity: true
    }
  }
}
