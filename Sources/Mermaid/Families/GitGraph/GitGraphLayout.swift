extension GitGraph {
  /// The graph placed and measured: a lane a branch, commits by time, labels after and tags before each commit.
  public func scene(_ header: DiagramHeader = .init(), limits: LayoutLimits = .standard) throws(LayoutError)
    -> Scene
  {
    if commits.count > limits.nodes {
      throw .tooMany(what: "commits", count: commits.count, limit: limits.nodes)
    }
    var drawing = GitGraphDrawing(self)
    drawing.draw()
    return drawing.builder.scene(title: header.title)
  }
}

/// Lengths are CSS pixels. "Along" is the way time goes, "across" from lane to lane.
private struct GitGraphDrawing {
  let graph: GitGraph
  var builder = SceneBuilder()
  private let isVertical: Bool
  private let labels: [TextBlock]
  private let tags: [[TextBlock]]
  private var along: [Double] = []
  /// Half of what each commit and its words take along.
  private var halves: [Double] = []
  private var across: [Double] = []

  /// From one commit to the next, at least.
  private static let step = 46.0
  private static let radius = 9.0
  /// Between a commit and what is written beside it, and between two texts.
  private static let gap = 5.0
  /// Between what belongs to two lanes.
  private static let laneGap = 18.0
  private static let labelLimit = 110.0
  private static let tagPadding = Size(8, 3)

  init(_ graph: GitGraph) {
    self.graph = graph
    isVertical = !graph.direction.isHorizontal
    labels = graph.commits.map { commit in
      graph.showsLabels && !commit.label.isEmpty
        ? TextBlock(RichText(commit.label), font: .small, limit: Self.labelLimit) : .empty
    }
    tags = graph.commits.map { $0.tags.map { TextBlock(RichText($0), font: Font(size: 11), limit: 140) } }
  }

  private func tagSize(_ tag: TextBlock) -> Size {
    Size(tag.width + 2 * Self.tagPadding.width, tag.height + 2 * Self.tagPadding.height)
  }

  /// Tags are on the side that a merge from an earlier lane comes from, so they make room for it.
  private func hasTagsBehindLabel(_ index: Int) -> Bool {
    let commit = graph.commits[index]
    guard commit.kind == .merge, let source = commit.parents.last else { return false }
    return graph.commits[source].branch < commit.branch
  }

  /// All tags of a commit: one above the other.
  private func tagsSize(_ commit: Int) -> Size {
    tags[commit].map(tagSize).reduce(Size(0, 0)) { Size(max($0.width, $1.width), $0.height + $1.height + 3) }
  }

  mutating func draw() {
    placeAcross()
    placeAlong()
    if graph.showsBranches { addLanes() }
    for (index, commit) in graph.commits.enumerated() {
      for (order, parent) in commit.parents.enumerated() {
        addLink(from: parent, to: index, isSecond: order > 0)
      }
    }
    for index in graph.commits.indices { addCommit(index) }
  }

  /// Lanes as far apart as what is written at their commits needs.
  private mutating func placeAcross() {
    var before = [Double](repeating: Self.radius, count: graph.branches.count)
    var after = before
    for (index, commit) in graph.commits.enumerated() {
      let (label, tag) = (labels[index], tagsSize(index))
      let labelRoom = isVertical ? label.width : label.height
      let tagRoom = isVertical ? tag.width : tag.height
      let lane = commit.branch
      if labelRoom > 0 { after[lane] = max(after[lane], Self.radius + Self.gap + labelRoom) }
      guard tagRoom > 0 else { continue }
      if hasTagsBehindLabel(index) {
        after[lane] = max(after[lane], Self.radius + 2 * Self.gap + labelRoom + tagRoom)
      } else {
        before[lane] = max(before[lane], Self.radius + Self.gap + tagRoom)
      }
    }
    var place = 0.0
    for (index, branch) in graph.branches.enumerated() {
      if isVertical, graph.showsBranches {
        // The name of a lane is at its end.
        let half = laneName(branch).width / 2 + Self.tagPadding.width
        before[index] = max(before[index], half)
        after[index] = max(after[index], half)
      }
      if index > 0 { place += after[index - 1] + Self.laneGap + before[index] }
      across.append(place)
    }
  }

  /// Commits one after the other, further apart where words would meet each other or a line from lane to lane.
  private mutating func placeAlong() {
    let crossed = lanesCrossed()
    var end = [Double](repeating: -.infinity, count: graph.branches.count)
    for (index, commit) in graph.commits.enumerated() {
      let (label, tag) = (labels[index], tagsSize(index))
      let half = max(
        Self.radius, (isVertical ? max(label.height, tag.height) : max(label.width, tag.width)) / 2)
      var place = max((along.last ?? -Self.step) + Self.step, end[commit.branch] + 2 * Self.gap + half)
      for lane in crossed[index] where lane != commit.branch { place = max(place, end[lane] + Self.gap) }
      if commit.kind == .cherryPick, let source = commit.parents.last {
        // The line comes into the lane before the words.
        place = max(place, exit(from: source, to: commit.branch) + Self.gap + half)
      }
      along.append(place)
      halves.append(half)
      for lane in crossed[index] { end[lane] = max(end[lane], place - Self.gap) }
      end[commit.branch] = place + half
    }
  }

  /// Where the line of a cherry-pick leaves the lane of its source: at the commit, or behind its tags if they are on that
  /// side.
  private func exit(from source: Int, to branch: Int) -> Double {
    let isBehindTags = branch < graph.commits[source].branch && !tags[source].isEmpty
    return isBehindTags ? along[source] + halves[source] + Self.gap : along[source]
  }

  /// The lanes that a line crosses or reaches at each commit: that of a merge at the merge, that of a new branch where
  /// it branches off.
  private func lanesCrossed() -> [ClosedRange<Int>] {
    var lanes = graph.commits.map { $0.branch...$0.branch }
    func extend(_ commit: Int, to lane: Int) {
      lanes[commit] = min(lanes[commit].lowerBound, lane)...max(lanes[commit].upperBound, lane)
    }
    for (index, commit) in graph.commits.enumerated() {
      for (order, parent) in commit.parents.enumerated() {
        let other = graph.commits[parent].branch
        if order > 0, commit.kind == .merge { extend(index, to: other) }
        if order == 0, other != commit.branch { extend(parent, to: commit.branch) }
      }
    }
    return lanes
  }

  private func point(_ along: Double, _ across: Double) -> Point {
    switch graph.direction {
    case .topToBottom: Point(across, along)
    case .bottomToTop: Point(across, -along)
    default: Point(along, across)
    }
  }

  private func center(_ commit: Int) -> Point { point(along[commit], across[graph.commits[commit].branch]) }

  private func surface(_ branch: Int) -> Surface { Surface.series[branch % Surface.series.count] }

  private func laneName(_ branch: GitGraph.Branch) -> TextBlock {
    TextBlock(RichText(branch.name), font: .title, limit: 160)
  }

  private mutating func addLanes() {
    let start = -Self.step * 0.6
    let end = (along.last ?? 0) + Self.step * 0.6
    for (index, branch) in graph.branches.enumerated() {
      let path = Path([.move(point(start, across[index])), .line(point(end, across[index]))])
      var appearance = Appearance(.rule)
      appearance.dash = [3, 4]
      builder.add(
        Scene.Decoration(figures: [Figure(.path(path), .line)], appearance: appearance),
        bounds: Rect(center: point(start, across[index]), size: Size(0, 0)).union(
          Rect(center: point(end, across[index]), size: Size(0, 0))), .background)
      let text = laneName(branch)
      let size = tagSize(text)
      let extent = isVertical ? size.height : size.width
      let bounds = Rect(center: point(start - extent / 2, across[index]), size: size)
      builder.add(
        Scene.Box(
          id: "branch \(branch.name)", role: .frame, bounds: bounds,
          figures: [Figure(.rect(bounds, radius: 4))],
          labels: [Scene.Label(text, role: .box, center: bounds.center, owner: branch.name)],
          appearance: Appearance(surface(index))))
    }
  }

  /// - Parameter isSecond: whether it brings in another branch: a merge, or a cherry-picked commit.
  private mutating func addLink(from parent: Int, to child: Int, isSecond: Bool) {
    let (from, to) = (graph.commits[parent], graph.commits[child])
    let (a, b) = (along[parent], along[child])
    let (p, q) = (across[from.branch], across[to.branch])
    var path = Path([.move(point(a, p))])
    // Corners are rounded by as much as both runs allow.
    let corner = min(16, abs(q - p) / 2, (b - a) / 2)
    let sign = q < p ? -1.0 : 1
    if p == q {
      path.line(point(b, q))
    } else if to.kind == .cherryPick, isSecond {
      // Out of its lane behind its own tags where they are in the way, and into the other before what is written there.
      let exit = exit(from: parent, to: to.branch)
      let entry = max(exit, b - halves[child] - Self.gap)
      let turn = min(Self.radius, abs(q - p) / 2)
      if exit > a { path.cubic(point(exit, p), point(exit, p), point(exit, p + sign * turn)) }
      path.cubic(point(exit, (p + q) / 2), point(entry, (p + q) / 2), point(entry, q - sign * turn))
      path.cubic(point(entry, q), point(entry, q), point(b, q))
    } else if isSecond {
      // A merge goes along its own lane, where nothing comes after it, and turns at the commit.
      path.line(point(b - corner, p))
      path.cubic(point(b - corner / 2, p), point(b, p + sign * corner / 2), point(b, p + sign * corner))
      path.line(point(b, q))
    } else {
      // A branch turns at once, to where nothing comes before it.
      path.line(point(a, q - sign * corner))
      path.cubic(point(a, q - sign * corner / 2), point(a + corner / 2, q), point(a + corner, q))
      path.line(point(b, q))
    }
    var appearance = Appearance(surface(isSecond ? from.branch : to.branch))
    appearance.strokeWidth = 2.5
    if to.kind == .cherryPick, isSecond { appearance.dash = [4, 4] }
    builder.add(
      Scene.Link(
        from: id(parent), to: id(child), route: path, figures: [Figure(.path(path), .line)],
        appearance: appearance), .links
    )
  }

  private func id(_ commit: Int) -> String { "commit \(commit + 1)" }

  private mutating func addCommit(_ index: Int) {
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
    label.plate = Figure(.rect(label.bounds.inset(-2, 0), radius: 3))
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
      top += size.height + 3
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
      return [
        Figure(.rect(square, radius: 2)),
        Figure(.rect(square.inset(r * 0.45, r * 0.45), radius: 1), .outline),
      ]
    }
    var result = [dot(middle, r, .surface)]
    if commit.look == .reverse {
      let d = r * 0.5
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
    case .merge: result.append(dot(middle, r * 0.55, .outline))
    case .cherryPick:
      result += [dot(middle + Point(-3, 2.5), 2.2, .outline), dot(middle + Point(3, 2.5), 2.2, .outline)]
      result.append(
        Figure(
          .path(
            Path([
              .move(middle + Point(-3, 1)), .line(middle + Point(0, -4)), .line(middle + Point(3, 1)),
            ])), .outline))
    }
    return result
  }
}
