import Diagnostics

/// `style`, `linkStyle`, `classDef`, `class` and `click`.
extension FlowchartGrammar {
  mutating func styleStatement() throws(Mistake) {
    advance()
    try space(after: "`style`")
    guard let (id, range) = idString() else { throw unexpected(after: "`style`") }
    try space(after: "`style \(id)`")
    let declarations = try styles(after: "`style \(id)`")
    if builder.vertexIndex[id] == nil { references.append((id, range)) }
    // A style of an id that nothing has mentioned makes a node of it, as in mermaid.js.
    builder.vertex(id, range: text.range(in: range))
    builder.style(id, declarations)
    try separator(after: "the style")
  }

  mutating func linkStyleStatement() throws(Mistake) {
    advance()
    try space(after: "`linkStyle`")
    var numbers: [(Int, Range<Int>)]? = []
    if take(.default) {
      numbers = nil
    } else {
      repeat {
        guard token.kind == .number else {
          throw unexpected(after: "`linkStyle`, which takes the number of an edge or `default`,")
        }
        let place = token.range
        numbers?.append((Int(words(place)) ?? Int.max, place))
        advance()
      } while take(.comma)
    }
    if let numbers {
      for (number, place) in numbers where number >= builder.drafts.count {
        let count = builder.drafts.count
        throw Mistake(
          "there is no edge \(words(place)) before this line"
            + (count == 0 ? "" : "; the edges so far are 0 to \(count - 1)"),
          at: place, fix: "count the edges from 0 in the order they are written", rule: .mermaidReference)
      }
    }
    try space(after: "`linkStyle`")
    if take(.interpolate) {
      try space(after: "`interpolate`")
      guard alphaNumeric() != nil else { throw unexpected(after: "`interpolate`") }
      guard take(.space) else { return try separator(after: "`linkStyle`") }
    }
    builder.styleEdges(numbers?.map(\.0), try styles(after: "`linkStyle`"))
    try separator(after: "the style")
  }

  mutating func classDefStatement() throws(Mistake) {
    advance()
    try space(after: "`classDef`")
    guard let (names, _) = idString() else { throw unexpected(after: "`classDef`") }
    try space(after: "`classDef \(names)`")
    let declarations = try styles(after: "`classDef \(names)`")
    builder.classes.define(names.split(separator: ",").map(String.init), declarations)
    try separator(after: "the style")
  }

  mutating func classStatement() throws(Mistake) {
    advance()
    try space(after: "`class`")
    guard let (ids, range) = idString() else { throw unexpected(after: "`class`") }
    try space(after: "`class \(ids)`")
    guard let (name, _) = idString() else { throw unexpected(after: "`class \(ids)`") }
    note(ids, range)
    builder.add(class: name, to: ids)
    try separator(after: "`class \(ids) \(name)`")
  }

  /// `click A "address" "tooltip" _blank`, with `href`, or with a callback, which a still picture ignores.
  mutating func clickStatement() throws(Mistake) {
    let ids = words(token.range)
    let place = token.range
    advance()
    let usesHref = take(.href)
    if token.kind == .string {
      let range = token.range
      advance()
      let (tooltip, target) = try tooltipAndTarget()
      let link = DiagramLink(
        destination: Label.decoded(text.bytes[range]), tooltip: tooltip, target: target,
        range: text.range(in: range))
      note(ids, place)
      builder.link(ids, link, tooltip: tooltip)
    } else if !usesHref, token.kind == .callbackName {
      advance()
      if token.kind == .callbackArguments { advance() }
      builder.link(ids, nil, tooltip: try optionalTooltip())
    } else if !usesHref, alphaNumeric() != nil {
      builder.link(ids, nil, tooltip: try optionalTooltip())
    } else {
      throw unexpected(after: "`click \(ids)`, which takes an address in double quotes,")
    }
    try separator(after: "`click`")
  }

  private mutating func optionalTooltip() throws(Mistake) -> String? {
    guard take(.space) else { return nil }
    guard token.kind == .string else {
      throw unexpected(after: "`click`, where a tooltip in double quotes is allowed,")
    }
    let tooltip = Label.decoded(text.bytes[token.range])
    advance()
    return tooltip
  }

  private mutating func tooltipAndTarget() throws(Mistake) -> (String?, String?) {
    guard take(.space) else { return (nil, nil) }
    var tooltip: String?
    if token.kind == .string {
      tooltip = Label.decoded(text.bytes[token.range])
      advance()
      guard take(.space) else { return (tooltip, nil) }
    }
    guard token.kind == .linkTarget else {
      throw unexpected(
        after: "the address, where a tooltip in double quotes or `_blank` is allowed,")
    }
    let target = words(token.range)
    advance()
    return (tooltip, target)
  }

  private mutating func note(_ ids: String, _ range: Range<Int>) {
    var start = range.lowerBound
    for id in ids.split(separator: ",", omittingEmptySubsequences: false) {
      let end = start + id.utf8.count
      if !id.isEmpty { references.append((String(id), start..<end)) }
      start = end + 1
    }
  }

  private mutating func alphaNumeric() -> String? {
    let start = token.range.lowerBound
    var end = start
    while token.kind == .direction || (Self.isIDToken(token.kind) && token.kind != .default) {
      end = token.range.upperBound
      advance()
    }
    return end > start ? words(start..<end) : nil
  }

  private mutating func space(after what: String) throws(Mistake) {
    guard token.kind == .space else { throw unexpected(after: what) }
    advance()
  }

  /// Declarations of a style, as bytes.
  private mutating func styles(after what: String) throws(Mistake) -> [UInt8] {
    let start = token.range.lowerBound
    var end = start
    var partIsEmpty = true
    while true {
      switch token.kind {
      case .number, .nodeString, .colon, .space, .hash, .style: partIsEmpty = false
      case .comma where !partIsEmpty: partIsEmpty = true
      default:
        guard !partIsEmpty else { throw unexpected(after: what) }
        if token.kind == .parenthesisStart {
          throw Mistake(
            "parentheses are not allowed in a style", at: token.range,
            fix: "write the colour as `#rrggbb` or by its name")
        }
        return Array(text.bytes[start..<end])
      }
      end = token.range.upperBound
      advance()
    }
  }
}
