/// Gathers the states of a diagram, each in the composite state and region that mentions it.
struct StateBuilder {
  struct Reference {
    var id: String
    /// `[*]`
    var isEdge: Bool
    var className: String?
    var range: Range<Int>
  }

  private struct Draft {
    var state: StateDiagram.State
    var descriptions: [RichText] = []
    var classes: [String] = []
    /// The direction inside a composite state.
    var direction: Direction?
    var isComposite = false
    /// How many regions have something in them.
    var regions = 1
    /// The composite state around it, as the index of a draft.
    var parent: Int?
  }

  private struct Scope {
    var state: Int
    var region = 0
    /// Whether the region has a state.
    var isUsed = false
  }

  private var drafts: [Draft] = []
  private var indices: [String: Int] = [:]
  private var transitions: [StateDiagram.Transition] = []
  private var notes: [StateDiagram.Note] = []
  private var scopes: [Scope] = []
  private var direction: Direction?
  private var classesOf: [String: [String]] = [:]
  private var ownStyles: [String: Style] = [:]
  private var links: [String: DiagramLink] = [:]
  var classes = ClassTable()

  var stateCount: Int { drafts.count }
  var transitionCount: Int { transitions.count }

  /// - Parameter isSource: whether `[*]` is the start here, rather than the end.
  @discardableResult
  mutating func mention(_ reference: Reference, isSource: Bool) -> Int {
    let isHistory = reference.id == "[H]" || reference.id == "[H*]"
    var id = reference.id
    if reference.isEdge || isHistory || id == "[*]" {
      let place = scopes.last.map { "\(drafts[$0.state].state.id)/\($0.region)" } ?? ""
      id = isHistory ? "\(id)\(place)" : "[*]\(isSource ? "start" : "end")\(place)"
    }
    let index = draft(id, reference.range)
    if isHistory {
      drafts[index].state.kind = .history(deep: reference.id == "[H*]")
      drafts[index].state.label = RichText(reference.id == "[H]" ? "H" : "H*")
    } else if id != reference.id {
      drafts[index].state.kind = isSource ? .start : .end
      drafts[index].state.label = ""
    }
    if let name = reference.className { drafts[index].classes.append(name) }
    place(index)
    return index
  }

  private mutating func draft(_ id: String, _ range: Range<Int>) -> Int {
    if let index = indices[id] { return index }
    indices[id] = drafts.count
    drafts.append(Draft(state: StateDiagram.State(id: id, range: range)))
    return drafts.count - 1
  }

  /// Puts a state into the composite state that is being read. The last one that mentions it has it, as in
  /// mermaid.js; none can be inside of itself.
  private mutating func place(_ index: Int) {
    guard let scope = scopes.last, scope.state != index else { return }
    var ancestor: Int? = scope.state
    while let step = ancestor {
      if step == index { return }
      ancestor = drafts[step].parent
    }
    drafts[index].parent = scope.state
    drafts[index].state.region = scope.region
    scopes[scopes.count - 1].isUsed = true
    drafts[scope.state].regions = max(drafts[scope.state].regions, scope.region + 1)
  }

  @discardableResult
  mutating func declare(_ reference: Reference, kind: StateDiagram.Kind?) -> Int {
    let index = mention(reference, isSource: true)
    if let kind { drafts[index].state.kind = kind }
    return index
  }

  mutating func describe(_ index: Int, _ text: RichText) {
    guard !text.isEmpty else { return }
    drafts[index].descriptions.append(text)
  }

  mutating func openComposite(_ reference: Reference, label: RichText?) {
    let index = mention(reference, isSource: true)
    drafts[index].isComposite = true
    if let label { describe(index, label) }
    scopes.append(Scope(state: index))
  }

  mutating func closeComposite() { scopes.removeLast() }

  mutating func nextRegion() {
    guard let scope = scopes.last else { return }
    // An empty region does not count.
    if scope.isUsed { scopes[scopes.count - 1] = Scope(state: scope.state, region: scope.region + 1) }
  }

  mutating func setDirection(_ direction: Direction) {
    if let scope = scopes.last {
      drafts[scope.state].direction = direction
    } else if self.direction == nil {
      self.direction = direction
    }
  }

  mutating func transition(from: Int, to: Int, label: RichText?, range: Range<Int>) {
    transitions.append(
      StateDiagram.Transition(
        from: from, to: to, label: label.flatMap { $0.isEmpty ? nil : $0 }, range: range))
  }

  mutating func note(_ reference: Reference, side: StateDiagram.Note.Side, text: RichText) {
    let index = mention(reference, isSource: true)
    notes.append(StateDiagram.Note(state: index, side: side, text: text))
  }

  // Statements about an id that no other mentions make no state of it, as in mermaid.js.

  mutating func add(class name: String, to ids: String) {
    for id in ids.split(separator: ",").map({ $0.trimmingSpace() }) {
      classesOf[id, default: []].append(name)
    }
  }

  mutating func style(_ ids: String, _ declarations: some Collection<UInt8>) {
    for id in ids.split(separator: ",").map({ $0.trimmingSpace() }) {
      StyleDeclarations.apply(declarations, to: &ownStyles[id, default: .inherited])
    }
  }

  mutating func link(_ reference: Reference, _ link: DiagramLink) { links[reference.id] = link }

  /// mermaid.js refuses to draw a composite state with several descriptions.
  var compositeWithDescriptions: (id: String, range: Range<Int>)? {
    for draft in drafts where draft.isComposite && draft.descriptions.count > 1 {
      return (draft.state.id, draft.state.range ?? 0..<0)
    }
    return nil
  }

  func build() -> StateDiagram {
    let order = Self.parentsFirst(drafts.map(\.parent))
    var position = Array(repeating: 0, count: drafts.count)
    for (new, old) in order.enumerated() { position[old] = new }
    var diagram = StateDiagram(direction: direction)
    for index in order {
      let draft = drafts[index]
      var state = draft.state
      if draft.isComposite { state.kind = .composite(regions: draft.regions, direction: draft.direction) }
      if let first = draft.descriptions.first {
        state.label = first
        state.descriptions = Array(draft.descriptions.dropFirst())
      }
      state.parent = draft.parent.map { position[$0] }
      let names = (draft.classes + (classesOf[state.id] ?? []))
        .flatMap { $0.split(separator: " ").map(String.init) }
      state.style = classes.resolve(names, own: ownStyles[state.id] ?? .inherited)
      state.link = links[state.id]
      diagram.states.append(state)
    }
    diagram.transitions = transitions.map { transition in
      var transition = transition
      transition.from = position[transition.from]
      transition.to = position[transition.to]
      return transition
    }
    diagram.notes = notes.map { StateDiagram.Note(state: position[$0.state], side: $0.side, text: $0.text) }
    return diagram
  }

  /// The order of the indices, changed only so that every parent precedes its children.
  private static func parentsFirst(_ parents: [Int?]) -> [Int] {
    var order: [Int] = []
    var isPlaced = Array(repeating: false, count: parents.count)
    for index in parents.indices where !isPlaced[index] {
      var chain = [index]
      while let last = chain.last, let parent = parents[last], !isPlaced[parent] { chain.append(parent) }
      for step in chain.reversed() {
        isPlaced[step] = true
        order.append(step)
      }
    }
    return order
  }
}
