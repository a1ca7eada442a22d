/// Collects what a layout draws, by height, and makes a scene of it: moved so that it begins at the margin,
/// and with the diagram's title above.
struct SceneBuilder {
  enum Level: Int, CaseIterable {
    case background, clusters, rules, links, boxes, front
  }

  private var items = [[Scene.Item]](repeating: [], count: Level.allCases.count)
  private var bounds: Rect?

  static let margin = 14.0

  mutating func add(_ box: Scene.Box, _ level: Level = .boxes) {
    extend(box.bounds)
    for label in box.labels { extend(label.bounds) }
    items[level.rawValue].append(.box(box))
  }

  mutating func add(_ link: Scene.Link, _ level: Level = .links) {
    for point in link.route.flattened() { extend(Rect(x: point.x, y: point.y, width: 0, height: 0)) }
    for label in link.labels { extend(label.plateBounds) }
    items[level.rawValue].append(.link(link))
  }

  mutating func add(_ label: Scene.Label, _ level: Level = .front) {
    extend(label.bounds)
    items[level.rawValue].append(.label(label))
  }

  mutating func add(_ decoration: Scene.Decoration, bounds: Rect?, _ level: Level = .rules) {
    if let bounds { extend(bounds) }
    items[level.rawValue].append(.decoration(decoration))
  }

  private mutating func extend(_ rect: Rect) { bounds = bounds?.union(rect) ?? rect }

  /// Bounds of all items.
  var contentBounds: Rect? { bounds }

  /// Starts measuring: only items added from here on are counted.
  mutating func beginMeasuring() { bounds = nil }

  /// Bounds of the items added since measuring began. From here on earlier items count, too.
  mutating func endMeasuring(_ before: Rect?) -> Rect? {
    let inner = bounds
    if let before { extend(before) }
    return inner
  }

  func scene(title: String?) -> Scene {
    var bounds = bounds ?? Rect(x: 0, y: 0, width: 0, height: 0)
    var layers = items
    if let title, !title.isEmpty {
      let text = TextBlock(RichText(title), font: .heading, limit: max(360, bounds.width))
      let center = Point(bounds.midX, bounds.minY - 12 - text.height / 2)
      let label = Scene.Label(text, role: .heading, center: center, owner: "")
      layers[Level.front.rawValue].append(.label(label))
      bounds = bounds.union(label.bounds)
    }
    layers = Self.matchingPlates(layers)
    let delta = Point(
      (Self.margin - bounds.minX).rounded(.up), (Self.margin - bounds.minY).rounded(.up))
    let size = Size(
      (bounds.maxX + delta.x + Self.margin).rounded(.up), (bounds.maxY + delta.y + Self.margin).rounded(.up))
    return Scene(
      size: size,
      layers: layers.filter { !$0.isEmpty }.map { Scene.Layer($0.map { $0.offset(by: delta) }) })
  }

  /// The plates behind texts in the colour of their background: of the innermost group around them, or of the washes
  /// over the page.
  private static func matchingPlates(_ layers: [[Scene.Item]]) -> [[Scene.Item]] {
    let backdrops = (layers[Level.background.rawValue] + layers[Level.clusters.rawValue]).compactMap { item in
      if case .box(let box) = item, box.appearance.isPainted { box } else { nil }
    }
    guard !backdrops.isEmpty else { return layers }
    return layers.map { items in
      items.map { item in
        switch item {
        case .link(var link):
          link.labels = link.labels.map { $0.matchingPlate(to: backdrops) }
          return .link(link)
        case .label(let label): return .label(label.matchingPlate(to: backdrops))
        case .box, .decoration: return item
        }
      }
    }
  }
}

extension Scene.Label {
  /// - Parameter boxes: the boxes behind the label, in painting order.
  fileprivate func matchingPlate(to boxes: [Scene.Box]) -> Scene.Label {
    guard plateAppearance?.surface == .plate else { return self }
    var result = self
    for box in boxes where box.bounds.contains(plateBounds) {
      var appearance = box.appearance
      appearance.stroke = nil
      appearance.hasNoStroke = true
      appearance.dash = nil
      if appearance.fillOpacity != nil {
        result.plateWashes.append(appearance)
      } else {
        result.plateAppearance = appearance
        result.plateWashes = []
      }
    }
    guard result != self else { return self }
    result.plate?.paint = .fill
    if let fill = result.plateAppearance?.fill {
      result.color = color.map { $0.legible(on: fill) } ?? Color.text(on: fill)
    } else if plateAppearance?.fill != nil {
      result.color = nil
    }
    return result
  }
}

extension Scene.Item {
  func offset(by delta: Point) -> Scene.Item {
    switch self {
    case .box(var box):
      box.bounds = box.bounds.offset(by: delta)
      box.figures = box.figures.map { $0.offset(by: delta) }
      box.labels = box.labels.map { $0.offset(by: delta) }
      return .box(box)
    case .link(var link):
      link.route = link.route.offset(by: delta)
      link.figures = link.figures.map { $0.offset(by: delta) }
      link.labels = link.labels.map { $0.offset(by: delta) }
      return .link(link)
    case .label(let label): return .label(label.offset(by: delta))
    case .decoration(var decoration):
      decoration.figures = decoration.figures.map { $0.offset(by: delta) }
      return .decoration(decoration)
    }
  }
}
