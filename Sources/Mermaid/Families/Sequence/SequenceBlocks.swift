/// Notes and blocks.
extension SequenceDrawing {
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
        labels: [Scene.Label(text, role: .box, center: bounds.center, owner: id)],
        appearance: Appearance(.note)))
    y += size.height
  }

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
      var (appearance, _) = Appearance.resolve(style, .inner, backdrop: nil)
      appearance.stroke = appearance.fill
      appearance.fillOpacity = Self.wash
      builder.add(
        Scene.Box(
          id: id, role: .frame, bounds: bounds, figures: [Figure(.rect(bounds, radius: 6))],
          appearance: appearance),
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
      label.plateAppearance = Appearance(.plate)
      labels.append(label)
    }
    var frameAppearance = Appearance(.rule)
    frameAppearance.dash = nil
    builder.add(
      Scene.Box(
        id: id, role: .frame, bounds: bounds, figures: [Figure(.rect(bounds, radius: 6), .outline)],
        appearance: frameAppearance),
      .rules)
    if !rules.isEmpty {
      frameAppearance.dash = [4, 4]
      builder.add(Scene.Decoration(figures: rules, appearance: frameAppearance), bounds: nil, .rules)
    }
    let corner = Rect(x: left, y: top, width: tagSize.width, height: tagSize.height)
    let path = Path(polygon: [
      Point(corner.minX, corner.minY), Point(corner.maxX, corner.minY), Point(corner.maxX, corner.maxY - 8),
      Point(corner.maxX - 8, corner.maxY), Point(corner.minX, corner.maxY),
    ])
    builder.add(
      Scene.Decoration(figures: [Figure(.path(path))], appearance: Appearance(.inner)), bounds: corner, .links
    )
    labels.append(
      Scene.Label(
        tag, role: .title, center: Point(corner.midX - 3, corner.midY), owner: id, isMuted: true))
    for label in labels { builder.add(label, .links) }
  }

  /// Every participant that a block touches.
  static func participants(_ block: SequenceDiagram.Block) -> Set<Int> {
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
