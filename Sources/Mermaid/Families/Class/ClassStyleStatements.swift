import Diagnostics

/// Styles and links of classes.
extension ClassGrammar {
  mutating func request(
    _ name: ClassDraft.Name, _ what: String, _ action: @escaping (inout ClassDraft, Int) -> Void
  ) {
    requests.append((Request(id: name.id, range: name.range, what: what), action))
  }

  /// The declarations of `style` and `classDef`: letters, digits, `#`, `%` and words after `:`.
  private mutating func declarations() throws(Abandoned) -> Range<Int> {
    let start = token.range.lowerBound
    var isEmpty = true
    loop: while true {
      switch token.kind {
      case .label, .word, .style, .colon, .hash, .percent: isEmpty = false
      case .comma:
        // One declaration follows each comma.
        if isEmpty { break loop }
        isEmpty = true
      default: break loop
      }
      advance()
    }
    guard !isEmpty else {
      if token.kind == .minus {
        throw fail(
          "the first declaration cannot have a `-` in its name",
          fix: "begin with another one, such as `fill:#eee`")
      }
      throw unexpected("a declaration such as `fill:#f9f` is expected here", fix: "write `fill:#f9f`")
    }
    return start..<previous.range.upperBound
  }

  mutating func style() throws(Abandoned) {
    advance()
    guard token.kind == .word else { throw unexpected("the class's name is expected here, one word") }
    let name = ClassDraft.Name(id: decoded(token.range), range: token.range)
    advance()
    let bytes = Array(text.bytes[try declarations()])
    request(name, "style") { draft, index in draft.style(index, bytes) }
  }

  mutating func classDef() throws(Abandoned) {
    advance()
    var names: [String] = []
    repeat {
      guard token.kind == .word else { throw unexpected("the style's name is expected here, one word") }
      names.append(decoded(token.range))
      advance()
    } while take(.comma)
    draft.table.define(names, text.bytes[try declarations()])
  }

  /// `cssClass "A,B" styleName`
  mutating func cssClass() throws(Abandoned) {
    advance()
    let range = try string("the list of classes")
    guard token.kind == .word else { throw unexpected("the style's name is expected here, one word") }
    let name = decoded(token.range)
    advance()
    for part in text.bytes[range].split(separator: .comma) {
      let place = lexer.cursor.trimmed(part.startIndex..<part.endIndex)
      let id = decoded(place).prefix { $0 != "~" }
      request(.init(id: String(id), range: place), "style") { draft, index in
        draft.add(cssClass: name, to: index)
      }
    }
  }

  /// `click A href "…"`, `link A "…"`; callbacks are read and do nothing, since nothing is run here.
  mutating func interaction() throws(Abandoned) {
    let kind = token.kind
    advance()
    let name = try className("the class's name")
    if kind == .click, token.kind == .callbackName {
      advance()
      _ = take(.callbackArguments)
      if token.kind == .string { advance() }
      return
    }
    if kind == .click, !take(.href) {
      throw unexpected(
        "`href` or `call` must follow", fix: "write `click \(words(name.range)) href \"https://…\"`")
    }
    let address = try string(kind == .callback ? "the function's name" : "the address")
    var tooltip: String?
    if token.kind == .string { tooltip = decoded(try string("the tooltip")) }
    if kind == .callback { return }
    var target: String?
    if token.kind == .linkTarget {
      target = words(token.range)
      advance()
    }
    let link = DiagramLink(
      destination: decoded(address), tooltip: tooltip, target: target, range: text.range(in: address))
    request(name, "link") { draft, index in draft.diagram.classes[index].link = link }
  }
}
