/// Labels, in groups of one font and alignment.
extension SVGWriter {
  /// The attributes that labels of one group share.
  private struct LabelGroup: Hashable {
    var font: Font
    var isMuted: Bool
    var alignment: Scene.Label.Alignment
    var hasFormula: Bool
  }

  mutating func write(_ labels: [Scene.Label]) {
    var open: LabelGroup?
    for label in labels where !label.text.isEmpty {
      let group = LabelGroup(
        font: label.text.font, isMuted: label.isMuted, alignment: label.alignment,
        hasFormula: label.text.hasFormula)
      if group != open {
        if open != nil { out.raw("</g>") }
        begin(group)
        open = group
      }
      write(label)
    }
    if open != nil { out.raw("</g>") }
  }

  private mutating func begin(_ group: LabelGroup) {
    let color = group.isMuted ? Theme.light.mutedText : Theme.light.text
    out.raw("<g class=\"d-\(group.isMuted ? "muted" : "text")\" fill=\"\(color.hex)\"")
    if group.hasFormula { out.raw(" color=\"\(color.hex)\"") }
    if group.font.size != 14 {
      out.raw(" font-size=\"")
      out.number(group.font.size)
      out.raw("\"")
    }
    if group.font.bold { out.raw(" font-weight=\"bold\"") }
    if group.font.italic { out.raw(" font-style=\"italic\"") }
    if group.alignment != .middle { out.raw(" text-anchor=\"\(group.alignment.rawValue)\"") }
    out.raw(">")
  }

  mutating func write(_ label: Scene.Label) {
    let font = label.text.font
    let x =
      switch label.alignment {
      case .start: label.bounds.minX
      case .middle: label.bounds.midX
      case .end: label.bounds.maxX
      }
    let lines = label.text.lines
    var top = label.bounds.minY
    var formulas: [(line: TextBlock.Line, top: Double)] = []
    var isOpen = false
    for line in lines {
      defer { top += line.height }
      if line.hasFormula { formulas.append((line, top)) }
      guard !line.runs.isEmpty, !line.hasFormula else { continue }
      if !isOpen { begin(label) }
      let baseline = top + line.height / 2 + font.baselineShift
      if lines.count > 1 { out.raw(isOpen ? "<tspan" : "><tspan") }
      place(x, baseline)
      out.raw(">")
      write(line.runs, font)
      if lines.count > 1 { out.raw("</tspan>") }
      isOpen = true
    }
    if isOpen { out.raw("</text>") }
    for (line, top) in formulas { write(line, of: label, x: x, top: top) }
  }

  private mutating func begin(_ label: Scene.Label) {
    out.raw("<text")
    if let color = label.color { out.raw(" fill=\"\(color.hex)\"") }
    if label.isUnderlined { out.raw(" text-decoration=\"underline\"") }
  }

  private mutating func place(_ x: Double, _ y: Double) {
    out.raw(" x=\"")
    out.number(x)
    out.raw("\" y=\"")
    out.number(y)
    out.raw("\"")
  }

  /// Runs on one baseline, superscripts above it and subscripts below.
  mutating func write(_ runs: [RichText.Run], _ font: Font) {
    var shift = 0.0
    for run in runs {
      let wanted = font.shift(of: run)
      let isPlain = !run.bold && !run.italic && !run.code && run.position == .baseline
      guard !isPlain || wanted != shift else {
        out.text(run.text)
        continue
      }
      out.raw("<tspan")
      if wanted != shift {
        out.raw(" dy=\"")
        out.number(wanted - shift)
        out.raw("\"")
      }
      shift = wanted
      if run.bold { out.raw(" font-weight=\"bold\"") }
      if run.italic { out.raw(" font-style=\"italic\"") }
      if run.code {
        out.raw(" font-family=\"ui-monospace,Menlo,Consolas,monospace\" font-size=\"92%\"")
      } else if run.position != .baseline {
        out.raw(" font-size=\"\(Int(Font.scriptScale * 100))%\"")
      }
      out.raw(">")
      out.text(run.text)
      out.raw("</tspan>")
    }
  }
}

extension Font {
  /// How far a run is below the baseline, in CSS pixels.
  fileprivate func shift(of run: RichText.Run) -> Double {
    switch run.position {
    case .baseline: 0
    case .superscript: -(size * Self.scriptShift.above * 10).rounded() / 10
    case .subscript: (size * Self.scriptShift.below * 10).rounded() / 10
    }
  }
}
