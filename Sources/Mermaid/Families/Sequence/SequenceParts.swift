extension SequenceDrawing {
  // MARK: Heads

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

  private mutating func participant(_ index: Int, _ bounds: Rect, isFoot: Bool = false) {
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
        labels: [Scene.Label(text, role: .box, center: center, owner: id)], ink: Ink(surface),
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
      var ink = Ink.resolve(style, .cluster, backdrop: nil).ink
      // A wash: messages run over it in the theme's colours.
      ink.stroke = ink.fill
      if ink.fill != nil { ink.fillOpacity = Self.wash }
      let bounds = Rect(x: left, y: top, width: right - left, height: bottom - top)
      var labels: [Scene.Label] = []
      if !title.isEmpty {
        labels = [
          Scene.Label(
            title, role: .title, center: Point(bounds.midX, top + 7 + title.height / 2),
            owner: "box \(index + 1)",
            isMuted: ink.fill == nil)
        ]
      }
      builder.add(
        Scene.Box(
          id: "box \(index + 1)", role: .frame, bounds: bounds, figures: [Figure(.rect(bounds, radius: 8))],
          labels: labels, ink: ink), .background)
    }
  }

  // MARK: Messages

  /// - Parameter opens: whether a bar begins at the arrow's end.
  mutating func message(_ message: SequenceDiagram.Message, opens: Bool = false) {
    guard message.from < x.count, message.to < x.count else { return }
    serial += 1
    let block = text(message.text, room: room(for: message))
    let from = diagram.participants[message.from].id
    let to = diagram.participants[message.to].id
    var ink = Ink(.link)
    if message.line == .dotted { ink.dash = [4, 4] }
    let number = nextNumber()
    y += 16
    if message.from == message.to {
      let start = edge(message.from, towards: .infinity)
      let height = max(26, block.height + 6)
      var path = Path([.move(Point(start, y))])
      let far = start + Self.selfWidth
      path.line(Point(far - 8, y))
      path.cubic(Point(far - 3, y), Point(far, y + 3), Point(far, y + 8))
      path.line(Point(far, y + height - 8))
      path.cubic(Point(far, y + height - 3), Point(far - 3, y + height), Point(far - 8, y + height))
      path.line(Point(start, y + height))
      var link = Scene.Link(
        from: from, to: to, route: path, figures: path.drawn(from: .none, to: Head(message.toHead)), ink: ink)
      if !block.isEmpty {
        link.labels = [
          Scene.Label(
            block, role: .link, center: Point(far + 8 + block.width / 2, y + height / 2), alignment: .start,
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
      // The head of what is created stands at the arrow's end.
      let size = headSizes[message.to]
      y += max(0, size.height / 2 - block.height)
      let side = x[message.to] > x[message.from] ? -size.width / 2 : size.width / 2
      arrow(
        message, from: edge(message.from, towards: x[message.to]), to: x[message.to] + side, block, number,
        ink)
      head(message.to, bottom: y + size.height / 2)
      y += size.height / 2
      created[message.to] = y
      pendingCreate.remove(message.to)
    } else {
      // A bar that begins at this message begins at its arrow.
      arrow(
        message, from: edge(message.from, towards: x[message.to]),
        to: edge(message.to, towards: x[message.from], opening: opens), block, number, ink)
    }
    end(message)
  }

  private mutating func arrow(
    _ message: SequenceDiagram.Message, from: Double, to: Double, _ block: TextBlock, _ number: String?,
    _ ink: Ink
  ) {
    let sign = to < from ? -1.0 : 1
    let badge = number.map { numberLabel($0, Point(from, y)) }
    var (start, end) = (from, to)
    // What stands at the start of the arrow stands beside its number.
    if let badge, message.fromHead != .none || message.hasRingAtStart {
      start += sign * (badge.plateBounds.width / 2 + 2)
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
      figures: path.drawn(from: Head(message.fromHead), to: Head(message.toHead)) + rings, ink: ink)
    if !block.isEmpty {
      // Over the arrow, and on a plate where other lifelines pass behind.
      let center = Point((from + to) / 2, y - 5 - block.height / 2)
      var label = Scene.Label(block, role: .link, center: center, owner: link.from)
      let (low, high) = (label.bounds.minX - 2, label.bounds.maxX + 2)
      if x.contains(where: { $0 > low && $0 < high }) {
        label.plate = Figure(.rect(label.bounds.inset(-3, 1), radius: 3))
        label.plateInk = Ink(.plate)
      }
      link.labels = [label]
    }
    if let badge { link.labels.append(badge) }
    builder.add(link)
  }

  private mutating func end(_ message: SequenceDiagram.Message) {
    y += 4
    for index in [message.from, message.to] where pendingDestroy.contains(index) {
      pendingDestroy.remove(index)
      while !activations[index].isEmpty { deactivate(index) }
      // The number of a message stands at its start.
      if index == message.from, numbering != nil { y += 18 }
      destroyed[index] = y - 4
      y += 12
    }
  }

  private mutating func nextNumber() -> String? {
    guard let current = numbering else { return nil }
    numbering = SequenceDiagram.Numbering(start: current.start + current.step, step: current.step)
    let rounded = (current.start * 100).rounded() / 100
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int(rounded)) : String(rounded)
  }

  private func numberLabel(_ number: String, _ center: Point) -> Scene.Label {
    let text = TextBlock(RichText(number), font: Font(size: 11, bold: true), limit: 60)
    let radius = max(9, text.width / 2 + 4)
    var label = Scene.Label(text, role: .link, center: center, owner: "", color: Color.white)
    var ink = Ink(.solid)
    ink.fill = Theme.light.tint(.solid).fill
    ink.hasNoStroke = true
    label.plate = Figure(.rect(Rect(center: center, size: Size(2 * radius, 18)), radius: 9))
    label.plateInk = ink
    return label
  }

  // MARK: Notes

  mutating func note(_ note: SequenceDiagram.Note) {
    let text = noteText(note)
    var size = noteSize(note)
    var center: Double
    switch note.place {
    case .left(let of):
      guard of < x.count else { return }
      center = x[of] - 12 - size.width / 2
    case .right(let of):
      guard of < x.count else { return }
      center = x[of] + 12 + size.width / 2
    case .over(let a, let b):
      guard a < x.count, b < x.count else { return }
      size.width = max(size.width, abs(x[a] - x[b]) + 40)
      if a == b { size.width = max(noteSize(note).width, 60) }
      center = (x[a] + x[b]) / 2
    }
    y += 12
    let bounds = Rect(center: Point(center, y + size.height / 2), size: size)
    serial += 1
    let id = "note \(serial)"
    builder.add(
      Scene.Box(
        id: id, role: .note, bounds: bounds, figures: [Figure(.rect(bounds, radius: 3))],
        labels: [Scene.Label(text, role: .box, center: bounds.center, owner: id)], ink: Ink(.note)))
    y += size.height
  }

  // MARK: Blocks

  mutating func block(_ block: SequenceDiagram.Block, depth: Int) {
    let members = Self.participants(block)
    guard let first = members.min(), let last = members.max(), last < x.count else { return }
    y += 14
    let top = y
    serial += 1
    let id = "\(block.kind.rawValue) \(serial)"
    let before = builder.contentBounds
    builder.beginMeasuring()
    var labels: [Scene.Label] = []
    var rules: [Figure] = []
    var left = x[first] - 34
    var right = x[last] + 34
    let tag = TextBlock(RichText(block.kind.label), font: .title, limit: 120)
    let tagSize = Size(tag.width + 22, 22)
    var conditions: [(text: TextBlock, y: Double)] = []
    for (index, section) in block.sections.enumerated() {
      if block.kind != .rect {
        if index > 0 { y += 14 }
        let dividerY = y
        let condition = section.label.flatMap {
          $0.isEmpty ? nil : TextBlock($0, font: .small, limit: max(160, right - left - tagSize.width - 20))
        }
        if index > 0 {
          conditions.append((condition ?? .empty, dividerY))
        } else {
          conditions.append((condition ?? .empty, top))
        }
        y += max(index == 0 ? 14 : 6, (condition?.height ?? 0) + 2)
      } else {
        y += 2
      }
      draw(section.elements, depth: depth + 1)
    }
    y += 14
    let inner = builder.endMeasuring(before)
    if let inner {
      left = min(left, inner.minX - 10)
      right = max(right, inner.maxX + 10)
    }
    for (index, condition) in conditions.enumerated() where !condition.text.isEmpty {
      let start = index == 0 ? left + tagSize.width + 8 : left + 10
      right = max(right, start + condition.text.width + 10)
    }
    let bounds = Rect(x: left, y: top, width: right - left, height: y - top)
    var style = Style()
    style.fill = block.fill
    if block.kind == .rect {
      var (ink, _) = Ink.resolve(style, .inner, backdrop: nil)
      ink.stroke = ink.fill
      ink.fillOpacity = Self.wash
      builder.add(
        Scene.Box(
          id: id, role: .frame, bounds: bounds, figures: [Figure(.rect(bounds, radius: 6))], ink: ink),
        .background)
      return
    }
    for (index, condition) in conditions.enumerated() {
      if index > 0 {
        rules.append(
          Figure(.path(Path([.move(Point(left, condition.y)), .line(Point(right, condition.y))])), .line))
      }
      guard !condition.text.isEmpty else { continue }
      let start = index == 0 ? left + tagSize.width + 8 : left + 10
      var label = Scene.Label(
        condition.text, role: .title,
        center: Point(start + condition.text.width / 2, condition.y + 4 + condition.text.height / 2),
        alignment: .start, owner: id, isMuted: true)
      label.plate = Figure(.rect(label.bounds.inset(-3, 1), radius: 3))
      label.plateInk = Ink(.plate)
      labels.append(label)
    }
    var frameInk = Ink(.rule)
    frameInk.dash = nil
    builder.add(
      Scene.Box(
        id: id, role: .frame, bounds: bounds, figures: [Figure(.rect(bounds, radius: 6), .outline)],
        ink: frameInk),
      .rules)
    if !rules.isEmpty {
      frameInk.dash = [4, 4]
      builder.add(Scene.Decoration(figures: rules, ink: frameInk), bounds: nil, .rules)
    }
    let corner = Rect(x: left, y: top, width: tagSize.width, height: tagSize.height)
    let path = Path(polygon: [
      Point(corner.minX, corner.minY), Point(corner.maxX, corner.minY), Point(corner.maxX, corner.maxY - 8),
      Point(corner.maxX - 8, corner.maxY), Point(corner.minX, corner.maxY),
    ])
    builder.add(Scene.Decoration(figures: [Figure(.path(path))], ink: Ink(.inner)), bounds: corner, .links)
    labels.append(
      Scene.Label(
        tag, role: .title, center: Point(corner.midX - 3, corner.midY), owner: id, isMuted: true))
    for label in labels { builder.add(label, .links) }
  }

  /// Every participant that a block touches.
  private static func participants(_ block: SequenceDiagram.Block) -> Set<Int> {
    var result: Set<Int> = []
    for section in block.sections {
      for element in section.elements {
        switch element {
        case .message(let message): result.formUnion([message.from, message.to])
        case .note(let note):
          switch note.place {
          case .left(let of), .right(let of): result.insert(of)
          case .over(let first, let last): result.formUnion([first, last])
          }
        case .activate(let index), .deactivate(let index), .create(let index), .destroy(let index):
          result.insert(index)
        case .block(let inner): result.formUnion(participants(inner))
        case .autonumber: break
        }
      }
    }
    return result
  }
}

extension SequenceDiagram.Block.Kind {
  var label: String {
    switch self {
    case .loop: "loop"
    case .alt: "alt"
    case .opt: "opt"
    case .par, .parallelOver: "par"
    case .critical: "critical"
    case .breaking: "break"
    case .rect: ""
    }
  }
}

extension Head {
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
