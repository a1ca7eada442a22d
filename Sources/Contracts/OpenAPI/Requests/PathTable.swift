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

  /// A part of a path between slashes: `{id}`, `{name}.{format}`.
  fileprivate struct Segment: Sendable, Hashable {
    enum Piece: Sendable, Hashable {
      case text(String)
      case variable(String)
    }

    var pieces: [Piece]
  }

  fileprivate struct Node: Sendable {
    var fixed: [String: Int] = [:]
    var templates: [(segment: Segment, node: Int)] = []
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
    for part in Self.parts(path) {
      node = part.contains("{") ? template(Segment(part), after: node) : fixed(String(part), after: node)
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

  private mutating func template(_ segment: Segment, after node: Int) -> Int {
    if let known = nodes[node].templates.first(where: { $0.segment == segment }) { return known.node }
    nodes.append(Node())
    nodes[node].templates.append((segment, nodes.count - 1))
    return nodes.count - 1
  }

  private static func parts(_ path: String) -> [Substring] {
    Array(path.split(separator: "/", omittingEmptySubsequences: false).dropFirst())
  }

  /// - Parameter path: without a query.
  package func matches(_ path: String) -> [Match] {
    var found: [Match] = []
    search(Self.parts(path)[...], at: 0, [:], &found)
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

extension PathTable.Segment {
  package init(_ text: Substring) {
    pieces = []
    var rest = text
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
      pieces.append(.variable(String(rest[rest.index(after: open)..<close])))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
  }

  /// The text in place of each variable, which is at least one character; `nil` when the part does not fit.
  package func values(in part: Substring) -> [String: String]? {
    var values: [String: String] = [:]
    var rest = part
    var pieces = pieces
    // Text at the end must be the last of its occurrences; between variables the first will do.
    if pieces.count > 1, case .text(let last) = pieces[pieces.count - 1] {
      guard rest.hasSuffix(last) else { return nil }
      rest = rest.dropLast(last.count)
      pieces.removeLast()
    }
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .text(let text):
        guard rest.hasPrefix(text) else { return nil }
        rest = rest.dropFirst(text.count)
      case .variable(let name):
        var end = rest.endIndex
        if index + 1 < pieces.count, case .text(let next) = pieces[index + 1] {
          guard let place = rest.dropFirst().firstRange(of: next)?.lowerBound else { return nil }
          end = place
        }
        guard end > rest.startIndex else { return nil }
        values[name] = String(rest[..<end])
        rest = rest[end...]
      }
    }
    return rest.isEmpty ? values : nil
  }
}
