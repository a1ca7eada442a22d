@testable import Mermaid

/// Something that is hard to see on what lies behind it.
struct ContrastFinding: Sendable, Hashable, CustomStringConvertible {
  enum Kind: String, Sendable, Hashable { case label, link }

  var kind: Kind
  var theme: Theme
  /// The words of a label, or the ends of a link.
  var subject: String
  /// 1…21, see `Color.contrast(with:)`.
  var ratio: Double

  var description: String {
    "\(subject): \((ratio * 10).rounded(.down) / 10):1 in the \(theme.rawValue) theme"
  }
}

extension Scene {
  /// Labels with less than 4.5:1 and links with less than 3:1 to what they are drawn on, in either theme
  /// (WCAG 2.2, success criteria 1.4.3 and 1.4.11).
  func contrastFindings() -> [ContrastFinding] { Theme.allCases.flatMap(contrastFindings) }

  private func contrastFindings(_ theme: Theme) -> [ContrastFinding] {
    var findings: [ContrastFinding] = []
    // Everything painted so far, from back to front.
    var painted: [(figure: Figure, color: Color, opacity: Double)] = []
    func behind(_ point: Point) -> Color {
      painted.reduce(theme.page) { below, paint in
        guard paint.figure.covers(point) else { return below }
        var color = paint.color
        color.alpha = UInt8((paint.opacity * 255).rounded())
        return color.over(below)
      }
    }
    func lay(_ figures: [Figure], _ appearance: Appearance) {
      for figure in figures {
        switch figure.paint {
        case .surface where !appearance.hasNoFill, .fill where !appearance.hasNoFill:
          painted.append(
            (figure, appearance.fill ?? theme.tint(appearance.surface).fill, appearance.fillOpacity ?? 1))
        case .solid: painted.append((figure, appearance.stroke ?? theme.tint(appearance.surface).stroke, 1))
        case .hollow: painted.append((figure, theme.page, 1))
        case .surface, .fill, .outline, .line: break
        }
      }
    }
    func read(_ label: Scene.Label) {
      if label.text.isEmpty { return }
      let color = label.color ?? (label.isMuted ? theme.mutedText : theme.text)
      let box = label.bounds.inset(2)
      let points = [box.center, Point(box.minX, box.midY), Point(box.maxX, box.midY)]
      let ratio = points.reduce(21) { min($0, color.contrast(with: behind($1))) }
      if ratio < 4.5 {
        findings.append(.init(kind: .label, theme: theme, subject: label.text.plain, ratio: ratio))
      }
    }
    for layer in layers {
      var labels: [Scene.Label] = []
      var links: [Scene.Link] = []
      for item in layer.items {
        switch item {
        case .box(let box):
          lay(box.figures, box.appearance)
          labels += box.labels
        case .link(let link): links.append(link)
        case .decoration(let decoration): lay(decoration.figures, decoration.appearance)
        case .label(let label): labels.append(label)
        }
      }
      for link in links where link.appearance.surface == .link && !link.appearance.hasNoStroke {
        let color =
          link.appearance.isDimmed(in: theme)
          ? theme.tint(.link).stroke : link.appearance.stroke ?? theme.tint(.link).stroke
        let ratio = link.route.flattened(step: 8).reduce(21) { min($0, color.contrast(with: behind($1))) }
        if ratio < 3 {
          findings.append(
            .init(kind: .link, theme: theme, subject: "\(link.from) → \(link.to)", ratio: ratio))
        }
        labels += link.labels
      }
      for label in labels {
        if let plate = label.plate, let appearance = label.plateAppearance {
          lay([plate], appearance)
          for wash in label.plateWashes { lay([plate], wash) }
        }
      }
      for label in labels { read(label) }
    }
    return findings
  }
}

extension Figure {
  /// Whether a point lies inside.
  fileprivate func covers(_ point: Point) -> Bool {
    switch geometry {
    case .rect(let rect, _): return rect.contains(point)
    case .ellipse(let center, let radius):
      let (x, y) = ((point.x - center.x) / radius.width, (point.y - center.y) / radius.height)
      return x * x + y * y < 1
    case .path(let path):
      let outline = path.flattened(step: 8)
      var isInside = false
      for (index, a) in outline.enumerated() {
        let b = outline[(index + 1) % outline.count]
        if (a.y > point.y) != (b.y > point.y),
          point.x < a.x + (b.x - a.x) * (point.y - a.y) / (b.y - a.y)
        {
          isInside.toggle()
        }
      }
      return isInside
    }
  }
}
