extension ThemeVariables {
  /// The variables of a configuration; `nil` where none is a colour.
  init?(_ config: ConfigValue) {
    guard case .mapping(let members)? = config["themeVariables"] else { return nil }
    colors = [:]
    for member in members {
      if let color = member.value.text.flatMap({ Color(css: $0) }) {
        colors[member.name] = color.over(.white)
      }
    }
    if colors.isEmpty { return nil }
  }

  /// The names of the colours of a surface, of which the first that is given counts.
  private struct Names {
    var fill: [String]
    var stroke: [String] = []
    var text: [String] = []
  }

  private static func names(_ surface: Surface) -> Names? {
    switch surface {
    case .node, .decision, .data, .terminal:
      Names(
        fill: ["mainBkg", "actorBkg", "primaryColor"],
        stroke: ["nodeBorder", "actorBorder", "primaryBorderColor"],
        text: ["nodeTextColor", "actorTextColor", "primaryTextColor"])
    case .cluster, .inner:
      Names(
        fill: ["clusterBkg", "tertiaryColor"], stroke: ["clusterBorder", "tertiaryBorderColor"],
        text: ["titleColor", "tertiaryTextColor"])
    case .note: Names(fill: ["noteBkgColor"], stroke: ["noteBorderColor"], text: ["noteTextColor"])
    case .active: Names(fill: ["activeTaskBkgColor"], stroke: ["activeTaskBorderColor"])
    case .done: Names(fill: ["doneTaskBkgColor"], stroke: ["doneTaskBorderColor"])
    case .critical: Names(fill: ["critBkgColor"], stroke: ["critBorderColor"])
    case .link: Names(fill: [], stroke: ["signalColor", "lineColor"])
    case .plate: Names(fill: ["edgeLabelBackground"])
    default:
      Surface.series.firstIndex(of: surface).map { index in
        Names(fill: ["pie\(index + 1)", "cScale\(index)", "git\(index)"])
      }
    }
  }

  private func first(_ names: [String]) -> Color? { names.lazy.compactMap { colors[$0] }.first }

  /// An appearance with these colours where the author gave it none of its own.
  fileprivate func themed(_ appearance: Appearance) -> Appearance {
    guard let names = Self.names(appearance.surface) else { return appearance }
    var result = appearance
    if !result.hasNoFill { result.fill = result.fill ?? first(names.fill) }
    guard !result.hasNoStroke, result.stroke == nil else { return result }
    result.stroke = first(names.stroke)
    if let fill = result.fill, fill != appearance.fill, Surface.series.contains(appearance.surface) {
      // Lines and rims of a series are in its colour.
      result.stroke = fill.legible(onAll: Theme.allCases.map(\.page), ratio: Appearance.leastContrast)
    }
    guard appearance.surface == .link else { return result }
    let frame = Self.names(.cluster).flatMap { first($0.fill) }
    guard frame != nil || result.stroke != nil else { return result }
    // Lines cross frames, which the author may have coloured, and both pages.
    let frames = frame.map { [$0] } ?? Theme.allCases.map { $0.tint(.cluster).fill }
    let wanted = result.stroke ?? Theme.light.tint(.link).stroke
    result.stroke = wanted.legible(
      onAll: frames + Theme.allCases.map(\.page), ratio: Appearance.leastContrast)
    result.isOnFill = true
    return result
  }

  /// The colour of a text on a surface; `nil` for the theme's.
  fileprivate func text(_ own: Color?, on appearance: Appearance) -> Color? {
    let wanted = Self.names(appearance.surface).flatMap { first($0.text) }
    guard let fill = appearance.fill, appearance.fillOpacity == nil else { return own }
    return own ?? wanted?.legible(on: fill) ?? Color.text(on: fill)
  }
}

extension Scene {
  /// The scene in the colours of an author.
  func themed(_ theme: ThemeVariables?) -> Scene {
    guard let theme else { return self }
    var result = self
    for layer in result.layers.indices {
      result.layers[layer].items = result.layers[layer].items.map { $0.themed(theme) }
    }
    return result
  }
}

extension Scene.Item {
  fileprivate func themed(_ theme: ThemeVariables) -> Scene.Item {
    switch self {
    case .box(var box):
      let before = box.appearance
      box.appearance = theme.themed(box.appearance)
      if box.appearance.fill != before.fill {
        box.labels = box.labels.map { [box] label in
          guard box.isPainted(behind: label) else { return label }
          var label = label
          label.color = theme.text(label.color, on: box.appearance)
          return label
        }
      }
      return .box(box)
    case .link(var link):
      link.appearance = theme.themed(link.appearance)
      link.labels = link.labels.map { $0.themed(theme) }
      return .link(link)
    case .label(let label): return .label(label.themed(theme))
    case .decoration(var decoration):
      decoration.appearance = theme.themed(decoration.appearance)
      return .decoration(decoration)
    }
  }
}

extension Scene.Box {
  /// Whether a text is on one of the figures: words of legends, and of bars without room, are beside theirs.
  fileprivate func isPainted(behind label: Scene.Label) -> Bool {
    figures.contains { figure in
      figure.paint != .line && figure.paint != .outline && figure.bounds.contains(label.bounds.center)
    }
  }
}

extension Figure {
  fileprivate var bounds: Rect {
    switch geometry {
    case .rect(let rect, _): rect
    case .ellipse(let center, let radius):
      Rect(center: center, size: Size(radius.width * 2, radius.height * 2))
    case .path(let path):
      path.flattened(step: 8).reduce(nil as Rect?) { bounds, point in
        let dot = Rect(center: point, size: Size(0, 0))
        return bounds?.union(dot) ?? dot
      } ?? Rect(x: 0, y: 0, width: 0, height: 0)
    }
  }
}

extension Scene.Label {
  /// The plate behind the text has the colour of what it lies on.
  fileprivate func themed(_ theme: ThemeVariables) -> Scene.Label {
    guard let plate = plateAppearance else { return self }
    var result = self
    let themed = theme.themed(plate)
    result.plateAppearance = themed
    if themed.fill != plate.fill { result.color = theme.text(color, on: themed) }
    return result
  }
}
