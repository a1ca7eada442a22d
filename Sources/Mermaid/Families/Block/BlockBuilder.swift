import Diagnostics

/// Gathers the blocks of a diagram: the first mention of a block gives its place, later ones its label and shape.
struct BlockBuilder {
  /// A mention of a block.
  struct Node {
    var id: String
    var label: RichText?
    var kind: BlockDiagram.Kind?
    var span = 1
    var range: Range<Int>

    init(id: String, range: Range<Int>) {
      self.id = id
      self.range = range
    }
  }

  private var diagram = BlockDiagram()
  private var indices: [String: Int] = [:]
  /// The groups that are open, from the outside in.
  private var open: [Int] = []
  private var classesOf: [String: [String]] = [:]
  private var styles: [String: (style: Style, range: Range<Int>)] = [:]
  private var unnamed = 0
  var classes = ClassTable()

  /// Blocks and links.
  var count: Int { diagram.blocks.count + diagram.links.count }

  /// - Returns: the index of the block.
  mutating func add(_ node: Node) -> Int {
    if let index = indices[node.id] {
      if let label = node.label, !label.isEmpty { diagram.blocks[index].label = label }
      if let kind = node.kind, !diagram.blocks[index].isGroup { diagram.blocks[index].kind = kind }
      return index
    }
    indices[node.id] = diagram.blocks.count
    diagram.blocks.append(
      .init(
        id: node.id, label: node.label ?? Label.plain(node.id.utf8), kind: node.kind ?? .node(.rectangle),
        parent: open.last, span: node.span, range: node.range))
    return diagram.blocks.count - 1
  }

  mutating func addSpaces(_ count: Int) {
    for _ in 0..<count {
      diagram.blocks.append(.init(id: unnamedID(), label: "", kind: .space, parent: open.last))
    }
  }

  /// Begins a group; `nil` for one without a name.
  mutating func open(_ node: Node?) {
    guard var node, indices[node.id] == nil else {
      diagram.blocks.append(
        .init(id: unnamedID(), label: node?.label ?? "", kind: .group(columns: nil), parent: open.last))
      return open.append(diagram.blocks.count - 1)
    }
    node.kind = .group(columns: nil)
    node.label = node.label ?? ""
    open.append(add(node))
  }

  mutating func close() { open.removeLast() }

  mutating func setColumns(_ count: Int?) {
    guard let group = open.last else {
      diagram.columns = count
      return
    }
    diagram.blocks[group].kind = .group(columns: count)
  }

  /// A name that cannot be written, for what has none.
  private mutating func unnamedID() -> String {
    unnamed += 1
    return "(\(unnamed))"
  }

  mutating func link(_ from: Int, _ to: Int, start: String, end: String, label: RichText?) {
    func head(_ mark: Character?) -> EdgeHead {
      switch mark {
      case "x": .cross
      case "o": .circle
      case "<", ">": .arrow
      default: .none
      }
    }
    let line: LineKind = end.contains("==") ? .thick : end.contains(".-") ? .dotted : .solid
    diagram.links.append(
      .init(
        from: from, to: to, line: line, fromHead: head(start.first), toHead: head(end.last),
        label: label.flatMap { $0.isEmpty ? nil : $0 }))
  }

  mutating func add(class name: String, to id: String) { classesOf[id, default: []].append(name) }

  mutating func style(_ id: String, _ declarations: some Collection<UInt8>, at range: Range<Int>) {
    StyleDeclarations.apply(declarations, to: &styles[id, default: (.inherited, range)].style)
  }

  /// The diagram; styles of blocks that do not exist are reported, as mermaid.js stops at them.
  func build(_ findings: inout Findings) -> BlockDiagram {
    var result = diagram
    for index in result.blocks.indices {
      let id = result.blocks[index].id
      result.blocks[index].style = classes.resolve(
        classesOf[id] ?? [], own: styles[id]?.style ?? .inherited)
    }
    for (id, style) in styles.sorted(by: { $0.value.range.lowerBound < $1.value.range.lowerBound })
    where indices[id] == nil {
      findings.report(
        .mermaidReference, "no block has the name `\(id)`", at: style.range, name: id,
        among: indices.keys.sorted(), fallbackFix: "write the name of a block of this diagram")
    }
    return result
  }

  /// The shape of a pair of brackets; a rectangle for brackets that do not match.
  static func shape(_ brackets: String) -> NodeShape { shapes[brackets] ?? .rectangle }

  private static let shapes: [String: NodeShape] = [
    "()": .rounded, "(())": .circle, ">]": .asymmetric, "{}": .diamond, "{{}}": .hexagon, "([])": .stadium,
    "[[]]": .subroutine, "[()]": .cylinder, "((()))": .doubleCircle, "[//]": .leanRight, "[\\\\]": .leanLeft,
    "[/\\]": .trapezoid, "[\\/]": .invertedTrapezoid,
  ]
}
