/// A face for a score: content above 3, sad below.
enum FaceDrawing {
  /// CSS pixels, like the places of eyes and mouth from the middle of the face.
  static let radius = 12.0
  private static let eye = (place: Point(4, -3), radius: 1.0)
  private static let mouth = (half: 5.0, y: 4.0, bend: 4.0)

  static func face(_ score: Double, _ center: Point, id: String) -> Scene.Box {
    func ring(_ place: Point, _ radius: Double, _ paint: Figure.Paint) -> Figure {
      Figure(.ellipse(center: center + place, radius: Size(radius, radius)), paint)
    }
    let figures = [
      ring(Point(0, 0), radius, .surface), ring(Point(-eye.place.x, eye.place.y), eye.radius, .outline),
      ring(eye.place, eye.radius, .outline), Figure(.path(mouth(score).offset(by: center)), .outline),
    ]
    return Scene.Box(
      id: id, role: .node, bounds: Rect(center: center, size: Size(2 * radius, 2 * radius)), figures: figures,
      appearance: Appearance(surface(score)))
  }

  private static func surface(_ score: Double) -> Surface {
    score > 3 ? .series3 : score < 3 ? .critical : .series2
  }

  private static func mouth(_ score: Double) -> Path {
    let bend = score > 3 ? mouth.bend : score < 3 ? -mouth.bend : 0
    let y = mouth.y - bend / 2
    return Path([
      .move(Point(-mouth.half, y)),
      .cubic(
        Point(-mouth.half / 2, y + bend), Point(mouth.half / 2, y + bend), Point(mouth.half, y)),
    ])
  }
}
