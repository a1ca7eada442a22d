/// The events of a sequence diagram, with the open blocks. Participants are symbols of the roster.
struct SequenceTimeline: Sendable {
  typealias Element = SequenceDiagram.Element
  typealias Block = SequenceDiagram.Block

  struct OpenBlock: Sendable {
    var kind: Block.Kind
    var fill: Paint?
    /// The place of the word that opened the block.
    var range: Range<Int>
    var finished: [Block.Section] = []
    var label: RichText?
    var elements: [Element] = []
  }

  private(set) var open: [OpenBlock] = []
  private var elements: [Element] = []
  private(set) var messages = 0
  /// The number of the next message; mermaid.js counts also while numbers are not shown.
  var number = 1.0
  var step = 1.0

  mutating func append(_ element: Element) {
    if open.isEmpty { elements.append(element) } else { open[open.count - 1].elements.append(element) }
  }

  mutating func append(message: SequenceDiagram.Message) {
    append(.message(message))
    messages += 1
    number = ((number + step) * 100).rounded() / 100
  }

  mutating func begin(_ block: OpenBlock) { open.append(block) }

  mutating func beginSection(_ label: RichText?) {
    guard var block = open.popLast() else { return }
    block.finished.append(.init(label: block.label, elements: block.elements))
    block.label = label
    block.elements = []
    open.append(block)
  }

  mutating func end() {
    guard let block = open.popLast() else { return }
    let last = Block.Section(label: block.label, elements: block.elements)
    append(.block(Block(kind: block.kind, sections: block.finished + [last], fill: block.fill)))
  }

  /// All elements, participants as their places from left to right; those that have none are left out.
  func resolved(_ positions: [Int: Int]) -> [Element] {
    elements.compactMap { Self.resolve($0, positions) }
  }

  private static func resolve(_ element: Element, _ positions: [Int: Int]) -> Element? {
    switch element {
    case .message(var message):
      guard let from = positions[message.from], let to = positions[message.to] else { return nil }
      message.from = from
      message.to = to
      return .message(message)
    case .note(var note):
      switch note.place {
      case .left(of: let symbol):
        guard let place = positions[symbol] else { return nil }
        note.place = .left(of: place)
      case .right(of: let symbol):
        guard let place = positions[symbol] else { return nil }
        note.place = .right(of: place)
      case .over(let first, let last):
        guard let one = positions[first], let other = positions[last] else { return nil }
        note.place = .over(first: min(one, other), last: max(one, other))
      }
      return .note(note)
    case .activate(let symbol): return positions[symbol].map { .activate($0) }
    case .deactivate(let symbol): return positions[symbol].map { .deactivate($0) }
    case .create(let symbol): return positions[symbol].map { .create($0) }
    case .destroy(let symbol): return positions[symbol].map { .destroy($0) }
    case .autonumber: return element
    case .block(var block):
      for index in block.sections.indices {
        block.sections[index].elements = block.sections[index].elements.compactMap { resolve($0, positions) }
      }
      return .block(block)
    }
  }
}
