/// Boxes around other boxes, with a title at the upper left: subgraphs, namespaces, composite states.
enum Cluster {
  // CSS pixels.
  /// Titles are broken at this width.
  private static let titleLimit = 260.0
  /// Around the title. The cluster's own padding is below it, so there is less than above.
  private static let titleSide = 14.0
  private static let titleAbove = 8.0
  private static let titleBelow = 6.0
  static let cornerRadius = 8.0
  /// Around the title of a cluster with nothing in it, both sides together.
  private static let emptyPadding = Size(32, 26)
  private static let leastEmptyWidth = 60.0

  static func title(_ text: RichText, font: Font = .title) -> TextBlock {
    TextBlock(text, font: font, limit: titleLimit)
  }

  /// The size of the title with its padding; zero without a title.
  static func room(for title: TextBlock) -> Size {
    title.isEmpty
      ? Size(0, 0) : Size(title.width + 2 * titleSide, title.height + titleAbove + titleBelow)
  }

  /// The size of a cluster with nothing in it but its title.
  static func emptySize(_ title: TextBlock) -> Size {
    Size(max(title.width + emptyPadding.width, leastEmptyWidth), title.height + emptyPadding.height)
  }

  /// Fills alternate, so that nested clusters can be distinguished.
  /// - Parameter depth: how many clusters are around this one.
  static func surface(depth: Int) -> Surface { depth % 2 == 0 ? .cluster : .inner }

  fileprivate static func label(_ title: TextBlock, in band: Rect, owner: String, color: Color?)
    -> Scene.Label
  {
    Scene.Label(
      title, role: .title,
      center: Point(band.x + titleSide + title.width / 2, band.y + titleAbove + title.height / 2),
      alignment: .start, owner: owner, color: color, isMuted: true)
  }
}

extension Scene.Box {
  /// A cluster with its title.
  /// - Parameter band: the room of the title, as the layout placed it.
  static func cluster(
    id: String, bounds: Rect, band: Rect, title: TextBlock, ancestors: [String], appearance: Appearance,
    color: Color? = nil, link: DiagramLink? = nil
  ) -> Scene.Box {
    Scene.Box(
      id: id, role: .cluster, bounds: bounds, ancestors: ancestors,
      figures: [Figure(.rect(bounds, radius: Cluster.cornerRadius))],
      labels: title.isEmpty ? [] : [Cluster.label(title, in: band, owner: id, color: color)],
      appearance: appearance, link: link)
  }

  /// A cluster with nothing in it: its title is in the middle.
  static func emptyCluster(
    id: String, bounds: Rect, title: TextBlock, ancestors: [String], appearance: Appearance,
    color: Color? = nil, link: DiagramLink? = nil
  ) -> Scene.Box {
    Scene.Box(
      id: id, role: .node, bounds: bounds, ancestors: ancestors,
      figures: [Figure(.rect(bounds, radius: Cluster.cornerRadius))],
      labels: [Scene.Label(title, role: .box, center: bounds.center, owner: id, color: color)],
      appearance: appearance, link: link)
  }
}
