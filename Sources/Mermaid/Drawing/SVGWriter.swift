extension Scene {
  /// The drawing as one `<svg>` element. The same scene and options give the same bytes everywhere.
  public func svg(_ options: SVGOptions = SVGOptions()) -> [UInt8] {
    var writer = SVGWriter(options: options)
    writer.write(self)
    return writer.out.bytes
  }
}

/// Writes a scene as compact SVG.
///
/// Colours stand once on the groups: as attributes for pages without the stylesheet, and by class for those
/// with it, which take precedence (presentation attributes yield to any rule). What an author asked for
/// stands on the figure itself, where it beats what the group hands down.
private struct SVGWriter {
  let options: SVGOptions
  var out = MarkupBuffer()
  private var openSurface: Surface?

  init(options: SVGOptions) { self.options = options }

  mutating func write(_ scene: Scene) {
    let prefix = options.idPrefix.filter {
      $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_")
    }
    let hasLinks = scene.layers.contains { layer in
      layer.items.contains { item in
        if case .box(let box) = item { return safe(box.link) != nil }
        return false
      }
    }
    out.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"diagram\" width=\"")
    out.number(scene.size.width)
    out.raw("\" height=\"")
    out.number(scene.size.height)
    out.raw("\" viewBox=\"0 0 ")
    out.number(scene.size.width)
    out.raw(" ")
    out.number(scene.size.height)
    // An image hides what is inside it from assistive technology, links included.
    out.raw("\" role=\"\(hasLinks ? "group" : "img")\"")
    if !options.title.isEmpty { out.raw(" aria-labelledby=\"\(prefix)-title\"") }
    if !options.description.isEmpty { out.raw(" aria-describedby=\"\(prefix)-desc\"") }
    out.raw(
      " font-family=\"Helvetica,Arial,'Liberation Sans',sans-serif\" font-size=\"14\" text-anchor=\"middle\""
        + " stroke-width=\"1.25\" stroke-linejoin=\"round\" stroke-linecap=\"round\">")
    if !options.title.isEmpty {
      out.raw("<title id=\"\(prefix)-title\">")
      out.text(options.title)
      out.raw("</title>")
    }
    if !options.description.isEmpty {
      out.raw("<desc id=\"\(prefix)-desc\">")
      out.text(options.description)
      out.raw("</desc>")
    }
    if options.mode == .standalone {
      out.raw("<style>")
      out.raw(Stylesheet.standalone)
      out.raw("</style>")
    }
    for layer in scene.layers { write(layer) }
    out.raw("</svg>\n")
  }

  // MARK: Layers

  private mutating func write(_ layer: Scene.Layer) {
    var labels: [Scene.Label] = []
    var plated: [Scene.Label] = []
    var linked: [(box: Scene.Box, link: DiagramLink)] = []
    for item in layer.items {
      switch item {
      case .box(let box):
        if let link = safe(box.link) {
          linked.append((box, link))
        } else {
          write(box.figures, box.ink)
          labels += box.labels
        }
      case .link(let link):
        write(link.figures, link.ink)
        plated += link.labels
      case .decoration(let decoration): write(decoration.figures, decoration.ink)
      case .label(let label): plated.append(label)
      }
    }
    for label in plated {
      guard let plate = label.plate, let ink = label.plateInk else { continue }
      write([plate], ink)
      for wash in label.plateWashes { write([plate], wash) }
    }
    labels += plated
    closeSurface()
    write(labels)
    for (box, link) in linked {
      out.raw("<a href=\"")
      out.attribute(link.destination)
      out.raw("\"")
      if link.target == "_blank" { out.raw(" target=\"_blank\" rel=\"noopener\"") }
      out.raw(">")
      if let tooltip = link.tooltip, !tooltip.isEmpty {
        out.raw("<title>")
        out.text(tooltip)
        out.raw("</title>")
      }
      write(box.figures, box.ink)
      closeSurface()
      write(box.labels)
      out.raw("</a>")
    }
  }

  /// A link that may stand on a page: relative, or of a scheme that only fetches or writes to someone.
  private func safe(_ link: DiagramLink?) -> DiagramLink? {
    guard let link = link.flatMap(options.address), LinkSafety.isSafe(link.destination) else { return nil }
    return link
  }

  // MARK: Figures

  private mutating func open(_ surface: Surface) {
    if openSurface == surface { return }
    closeSurface()
    let tint = Theme.light.tint(surface)
    out.raw("<g class=\"d-\(surface.rawValue)\" fill=\"\(tint.fill.hex)\" stroke=\"\(tint.stroke.hex)\"")
    if surface == .link { out.raw(" stroke-width=\"1.5\"") }
    if surface == .plate { out.raw(" stroke-width=\"0\"") }
    out.raw(">")
    openSurface = surface
  }

  private mutating func closeSurface() {
    if openSurface != nil { out.raw("</g>") }
    openSurface = nil
  }

  private mutating func write(_ figures: [Figure], _ ink: Ink) {
    if figures.isEmpty { return }
    open(ink.surface)
    for figure in figures {
      switch figure.geometry {
      case .rect(let rect, let radius):
        out.raw("<rect x=\"")
        out.number(rect.x)
        out.raw("\" y=\"")
        out.number(rect.y)
        out.raw("\" width=\"")
        out.number(rect.width)
        out.raw("\" height=\"")
        out.number(rect.height)
        if radius > 0 {
          out.raw("\" rx=\"")
          out.number(min(radius, rect.width / 2, rect.height / 2))
        }
        out.raw("\"")
      case .ellipse(let center, let radius):
        let isCircle = radius.width == radius.height
        out.raw(isCircle ? "<circle cx=\"" : "<ellipse cx=\"")
        out.number(center.x)
        out.raw("\" cy=\"")
        out.number(center.y)
        out.raw(isCircle ? "\" r=\"" : "\" rx=\"")
        out.number(radius.width)
        if !isCircle {
          out.raw("\" ry=\"")
          out.number(radius.height)
        }
        out.raw("\"")
      case .path(let path):
        out.raw("<path d=\"")
        out.path(path)
        out.raw("\"")
      }
      paint(figure.paint, ink)
      out.raw("/>")
    }
  }

  private mutating func paint(_ paint: Figure.Paint, _ ink: Ink) {
    switch paint {
    case .surface, .fill:
      if let fill = ink.fill {
        out.raw(" fill=\"\(fill.hex)\"")
        if let opacity = ink.fillOpacity {
          let hundredths = Int((opacity * 100).rounded())
          out.raw(" fill-opacity=\"\(hundredths < 10 ? ".0" : ".")\(hundredths)\"")
        }
      } else if ink.hasNoFill {
        out.raw(" fill=\"none\"")
      }
    case .outline, .line: out.raw(" fill=\"none\"")
    case .solid:
      if let stroke = ink.stroke {
        if ink.isDimmed(in: .dark) { out.raw(" class=\"d-dim d-full\"") }
        out.raw(" fill=\"\(stroke.hex)\"")
      } else if ink.surface != .link, ink.surface != .solid {
        out.raw(" class=\"d-ink\" fill=\"\(Theme.light.tint(ink.surface).stroke.hex)\"")
      }
    case .hollow: out.raw(" class=\"d-hollow\" fill=\"\(Theme.light.page.hex)\"")
    }
    if paint == .fill {
      out.raw(" stroke=\"none\"")
      return
    }
    if let stroke = ink.stroke {
      if paint != .solid, ink.isDimmed(in: .dark) { out.raw(" class=\"d-dim\"") }
      out.raw(" stroke=\"\(stroke.hex)\"")
    } else if ink.hasNoStroke {
      out.raw(" stroke=\"none\"")
    }
    if paint == .solid, ink.surface == .link {
      out.raw(" stroke-width=\"1\"")
    } else if let width = ink.strokeWidth, !ink.hasNoStroke {
      out.raw(" stroke-width=\"")
      out.number(width)
      out.raw("\"")
    }
    if let dash = ink.dash, !dash.isEmpty, paint == .surface || paint == .line {
      out.raw(" stroke-dasharray=\"")
      for (index, length) in dash.enumerated() {
        if index > 0 { out.raw(" ") }
        out.number(length)
      }
      out.raw("\"")
    }
  }

  // MARK: Labels

  /// What labels of one group have in common.
  private struct LabelGroup: Hashable {
    var font: Font
    var isMuted: Bool
    var alignment: Scene.Label.Alignment
  }

  private mutating func write(_ labels: [Scene.Label]) {
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

  private mutating func write(_ label: Scene.Label) {
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

  private mutating func write(_ runs: [RichText.Run]) {
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
