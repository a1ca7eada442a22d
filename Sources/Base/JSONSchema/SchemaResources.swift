import JSON

/// Other documents that schemas may refer to, by URI. Nothing else is available: nothing is fetched.
public struct SchemaResources: Sendable {
  private var documents: [String: JSON]
  private let load: @Sendable (String) -> JSON?

  /// Documents at hand, by absolute URI.
  public init(_ documents: [String: JSON] = [:]) {
    self.init(documents) { _ in nil }
  }

  /// Documents at hand, and a way to get others, given an absolute URI without its fragment.
  public init(_ documents: [String: JSON] = [:], load: @escaping @Sendable (String) -> JSON?) {
    self.documents = [:]
    self.load = load
    for (uri, document) in documents { add(document, uri: uri) }
  }

  public mutating func add(_ document: JSON, uri: String) {
    documents[URIReference(uri).withoutFragment.description] = document
  }

  /// The document of an absolute URI without fragment: a given one, a metaschema, or a loaded one.
  func document(_ uri: String) -> JSON? {
    documents[uri] ?? Metaschemas.document(uri) ?? load(uri)
  }
}
