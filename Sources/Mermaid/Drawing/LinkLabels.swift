extension Scene.Label {
  // CSS pixels.
  /// Labels on links are broken at this width: narrower than nodes, so that two ranks do not move apart for them.
  static let linkLimit = 150.0
  /// Room around the text of a label on a link, on each side.
  static let platePadding = Size(4, 1)
  private static let plateRadius = 4.0
  /// Between a head, or the box without one, and a label beside the line.
  private static let headGap = 3.0
  /// Of a line without a head: as far as the stroke of the box reaches.
  private static let leastHead = 2.0
  /// Between the line and a label to the right of it, and above it.
  private static let sideGap = Size(5, 2)

  /// A label on a link, on a plate that hides the line under it.
  static func onLink(
    _ text: TextBlock, center: Point, owner: String, wanted: Style = .inherited, backdrop: Color? = nil
  ) -> Scene.Label {
    var plate = Style()
    plate.color = wanted.color
    if let backdrop { plate.fill = .color(backdrop) }
    let (appearance, color) = Appearance.resolve(plate, .plate, backdrop: backdrop)
    var label = Scene.Label(text, role: .link, center: center, owner: owner, color: color)
    let box = label.bounds.inset(-platePadding.width, -platePadding.height)
    label.plate = Figure(.rect(box, radius: plateRadius))
    label.plateAppearance = appearance
    return label
  }

  /// A label beside the straight run with which a route begins: to the right of a vertical one, above a
  /// horizontal one.
  static func beside(start route: Path, head: ArrowHead, _ text: TextBlock, owner: String) -> Scene.Label? {
    guard let (tip, along) = route.reversed.arrival else { return nil }
    // `along` points into the box.
    let isVertical = abs(along.y) > abs(along.x)
    let extent = isVertical ? text.height : text.width
    let away = (tip - along * (max(head.extent, leastHead) + headGap + extent / 2))
    let center =
      isVertical
      ? Point(away.x + text.width / 2 + sideGap.width, away.y)
      : Point(away.x, away.y - text.height / 2 - sideGap.height)
    return Scene.Label(text, role: .link, center: center, owner: owner, isMuted: true)
  }

  /// The size that the layout reserves for a label on a link.
  static func roomOnLink(_ text: TextBlock?) -> Size? {
    text.map { Size($0.width + 2 * platePadding.width, $0.height + 2 * platePadding.height) }
  }
}
