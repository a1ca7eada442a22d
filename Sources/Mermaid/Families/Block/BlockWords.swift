extension BlockDiagram {
  public var summary: String {
    let count = blocks.count { $0.isNamed && !$0.isGroup }
    return "Diagram of \(count.counted("block", "blocks"))"
  }

  public var walkthrough: [String] {
    var members: [Int: [String]] = [:]
    for block in blocks where block.isNamed {
      members[block.parent ?? -1, default: []].append(Self.words(block))
    }
    var sentences = members[-1].map { ["Blocks: \($0.list)."] } ?? []
    for (index, group) in blocks.enumerated() where group.isGroup {
      guard let inside = members[index] else { continue }
      sentences.append("\(group.isNamed ? group.label.plain : "A group") holds \(inside.list).")
    }
    return sentences + links.map(sentence)
  }

  /// The label of a block, or the direction of an arrow without one.
  private static func words(_ block: Block) -> String {
    guard case .arrow(let sides) = block.kind else { return block.label.plain }
    let heads = Side.allCases.filter(sides.contains).map(\.rawValue).list
    return block.label.isEmpty ? "an arrow \(heads)" : "\(block.label.plain) (an arrow \(heads))"
  }

  private func sentence(_ link: Link) -> String {
    let (from, to) = (Self.words(blocks[link.from]), Self.words(blocks[link.to]))
    let verb =
      switch (link.fromHead == .none, link.toHead == .none) {
      case (true, true), (false, false): "and"
      case (true, false): "leads to"
      case (false, true): "is reached from"
      }
    let label = link.label.map { ": \($0.plain)" } ?? ""
    return verb == "and" ? "\(from) and \(to) are linked\(label)." : "\(from) \(verb) \(to)\(label)."
  }
}
