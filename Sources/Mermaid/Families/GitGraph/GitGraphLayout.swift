extension GitGraph {
  /// The graph placed and measured: a lane a branch, commits by time, labels after and tags before each commit.
  ///
  /// ```swift
  /// let svg = try graph.scene(DiagramHeader(title: "Jobs")).svg(SVGOptions(mode: .standalone))
  /// ```
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

/// Lengths are CSS pixels. "Along" is the direction of time, "across" from lane to lane.
struct GitGraphDrawing {
  let graph: GitGraph
  var builder = SceneBuilder()
  let isVertical: Bool
  let labels: [TextBlock]
  let tags: [[TextBlock]]
  private var along: [Double] = []
  /// Half the length of each commit with its texts, along the lane.
  private var halves: [Double] = []
  private var across: [Double] = []

  /// From one commit to the next, at least. mermaid.js uses 40 px and turns the labels by 45°; these are level.
  private static let step = 46.0
  /// How far lanes reach beyond their first and last commit, in steps.
  private static let overhang = 0.6
  /// mermaid.js uses 10 px, and 9 px for merges.
  static let radius = 9.0
  /// The radius of the corners of lines from lane to lane, where there is room.
  private static let corner = 16.0
  /// Thicker than other links, because its colour names the branch.
  private static let lineWidth = 2.5
  /// Between a commit and the texts beside it, and between two texts.
  static let gap = 5.0
  /// Between the texts of two lanes.
  private static let laneGap = 18.0
  /// Texts are broken at these widths.
  private static let labelLimit = 110.0
  private static let tagLimit = 140.0
  private static let laneNameLimit = 160.0
  private static let laneNameRadius = 4.0
  private static let tagPadding = Size(8, 3)
  /// Between two tags of a commit.
  static let tagGap = 3.0

  init(_ graph: GitGraph) {
    self.graph = graph
    isVertical = !graph.direction.isHorizontal
    labels = graph.commits.map { commit in
      graph.showsLabels && !commit.label.isEmpty
        ? TextBlock(RichText(commit.label), font: .small, limit: Self.labelLimit) : .empty
    }
    tags = graph.commits.map { $0.tags.map { TextBlock(RichText($0), font: .tiny, limit: Self.tagLimit) } }
  }

  func tagSize(_ tag: TextBlock) -> Size {
    Size(tag.width + 2 * Self.tagPadding.width, tag.height + 2 * Self.tagPadding.height)
  }

  /// Tags are on the side of the lane that an earlier merge arrives from, so they make room for it.
  func hasTagsBehindLabel(_ index: Int) -> Bool {
    let commit = graph.commits[index]
    guard commit.kind == .merge, let source = commit.parents.last else { return false }
    return graph.commits[source].branch < commit.branch
  }

  /// All tags of a commit: one above the other.
  func tagsSize(_ commit: Int) -> Size {
    tags[commit].map(tagSize).reduce(Size(0, 0)) {
      Size(max($0.width, $1.width), $0.height + $1.height + Self.tagGap)
    }
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

  /// Places the lanes as far apart as the texts at their commits need.
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

  /// Places commits one after the other, further apart where texts would touch each other or a line between lanes.
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
        // The line enters the lane before the text.
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

  /// The lanes that a line crosses or reaches at each commit: for a merge at the merge, for a new branch at the commit
  /// it starts from.
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

  func center(_ commit: Int) -> Point { point(along[commit], across[graph.commits[commit].branch]) }

  func surface(_ branch: Int) -> Surface { Surface.series[branch % Surface.series.count] }

  private func laneName(_ branch: GitGraph.Branch) -> TextBlock {
    TextBlock(RichText(branch.name), font: .title, limit: Self.laneNameLimit)
  }

  private mutating func addLanes() {
    let start = -Self.step * Self.overhang
    let end = (along.last ?? 0) + Self.step * Self.overhang
    for (index, branch) in graph.branches.enumerated() {
      let path = Path([.move(point(start, across[index])), .line(point(end, across[index]))])
      var appearance = Appearance(.rule)
      appearance.dash = Dash.dotted
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
          figures: [Figure(.rect(bounds, radius: Self.laneNameRadius))],
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
    let corner = min(Self.corner, abs(q - p) / 2, (b - a) / 2)
    let sign = q < p ? -1.0 : 1
    if p == q {
      path.line(point(b, q))
    } else if to.kind == .cherryPick, isSecond {
      // Leaves its lane behind its own tags where they are in the way, and enters the other before the texts there.
      let exit = exit(from: parent, to: to.branch)
      let entry = max(exit, b - halves[child] - Self.gap)
      let turn = min(Self.radius, abs(q - p) / 2)
      if exit > a { path.cubic(point(exit, p), point(exit, p), point(exit, p + sign * turn)) }
      path.cubic(point(exit, (p + q) / 2), point(entry, (p + q) / 2), point(entry, q - sign * turn))
      path.cubic(point(entry, q), point(entry, q), point(b, q))
    } else if isSecond {
      // A merge follows its own lane, which has no later commits, and turns at the merge commit.
      path.line(point(b - corner, p))
      path.cubic(point(b - corner / 2, p), point(b, p + sign * corner / 2), point(b, p + sign * corner))
      path.line(point(b, q))
    } else {
      // A new branch turns at the commit it starts from: its lane has no earlier commits.
      path.line(point(a, q - sign * corner))
      path.cubic(point(a, q - sign * corner / 2), point(a + corner / 2, q), point(a + corner, q))
      path.line(point(b, q))
    }
    var appearance = Appearance(surface(isSecond ? from.branch : to.branch))
    appearance.strokeWidth = Self.lineWidth
    if to.kind == .cherryPick, isSecond { appearance.dash = Dash.even }
    builder.add(
      Scene.Link(
        from: id(parent), to: id(child), route: path, figures: [Figure(.path(path), .line)],
        appearance: appearance), .links
    )
  }

  func id(_ commit: Int) -> String { "commit \(commit + 1)" }
}
