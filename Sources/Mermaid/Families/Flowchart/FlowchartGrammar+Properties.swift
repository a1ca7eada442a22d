import Diagnostics

/// Properties of nodes and edges: `id@{ … }`.
extension FlowchartGrammar {
  mutating func shapeData(of id: String) throws(Mistake) {
    let start = token.range.lowerBound
    var pieces: [Range<Int>] = []
    while token.kind == .shapeData {
      pieces.append(token.range)
      advance()
    }
    let end = pieces.last?.upperBound ?? start
    let inside = start + 2..<max(end, start + 2)
    if token.kind == .invalid || token.kind == .unclosed || token.kind == .endOfText {
      throw Mistake(
        "this `@{` has no `}`", at: start..<start + 2, fix: "write `}` after the last value",
        resume: start)
    }
    try apply(try properties(inside, resume: end), to: id, at: inside)
  }

  private mutating func apply(_ value: ConfigValue, to id: String, at place: Range<Int>) throws(Mistake) {
    guard builder.vertexIndex[id] != nil else { return builder.animate(id, Self.motion(value)) }
    if let name = value["shape"]?.text, !name.isEmpty {
      guard let shape = Self.shape(name), name == name.lowercased(), !name.contains("_") else {
        let lower = name.lowercased().map { $0 == "_" ? "-" : String($0) }.joined()
        let near =
          NodeShape(name: lower) == nil ? NearMiss.nearest(to: lower, in: NodeShape.allNames) : lower
        throw Mistake(
          "mermaid.js knows no shape \"\(name)\"", at: find(name, in: place),
          fix: near.map { "write `shape: \($0)`" } ?? "write a shape such as `rect`, `rounded` or `diamond`",
          rule: .mermaidShape, resume: place.upperBound)
      }
      builder.set(shape: shape, of: id)
    }
    if let form = value["form"]?.text, value["icon"] != nil {
      let shape: NodeShape? = form == "circle" ? .circle : form == "rounded" ? .rounded : .rectangle
      if let shape { builder.set(shape: shape, of: id) }
    }
    if let label = value["label"]?.text, !label.isEmpty {
      let isPlain = value["labelType"]?.text == "text" || value["labelType"]?.text == "string"
      builder.set(label: isPlain ? Label.plain(label.utf8) : Label.markdown(label.utf8), shape: nil, of: id)
    } else if let icon = value["icon"]?.text, let name = icon.split(separator: ":").last,
      !builder.hasLabel(id)
    {
      // No picture is loaded; its name is the label.
      builder.set(label: RichText(String(name)), shape: nil, of: id)
    }
  }

  /// Of an edge; its `curve` and the like are ignored.
  private static func motion(_ value: ConfigValue) -> LineMotion? {
    value["animation"]?.text.flatMap(LineMotion.init(rawValue:))
      ?? (value["animate"]?.bool == true ? .fast : nil)
  }

  /// mermaid.js knows no `ellipse` by name, and two names that have no shape of their own here.
  static func shape(_ name: String) -> NodeShape? {
    switch name {
    case "ellipse", "odd-right": nil
    case "icon": .rectangle
    case "state": .rounded
    default: NodeShape(name: name)
    }
  }

  private func find(_ word: String, in range: Range<Int>) -> Range<Int> {
    let word = Array(word.utf8)
    var at = range.lowerBound
    while at + word.count <= range.upperBound {
      if text.bytes[at] == word.first, text.bytes[at..<at + word.count].elementsEqual(word) {
        return at..<at + word.count
      }
      at += 1
    }
    return range
  }
}
