extension SequenceDiagram {
  public var summary: String {
    "Sequence of messages between \(participants.count.counted("participant", "participants"))"
  }

  public var walkthrough: [String] {
    var sentences: [String] = []
    func name(_ index: Int) -> String {
      index < participants.count ? participants[index].label.plain : "?"
    }
    func walk(_ elements: [Element]) {
      for element in elements {
        switch element {
        case .message(let message):
          let text = message.text.isEmpty ? "" : ": \(message.text.plain)"
          if message.from == message.to {
            sentences.append("\(name(message.from)) to itself\(text).")
          } else {
            let verb = message.line == .dotted ? "answers" : "sends to"
            sentences.append("\(name(message.from)) \(verb) \(name(message.to))\(text).")
          }
        case .note(let note): sentences.append("Note: \(note.text.plain).")
        case .create(let index): sentences.append("\(name(index)) is created.")
        case .destroy(let index): sentences.append("\(name(index)) ends.")
        case .block(let block):
          for (index, section) in block.sections.enumerated() {
            let condition = section.label.map { $0.isEmpty ? "" : " \($0.plain)" } ?? ""
            if block.kind != .rect {
              sentences.append("\(index == 0 ? block.kind.sentence : "Or")\(condition):")
            }
            walk(section.elements)
          }
          if block.kind != .rect { sentences.append("(End of \(block.kind.label).)") }
        case .activate, .deactivate, .autonumber: break
        }
      }
    }
    walk(elements)
    return sentences
  }
}

extension SequenceDiagram.Block.Kind {
  fileprivate var sentence: String {
    switch self {
    case .loop: "Repeated"
    case .alt, .rect: "Either"
    case .opt: "Optionally"
    case .par, .parallelOver: "At the same time"
    case .critical: "Critical"
    case .breaking: "Stopping at"
    }
  }
}
