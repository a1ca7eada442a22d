extension Packet {
  /// The packet drawn and measured: rows of bits, with the words that have no room in their field below.
  ///
  /// ```swift
  /// let svg = try packet.scene(DiagramHeader(title: "UDP")).svg(SVGOptions(mode: .standalone))
  /// ```
  public func scene(_ header: DiagramHeader = .init(), limits: LayoutLimits = .standard) throws(LayoutError)
    -> Scene
  {
    let bits = fields.last.map { $0.bits.upperBound + 1 } ?? 0
    let rows = bits / max(1, bitsPerRow) + fields.count
    if rows > limits.nodes { throw .tooMany(what: "fields and rows", count: rows, limit: limits.nodes) }
    var drawing = PacketDrawing(self)
    drawing.draw()
    return try drawing.builder.scene(title: header.title).checked(limits)
  }
}

/// Lengths are CSS pixels.
private struct PacketDrawing {
  let packet: Packet
  let bitWidth: Double
  var builder = SceneBuilder()
  /// Labels that have no room in their fields, in the order of their numbers.
  private var notes: [TextBlock] = []

  private static let rowHeight = 40.0
  private static let rowGap = 10.0
  /// Above a row, for the numbers of its bits.
  private static let numberHeight = 18.0
  private static let padding = 4.0
  private static let widestBit = 40.0
  private static let narrowestBit = 14.0
  private static let noteGap = 6.0

  /// A part of a field within one row.
  private struct Part {
    var field: Int
    var bits: ClosedRange<Int>
  }

  init(_ packet: Packet) {
    self.packet = packet
    let share = (LayeredEngine.pageWidth - 2 * SceneBuilder.margin) / Double(packet.bitsPerRow)
    bitWidth = min(max(share.rounded(.down), Self.narrowestBit), Self.widestBit)
  }

  mutating func draw() {
    let step = Self.rowHeight + (packet.showsBits ? Self.numberHeight : Self.rowGap)
    var bottom = 0.0
    for (index, field) in packet.fields.enumerated() {
      let parts = parts(index, field)
      let label = fitted(field.label, parts)
      for (number, part) in parts.enumerated() {
        let bounds = bounds(part, step)
        bottom = max(bottom, bounds.maxY)
        add(part, number, bounds, label)
      }
    }
    addNotes(below: bottom)
  }

  private func parts(_ index: Int, _ field: Packet.Field) -> [Part] {
    var parts: [Part] = []
    var first = field.bits.lowerBound
    while first <= field.bits.upperBound {
      let last = min(field.bits.upperBound, (first / packet.bitsPerRow + 1) * packet.bitsPerRow - 1)
      parts.append(Part(field: index, bits: first...last))
      first = last + 1
    }
    return parts
  }

  private func bounds(_ part: Part, _ step: Double) -> Rect {
    Rect(
      x: Double(part.bits.lowerBound % packet.bitsPerRow) * bitWidth,
      y: Double(part.bits.lowerBound / packet.bitsPerRow) * step,
      width: Double(part.bits.count) * bitWidth, height: Self.rowHeight)
  }

  /// The label in the largest type that has room in each part, or the number of a note.
  private mutating func fitted(_ label: RichText, _ parts: [Part]) -> TextBlock {
    guard !label.isEmpty else { return .empty }
    let width = Double(parts.map(\.bits.count).min() ?? 1) * bitWidth - 2 * Self.padding
    for font in [Font.dense, .small, .tiny, Font(size: 9.5)] {
      let text = TextBlock(label, font: font, limit: width)
      if text.width <= width + Self.padding, text.height <= Self.rowHeight - 2 { return text }
    }
    notes.append(TextBlock(label, font: .small, limit: LayeredEngine.pageWidth / 2))
    return TextBlock(RichText("\(notes.count)"), font: Font(size: Font.tiny.size, italic: true), limit: width)
  }

  private mutating func add(_ part: Part, _ number: Int, _ bounds: Rect, _ label: TextBlock) {
    let id = "field \(part.field + 1)" + (number > 0 ? ".\(number + 1)" : "")
    let labels = label.isEmpty ? [] : [Scene.Label(label, role: .box, center: bounds.center, owner: id)]
    builder.add(
      Scene.Box(
        id: id, role: .bar, bounds: bounds, figures: [Figure(.rect(bounds, radius: 0))], labels: labels,
        appearance: Appearance(part.field % 2 == 0 ? .node : .data), link: packet.fields[part.field].link))
    guard packet.showsBits else { return }
    let first = TextBlock(RichText("\(part.bits.lowerBound)"), font: .tiny, limit: bounds.width)
    let last = TextBlock(RichText("\(part.bits.upperBound)"), font: .tiny, limit: bounds.width)
    let y = bounds.minY - first.height / 2 - 1
    if part.bits.count == 1 || first.width + last.width + Self.padding * 3 > bounds.width {
      if first.width <= bounds.width { addNumber(first, Point(bounds.midX, y)) }
    } else {
      addNumber(first, Point(bounds.minX + Self.padding / 2 + first.width / 2, y))
      addNumber(last, Point(bounds.maxX - Self.padding / 2 - last.width / 2, y))
    }
  }

  private mutating func addNumber(_ text: TextBlock, _ center: Point) {
    builder.add(Scene.Label(text, role: .axis, center: center, owner: "bits", isMuted: true))
  }

  private mutating func addNotes(below bottom: Double) {
    var y = bottom + 2 * Self.noteGap
    for (index, note) in notes.enumerated() {
      let number = TextBlock(
        RichText("\(index + 1)"), font: Font(size: Font.tiny.size, italic: true),
        limit: LayeredEngine.pageWidth)
      let middle = y + note.height / 2
      builder.add(
        Scene.Label(
          number, role: .axis, center: Point(number.width / 2, middle), owner: "note", isMuted: true))
      builder.add(
        Scene.Label(
          note, role: .axis, center: Point(24 + note.width / 2, middle), alignment: .start, owner: "note"))
      y += note.height + Self.noteGap / 2
    }
  }
}
