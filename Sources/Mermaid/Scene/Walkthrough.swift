/// A diagram in words: for screen readers, for readers who want the text, and for the search index.
extension Diagram {
  /// What the drawing is called: `accTitle`, the title, or the family with its size.
  public var accessibleTitle: String {
    if let title = header.accessibleTitle ?? header.title, !title.isEmpty { return title }
    func count(_ number: Int, _ singular: String, _ plural: String) -> String {
      "\(number) \(number == 1 ? singular : plural)"
    }
    switch content {
    case .flowchart(let chart): return "Flowchart of \(count(chart.nodes.count, "step", "steps"))"
    case .sequence(let diagram):
      return
        "Sequence of messages between \(count(diagram.participants.count, "participant", "participants"))"
    case .state(let diagram):
      let named = diagram.states.count { $0.isNamed }
      return "State diagram of \(count(named, "state", "states"))"
    case .entityRelationship(let diagram):
      return "Data model of \(count(diagram.entities.count, "entity", "entities"))"
    case .classes(let diagram): return "Class diagram of \(count(diagram.classes.count, "class", "classes"))"
    case .pie(let chart): return "Pie chart of \(count(chart.slices.count, "share", "shares"))"
    case .gantt(let chart): return "Plan of \(count(chart.tasks.count, "task", "tasks"))"
    }
  }

  /// What is read out about the drawing: `accDescr`, or the walk-through, cut at a sentence.
  public var accessibleDescription: String {
    if let description = header.accessibleDescription, !description.isEmpty { return description }
    var text = ""
    for sentence in walkthrough {
      if text.utf8.count + sentence.utf8.count > 1_200 { return text + " …" }
      text += (text.isEmpty ? "" : " ") + sentence
    }
    return text
  }

  /// Every link, message or share as a sentence, in the order of the source.
  public var walkthrough: [String] {
    switch content {
    case .flowchart(let chart): chart.walkthrough
    case .sequence(let diagram): diagram.walkthrough
    case .state(let diagram): diagram.walkthrough
    case .entityRelationship(let diagram): diagram.walkthrough
    case .classes(let diagram): diagram.walkthrough
    case .pie(let chart): chart.walkthrough
    case .gantt(let chart): chart.walkthrough
    }
  }

  /// The drawing as SVG, with its own title and description where the options have none.
  public func svg(_ options: SVGOptions = SVGOptions(), limits: LayoutLimits = .standard) throws(LayoutError)
    -> [UInt8]
  {
    var options = options
    if options.title.isEmpty { options.title = accessibleTitle }
    if options.description.isEmpty { options.description = accessibleDescription }
    return try scene(limits: limits).svg(options)
  }
}

extension Flowchart {
  fileprivate var walkthrough: [String] {
    func name(_ end: Endpoint) -> String {
      switch end {
      case .node(let node): nodes[node].label.isEmpty ? nodes[node].id : nodes[node].label.plain
      case .subgraph(let subgraph):
        subgraphs[subgraph].title.isEmpty ? subgraphs[subgraph].id : subgraphs[subgraph].title.plain
      }
    }
    var sentences = subgraphs.indices.compactMap { index -> String? in
      let members =
        nodes.filter { $0.subgraph == index }.map { $0.label.isEmpty ? $0.id : $0.label.plain }
        + subgraphs.indices.filter { subgraphs[$0].parent == index }.map { name(.subgraph($0)) }
      return members.isEmpty ? nil : "\(name(.subgraph(index))) holds \(members.list)."
    }
    var linked = Set<Int>()
    for edge in edges where edge.line != .invisible {
      for case .node(let node) in [edge.from, edge.to] { linked.insert(node) }
      let verb =
        switch (edge.fromHead != .none, edge.toHead != .none) {
        case (true, true): "leads to and from"
        case (false, false): "is connected to"
        case (true, false): "comes from"
        case (false, true): "leads to"
        }
      let label = edge.label.map { $0.isEmpty ? "" : " (\($0.plain))" } ?? ""
      sentences.append("\(name(edge.from)) \(verb) \(name(edge.to))\(label).")
    }
    let alone = nodes.indices.filter { !linked.contains($0) && !nodes[$0].label.isEmpty }
    if !alone.isEmpty { sentences.append("Not connected: \(alone.map { name(.node($0)) }.list).") }
    return sentences
  }
}

extension SequenceDiagram {
  fileprivate var walkthrough: [String] {
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

extension StateDiagram.State {
  /// Start, end, forks and the like have no name of their own.
  fileprivate var isNamed: Bool {
    switch kind {
    case .simple, .composite: true
    default: false
    }
  }
}

extension StateDiagram {
  fileprivate var walkthrough: [String] {
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

extension ERDiagram {
  fileprivate var walkthrough: [String] {
    func many(_ cardinality: Cardinality) -> String {
      switch cardinality {
      case .zeroOrOne: "at most one"
      case .exactlyOne: "exactly one"
      case .zeroOrMore: "any number of"
      case .oneOrMore: "one or more"
      case .onlyParent: "one"
      }
    }
    var sentences = relationships.map { relationship in
      let verb = relationship.label.map { $0.isEmpty ? "has" : $0.plain } ?? "has"
      let from = entities[relationship.from].label.plain
      let to = entities[relationship.to].label.plain
      return "\(from) \(verb) \(many(relationship.toCardinality)) \(to); each belongs to "
        + "\(many(relationship.fromCardinality)) \(from)."
    }
    sentences += entities.filter { !$0.attributes.isEmpty }.map { entity in
      "\(entity.label.plain) has \(entity.attributes.map { $0.name }.list)."
    }
    return sentences
  }
}

extension ClassDiagram {
  fileprivate var walkthrough: [String] {
    func name(_ index: Int) -> String { classes[index].label.plain }
    return relations.map { relation in
      let label = relation.label.map { $0.isEmpty ? "" : " (\($0.plain))" } ?? ""
      let (from, to) = (name(relation.from), name(relation.to))
      switch (relation.fromEnd, relation.toEnd) {
      case (.inheritance, _):
        return "\(to) \(relation.line == .dotted ? "realises" : "inherits from") \(from)\(label)."
      case (_, .inheritance):
        return "\(from) \(relation.line == .dotted ? "realises" : "inherits from") \(to)\(label)."
      case (.composition, _): return "\(from) is composed of \(to)\(label)."
      case (_, .composition): return "\(to) is composed of \(from)\(label)."
      case (.aggregation, _): return "\(from) aggregates \(to)\(label)."
      case (_, .aggregation): return "\(to) aggregates \(from)\(label)."
      case (.dependency, _): return "\(to) depends on \(from)\(label)."
      case (_, .dependency): return "\(from) depends on \(to)\(label)."
      default: return "\(from) is linked to \(to)\(label)."
      }
    }
  }
}

extension PieChart {
  fileprivate var walkthrough: [String] {
    let total = slices.reduce(0) { $0 + $1.value }
    guard total > 0 else { return [] }
    return slices.map { "\($0.label): \(Self.percent($0.value / total))." }
  }
}

extension GanttChart {
  fileprivate var walkthrough: [String] {
    tasks.map { task in
      let section = task.section.map { sections[$0].title + ": " } ?? ""
      let (from, to) = (CalendarTime(seconds: task.start), CalendarTime(seconds: task.end))
      let start = from.formatted("%Y-%m-%d")
      let end = to.formatted("%Y-%m-%d")
      if task.tags.contains(.milestone) || start == end { return "\(section)\(task.title) on \(start)." }
      return "\(section)\(task.title) from \(start) to \(end)."
    }
  }
}

extension [String] {
  /// "a", "a and b", "a, b and c".
  fileprivate var list: String {
    guard count > 1, let last else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " and " + last
  }
}
