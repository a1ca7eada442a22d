import Diagnostics
import JSON

/// Which rules a schema resource is read by: its draft, and of draft 2020-12 the vocabularies in use.
struct DialectTraits: Sendable {
  var draft: Dialect
  var applicator = true
  var validation = true
  var unevaluated = true
  var assertsFormats = false
}

/// The documents, the schema resources and anchors in them, and what a reference leads to.
struct SchemaIndex {
  struct Resource {
    var uri: URIReference
    var place: Place
    var traits: DialectTraits
    var anchors: [String: Place] = [:]
    var dynamicAnchors: [String: Place] = [:]
  }

  struct Document {
    var uri: String
    var json: JSON
  }

  private(set) var documents: [Document] = []
  private(set) var resources: [Resource] = []
  private var resourceByURI: [String: Int] = [:]
  /// The resource of every place that is known to be a schema.
  private var resourceByPlace: [Place: Int] = [:]
  private let available: SchemaResources
  private let fallback: DialectTraits

  init(dialect: Dialect, resources: SchemaResources) {
    available = resources
    fallback = DialectTraits(draft: dialect)
  }

  func fail(_ message: String, _ place: Place) -> SchemaError {
    let document = documents[place.document]
    return SchemaError(
      message: message, pointer: place.pointer, document: document.uri,
      range: document.json.value(at: place.pointer)?.range)
  }

  /// The resource that a known schema belongs to.
  func resource(of place: Place) -> Int { resourceByPlace[place] ?? 0 }

  func json(at place: Place) -> JSON? { documents[place.document].json.value(at: place.pointer) }

  /// Takes in a document whose root may be a schema; gives its root's resource.
  @discardableResult
  mutating func add(_ json: JSON, uri: String) throws(SchemaError) -> Int {
    let place = Place(document: documents.count, pointer: JSONPointer())
    let base = URIReference(uri).withoutFragment
    documents.append(Document(uri: uri, json: json))
    // The document's own URI refers to it too, with any `$id`.
    let root = resources.count
    resources.append(Resource(uri: base, place: place, traits: fallback))
    resourceByURI[base.description] = root
    try identify(json, place, resource: root)
    return resourceByPlace[place] ?? root
  }

  /// The target of a reference from a resource: the place of a schema, known from now on.
  mutating func resolve(
    _ reference: String, from resource: Int, at place: Place
  ) throws(SchemaError) -> (place: Place, resource: Int, fragment: String) {
    let uri = resources[resource].uri.resolving(URIReference(reference))
    let base = uri.withoutFragment.description
    let fragment = PercentEncoding.decoded(uri.fragment ?? "")
    let target: Int
    if let known = resourceByURI[base] {
      target = known
    } else if let document = available.document(base) {
      target = try add(document, uri: base)
    } else {
      throw fail("refers to \"\(reference)\", but there is no document \"\(base)\"", place)
    }
    let root = resources[target].place
    if fragment.isEmpty { return (root, target, fragment) }
    if fragment.utf8.first == UInt8(ascii: "/") {
      guard let pointer = JSONPointer(fragment) else {
        throw fail("refers to \"\(reference)\", which is not a JSON pointer", place)
      }
      let found = try walk(pointer, from: root, reference, at: place)
      return (found, self.resource(of: found), fragment)
    }
    if let anchor = resources[target].anchors[fragment] ?? resources[target].dynamicAnchors[fragment] {
      return (anchor, target, fragment)
    }
    let names = Array(resources[target].anchors.keys) + Array(resources[target].dynamicAnchors.keys)
    let hint = NearMiss.nearest(to: fragment, in: names.sorted()).map { ". Did you mean \"\($0)\"?" } ?? ""
    throw fail("refers to \"\(reference)\", but there is no anchor \"\(fragment)\"\(hint)", place)
  }

  /// The place of the schema at a pointer below a known one.
  mutating func locate(_ pointer: JSONPointer) throws(SchemaError) -> Place {
    let root = Place(document: 0, pointer: JSONPointer())
    return try walk(pointer, from: root, "#\(pointer)", at: root)
  }

  private mutating func walk(
    _ pointer: JSONPointer, from root: Place, _ reference: String, at origin: Place
  ) throws(SchemaError) -> Place {
    var place = root
    var current = json(at: root) ?? .null
    var owner = resource(of: root)
    for token in pointer.tokens {
      guard let next = current.value(at: JSONPointer([token])) else {
        let hint = current.object.flatMap { NearMiss.nearest(to: token, in: $0.names) }
        throw fail(
          "refers to \"\(reference)\", but there is no \"\(token)\""
            + (hint.map { ". Did you mean \"\($0)\"?" } ?? ""), origin)
      }
      current = next
      place = place.appending(token)
      owner = resourceByPlace[place] ?? owner
    }
    try identify(current, place, resource: owner)
    return place
  }

  /// Finds the resources and anchors in a schema, and remembers where schemas are.
  private mutating func identify(_ json: JSON, _ place: Place, resource: Int) throws(SchemaError) {
    var open: [(json: JSON, place: Place, resource: Int)] = [(json, place, resource)]
    while let (json, place, parent) = open.popLast() {
      if resourceByPlace[place] != nil { continue }
      guard let object = json.object else {
        resourceByPlace[place] = parent
        continue
      }
      let resource = try enter(object, place, parent)
      resourceByPlace[place] = resource
      for (tokens, child) in Subschemas.of(object, draft: resources[resource].traits.draft) {
        open.append(
          (
            child, Place(document: place.document, pointer: JSONPointer(place.pointer.tokens + tokens)),
            resource
          ))
      }
    }
  }

  /// Reads `$schema`, `$id`, `$anchor` and `$dynamicAnchor`; gives the resource that the schema belongs to.
  private mutating func enter(
    _ object: JSONObject, _ place: Place, _ parent: Int
  ) throws(SchemaError) -> Int {
    var resource = parent
    let isDocument = place.pointer.tokens.isEmpty
    var traits = resources[parent].traits
    let id = object["$id"]?.string
    if isDocument || id != nil, let schema = object["$schema"]?.string {
      traits = try self.traits(of: schema, at: place.appending("$schema"))
    }
    if isDocument { resources[resource].traits = traits }
    // Draft 7 ignores keywords beside `$ref`.
    let ignoresSiblings = traits.draft == .draft7 && object["$ref"] != nil
    if let id, !ignoresSiblings {
      let uri = resources[parent].uri.resolving(URIReference(id))
      let isOnlyAnchor = traits.draft == .draft7 && id.hasPrefix("#")
      if !isOnlyAnchor {
        let base = uri.withoutFragment
        if isDocument {
          resources[resource].uri = base
        } else {
          resource = resources.count
          resources.append(Resource(uri: base, place: place, traits: traits))
        }
        resourceByURI[base.description] = resource
      }
      if traits.draft == .draft7, let fragment = uri.fragment, !fragment.isEmpty {
        resources[resource].anchors[fragment] = place
      }
    }
    if traits.draft == .draft202012 {
      if let anchor = object["$anchor"]?.string { resources[resource].anchors[anchor] = place }
      if let anchor = object["$dynamicAnchor"]?.string { resources[resource].dynamicAnchors[anchor] = place }
    }
    return resource
  }

  private static let vocabularies = "https://json-schema.org/draft/2020-12/vocab/"
  private static let knownVocabularies: Set<String> = [
    "core", "applicator", "unevaluated", "validation", "meta-data", "format-annotation", "format-assertion",
    "content",
  ]

  /// The traits of the metaschema that `$schema` names; the fallback when it is unknown.
  private func traits(
    of schema: String, at place: Place, depth: Int = 0
  ) throws(SchemaError) -> DialectTraits {
    let uri = URIReference(schema).withoutFragment.description
    switch uri {
    case Metaschemas.draft7URI, "https://json-schema.org/draft-07/schema",
      "http://json-schema.org/draft-06/schema":
      return DialectTraits(draft: .draft7)
    case Metaschemas.draft202012URI: return DialectTraits(draft: .draft202012)
    case "http://json-schema.org/draft-03/schema", "http://json-schema.org/draft-04/schema",
      "https://json-schema.org/draft/2019-09/schema":
      throw fail("is written for \"\(schema)\"; use draft 7 or draft 2020-12", place)
    default: break
    }
    guard depth < 8, let metaschema = available.document(uri) else { return fallback }
    var traits = fallback
    if let parent = metaschema["$schema"]?.string, parent != schema {
      traits = try self.traits(of: parent, at: place, depth: depth + 1)
    }
    guard let vocabulary = metaschema["$vocabulary"]?.object else { return traits }
    var used: Set<String> = []
    for member in vocabulary {
      let isRequired = member.value.bool ?? true
      if member.name.hasPrefix(Self.vocabularies),
        Self.knownVocabularies.contains(String(member.name.dropFirst(Self.vocabularies.count)))
      {
        used.insert(String(member.name.dropFirst(Self.vocabularies.count)))
      } else if isRequired {
        throw fail("requires the unknown vocabulary \"\(member.name)\"", place)
      }
    }
    traits.applicator = used.contains("applicator")
    traits.validation = used.contains("validation")
    traits.unevaluated = used.contains("unevaluated")
    traits.assertsFormats = used.contains("format-assertion")
    return traits
  }
}

/// The keywords whose values contain schemas.
enum Subschemas {
  private enum Shape { case schema, list, map, schemaOrList }

  private static let draft7: [(String, Shape)] = [
    ("definitions", .map), ("properties", .map), ("patternProperties", .map), ("dependencies", .map),
    ("additionalProperties", .schema), ("propertyNames", .schema), ("items", .schemaOrList),
    ("additionalItems", .schema), ("contains", .schema), ("allOf", .list), ("anyOf", .list), ("oneOf", .list),
    ("not", .schema), ("if", .schema), ("then", .schema), ("else", .schema),
  ]

  private static let draft202012: [(String, Shape)] = [
    ("$defs", .map), ("definitions", .map), ("properties", .map), ("patternProperties", .map),
    ("dependentSchemas", .map), ("dependencies", .map), ("additionalProperties", .schema),
    ("propertyNames", .schema),
    ("prefixItems", .list), ("items", .schema), ("contains", .schema), ("unevaluatedItems", .schema),
    ("unevaluatedProperties", .schema), ("contentSchema", .schema), ("allOf", .list), ("anyOf", .list),
    ("oneOf", .list), ("not", .schema), ("if", .schema), ("then", .schema), ("else", .schema),
  ]

  /// The schemas directly inside an object, each with its path. A value of another type is left out: whether it is a
  /// mistake is decided where the keyword is used.
  static func of(_ object: JSONObject, draft: Dialect) -> [(tokens: [String], schema: JSON)] {
    var found: [(tokens: [String], schema: JSON)] = []
    for (keyword, shape) in draft == .draft7 ? draft7 : draft202012 {
      guard let value = object[keyword] else { continue }
      if shape == .map {
        for member in value.object ?? JSONObject() where isSchema(member.value) {
          found.append(([keyword, member.name], member.value))
        }
      } else if shape != .schema, let list = value.array {
        for (index, item) in list.enumerated() where isSchema(item) {
          found.append(([keyword, String(index)], item))
        }
      } else if shape != .list, isSchema(value) {
        found.append(([keyword], value))
      }
    }
    return found
  }

  static func isSchema(_ value: JSON) -> Bool { value.object != nil || value.bool != nil }
}
