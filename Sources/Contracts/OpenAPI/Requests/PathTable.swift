import Diagnostics
import OpenRPC

/// Finds the operations of a path. Of several templates that fit, those with more fixed text at the front come first
/// (OpenAPI 3.1, section 4.8.8.2: "concrete definitions are matched before their templated counterparts").
package struct PathTable: Sendable {
  /// A template that fits a path.
  package struct Match: Sendable {
    package var template: String
    /// The text in place of each variable, as it was sent: percent-encoded.
    package var variables: [String: String]
    /// The operations of the template.
    package var methods: [Method]
  }

  fileprivate struct Node: Sendable {
    var fixed: [String: Int] = [:]
    var templates: [(segment: PathTemplate.Segment, node: Int)] = []
    /// The template that ends here.
    var end: String?
  }

  private var nodes = [Node()]
  private var methods: [String: [Method]] = [:]

  package init(_ all: [Method]) {
    for method in all {
      guard let path = method.operation?.path else { continue }
      methods[path, default: []].append(method)
      if methods[path]?.count == 1 { add(path) }
    }
  }

  private mutating func add(_ path: String) {
    var node = 0
    for segment in PathTemplate(path).segments {
      node = segment.fixedText.map { fixed($0, after: node) } ?? template(segment, after: node)
    }
    nodes[node].end = path
  }

  private mutating func fixed(_ text: String, after node: Int) -> Int {
    let text = PercentEncoding.decoded(text)
    if let next = nodes[node].fixed[text] { return next }
    nodes.append(Node())
    nodes[node].fixed[text] = nodes.count - 1
    return nodes.count - 1
  }

  private mutating func template(_ segment: PathTemplate.Segment, after node: Int) -> Int {
    if let known = nodes[node].templates.first(where: { $0.segment == segment }) { return known.node }
    nodes.append(Node())
    nodes[node].templates.append((segment, nodes.count - 1))
    return nodes.count - 1
  }

  /// - Parameter path: without a query.
  package func matches(_ path: String) -> [Match] {
    var found: [Match] = []
    search(PathTemplate.parts(path)[...], at: 0, [:], &found)
    return found
  }

  private func search(
    _ parts: ArraySlice<Substring>, at node: Int, _ variables: [String: String], _ found: inout [Match]
  ) {
    guard let part = parts.first else {
      if let template = nodes[node].end {
        found.append(Match(template: template, variables: variables, methods: methods[template] ?? []))
      }
      return
    }
    if let next = nodes[node].fixed[PercentEncoding.decoded(String(part))] {
      search(parts.dropFirst(), at: next, variables, &found)
    }
    for (segment, next) in nodes[node].templates {
      guard let values = segment.values(in: part) else { continue }
      search(parts.dropFirst(), at: next, variables.merging(values) { $1 }, &found)
    }
  }
}
