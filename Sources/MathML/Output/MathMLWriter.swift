import Diagnostics

/// Writes MathML Core: only its attributes, and no style that a strict Content-Security-Policy forbids.
///
/// Spacing is left to the operator dictionaries of browsers where they agree with TeX; where TeX is more exact (a minus
/// that is a sign, a bar that is a delimiter) attributes set it.
struct MathMLWriter {
  private var output: [UInt8] = []
  var isDisplay: Bool

  init(display: Bool) { isDisplay = display }

  /// A whole `<math>` element.
  /// - Parameters:
  ///   - tex: the text that is copied.
  ///   - words: the text for readers without MathML.
  mutating func formula(_ nodes: [MathNode], tex: String, words: String, isInXML: Bool) -> [UInt8] {
    put("<math")
    if isInXML { put(" xmlns=\"http://www.w3.org/1998/Math/MathML\"") }
    if isDisplay { put(isInXML ? " displaystyle=\"true\"" : " display=\"block\"") }
    put(" alttext=\"")
    put(escaped: words)
    put("\"><semantics>")
    row(nodes)
    put("<annotation encoding=\"application/x-tex\">")
    put(escaped: tex)
    put("</annotation></semantics></math>")
    return output
  }

  /// Exactly one element, as `<semantics>`, `<mfrac>` and others require.
  mutating func row(_ nodes: [MathNode]) {
    if nodes.count == 1, let only = nodes.first {
      // A sign alone is not an operator between two others.
      if case .symbol(let symbol) = only, symbol.kind == .binary {
        sign(symbol, form: nil)
      } else {
        node(only)
      }
      return
    }
    put("<mrow>")
    contents(nodes)
    put("</mrow>")
  }

  mutating func contents(_ nodes: [MathNode]) {
    var before: MathSymbol.Kind?
    for (index, current) in nodes.enumerated() {
      let kind = current.kind
      if let before, Self.standsApart(before, kind) { space(0.1667) }
      if case .symbol(let symbol) = current, symbol.kind == .binary {
        sign(
          symbol, form: Self.isSign(after: before, before: nodes[(index + 1)...].first) ? "prefix" : "infix")
      } else {
        node(current)
      }
      if kind != .space { before = kind }
    }
  }

  /// Functions have a thin space on the sides where a letter is.
  private static func standsApart(_ left: MathSymbol.Kind, _ right: MathSymbol.Kind) -> Bool {
    switch (left, right) {
    case (.function, .ordinary), (.function, .function), (.ordinary, .function), (.closing, .function): true
    default: false
    }
  }

  /// Whether a plus or minus is a sign of the following term rather than an operator between two.
  private static func isSign(after before: MathSymbol.Kind?, before next: MathNode?) -> Bool {
    guard next != nil else { return false }
    switch before {
    case nil, .binary, .relation, .opening, .punctuation, .large, .function: return true
    default: return false
    }
  }

  private mutating func node(_ node: MathNode) {
    switch node {
    case .identifier(let text, let isUpright):
      let isOne = text.unicodeScalars.count == 1
      put(isUpright && isOne ? "<mi mathvariant=\"normal\">" : "<mi>")
      put(escaped: text)
      put("</mi>")
    case .number(let digits): element("mn", digits)
    case .text(let words): element("mtext", words)
    case .function(let name, _): element("mi", name)
    case .symbol(let symbol): sign(symbol, form: nil)
    case .space(let width): space(width)
    case .row(let nodes): row(nodes)
    case .fraction(let over, let under, let hasLine, let style):
      let outer = isDisplay
      if let style { put(style ? "<mstyle displaystyle=\"true\">" : "<mstyle displaystyle=\"false\">") }
      put(hasLine ? "<mfrac>" : "<mfrac linethickness=\"0\">")
      isDisplay = false
      self.node(over)
      self.node(under)
      isDisplay = outer
      put("</mfrac>")
      if style != nil { put("</mstyle>") }
    case .root(let radicand, let index):
      put(index == nil ? "<msqrt>" : "<mroot>")
      self.node(radicand)
      if let index { small { $0.node(index) } }
      put(index == nil ? "</msqrt>" : "</mroot>")
    case .scripts(let base, let below, let above, let limits): scripts(base, below, above, limits)
    case .mark(let base, let mark) where mark.isLine:
      // Few fonts have a bar that grows; a border is one.
      put(mark.isBelow ? "<mrow class=\"math-under\">" : "<mrow class=\"math-over\">")
      self.node(base)
      put("</mrow>")
    case .mark(let base, let mark):
      put(mark.isBelow ? "<munder accentunder=\"true\">" : "<mover accent=\"true\">")
      self.node(base)
      put(mark.stretches ? "<mo stretchy=\"true\">" : "<mo stretchy=\"false\">")
      put(escaped: mark.text)
      put(mark.isBelow ? "</mo></munder>" : "</mo></mover>")
    case .stacked(let base, let over, let under):
      let name = over != nil && under != nil ? "munderover" : over != nil ? "mover" : "munder"
      put("<\(name)>")
      self.node(base)
      if let under { small { $0.node(under) } }
      if let over { small { $0.node(over) } }
      put("</\(name)>")
    case .fenced(let open, let parts, let middles, let close):
      put("<mrow>")
      fence(open, "prefix", stretches: true)
      for (index, part) in parts.enumerated() {
        if index > 0 { fence(middles[index - 1], "infix", stretches: true) }
        row(part)
      }
      fence(close, "postfix", stretches: true)
      put("</mrow>")
    case .delimiter(let text, let height, let kind):
      guard !text.isEmpty else { return put("<mrow></mrow>") }
      let form = kind == .opening ? "prefix" : kind == .closing ? "postfix" : "infix"
      put(
        "<mo form=\"\(form)\" stretchy=\"true\" symmetric=\"true\" minsize=\"\(height)em\" maxsize=\"\(height)em\""
      )
      put(kind == .relation ? " lspace=\"0.2778em\" rspace=\"0.2778em\">" : " lspace=\"0\" rspace=\"0\">")
      put(escaped: text)
      put("</mo>")
    case .table(let table): self.table(table)
    case .style(let display, let nodes):
      let outer = isDisplay
      isDisplay = display
      put("<mstyle displaystyle=\"\(display)\" scriptlevel=\"0\">")
      contents(nodes)
      put("</mstyle>")
      isDisplay = outer
    case .phantom(let node):
      put("<mphantom>")
      self.node(node)
      put("</mphantom>")
    }
  }

  private mutating func scripts(_ base: MathNode, _ below: MathNode?, _ above: MathNode?, _ limits: Bool?) {
    let names: (String, String, String) =
      limits ?? (isDisplay && Self.takesLimits(base))
      ? ("munder", "mover", "munderover") : ("msub", "msup", "msubsup")
    let name = below != nil && above != nil ? names.2 : below != nil ? names.0 : names.1
    put("<\(name)>")
    // Limits move to the side on their own where there is little room, unless that is not wanted.
    if limits == true, case .symbol(let symbol) = base {
      put("<mo movablelimits=\"false\">")
      put(escaped: symbol.text)
      put("</mo>")
    } else if case .delimiter = base {
      // Chromium lowers a stretched sign that is itself the base.
      put("<mrow>")
      node(base)
      put("</mrow>")
    } else {
      node(base)
    }
    if let below { small { $0.node(below) } }
    if let above { small { $0.node(above) } }
    put("</\(name)>")
  }

  static func takesLimits(_ base: MathNode) -> Bool {
    switch base {
    case .symbol(let symbol): symbol.kind == .large && !"∫∬∮".contains(symbol.text)
    case .function(_, let takesLimits): takesLimits
    case .mark(_, let mark): mark.text == "⏞" || mark.text == "⏟"
    case .row(let nodes) where nodes.count == 1: takesLimits(nodes[0])
    default: false
    }
  }

  mutating func small(_ write: (inout MathMLWriter) -> Void) {
    let outer = isDisplay
    isDisplay = false
    write(&self)
    isDisplay = outer
  }

  private mutating func sign(_ symbol: MathSymbol, form: String?) {
    switch symbol.kind {
    case .ordinary:
      // Signs that are names are written as identifiers, because browsers space operators.
      if "∞∂∇∅ℓℏℜℑℵ∀∃∄⊤⊥¬′″‴°…⋯⋮⋱√✓□∠%$#&_".contains(symbol.text) || symbol.text.first == "′" {
        put("∇".contains(symbol.text) ? "<mi mathvariant=\"normal\">" : "<mi>")
        put(escaped: symbol.text)
        put("</mi>")
      } else {
        put("<mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">")
        put(escaped: symbol.text)
        put("</mo>")
      }
    case .opening, .closing:
      fence(symbol.text, symbol.kind == .opening ? "prefix" : "postfix", stretches: false)
    case .binary:
      put(form.map { "<mo form=\"\($0)\">" } ?? "<mo>")
      put(escaped: symbol.text)
      put("</mo>")
    case .relation where symbol.text == "∣" || symbol.text == "mod":
      put("<mo lspace=\"0.2778em\" rspace=\"0.2778em\" stretchy=\"false\">")
      put(escaped: symbol.text)
      put("</mo>")
    case .punctuation where symbol.text == ":":
      put("<mo lspace=\"0\" rspace=\"0.2222em\">:</mo>")
    case .large, .relation, .punctuation, .function, .space:
      put("<mo>")
      put(escaped: symbol.text)
      put("</mo>")
    }
  }

  mutating func fence(_ text: String, _ form: String, stretches: Bool) {
    if text.isEmpty { return }
    put("<mo form=\"\(form)\" stretchy=\"\(stretches)\"")
    if form == "infix" { put(" lspace=\"0.1667em\" rspace=\"0.1667em\"") }
    put(">")
    put(escaped: text)
    put("</mo>")
  }

  private mutating func space(_ width: Double) { put("<mspace width=\"\(width)em\"/>") }

  private mutating func element(_ name: String, _ text: String) {
    put("<\(name)>")
    put(escaped: text)
    put("</\(name)>")
  }

  mutating func put(_ text: String) { output += text.utf8 }

  mutating func put(escaped text: String) {
    var text = text
    text.withUTF8 { _ = output.appendHTML($0, $0.indices) }
  }
}
