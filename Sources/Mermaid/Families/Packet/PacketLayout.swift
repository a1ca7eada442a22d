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
  /// The height of each row.
  private var heights: [Double] = []
  private var tops: [Double] = []
  /// Labels that have no room in their fields, in the order of their numbers.
  private var notes: [TextBlock] = []

  /// The height of a row whose labels have two lines at most.
  private static let rowHeight = 40.0
  private static let aboveAndBelow = 2.0
  private static let rowGap = 10.0
  /// Above a row, for the numbers of its bits.
  private static let numberHeight = 18.0
  private static let padding = 4.0
  private static let widestBit = 40.0
  private static let narrowestBit = 14.0
  private static let noteGap = 6.0
  /// Short words in fields that are narrower are written from top to bottom.
  private static let mostLetters = 4

  /// A part of a field within one row.
  private struct Part {
    var field: Int
    var bits: ClosedRange<Int>
  }

  init(_ packet: Packet) {
    self.packet = packet
    let share = (LayeredEngine.columnWidth - 2 * SceneBuilder.margin) / Double(packet.bitsPerRow)
    bitWidth = min(max(share.rounded(.down), Self.narrowestBit), Self.widestBit)
  }

  mutating func draw() {
    let parts = packet.fields.enumerated().map { self.parts($0, $1) }
    let labels = zip(packet.fields, parts).map { fitted($0.label, $1) }
    placeRows(parts.map { $0.map(row(of:)) }, labels)
    for (own, label) in zip(parts, labels) {
      for (number, part) in own.enumerated() { add(part, number, self.bounds(part), label) }
    }
    addNotes(below: zip(tops, heights).map { $0 + $1 }.max() ?? 0)
  }

  private func row(of part: Part) -> Int { part.bits.lowerBound / packet.bitsPerRow }

  /// Each row as high as its words.
  private mutating func placeRows(_ rows: [[Int]], _ labels: [TextBlock]) {
    heights = [Double](repeating: Self.rowHeight, count: (rows.joined().max() ?? -1) + 1)
    for (own, label) in zip(rows, labels) {
      for row in own { heights[row] = max(heights[row], label.height + Self.aboveAndBelow) }
    }
    var y = 0.0
    for height in heights {
      tops.append(y)
      y += height + (packet.showsBits ? Self.numberHeight : Self.rowGap)
    }
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

  private func bounds(_ part: Part) -> Rect {
    Rect(
      x: Double(part.bits.lowerBound % packet.bitsPerRow) * bitWidth, y: tops[row(of: part)],
      width: Double(part.bits.count) * bitWidth, height: heights[row(of: part)])
  }

  /// The label in the largest type that has room in each part, or the number of a note.
  private mutating func fitted(_ label: RichText, _ parts: [Part]) -> TextBlock {
    guard !label.isEmpty else { return .empty }
    let width = Double(parts.map(\.bits.count).min() ?? 1) * bitWidth - 2 * Self.padding
    for longestWord in [nil, width] {
      for (font, lines) in [(Font.dense, 2), (.small, 2), (.tiny, 3)] {
        let text = TextBlock(label, font: font, limit: width, longestWord: longestWord)
        if text.width <= width + Self.padding, text.lines.count <= lines { return text }
      }
    }
    if let text = Self.upright(label, width + Self.padding) { return text }
    notes.append(TextBlock(label, font: .small, limit: LayeredEngine.columnWidth / 2))
    return TextBlock(RichText("\(notes.count)"), font: Font(size: Font.tiny.size, italic: true), limit: width)
  }

  /// A short word with one letter in each line, as flags are written in drawings of protocols.
  private static func upright(_ label: RichText, _ width: Double) -> TextBlock? {
    guard label.lines.count == 1, label.plain.count <= mostLetters, !label.plain.contains(" ") else {
      return nil
    }
    let letters = RichText(lines: label.plain.map { [RichText.Run(String($0))] })
    let text = TextBlock(letters, font: .tiny, limit: width)
    return text.width <= width ? text : nil
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
        limit: LayeredEngine.columnWidth)
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
