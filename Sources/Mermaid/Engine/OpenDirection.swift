/// A drawing of a family on its way through the layered engine.
protocol LayeredDrawing {
  var graph: LayeredGraph { get }
}

/// Diagrams whose authors leave the direction open.
extension LayeredEngine {
  /// The drawing in the author's direction. Without one it goes down, or to the right where only that fits a page.
  static func layout<Drawing: LayeredDrawing>(
    _ direction: Direction?, limits: LayoutLimits, _ make: (Direction) -> Drawing
  ) throws(LayoutError) -> (Drawing, LayeredLayout) {
    let drawing = make(direction ?? .topToBottom)
    let layout = try layout(drawing.graph, limits: limits)
    guard direction == nil, layout.size.width > pageWidth else { return (drawing, layout) }
    let turned = make(.leftToRight)
    let other = try Self.layout(turned.graph, limits: limits)
    let fits = other.size.width <= pageWidth && other.size.height <= mostHeight
    return fits ? (turned, other) : (drawing, layout)
  }

  /// The drawing, or another one where the first is wider than a page and the other is not as wide.
  static func narrower<Drawing: LayeredDrawing>(
    _ drawn: (Drawing, LayeredLayout), limits: LayoutLimits, _ make: () -> Drawing
  ) throws(LayoutError) -> (Drawing, LayeredLayout) {
    guard drawn.1.size.width > pageWidth else { return drawn }
    let other = make()
    let layout = try layout(other.graph, limits: limits)
    return layout.size.width < drawn.1.size.width ? (other, layout) : drawn
  }

  /// CSS pixels: higher drawings are not looked through on a page.
  private static let mostHeight = 1_400.0
}
