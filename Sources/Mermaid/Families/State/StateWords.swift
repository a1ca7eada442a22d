extension StateDiagram {
  public var summary: String {
    "State diagram of \(states.count { $0.kind.isNamed }.counted("state", "states"))"
  }

  public var walkthrough: [String] {
    func name(_ index: Int) -> String {
      let state = states[index]
      switch state.kind {
      case .start: return "The start"
      case .end: return "the end"
      case .choice: return "a choice"
      case .fork: return "a fork"
      case .join: return "a join"
      case .history: return "the last state left"
      case .simple, .composite: return state.label.isEmpty ? state.id : state.label.plain
      }
    }
    var sentences = transitions.map { transition in
      let label = transition.label.map { $0.isEmpty ? "" : " (\($0.plain))" } ?? ""
      return transition.from == transition.to
        ? "\(name(transition.from)) returns to itself\(label)."
        : "\(name(transition.from)) changes to \(name(transition.to))\(label)."
    }
    sentences += notes.map { "Note on \(name($0.state)): \($0.text.plain)." }
    return sentences
  }
}
