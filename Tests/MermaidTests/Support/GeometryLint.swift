@testable import Mermaid

/// Something that should not be seen in a drawing.
struct GeometryFinding: Sendable, Hashable, CustomStringConvertible {
  enum Kind: String, Sendable, Hashable, CaseIterable {
    case linkThroughBox = "link through a foreign box"
    case linkThroughTitle = "link through a title"
    case linkThroughLabel = "link through a foreign label"
    case labelOutsideBox = "label outside its box"
    case overlappingBoxes = "overlapping boxes"
    case overlappingLabels = "overlapping labels"
    case outsideOfDrawing = "outside of the drawing"
  }

  var kind: Kind
  /// The two things, by id or text.
  var subject: String
  var object: String

  var description: String { "\(kind.rawValue): \(subject) / \(object)" }
}

extension Scene {
  /// Measures the drawing. A drawing without findings has no link behind a box, no text struck through or
  /// cut off, and nothing on top of anything else.
  func geometryFindings() -> [GeometryFinding] {
    var findings: [GeometryFinding] = []
    func report(_ kind: GeometryFinding.Kind, _ subject: String, _ object: String) {
      findings.append(GeometryFinding(kind: kind, subject: subject, object: object))
    }
    let boxes = layers.flatMap(\.items).compactMap { if case .box(let box) = $0 { box } else { nil } }
    let links = layers.flatMap(\.items).compactMap { if case .link(let link) = $0 { link } else { nil } }
    let free = layers.flatMap(\.items).compactMap { if case .label(let label) = $0 { label } else { nil } }
    let canvas = Rect(x: 0, y: 0, width: size.width, height: size.height)

    for (index, box) in boxes.enumerated() {
      if !canvas.contains(box.bounds) { report(.outsideOfDrawing, box.id, "") }
      for label in box.labels where !box.bounds.inset(-0.5).contains(label.bounds) {
        report(.labelOutsideBox, label.text.plain, box.id)
      }
      if box.role == .frame || box.role == .slice { continue }
      for other in boxes[(index + 1)...]
      where other.role != .frame && other.role != .slice
        && box.bounds.inset(0.5).overlaps(other.bounds.inset(0.5))
      {
        let isInside =
          box.ancestors.contains(other.id) && other.bounds.inset(-0.5).contains(box.bounds)
          || other.ancestors.contains(box.id) && box.bounds.inset(-0.5).contains(other.bounds)
        if !isInside { report(.overlappingBoxes, box.id, other.id) }
      }
    }
    let titles = boxes.flatMap { box in box.labels.filter { $0.role == .title }.map { (box, $0) } }
    let freeTitles = free.filter { $0.role == .title }
    let linkLabels = links.enumerated().flatMap { index, link in link.labels.map { (index, $0) } }
    for (index, link) in links.enumerated() {
      let points = link.route.flattened(step: 2)
      func passes(_ rect: Rect) -> Bool { Self.passes(points, rect) }
      for box in boxes
      where box.role != .cluster && box.role != .frame && box.id != link.from && box.id != link.to {
        if passes(box.bounds.inset(1)) { report(.linkThroughBox, "\(link.from) → \(link.to)", box.id) }
      }
      for (box, title) in titles where passes(title.bounds) {
        report(.linkThroughTitle, "\(link.from) → \(link.to)", box.id)
      }
      for title in freeTitles where passes(title.bounds) {
        report(.linkThroughTitle, "\(link.from) → \(link.to)", title.text.plain)
      }
      for (owner, label) in linkLabels where owner != index && passes(label.bounds) {
        report(.linkThroughLabel, "\(link.from) → \(link.to)", label.text.plain)
      }
      for point in points where !canvas.inset(-0.5).contains(point) {
        report(.outsideOfDrawing, "\(link.from) → \(link.to)", "")
        break
      }
    }
    let labels = linkLabels.map(\.1) + free + titles.map(\.1)
    for (index, label) in labels.enumerated() {
      if !canvas.contains(label.bounds) { report(.outsideOfDrawing, label.text.plain, "") }
      for other in labels[(index + 1)...] where label.bounds.overlaps(other.bounds) {
        report(.overlappingLabels, label.text.plain, other.text.plain)
      }
      for box in boxes
      where label.role == .link && (box.role == .node || box.role == .note)
        && box.bounds.inset(1).overlaps(label.bounds)
      {
        report(.overlappingLabels, label.text.plain, box.id)
      }
    }
    return findings
  }

  /// How often links cross each other. Links that meet at an end of both do not cross there.
  func linkCrossings() -> Int {
    let routes = layers.flatMap(\.items).compactMap { item -> (points: [Point], bounds: Rect)? in
      guard case .link(let link) = item else { return nil }
      let points = link.route.flattened(step: 3)
      guard let first = points.first else { return nil }
      let bounds = points.reduce(Rect(x: first.x, y: first.y, width: 0, height: 0)) {
        $0.union(Rect(x: $1.x, y: $1.y, width: 0, height: 0))
      }
      return (points, bounds.inset(-1))
    }
    var count = 0
    for (index, a) in routes.enumerated() {
      for b in routes[(index + 1)...] where a.bounds.overlaps(b.bounds) {
        count += Self.crossings(a.points, b.points)
      }
    }
    return count
  }

  private static func passes(_ points: [Point], _ rect: Rect) -> Bool {
    guard rect.width > 0, rect.height > 0 else { return false }
    for (a, b) in zip(points, points.dropFirst()) {
      let steps = max(1, Int((b - a).length / 3))
      for step in 0...steps where rect.contains(a.interpolated(to: b, Double(step) / Double(steps))) {
        return true
      }
    }
    return false
  }

  private static func crossings(_ a: [Point], _ b: [Point]) -> Int {
    func side(_ p: Point, _ q: Point, _ r: Point) -> Double {
      (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x)
    }
    var count = 0
    let ends = [a.first, a.last, b.first, b.last].compactMap { $0 }
    let meeting = ends.prefix(2).filter { end in ends.suffix(2).contains { ($0 - end).length < 2 } }
    for (p, q) in zip(a, a.dropFirst()) {
      for (r, s) in zip(b, b.dropFirst()) {
        if max(p.x, q.x) < min(r.x, s.x) || max(r.x, s.x) < min(p.x, q.x) { continue }
        if max(p.y, q.y) < min(r.y, s.y) || max(r.y, s.y) < min(p.y, q.y) { continue }
        let (d1, d2) = (side(p, q, r), side(p, q, s))
        let (d3, d4) = (side(r, s, p), side(r, s, q))
        guard (d1 > 0) != (d2 > 0), (d3 > 0) != (d4 > 0), d1 != d2 else { continue }
        let crossing = r.interpolated(to: s, d1 / (d1 - d2))
        if ends.contains(where: { ($0 - crossing).length < 2 }) { continue }
        // Links that meet at one point run together before it.
        if meeting.contains(where: { ($0 - crossing).length < 14 }) { continue }
        count += 1
      }
    }
    return count
  }
}
