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
    let value: ConfigValue
    do throws(YAMLSubset.Failure) {
      let bytes = Self.joinedLinesInStrings(Array(text.bytes[inside]))
      value =
        bytes.contains(.newline) ? try YAMLSubset.parse(bytes) : try YAMLSubset.parseFlowMembers(bytes)
    } catch {
      let lower = min(inside.lowerBound + error.range.lowerBound, inside.upperBound)
      let upper = min(max(inside.lowerBound + error.range.upperBound, lower), inside.upperBound)
      throw Mistake(error.message, at: lower..<upper, fix: error.fix, resume: end)
    }
    try apply(value, to: id, at: inside)
  }

  /// Line ends in quoted values become one line break each, without changing where the bytes after it lie
  /// by more than the indentation that goes.
  private static func joinedLinesInStrings(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var isQuoted = false
    var at = 0
    while at < bytes.count {
      if bytes[at] == .quote { isQuoted.toggle() }
      if isQuoted, bytes[at] == .newline {
        result += "<br/>".utf8
        at = Whitespace.end(bytes, at)
      } else {
        result.append(bytes[at])
        at += 1
      }
    }
    return result
  }

  private mutating func apply(_ value: ConfigValue, to id: String, at place: Range<Int>) throws(Mistake) {
    // Of an edge: animation, curve and the like, which a still picture does not have.
    guard builder.vertexIndex[id] != nil else { return }
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
