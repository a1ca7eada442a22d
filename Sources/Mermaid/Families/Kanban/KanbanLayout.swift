extension Kanban {
  /// The board drawn and measured.
  ///
  /// ```swift
  /// let svg = try board.scene(DiagramHeader(title: "This week")).svg(SVGOptions(mode: .standalone))
  /// ```
  public func scene(_ header: DiagramHeader = .init(), limits: LayoutLimits = .standard) throws(LayoutError)
    -> Scene
  {
    let count = columns.count + tasks.count
    if count > limits.nodes { throw .tooMany(what: "columns and tasks", count: count, limit: limits.nodes) }
    var drawing = KanbanDrawing(self)
    drawing.draw()
    return try drawing.builder.scene(title: header.title).checked(limits)
  }
}

/// Lengths are CSS pixels.
private struct KanbanDrawing {
  let board: Kanban
  /// The width of each column.
  private let widths: [Double]
  var builder = SceneBuilder()

  /// As wide as in mermaid.js, where the page has the room.
  private static let widestColumn = 200.0
  private static let narrowestColumn = 140.0
  private static let gap = 10.0
  private static let padding = 6.0
  private static let cardGap = 6.0
  private static let side = 7.0
  private static let accent = 4.0
  private static let lineGap = 6.0
  private static let leastHeight = 60.0
  /// What is at both sides of the words of a card.
  private static let chrome = 2 * padding + 2 * side + accent

  /// A task with its words, as high as they are.
  private struct Card {
    var task: Int
    var label: TextBlock
    /// At the left and at the right of the last line.
    var facts: [TextBlock]
    var height: Double
  }

  init(_ board: Kanban) {
    self.board = board
    let share =
      (LayeredEngine.columnWidth - 2 * SceneBuilder.margin) / Double(max(1, board.columns.count)) - Self.gap
    let usual = min(max(share.rounded(.down), Self.narrowestColumn), Self.widestColumn)
    var widths = board.columns.map { _ in usual }
    // A word that is longer than a card widens its column.
    for task in board.tasks {
      widths[task.column] = max(widths[task.column], Self.width(task, usual - Self.chrome) + Self.chrome)
    }
    self.widths = widths
  }

  /// The widest line of a card.
  private static func width(_ task: Kanban.Task, _ limit: Double) -> Double {
    let facts = [task.ticket, task.priority, task.assigned].filter { !$0.isEmpty }.map {
      TextBlock(RichText($0), font: .tiny, limit: limit).width
    }
    let words = task.label.isEmpty ? 0 : TextBlock(task.label, font: .dense, limit: limit).width
    return max(words, facts.max() ?? 0).rounded(.up)
  }

  mutating func draw() {
    var cards: [Int: [Card]] = [:]
    for (index, task) in board.tasks.enumerated() {
      cards[task.column, default: []].append(card(index, task))
    }
    let titles = zip(board.columns, widths).map { column, width in
      column.title.isEmpty
        ? .empty : TextBlock(column.title, font: .boxHeading, limit: width - 2 * Self.side)
    }
    let top = titles.reduce(0) { max($0, $1.height) } + 2 * Self.padding + Self.accent
    let height = cards.values.reduce(Self.leastHeight) { most, own in
      max(most, own.reduce(Self.padding) { $0 + $1.height + Self.cardGap })
    }
    var x = 0.0
    for (index, title) in titles.enumerated() {
      let bounds = Rect(x: x, y: 0, width: widths[index], height: top + height)
      x = bounds.maxX + Self.gap
      addColumn(index, title, bounds)
      var y = top
      for card in cards[index] ?? [] {
        let place = Rect(
          x: bounds.x + Self.padding, y: y, width: bounds.width - 2 * Self.padding, height: card.height)
        add(card, place, column: index)
        y += card.height + Self.cardGap
      }
    }
  }

  private func card(_ index: Int, _ task: Kanban.Task) -> Card {
    let room = widths[task.column] - Self.chrome
    let label = task.label.isEmpty ? .empty : TextBlock(task.label, font: .dense, limit: room)
    let left = [task.ticket, task.priority].filter { !$0.isEmpty }.joined(separator: " · ")
    let facts = [left, task.assigned].map { words in
      words.isEmpty ? TextBlock.empty : TextBlock(RichText(words), font: .tiny, limit: room)
    }
    let isSplit = facts[0].width + facts[1].width + Self.side > room
    let lines = isSplit ? facts[0].height + facts[1].height : max(facts[0].height, facts[1].height)
    let height = label.height + (lines > 0 ? lines + Self.lineGap : 0) + 2 * Self.padding
    return Card(task: index, label: label, facts: facts, height: height)
  }

  private mutating func addColumn(_ index: Int, _ title: TextBlock, _ bounds: Rect) {
    let id = "column \(index + 1)"
    var labels: [Scene.Label] = []
    if !title.isEmpty {
      let y = bounds.minY + Self.accent + Self.padding + title.height / 2
      labels = [Scene.Label(title, role: .title, center: Point(bounds.midX, y), owner: id)]
    }
    builder.add(
      Scene.Box(
        id: id, role: .cluster, bounds: bounds,
        figures: [Figure(.rect(bounds, radius: Cluster.cornerRadius))],
        labels: labels, appearance: Appearance(.inner)), .clusters)
    let bar = Rect(x: bounds.x, y: bounds.y, width: bounds.width, height: Self.accent)
    builder.add(
      Scene.Decoration(
        figures: [Figure(.rect(bar, radius: Self.accent / 2), .fill)],
        appearance: Appearance(Surface.series[index % Surface.series.count])), bounds: nil)
  }

  private mutating func add(_ card: Card, _ bounds: Rect, column: Int) {
    let task = board.tasks[card.task]
    let id = "task \(card.task + 1)"
    let left = bounds.minX + Self.side + Self.accent
    var labels: [Scene.Label] = []
    func add(_ text: TextBlock, _ x: Double, _ y: Double, isMuted: Bool) {
      guard !text.isEmpty else { return }
      labels.append(
        Scene.Label(
          text, role: .box, center: Point(x + text.width / 2, y + text.height / 2), alignment: .start,
          owner: id,
          isMuted: isMuted))
    }
    var y = bounds.minY + Self.padding
    add(card.label, left, y, isMuted: false)
    y += card.label.height + Self.lineGap
    add(card.facts[0], left, y, isMuted: true)
    let right = bounds.maxX - Self.side - card.facts[1].width
    let isSplit = !card.facts[0].isEmpty && left + card.facts[0].width + Self.side > right
    add(card.facts[1], right, isSplit ? y + card.facts[0].height : y, isMuted: true)
    builder.add(
      Scene.Box(
        id: id, role: .node, bounds: bounds, ancestors: ["column \(column + 1)"],
        figures: [Figure(.rect(bounds, radius: 5))], labels: labels, appearance: Appearance(.cluster),
        link: task.link))
    guard let surface = Self.surface(task.priority) else { return }
    let bar = Rect(x: bounds.x, y: bounds.y + 3, width: Self.accent, height: bounds.height - 6)
    builder.add(
      Scene.Decoration(
        figures: [Figure(.rect(bar, radius: Self.accent / 2))], appearance: Appearance(surface)),
      bounds: nil, .front)
  }

  /// The colour of the bar of a priority, which its words say too.
  private static func surface(_ priority: String) -> Surface? {
    switch priority {
    case "Very High": .critical
    case "High": .series2
    case "Low": .series6
    case "Very Low": .done
    default: nil
    }
  }
}
