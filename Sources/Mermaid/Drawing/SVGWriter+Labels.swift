/// Labels, in groups of one font and alignment.
extension SVGWriter {
  /// The attributes that labels of one group share.
  private struct LabelGroup: Hashable {
    var font: Font
    var isMuted: Bool
    var alignment: Scene.Label.Alignment
  }

  mutating func write(_ labels: [Scene.Label]) {
    var open: LabelGroup?
    for label in labels where !label.text.isEmpty {
      let group = LabelGroup(font: label.text.font, isMuted: label.isMuted, alignment: label.alignment)
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
    let first = label.bounds.minY + font.lineHeight / 2 + font.baselineShift
    out.raw("<text")
    if let color = label.color { out.raw(" fill=\"\(color.hex)\"") }
    if label.isUnderlined { out.raw(" text-decoration=\"underline\"") }
    let lines = label.text.lines
    if lines.count == 1 {
      place(x, first)
      out.raw(">")
      write(lines[0].runs)
    } else {
      out.raw(">")
      for (index, line) in lines.enumerated() where !line.runs.isEmpty {
        out.raw("<tspan")
        place(x, first + Double(index) * font.lineHeight)
        out.raw(">")
        write(line.runs)
        out.raw("</tspan>")
      }
    }
    out.raw("</text>")
  }

  private mutating func place(_ x: Double, _ y: Double) {
    out.raw(" x=\"")
    out.number(x)
    out.raw("\" y=\"")
    out.number(y)
    out.raw("\"")
  }

  mutating func write(_ runs: [RichText.Run]) {
    for run in runs {
      guard run.bold || run.italic || run.code else {
        out.text(run.text)
        continue
      }
      out.raw("<tspan")
      if run.bold { out.raw(" font-weight=\"bold\"") }
      if run.italic { out.raw(" font-style=\"italic\"") }
      if run.code { out.raw(" font-family=\"ui-monospace,Menlo,Consolas,monospace\" font-size=\"92%\"") }
      out.raw(">")
      out.text(run.text)
      out.raw("</tspan>")
    }
  }
}
