extension BlockDiagram: DiagramContent {
  /// The family of this model.
  ///
  /// ```swift
  /// BlockDiagram.family.keywords  // the words that begin such a diagram
  /// ```
  public static let family = Family(
    id: "block", name: "block diagram", keywords: ["block", "block-beta"], settings: "block",
    grammar: BlockGrammar.self)

  public mutating func visitParts(_ body: (inout DiagramPart) -> Void) {
    for index in blocks.indices where blocks[index].isNamed {
      let block = blocks[index]
      DiagramPart.visit(
        .block, id: block.id, label: block.label.plain, link: &blocks[index].link, range: block.range, body)
    }
  }
}

extension DiagramPart.Kind {
  /// A block of a block diagram, or a named group of blocks.
  public static let block = Self("block")
}

extension BlockDiagram.Block {
  /// Whether it has words that name it: not a space, not a group without a label.
  var isNamed: Bool {
    switch kind {
    case .space: false
    case .group: !label.isEmpty
    case .node, .arrow: true
    }
  }

  var isGroup: Bool {
    if case .group = kind { return true }
    return false
  }
}
