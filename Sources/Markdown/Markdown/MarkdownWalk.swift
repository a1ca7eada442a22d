/// A walk over the nodes inside one node, in document order and without recursion: the only one over the tree.
///
///     var walk = MarkdownWalk(document, inside: heading)
///     while let step = walk.next() {
///       guard case .enter(let id) = step else { continue }
///       if document[id].kind == .image { walk.skipChildren() }
///     }
public struct MarkdownWalk: IteratorProtocol {
  public enum Step: Sendable, Hashable {
    /// A node before its children.
    case enter(MarkdownDocument.NodeID)
    /// The same node after them; also for one without children.
    case leave(MarkdownDocument.NodeID)
  }

  private let nodes: [MarkdownDocument.Node]
  private let root: MarkdownDocument.NodeID
  private var last: Step?
  private var skips = false

  /// - Parameter root: not visited itself.
  public init(_ document: MarkdownDocument, inside root: MarkdownDocument.NodeID) {
    nodes = document.nodes
    self.root = root
  }

  /// Leaves the node that was entered last without its children.
  public mutating func skipChildren() { skips = true }

  public mutating func next() -> Step? {
    let step: Step?
    switch last {
    case nil:
      let first = nodes.indices.contains(Int(root)) ? nodes[Int(root)].firstChild : -1
      step = first >= 0 ? .enter(first) : nil
    case .enter(let id):
      let child = skips ? -1 : nodes[Int(id)].firstChild
      step = child >= 0 ? .enter(child) : .leave(id)
    case .leave(let id):
      let sibling = nodes[Int(id)].nextSibling
      let parent = nodes[Int(id)].parent
      step = sibling >= 0 ? .enter(sibling) : parent == root || parent < 0 ? nil : .leave(parent)
    }
    skips = false
    last = step
    return step
  }
}

extension MarkdownDocument {
  /// The nodes inside a node, in document order.
  public func descendants(of root: NodeID) -> some Sequence<NodeID> {
    sequence(state: MarkdownWalk(self, inside: root)) { walk -> NodeID? in
      while let step = walk.next() {
        if case .enter(let id) = step { return id }
      }
      return nil
    }
  }
}
