/// A thing of a diagram that readers can point at and follow: a node, a subgraph, a state, a class, an entity,
/// a participant, a task.
public struct DiagramPart: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable {
    case node, subgraph, state, `class`, entity, participant, task
  }

  public let kind: Kind
  /// What the source calls it; empty for a task without an id.
  public let id: String
  /// The words readers see, the lines joined by spaces.
  public let label: String
  /// Where it leads: as the author wrote it, or as a page resolved it.
  public var link: DiagramLink?
  /// UTF-8 bytes of its first mention in the source.
  public let range: Range<Int>?
}

extension Diagram {
  /// Every part, in the order of the source.
  ///
  /// A participant of a sequence diagram stands here once for each of its `link`s, and once when it has none.
  public var parts: [DiagramPart] {
    var parts: [DiagramPart] = []
    var copy = self
    copy.visitParts { parts.append($0) }
    return parts
  }

  /// The links that the source asks for, with their places.
  public var links: [DiagramLink] { parts.compactMap(\.link) }

  /// The diagram with every part leading where `destination` says; `nil` for nowhere.
  ///
  /// For a page that resolves names itself: the label of a node may be a method's name, and an address may be
  /// written relative to the page's source.
  public func linked(_ destination: (DiagramPart) -> DiagramLink?) -> Diagram {
    var result = self
    result.visitParts { $0.link = destination($0) }
    return result
  }

  private mutating func visitParts(_ body: (inout DiagramPart) -> Void) {
    func visit(
      _ kind: DiagramPart.Kind, _ id: String, _ label: String, _ link: inout DiagramLink?,
      _ range: Range<Int>?
    ) {
      var part = DiagramPart(kind: kind, id: id, label: label, link: link, range: range)
      body(&part)
      link = part.link
    }
    switch content {
    case .flowchart(var chart):
      for index in chart.subgraphs.indices {
        let group = chart.subgraphs[index]
        visit(.subgraph, group.id, group.title.plain, &chart.subgraphs[index].link, group.range)
      }
      for index in chart.nodes.indices {
        let node = chart.nodes[index]
        visit(.node, node.id, node.label.plain, &chart.nodes[index].link, node.range)
      }
      content = .flowchart(chart)
    case .state(var diagram):
      for index in diagram.states.indices where diagram.states[index].kind.isNamed {
        let state = diagram.states[index]
        // A single description is drawn in place of the name.
        let label = state.descriptions.count == 1 ? state.descriptions[0] : state.label
        visit(.state, state.id, label.plain, &diagram.states[index].link, state.range)
      }
      content = .state(diagram)
    case .classes(var diagram):
      for index in diagram.classes.indices {
        let info = diagram.classes[index]
        visit(.class, info.id, info.label.plain, &diagram.classes[index].link, info.range)
      }
      content = .classes(diagram)
    case .entityRelationship(var diagram):
      for index in diagram.entities.indices {
        let entity = diagram.entities[index]
        visit(.entity, entity.id, entity.label.plain, &diagram.entities[index].link, entity.range)
      }
      content = .entityRelationship(diagram)
    case .sequence(var diagram):
      for index in diagram.participants.indices {
        let info = diagram.participants[index]
        var links: [SequenceDiagram.Participant.Link] = []
        for written in info.links.isEmpty ? [nil] : info.links.map({ Optional($0) }) {
          var link = written?.link
          visit(.participant, info.id, info.label.plain, &link, info.range)
          if let link { links.append(.init(title: written?.title ?? info.label.plain, link: link)) }
        }
        diagram.participants[index].links = links
      }
      content = .sequence(diagram)
    case .gantt(var chart):
      for index in chart.tasks.indices {
        let task = chart.tasks[index]
        visit(.task, task.id ?? "", task.title, &chart.tasks[index].link, task.range)
      }
      content = .gantt(chart)
    case .pie: break
    }
  }
}
