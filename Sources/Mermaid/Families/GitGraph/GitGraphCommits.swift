/// Commits with their labels and tags.
extension GitGraphDrawing {
  /// The symbols on commits, which mermaid.js draws at nearly the same places in dots of 10 px. Factors are of the
  /// radius, lengths in CSS pixels from the middle of the commit.
  private enum Look {
    /// How far the inner square of `HIGHLIGHT` is inside the outer one.
    static let innerSquare = 0.45
    static let squareRadius = 2.0
    static let innerSquareRadius = 1.0
    /// Half the width of the cross of `REVERSE`.
    static let cross = 0.5
    /// The radius of the ring of a merge.
    static let ring = 0.55
    /// The two cherries of a cherry-pick, left and right of the middle, and their stalks.
    static let cherry = Point(3, 2.5)
    static let cherryRadius = 2.2
    static let stalks = (top: -4.0, bottom: 1.0)
    /// Beside a label that a line may pass behind.
    static let platePadding = 2.0
    static let plateRadius = 3.0
  }

  mutating func addCommit(_ index: Int) {
    let commit = graph.commits[index]
    let middle = center(index)
    let bounds = Rect(center: middle, size: Size(2 * Self.radius, 2 * Self.radius))
    builder.add(
      Scene.Box(
        id: id(index), role: .node, bounds: bounds, figures: figures(commit, middle),
        appearance: Appearance(surface(commit.branch)), link: commit.link))
    let label = labels[index]
    if !label.isEmpty {
      let away = Self.radius + Self.gap + (isVertical ? label.width : label.height) / 2
      builder.add(onPlate(label, middle + (isVertical ? Point(away, 0) : Point(0, away)), id(index)), .boxes)
    }
    addTags(index, middle)
  }

  /// Words that a line may pass behind.
  private func onPlate(_ text: TextBlock, _ center: Point, _ owner: String) -> Scene.Label {
    var label = Scene.Label(text, role: .axis, center: center, owner: owner)
    label.plate = Figure(.rect(label.bounds.inset(-Look.platePadding, 0), radius: Look.plateRadius))
    label.plateAppearance = Appearance(.plate)
    return label
  }

  private mutating func addTags(_ index: Int, _ middle: Point) {
    let all = tagsSize(index)
    let isBehindLabel = hasTagsBehindLabel(index)
    let label = labels[index]
    let labelRoom = isBehindLabel ? (isVertical ? label.width : label.height) + Self.gap : 0
    let away = Self.radius + Self.gap + labelRoom
    var top = middle.y + (isVertical ? -all.height / 2 : isBehindLabel ? away : -away - all.height)
    for (order, tag) in tags[index].enumerated() {
      let size = tagSize(tag)
      let sideways = (isBehindLabel ? 1 : -1) * (away + size.width / 2)
      let x = isVertical ? middle.x + sideways : middle.x
      let bounds = Rect(center: Point(x, top + size.height / 2), size: size)
      builder.add(
        Scene.Box(
          id: "tag \(index + 1).\(order + 1)", role: .note, bounds: bounds,
          figures: [Figure(.rect(bounds, radius: size.height / 2))],
          labels: [Scene.Label(tag, role: .box, center: bounds.center, owner: id(index))],
          appearance: Appearance(.note)))
      top += size.height + Self.tagGap
    }
  }

  /// A dot; a square for `HIGHLIGHT`, a cross for `REVERSE`, a ring for a merge, two cherries for a cherry-pick.
  private func figures(_ commit: GitGraph.Commit, _ middle: Point) -> [Figure] {
    let r = Self.radius
    func dot(_ center: Point, _ radius: Double, _ paint: Figure.Paint) -> Figure {
      Figure(.ellipse(center: center, radius: Size(radius, radius)), paint)
    }
    if commit.look == .highlight {
      let square = Rect(center: middle, size: Size(2 * r, 2 * r))
      let inset = r * Look.innerSquare
      return [
        Figure(.rect(square, radius: Look.squareRadius)),
        Figure(.rect(square.inset(inset, inset), radius: Look.innerSquareRadius), .outline),
      ]
    }
    var result = [dot(middle, r, .surface)]
    if commit.look == .reverse {
      let d = r * Look.cross
      result.append(
        Figure(
          .path(
            Path([
              .move(middle + Point(-d, -d)), .line(middle + Point(d, d)), .move(middle + Point(d, -d)),
              .line(middle + Point(-d, d)),
            ])), .outline))
    }
    switch commit.kind {
    case .normal: break
    case .merge: result.append(dot(middle, r * Look.ring, .outline))
    case .cherryPick:
      let (x, y) = (Look.cherry.x, Look.cherry.y)
      result += [-x, x].map { dot(middle + Point($0, y), Look.cherryRadius, .outline) }
      result.append(
        Figure(
          .path(
            Path([
              .move(middle + Point(-x, Look.stalks.bottom)), .line(middle + Point(0, Look.stalks.top)),
              .line(middle + Point(x, Look.stalks.bottom)),
            ])), .outline))
    }
    return result
  }
}
