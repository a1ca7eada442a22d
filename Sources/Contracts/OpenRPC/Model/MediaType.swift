/// A media type or a range of them, in small letters and without parameters.
package struct MediaType: Hashable {
  package var type: String
  package var subtype: String

  package init?(_ text: String) {
    let parts = text.prefix { $0 != ";" }.filter { !$0.isWhitespace }.lowercased().split(separator: "/")
    guard parts.count == 2 else { return nil }
    type = String(parts[0])
    subtype = String(parts[1])
  }

  /// Whether a range of the contract (`text/*`) has the type.
  package func contains(_ other: MediaType) -> Bool {
    (type == "*" || type == other.type) && (subtype == "*" || subtype == other.subtype)
  }

  package var isJSON: Bool { subtype == "json" || subtype.hasSuffix("+json") }
  package var isForm: Bool { type == "application" && subtype == "x-www-form-urlencoded" }
  package var isMultipart: Bool { type == "multipart" }
  package var isText: Bool { type == "text" }

  /// The most exact of the bodies of a contract that a body may be.
  package static func best(for type: MediaType?, of bodies: [MediaContent]) -> MediaContent? {
    guard let type else { return nil }
    let fitting = bodies.compactMap { content in
      MediaType(content.type).flatMap { $0.contains(type) ? ($0, content) : nil }
    }
    return (fitting.first { $0.0 == type } ?? fitting.first { $0.0.type != "*" } ?? fitting.first)?.1
  }
}
