/// Messages: arrows, their labels and numbers.
extension SequenceDrawing {
  /// CSS pixels: a message with its text above the arrow. With one line of text a row is 38 px high; mermaid.js has 35
  /// px between messages and their text in addition.
  private enum Row {
    static let above = 16.0
    static let below = 4.0
    /// Between an arrow and the text above it.
    static let labelGap = 5.0
    /// A text nearer than this to a lifeline has a plate.
    static let lifelineGap = 2.0
    /// The loop of a message to oneself: its height, its rounded corners (the control points make a quarter of a
    /// circle: 8 - 8 · 0.55 is 3.6) and the text beside it.
    static let leastLoop = 26.0
    static let loopPadding = 6.0
    static let loopCorner = 8.0
    static let loopControl = 3.0
    static let loopLabelGap = 8.0
    /// Below the cross of a participant that a message destroys.
    static let belowCross = 12.0
  }

  /// CSS pixels: the number of a message, on a disc that grows into a pill.
  private enum Badge {
    static let height = 18.0
    static let padding = 4.0
    static let gap = 2.0
    static let limit = 60.0
  }

  /// The plate behind a text that lies on lifelines: wider than the text, and less high than its line.
  static let platePadding = Size(3, -1)
  static let plateRadius = 3.0

  /// - Parameter opens: whether a bar begins at the arrow's end.
  mutating func message(_ message: SequenceDiagram.Message, opens: Bool = false) {
    guard message.from < x.count, message.to < x.count else { return }
    serial += 1
    let block = text(message.text, room: room(for: message))
    let from = diagram.participants[message.from].id
    let to = diagram.participants[message.to].id
    var appearance = Appearance(.link)
    if message.line == .dotted { appearance.dash = Dash.even }
    let number = nextNumber()
    y += Row.above
    if message.from == message.to {
      let start = edge(message.from, towards: .infinity)
      let height = max(Row.leastLoop, block.height + Row.loopPadding)
      var path = Path([.move(Point(start, y))])
      let far = start + Self.selfWidth
      let (corner, control) = (Row.loopCorner, Row.loopControl)
      path.line(Point(far - corner, y))
      path.cubic(Point(far - control, y), Point(far, y + control), Point(far, y + corner))
      path.line(Point(far, y + height - corner))
      path.cubic(
        Point(far, y + height - control), Point(far - control, y + height), Point(far - corner, y + height))
      path.line(Point(start, y + height))
      var link = Scene.Link(
        from: from, to: to, route: path, figures: path.drawn(from: .none, to: ArrowHead(message.toHead)),
        appearance: appearance)
      if !block.isEmpty {
        link.labels = [
          Scene.Label(
            block, role: .link, center: Point(far + Row.loopLabelGap + block.width / 2, y + height / 2),
            alignment: .start,
            owner: from)
        ]
      }
      if let number { link.labels.append(numberLabel(number, Point(start, y))) }
      builder.add(link)
      y += height
      end(message)
      return
    }
    y += block.height
    if pendingCreate.contains(message.to) {
      // The head of a created participant is at the arrow's end.
      let size = headSizes[message.to]
      y += max(0, size.height / 2 - block.height)
      let side = x[message.to] > x[message.from] ? -size.width / 2 : size.width / 2
      arrow(
        message, from: edge(message.from, towards: x[message.to]), to: x[message.to] + side, block, number,
        appearance)
      head(message.to, bottom: y + size.height / 2)
      y += size.height / 2
      created[message.to] = y
      pendingCreate.remove(message.to)
    } else {
      // A bar that begins at this message begins at its arrow.
      arrow(
        message, from: edge(message.from, towards: x[message.to]),
        to: edge(message.to, towards: x[message.from], opening: opens), block, number, appearance)
    }
    end(message)
  }

  private mutating func arrow(
    _ message: SequenceDiagram.Message, from: Double, to: Double, _ block: TextBlock, _ number: String?,
    _ appearance: Appearance
  ) {
    let sign = to < from ? -1.0 : 1
    let badge = number.map { numberLabel($0, Point(from, y)) }
    var (start, end) = (from, to)
    // A head at the start of the arrow is beside its number.
    if let badge, message.fromHead != .none || message.hasRingAtStart {
      start += sign * (badge.plateBounds.width / 2 + Badge.gap)
    }
    var rings: [Figure] = []
    let radius = Self.ringRadius
    if message.hasRingAtStart {
      start += badge == nil ? 0 : sign * radius
      rings.append(Figure(.ellipse(center: Point(start, y), radius: Size(radius, radius)), .solid))
      start += sign * radius
    }
    if message.hasRingAtEnd {
      rings.append(Figure(.ellipse(center: Point(end, y), radius: Size(radius, radius)), .solid))
      end -= sign * radius
    }
    let path = Path([.move(Point(start, y)), .line(Point(end, y))])
    var link = Scene.Link(
      from: diagram.participants[message.from].id, to: diagram.participants[message.to].id, route: path,
      figures: path.drawn(from: ArrowHead(message.fromHead), to: ArrowHead(message.toHead)) + rings,
      appearance: appearance)
    if !block.isEmpty {
      // Over the arrow, and on a plate where other lifelines pass behind.
      let center = Point((from + to) / 2, y - Row.labelGap - block.height / 2)
      var label = Scene.Label(block, role: .link, center: center, owner: link.from)
      let (low, high) = (label.bounds.minX - Row.lifelineGap, label.bounds.maxX + Row.lifelineGap)
      if x.contains(where: { $0 > low && $0 < high }) {
        label.plate = Figure(
          .rect(
            label.bounds.inset(-Self.platePadding.width, -Self.platePadding.height), radius: Self.plateRadius)
        )
        label.plateAppearance = Appearance(.plate)
      }
      link.labels = [label]
    }
    if let badge { link.labels.append(badge) }
    builder.add(link)
  }

  private mutating func end(_ message: SequenceDiagram.Message) {
    y += Row.below
    for index in [message.from, message.to] where pendingDestroy.contains(index) {
      pendingDestroy.remove(index)
      while !activations[index].isEmpty { deactivate(index) }
      // The number of a message is at its start.
      if index == message.from, numbering != nil { y += Badge.height }
      destroyed[index] = y - Row.below
      y += Row.belowCross
    }
  }

  private mutating func nextNumber() -> String? {
    guard let current = numbering else { return nil }
    numbering = SequenceDiagram.Numbering(start: current.start + current.step, step: current.step)
    return ((current.start * 100).rounded() / 100).written
  }

  private func numberLabel(_ number: String, _ center: Point) -> Scene.Label {
    let text = TextBlock(RichText(number), font: Font(size: Font.tiny.size, bold: true), limit: Badge.limit)
    let radius = max(Badge.height / 2, text.width / 2 + Badge.padding)
    var label = Scene.Label(text, role: .link, center: center, owner: "", color: Color.white)
    var appearance = Appearance(.solid)
    appearance.fill = Theme.light.tint(.solid).fill
    appearance.hasNoStroke = true
    label.plate = Figure(
      .rect(Rect(center: center, size: Size(2 * radius, Badge.height)), radius: Badge.height / 2))
    label.plateAppearance = appearance
    return label
  }
}

extension ArrowHead {
  fileprivate init(_ head: SequenceDiagram.Head) {
    switch head {
    case .none: self = .none
    case .filled: self = .arrow
    case .cross: self = .cross
    case .open: self = .open
    case .halfTop: self = .half(above: true, filled: true)
    case .halfBottom: self = .half(above: false, filled: true)
    case .stickTop: self = .half(above: true, filled: false)
    case .stickBottom: self = .half(above: false, filled: false)
    }
  }
}
