import Diagnostics

/// Reads `mindmap`: one node on each line, whose indentation says what it hangs on.
///
/// The grammar follows mermaid.js's `mindmap.jison`, with its rules about blank lines and brackets; tabs and spaces
/// count alike.
struct MindmapGrammar: OutlineGrammar {
  var reading: Reading
  var cursor: Cursor
  private var map = Mindmap()
  /// The indentation of each node.
  private var levels: [Int] = []
  /// The last node and all that it hangs on, the topic first.
  private var open: [Int] = []

  var hasNodes: Bool { !map.nodes.isEmpty }

  init(_ reading: Reading) {
    self.reading = reading
    cursor = Cursor(reading.text)
  }

  mutating func read() -> Mindmap? {
    cursor.skipWideSpace()
    cursor.take("mindmap")
    takeFirstLineEnd()
    while !findings.isFull, !cursor.isAtEnd {
      statement()
      endStatement()
      if map.nodes.count > limits.nodes { stop(.tooMany("nodes", limit: limits.nodes, at: cursor.character)) }
    }
    return map
  }

  private mutating func statement() {
    let start = cursor.at
    let level = takeIndentation()
    if cursor.isAtLineEnd { return }
    if !takeDecoration(from: start) { node(level) }
  }

  private static let shapes: [String: Mindmap.Shape] = [
    "))": .bang, ")": .cloud, "((": .circle, "{{": .hexagon, "(": .rounded, "[": .rectangle,
  ]

  private mutating func node(_ level: Int) {
    if failHeaderWord("mindmap", beginning: "a node", orWrite: ", or brackets round it: `[mindmap …]`") {
      return
    }
    guard let node = outlineNode(isName: { $0 != .newline && !"([){}".utf8.contains($0) }) else { return }
    let shape = node.opening.map { Self.shapes[$0] ?? .plain } ?? .plain
    let isCloud = shape == .rounded && node.ending != ")"
    add(node.place, id: node.id, label: node.label, isCloud ? .cloud : shape, level)
  }

  private mutating func add(
    _ place: Range<Int>, id: Range<Int>, label: Range<Int>, _ shape: Mindmap.Shape, _ level: Int
  ) {
    let place = cursor.trimmed(place)
    let depth = open.lastIndex { levels[$0] < level }.map { $0 + 1 } ?? 0
    guard depth > 0 || map.nodes.isEmpty else {
      findings.report(
        .mermaidReference,
        "there can be only one topic, and `\(Label.markdown(text.bytes[label]).plain)` hangs on no node",
        at: text.range(in: text.firstLine(of: place)), fix: "indent it more than the first node")
      return
    }
    guard depth <= limits.depth else {
      return stop(.tooDeep("ideas", limit: limits.depth, at: text.firstLine(of: place)))
    }
    let parent = depth > 0 ? open[depth - 1] : nil
    open.removeSubrange(depth...)
    open.append(map.nodes.count)
    levels.append(level)
    map.nodes.append(
      .init(
        id: words(cursor.trimmed(id)), label: Label.markdown(text.bytes[label]), shape: shape, parent: parent,
        range: text.range(in: place)))
  }
}
