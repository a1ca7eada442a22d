import Diagnostics

/// Gathers the nodes and relationships of a requirement diagram, whose relationships may come before the nodes.
struct RequirementBuilder {
  /// A name and its place in the file.
  typealias End = (name: String, range: Range<Int>)

  private struct Link {
    var kind: RequirementDiagram.Relationship.Kind
    var from: End
    var to: End
  }

  private var nodes: [RequirementDiagram.Node] = []
  private var indices: [String: Int] = [:]
  private var links: [Link] = []
  private var classesOf: [String: [String]] = [:]
  private var styles: [String: Style] = [:]
  var classes = ClassTable()
  var direction: Direction?

  var nodeCount: Int { nodes.count }
  var relationshipCount: Int { links.count }

  /// - Returns: whether the name is new; the first description stays.
  mutating func add(_ node: RequirementDiagram.Node) -> Bool {
    guard indices[node.name] == nil else { return false }
    indices[node.name] = nodes.count
    nodes.append(node)
    return true
  }

  mutating func relate(_ kind: RequirementDiagram.Relationship.Kind, from: End, to: End) {
    links.append(Link(kind: kind, from: from, to: to))
  }

  mutating func add(classes: [String], to names: [String]) {
    for name in names { classesOf[name, default: []] += classes }
  }

  mutating func style(_ names: [String], _ declarations: [UInt8]) {
    for name in names { StyleDeclarations.apply(declarations, to: &styles[name, default: .inherited]) }
  }

  /// The diagram; relationships to names that nothing describes are reported.
  func build(_ findings: inout Findings) -> RequirementDiagram {
    let nodes = nodes.map { node in
      var node = node
      node.style = classes.resolve(classesOf[node.name] ?? [], own: styles[node.name] ?? .inherited)
      return node
    }
    var relationships: [RequirementDiagram.Relationship] = []
    for link in links {
      guard let from = indices[link.from.name], let to = indices[link.to.name] else {
        for end in [link.from, link.to] where indices[end.name] == nil {
          findings.report(
            .mermaidReference, "no requirement or element has the name `\(end.name)`",
            at: end.range, name: end.name, among: indices.keys.sorted(),
            fallbackFix: "describe it, as in `element \(end.name) {`")
        }
        continue
      }
      relationships.append(.init(link.kind, from: from, to: to))
    }
    return RequirementDiagram(direction: direction, nodes: nodes, relationships: relationships)
  }
}
