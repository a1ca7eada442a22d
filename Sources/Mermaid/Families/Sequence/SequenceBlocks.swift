/// Notes and blocks.
extension SequenceDrawing {
  /// CSS pixels.
  private enum NoteBox {
    /// Between a lifeline and a note beside it. mermaid.js has 10 px.
    static let gap = 12.0
    static let above = 12.0
    /// How far a note over several lifelines reaches beyond the outer ones.
    static let overhang = 20.0
    static let leastWidth = 60.0
    static let radius = 3.0
  }

  /// CSS pixels: the frame of a block, the tag with its kind in the corner, and the conditions of its sections.
  private enum Frame {
    static let above = 14.0
    static let below = 14.0
    static let radius = 6.0
    /// Between the outer lifelines and the frame at least: the half of a narrow note.
    static let besideLifelines = 34.0
    /// Between the frame and its content.
    static let padding = 10.0
    static let tagHeight = 22.0
    static let tagPadding = 22.0
    static let tagLimit = 120.0
    /// The cut corner of the tag, and how far its word is left of the middle for that.
    static let tagCut = 8.0
    static let tagShift = 3.0
    static let tagGap = 8.0
    static let belowTag = 14.0
    static let belowDivider = 6.0
    static let aboveCondition = 4.0
    static let belowCondition = 2.0
    static let leastConditionLimit = 160.0
  }

  mutating func note(_ note: SequenceDiagram.Note) {
    let text = noteText(note)
    var size = noteSize(note)
    var center: Double
    switch note.place {
    case .left(let of):
      guard of < x.count else { return }
      center = x[of] - NoteBox.gap - size.width / 2
    case .right(let of):
      guard of < x.count else { return }
      center = x[of] + NoteBox.gap + size.width / 2
    case .over(let a, let b):
      guard a < x.count, b < x.count else { return }
      size.width = max(size.width, abs(x[a] - x[b]) + 2 * NoteBox.overhang)
      if a == b { size.width = max(noteSize(note).width, NoteBox.leastWidth) }
      center = (x[a] + x[b]) / 2
    }
    y += NoteBox.above
    let bounds = Rect(center: Point(center, y + size.height / 2), size: size)
    serial += 1
    let id = "note \(serial)"
    builder.add(
      Scene.Box(
        id: id, role: .note, bounds: bounds, figures: [Figure(.rect(bounds, radius: NoteBox.radius))],
        labels: [Scene.Label(text, role: .box, center: bounds.center, owner: id)],
        appearance: Appearance(.note)))
    y += size.height
  }

  mutating func block(_ block: SequenceDiagram.Block) {
    let members = Self.participants(block)
    guard let first = members.min(), let last = members.max(), last < x.count else { return }
    y += Frame.above
    let top = y
    serial += 1
    let id = "\(block.kind.rawValue) \(serial)"
    let before = builder.contentBounds
    builder.beginMeasuring()
    var labels: [Scene.Label] = []
    var rules: [Figure] = []
    var left = x[first] - Frame.besideLifelines
    var right = x[last] + Frame.besideLifelines
    let tag = TextBlock(RichText(block.kind.label), font: .title, limit: Frame.tagLimit)
    let tagSize = Size(tag.width + Frame.tagPadding, Frame.tagHeight)
    var conditions: [(text: TextBlock, y: Double)] = []
    for (index, section) in block.sections.enumerated() {
      if block.kind != .rect {
        if index > 0 { y += Frame.above }
        let dividerY = y
        let condition = section.label.flatMap {
          $0.isEmpty
            ? nil
            : TextBlock(
              $0, font: .small,
              limit: max(Frame.leastConditionLimit, right - left - tagSize.width - 2 * Frame.padding))
        }
        if index > 0 {
          conditions.append((condition ?? .empty, dividerY))
        } else {
          conditions.append((condition ?? .empty, top))
        }
        y += max(
          index == 0 ? Frame.belowTag : Frame.belowDivider, (condition?.height ?? 0) + Frame.belowCondition)
      } else {
        y += Frame.belowCondition
      }
      draw(section.elements)
    }
    y += Frame.below
    let inner = builder.endMeasuring(before)
    if let inner {
      left = min(left, inner.minX - Frame.padding)
      right = max(right, inner.maxX + Frame.padding)
    }
    for (index, condition) in conditions.enumerated() where !condition.text.isEmpty {
      let start = index == 0 ? left + tagSize.width + Frame.tagGap : left + Frame.padding
      right = max(right, start + condition.text.width + Frame.padding)
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
          id: id, role: .frame, bounds: bounds, figures: [Figure(.rect(bounds, radius: Frame.radius))],
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
      let start = index == 0 ? left + tagSize.width + Frame.tagGap : left + Frame.padding
      var label = Scene.Label(
        condition.text, role: .title,
        center: Point(
          start + condition.text.width / 2, condition.y + Frame.aboveCondition + condition.text.height / 2),
        alignment: .start, owner: id, isMuted: true)
      label.plate = Figure(
        .rect(
          label.bounds.inset(-Self.platePadding.width, -Self.platePadding.height), radius: Self.plateRadius))
      label.plateAppearance = Appearance(.plate)
      labels.append(label)
    }
    var frameAppearance = Appearance(.rule)
    frameAppearance.dash = nil
    builder.add(
      Scene.Box(
        id: id, role: .frame, bounds: bounds,
        figures: [Figure(.rect(bounds, radius: Frame.radius), .outline)],
        appearance: frameAppearance),
      .rules)
    if !rules.isEmpty {
      frameAppearance.dash = Dash.even
      builder.add(Scene.Decoration(figures: rules, appearance: frameAppearance), bounds: nil, .rules)
    }
    let corner = Rect(x: left, y: top, width: tagSize.width, height: tagSize.height)
    let path = Path(polygon: [
      Point(corner.minX, corner.minY), Point(corner.maxX, corner.minY),
      Point(corner.maxX, corner.maxY - Frame.tagCut),
      Point(corner.maxX - Frame.tagCut, corner.maxY), Point(corner.minX, corner.maxY),
    ])
    builder.add(
      Scene.Decoration(figures: [Figure(.path(path))], appearance: Appearance(.inner)), bounds: corner, .links
    )
    labels.append(
      Scene.Label(
        tag, role: .title, center: Point(corner.midX - Frame.tagShift, corner.midY), owner: id, isMuted: true)
    )
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
