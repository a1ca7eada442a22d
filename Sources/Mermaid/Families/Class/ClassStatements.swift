import Diagnostics

extension ClassGrammar {
  mutating func statement() throws(Abandoned) {
    if !namespaces.isEmpty {
      switch token.kind {
      case .classWord, .note, .noteFor, .namespace: namespaces[namespaces.count - 1].isEmpty = false
      default:
        throw unexpected(
          "a namespace holds classes, notes and namespaces",
          fix: "move the line behind the `}` of the namespace")
      }
    }
    switch token.kind {
    case .word, .letter, .minus, .literal: try nameStatement()
    case .classWord: try classStatement()
    case .namespace: try namespaceStatement()
    case .note, .noteFor: try note()
    case .annotationStart: try annotation()
    case .click, .link, .callback: try interaction()
    case .style: try style()
    case .classDef: try classDef()
    case .cssClass: try cssClass()
    case .direction(let direction):
      draft.diagram.direction = direction
      advance()
    case .accessibility(let statement):
      setAccessible(statement, token.range)
      advance()
    case .close:
      throw fail("this `}` has no opening `{`", fix: "remove it")
    case .unreadable where words(token.range) == "}":
      throw fail("this `}` has no opening `{`", fix: "remove it")
    default:
      throw unexpected(
        "a statement begins with a class's name or a keyword", fix: "write `class NAME`, or `A --> B`")
    }
  }

  private var startsName: Bool {
    switch token.kind {
    case .word, .letter, .minus, .literal: true
    default: false
    }
  }

  /// A class's name: words, `-`, letters and dots, written together or apart, or `` `words` ``;
  /// `~T~` ends it.
  mutating func className(_ what: String, isNamespace: Bool = false) throws(Abandoned) -> ClassDraft.Name {
    let start = token.range.lowerBound
    var id = ""
    while true {
      guard startsName else { throw unexpected("\(what) is expected here", fix: "write the name of a class") }
      id += decoded(token.range)
      let isLiteral = token.kind == .literal
      advance()
      if token.kind == .generic, !isNamespace {
        let generic = decoded(token.range)
        advance()
        return .init(id: id, generic: generic, range: start..<previous.range.upperBound)
      }
      if isLiteral || !(startsName || token.kind == .dot) { break }
      if take(.dot) { id += "." }
    }
    return .init(id: id, range: start..<previous.range.upperBound)
  }

  mutating func mention(_ name: ClassDraft.Name) throws(Abandoned) -> Int {
    let index = draft.mention(name, at: text.range(in: name.range))
    guard draft.diagram.classes.count <= limits.nodes else {
      throw stop(.tooMany("classes", limit: limits.nodes, at: name.range))
    }
    return index
  }

  /// One word: of an annotation, a CSS class.
  mutating func word(_ what: String) throws(Abandoned) -> Range<Int> {
    switch token.kind {
    case .word, .letter, .minus:
      advance()
      return previous.range
    default: throw unexpected("\(what) is expected here, one word")
    }
  }

  mutating func string(_ what: String) throws(Abandoned) -> Range<Int> {
    guard token.kind == .string else {
      throw unexpected("\(what) must be in quotes", fix: "write it in quotes: `\"words\"`")
    }
    advance()
    return previous.range
  }

  private mutating func nameStatement() throws(Abandoned) {
    let name = try className("a class's name")
    switch token.kind {
    case .label:
      let index = try mention(name)
      try member(token.range.lowerBound + 1..<token.range.upperBound, of: index)
      advance()
    case .string, .end, .line: try relation(from: name)
    case .newline, .endOfText:
      let written = words(name.range)
      findings.warn(
        "`\(written)` alone has no effect", at: text.range(in: name.range),
        fix: NearMiss.nearest(to: written, in: ["classDiagram", "direction TB", "direction LR"]).map {
          "write `\($0)`"
        }
          ?? "write `class \(written)`")
    default: break
    }
  }

  private mutating func relation(from: ClassDraft.Name) throws(Abandoned) {
    var near: Range<Int>?
    if token.kind == .string { near = try string("the cardinality") }
    let fromEnd = takeEnd()
    guard case .line(let line) = token.kind else {
      throw unexpected(
        "`--` or `..` belongs in an arrow", fix: "write an arrow such as `-->`, `<|--` or `..>`")
    }
    advance()
    let toEnd = takeEnd()
    var far: Range<Int>?
    if token.kind == .string { far = try string("the cardinality") }
    let to = try className("the class at the other end")
    var label: RichText?
    if token.kind == .label {
      label = Label.markdown(
        text.bytes[lexer.cursor.trimmed(token.range.lowerBound + 1..<token.range.upperBound)])
      advance()
    }
    guard draft.diagram.relations.count < limits.edges else {
      throw stop(.tooMany("relations", limit: limits.edges, at: from.range))
    }
    let ends = try ends(from, fromEnd, to, toEnd)
    draft.diagram.relations.append(
      .init(
        from: ends.from, to: ends.to, fromEnd: fromEnd, toEnd: toEnd, line: line,
        fromCardinality: near.map { decoded($0).trimmingSpace() },
        toCardinality: far.map { decoded($0).trimmingSpace() },
        label: label?.isEmpty == true ? nil : label,
        range: text.range(in: from.range.lowerBound..<previous.range.upperBound)))
  }

  /// The name at a lollipop is an interface, not a class, unless the other end has a sign as well.
  private mutating func ends(
    _ from: ClassDraft.Name, _ fromEnd: ClassDiagram.End, _ to: ClassDraft.Name, _ toEnd: ClassDiagram.End
  ) throws(Abandoned) -> (from: Int, to: Int) {
    if fromEnd == .lollipop, toEnd == .none {
      let other = try mention(to)
      return (draft.interface(from, at: text.range(in: from.range)), other)
    }
    let first = try mention(from)
    if toEnd == .lollipop, fromEnd == .none {
      return (first, draft.interface(to, at: text.range(in: to.range)))
    }
    return (first, try mention(to))
  }

  private mutating func takeEnd() -> ClassDiagram.End {
    guard case .end(let end) = token.kind else { return .none }
    advance()
    return end
  }

  private mutating func member(_ range: Range<Int>, of index: Int) throws(Abandoned) {
    switch ClassDiagram.Member.read(decoded(range)) {
    case .annotation(let name): draft.diagram.classes[index].annotations.append(name)
    case .attribute(let member): draft.diagram.classes[index].attributes.append(member)
    case .method(let member): draft.diagram.classes[index].methods.append(member)
    case .nothing: break
    case .broken:
      _ = fail(
        "this member has a `)` without a name and `(` before it", at: lexer.cursor.trimmed(range),
        fix: "write `name()`; in an attribute, write `#41;` for `)`")
    }
  }

  private mutating func classStatement() throws(Abandoned) {
    advance()
    let name = try className("the class's name")
    let index = try mention(name)
    if let namespace = namespaces.last?.index { draft.diagram.classes[index].namespace = namespace }
    if token.kind == .squareOpen { draft.setLabel(try label(), of: index) }
    var needsMember = false
    if take(.styleSeparator) {
      draft.add(cssClass: decoded(try word("the style's name")), to: index)
      needsMember = true
    } else if take(.annotationStart) {
      let words = try word("the annotation")
      try closeAnnotation()
      draft.diagram.classes[index].annotations.append(decoded(words))
    }
    if token.kind == .open { try body(of: index, needsMember: needsMember) }
  }

  /// `["words"]`
  mutating func label() throws(Abandoned) -> RichText {
    advance()
    let range = try string("the label")
    guard take(.squareClose) else { throw unexpected("`]` must follow the label", fix: "write `]` here") }
    return Label.plain(text.bytes[range])
  }

  private mutating func closeAnnotation() throws(Abandoned) {
    guard take(.annotationEnd) else {
      throw unexpected("`>>` must follow the annotation, which is one word", fix: "write `<<interface>>`")
    }
  }

  private mutating func body(of index: Int, needsMember: Bool) throws(Abandoned) {
    let open = token.range
    advance()
    var hasMember = false
    while true {
      switch token.kind {
      case .member:
        hasMember = true
        try member(token.range, of: index)
        advance()
      case .close:
        if needsMember, !hasMember {
          _ = fail(
            "after `:::` the braces of a class cannot be empty", at: open,
            fix: "remove the braces, or write a member into them")
        }
        advance()
        return
      case .endInside, .endOfText:
        throw fail("this `{` is never closed", at: open, fix: "write `}` on a line after the last member")
      case .openInside:
        _ = fail("`{` is not allowed inside a class", fix: "close the class with `}` first, or write `#123;`")
        advance()
      case .string:
        // The quotation may include the closing brace.
        throw fail("a member cannot begin with `\"`", fix: "begin it with a visibility or a name")
      default:
        throw unexpected("a member or `}` is expected here")
      }
    }
  }

  private mutating func namespaceStatement() throws(Abandoned) {
    let word = token.range
    advance()
    let name = try className("the namespace's name", isNamespace: true)
    var title: RichText?
    if token.kind == .squareOpen { title = try label() }
    let depth = namespaces.last?.index.map { draft.depth($0) } ?? 0
    let parts = name.id.utf8.count { $0 == UInt8(ascii: ".") } + 1
    guard depth + parts <= limits.depth, namespaces.count < limits.depth else {
      throw stop(.tooDeep("namespaces", limit: limits.depth, at: name.range))
    }
    guard token.kind == .open else {
      throw unexpected(
        "`{` must follow the namespace's name", fix: "write `namespace \(words(name.range)) {`")
    }
    let index = draft.namespace(name.id, label: title, in: namespaces.last?.index)
    namespaces.append(.init(index: index, range: word.lowerBound..<name.range.upperBound))
    advance()
  }

  private mutating func note() throws(Abandoned) {
    let isFor = token.kind == .noteFor
    advance()
    var subject: ClassDraft.Name?
    if isFor { subject = try className("the class that the note is for") }
    let range = try string("the words of a note")
    let note = draft.diagram.notes.count
    draft.diagram.notes.append(
      .init(text: Label.markdown(text.bytes[range]), namespace: namespaces.last?.index))
    if let subject {
      request(subject, "note") { draft, index in draft.diagram.notes[note].subject = index }
    }
  }

  /// `<<interface>> A`, of a class that is there already.
  private mutating func annotation() throws(Abandoned) {
    advance()
    let range = try word("the annotation")
    try closeAnnotation()
    let name = try className("the class's name")
    guard let index = draft.index(name.id) else {
      _ = fail(
        "the class `\(name.id)` is not declared before its annotation", at: name.range,
        rule: .mermaidReference,
        fix: "write `class \(words(name.range)) <<\(words(range))>>` in place of this line")
      return
    }
    draft.diagram.classes[index].annotations.append(decoded(range))
  }
}
