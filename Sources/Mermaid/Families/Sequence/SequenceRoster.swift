/// The participants of a sequence diagram, in the order of first mention, and the boxes around them.
///
/// Elements name participants by symbol: a number given to a name when it is first read, also when the
/// participant is declared only later. `positions` turns symbols into places from left to right.
struct SequenceRoster: Sendable {
  typealias Participant = SequenceDiagram.Participant

  private var symbols: [String: Int] = [:]
  private(set) var names: [String] = []
  private var participants: [Int: Participant] = [:]
  private var order: [Int] = []
  private(set) var boxes: [SequenceDiagram.Box] = []
  private(set) var currentBox: Int?
  private var activations: [Int: Int] = [:]

  var count: Int { order.count }

  mutating func symbol(_ name: String) -> Int {
    if let symbol = symbols[name] { return symbol }
    let symbol = names.count
    symbols[name] = symbol
    names.append(name)
    return symbol
  }

  /// Names of the participants declared so far, in order.
  var declaredNames: [String] { order.map { names[$0] } }

  func participant(_ symbol: Int) -> Participant? { participants[symbol] }

  mutating func add(_ link: Participant.Link, to symbol: Int) { participants[symbol]?.links.append(link) }

  mutating func openBox(_ box: SequenceDiagram.Box) {
    currentBox = boxes.count
    boxes.append(box)
  }

  mutating func closeBox() { currentBox = nil }

  /// A declaration, or a mention in a message or a note (`label` is `nil`). A participant that is there
  /// already is changed only by a declaration with a label of its own.
  /// - Returns: `false` when the participant is in another box.
  mutating func declare(
    _ symbol: Int, kind: Participant.Kind = .participant, label: RichText? = nil, range: Range<Int>
  ) -> Bool {
    guard var participant = participants[symbol] else {
      participants[symbol] = Participant(
        id: names[symbol], label: label ?? RichText(names[symbol]), kind: kind, box: currentBox,
        range: range)
      order.append(symbol)
      return true
    }
    if let box = currentBox, let own = participant.box, box != own { return false }
    participant.box = participant.box ?? currentBox
    if let label {
      participant.label = label
      participant.kind = kind
    }
    participants[symbol] = participant
    return true
  }

  mutating func activate(_ symbol: Int) { activations[symbol, default: 0] += 1 }

  /// - Returns: `false` when the participant is not active.
  mutating func deactivate(_ symbol: Int) -> Bool {
    guard let depth = activations[symbol], depth > 0 else { return false }
    activations[symbol] = depth - 1
    return true
  }

  /// The participants from left to right, those of one box side by side, and each symbol's place.
  func arranged() -> (participants: [Participant], positions: [Int: Int]) {
    var members = [[Int]](repeating: [], count: boxes.count)
    for symbol in order {
      if let box = participants[symbol]?.box { members[box].append(symbol) }
    }
    var result: [Participant] = []
    var positions: [Int: Int] = [:]
    for symbol in order where positions[symbol] == nil {
      let neighbours = participants[symbol]?.box.map { members[$0] } ?? [symbol]
      for neighbour in neighbours {
        guard let participant = participants[neighbour] else { continue }
        positions[neighbour] = result.count
        result.append(participant)
      }
    }
    return (result, positions)
  }
}
