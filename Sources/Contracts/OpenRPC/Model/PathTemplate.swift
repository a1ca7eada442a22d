/// A path with its variables in braces: `/pets/{id}`, `/files/{name}.{format}` (OpenAPI 3.1, section 4.8.8.1).
package struct PathTemplate: Sendable, Hashable {
  /// The parts between slashes.
  package var segments: [Segment]

  package init(_ path: String) { segments = Self.parts(path).map(Segment.init) }

  /// What is between the slashes of a path.
  package static func parts(_ path: String) -> [Substring] {
    Array(path.split(separator: "/", omittingEmptySubsequences: false).dropFirst())
  }

  /// The names of its variables, in its order.
  package var variables: [String] { segments.flatMap(\.variables) }

  /// The path without the names of its variables, which do not tell paths apart: `/pets/{}`.
  package var form: String { segments.map { "/" + $0.form }.joined() }

  package struct Segment: Sendable, Hashable {
    enum Piece: Sendable, Hashable {
      case text(String)
      case variable(String)
    }

    private(set) var pieces: [Piece] = []

    init(_ text: Substring) {
      var rest = text
      while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
        if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
        pieces.append(.variable(String(rest[rest.index(after: open)..<close])))
        rest = rest[rest.index(after: close)...]
      }
      if !rest.isEmpty { pieces.append(.text(String(rest))) }
    }

    var variables: [String] {
      pieces.compactMap { if case .variable(let name) = $0 { name } else { nil } }
    }

    /// The text of a part without variables; `nil` for others.
    package var fixedText: String? { variables.isEmpty ? form : nil }

    fileprivate var form: String {
      pieces.map { if case .text(let text) = $0 { text } else { "{}" } }.joined()
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
}
