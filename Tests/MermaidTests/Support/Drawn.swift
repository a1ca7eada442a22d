import Diagnostics
import Testing

@testable import Mermaid

/// The scene of a diagram that is read without an error.
func drawn(_ text: String) throws -> Scene {
  let (diagram, diagnostics) = MermaidParser.parse(SourceText(path: "d.mmd", text: text))
  return try #require(diagram, "\(diagnostics.map(\.message))").scene()
}

extension Scene {
  var boxes: [Box] {
    layers.flatMap(\.items).compactMap { if case .box(let box) = $0 { box } else { nil } }
  }

  var links: [Link] {
    layers.flatMap(\.items).compactMap { if case .link(let link) = $0 { link } else { nil } }
  }

  /// Labels that belong to no box and no link.
  var freeLabels: [Label] {
    layers.flatMap(\.items).compactMap { if case .label(let label) = $0 { label } else { nil } }
  }

  func box(_ id: String) throws -> Box { try #require(boxes.first { $0.id == id }, "no box \(id)") }
}
