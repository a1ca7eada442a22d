/// Figures, their surfaces and paint.
extension SVGWriter {
  mutating func open(_ surface: Surface) {
    if openSurface == surface { return }
    closeSurface()
    let tint = Theme.light.tint(surface)
    out.raw("<g class=\"d-\(surface.rawValue)\" fill=\"\(tint.fill.hex)\" stroke=\"\(tint.stroke.hex)\"")
    if surface == .link { out.raw(" stroke-width=\"1.5\"") }
    if surface == .plate { out.raw(" stroke-width=\"0\"") }
    out.raw(">")
    openSurface = surface
  }

  mutating func closeSurface() {
    if openSurface != nil { out.raw("</g>") }
    openSurface = nil
  }

  mutating func write(_ figures: [Figure], _ appearance: Appearance) {
    if figures.isEmpty { return }
    open(appearance.surface)
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
      paint(figure.paint, appearance)
      out.raw("/>")
    }
  }

  private mutating func paint(_ paint: Figure.Paint, _ appearance: Appearance) {
    switch paint {
    case .surface, .fill:
      if let fill = appearance.fill {
        out.raw(" fill=\"\(fill.hex)\"")
      } else if appearance.hasNoFill {
        out.raw(" fill=\"none\"")
      }
      if let opacity = appearance.fillOpacity {
        let hundredths = Int((opacity * 100).rounded())
        out.raw(" fill-opacity=\"\(hundredths < 10 ? ".0" : ".")\(hundredths)\"")
      }
    case .outline, .line: out.raw(" fill=\"none\"")
    case .solid:
      if let stroke = appearance.stroke {
        if appearance.isDimmed(in: .dark) { out.raw(" class=\"d-dim d-full\"") }
        out.raw(" fill=\"\(stroke.hex)\"")
      } else if appearance.surface != .link, appearance.surface != .solid {
        out.raw(" class=\"d-ink\" fill=\"\(Theme.light.tint(appearance.surface).stroke.hex)\"")
      }
    case .hollow: out.raw(" class=\"d-hollow\" fill=\"\(Theme.light.page.hex)\"")
    }
    if paint == .fill {
      out.raw(" stroke=\"none\"")
      return
    }
    var classes: [String] = []
    if paint != .solid, appearance.isDimmed(in: .dark) { classes.append("d-dim") }
    if paint == .line, let motion = appearance.motion { classes.append("d-\(motion.rawValue)") }
    if !classes.isEmpty { out.raw(" class=\"\(classes.joined(separator: " "))\"") }
    if let stroke = appearance.stroke {
      out.raw(" stroke=\"\(stroke.hex)\"")
    } else if appearance.hasNoStroke {
      out.raw(" stroke=\"none\"")
    }
    if paint == .solid, appearance.surface == .link {
      out.raw(" stroke-width=\"1\"")
    } else if let width = appearance.strokeWidth, !appearance.hasNoStroke {
      out.raw(" stroke-width=\"")
      out.number(width)
      out.raw("\"")
    }
    if let dash = appearance.dash, !dash.isEmpty, paint == .surface || paint == .line {
      out.raw(" stroke-dasharray=\"")
      for (index, length) in dash.enumerated() {
        if index > 0 { out.raw(" ") }
        out.number(length)
      }
      out.raw("\"")
    }
  }
}
