import MathML

/// Lines with formulas: MathML that the reader's browser typesets.
extension SVGWriter {
  /// - Parameters:
  ///   - x: where the line begins, is centred or ends.
  ///   - top: of the line.
  mutating func write(_ line: TextBlock.Line, of label: Scene.Label, x: Double, top: Double) {
    out.raw("<foreignObject x=\"")
    switch label.alignment {
    case .start: out.number(x)
    case .middle: out.number(x - line.width / 2)
    case .end: out.number(x - line.width)
    }
    out.raw("\" y=\"")
    out.number(top)
    out.raw("\" width=\"")
    out.number(line.width)
    out.raw("\" height=\"")
    out.number(line.height)
    out.raw("\"")
    if let color = label.color { out.raw(" color=\"\(color.hex)\"") }
    out.raw(
      "><div xmlns=\"http://www.w3.org/1999/xhtml\" class=\"d-formula d-\(label.alignment.rawValue)\"><span>")
    for run in line.runs { write(run) }
    out.raw("</span></div></foreignObject>")
  }

  private mutating func write(_ run: RichText.Run) {
    if let formula = run.formula { return out.raw(formula.mathML(display: true, isInXML: true)) }
    let elements = Self.elements(of: run)
    for element in elements { out.raw("<\(element)>") }
    out.text(run.text)
    for element in elements.reversed() { out.raw("</\(element)>") }
  }

  private static func elements(of run: RichText.Run) -> [String] {
    var names: [String] = []
    if run.bold { names.append("b") }
    if run.italic { names.append("i") }
    if run.code { names.append("code") }
    switch run.position {
    case .baseline: break
    case .superscript: names.append("sup")
    case .subscript: names.append("sub")
    }
    return names
  }
}

extension TextBlock {
  var hasFormula: Bool { lines.contains(where: \.hasFormula) }
}

extension TextBlock.Line {
  var hasFormula: Bool { runs.contains { $0.formula != nil } }
}

extension Scene {
  /// Whether a label has a formula.
  var hasFormula: Bool {
    layers.contains { layer in
      layer.items.contains { item in
        switch item {
        case .box(let box): box.labels.contains(where: \.text.hasFormula)
        case .link(let link): link.labels.contains(where: \.text.hasFormula)
        case .label(let label): label.text.hasFormula
        case .decoration: false
        }
      }
    }
  }
}
