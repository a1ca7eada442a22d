import JSON
import Patterns

/// A node under construction.
private struct Draft {
  var place: Place
  /// The same as in `Node`.
  var resource: Int
  var rules: [KeywordRule] = []
  var annotations = Annotations()
}

/// Turns schemas into nodes. References are followed by a work list, not by recursion.
struct Compiler {
  var index: SchemaIndex
  private let assertFormats: Bool
  private var drafts: [Draft] = []
  private var nodeByPlace: [Place: Int] = [:]
  private var pending: [Int] = []
  private var patterns: [String: Pattern] = [:]
  private var dynamicNames: Set<String> = []
  private var dynamicAnchors: [DynamicAnchor: Int] = [:]
  /// Everything that is wrong, each once.
  private(set) var errors: [SchemaError] = []

  init(dialect: Dialect, resources: SchemaResources, assertFormats: Bool) {
    index = SchemaIndex(dialect: dialect, resources: resources)
    self.assertFormats = assertFormats
  }

  /// Compiles the schemas at the pointers and everything they refer to. Returns their nodes, in order; mistakes are
  /// added to `errors`.
  mutating func compile(_ document: JSON, at pointers: [JSONPointer], baseURI: String) -> [Int] {
    var roots: [Int] = []
    collect { compiler throws(SchemaError) in try compiler.index.add(document, uri: baseURI) }
    for pointer in pointers {
      collect { compiler throws(SchemaError) in
        roots.append(compiler.node(at: try compiler.index.locate(pointer)))
      }
    }
    repeat {
      while let next = pending.popLast() {
        collect { compiler throws(SchemaError) in try compiler.compile(next) }
      }
      // Any schema with the name of a dynamic reference may turn out to be its target.
      for (resource, entry) in index.resources.enumerated() {
        for (name, place) in entry.dynamicAnchors where dynamicNames.contains(name) {
          dynamicAnchors[DynamicAnchor(resource: resource, name: name)] = node(at: place)
        }
      }
    } while !pending.isEmpty
    collect { compiler throws(SchemaError) in try compiler.refuseEndlessReferences() }
    return roots
  }

  private mutating func collect(_ work: (inout Compiler) throws(SchemaError) -> Void) {
    do throws(SchemaError) {
      try work(&self)
    } catch {
      if !errors.contains(error) { errors.append(error) }
    }
  }

  /// The program of the schemas compiled so far.
  func program() -> Program {
    Program(
      nodes: drafts.map {
        Node(place: $0.place, resource: $0.resource, rules: $0.rules, annotations: $0.annotations)
      },
      documents: index.documents.map(\.uri), dynamicAnchors: dynamicAnchors)
  }

  /// The node of a schema, compiled later if it is new.
  mutating func node(at place: Place) -> Int {
    if let known = nodeByPlace[place] { return known }
    let new = drafts.count
    drafts.append(Draft(place: place, resource: index.resource(of: place)))
    nodeByPlace[place] = new
    pending.append(new)
    return new
  }

  private mutating func compile(_ number: Int) throws(SchemaError) {
    let place = drafts[number].place
    let json = index.json(at: place) ?? .null
    switch json.content {
    case .bool(let allowed):
      if !allowed {
        drafts[number].rules = [KeywordRule(keyword: "false", check: .never, range: json.range)]
      }
    case .object(let object):
      let resource = drafts[number].resource
      let traits = index.resources[resource].traits
      var schema = SchemaReader(object: object, place: place, resource: resource, traits: traits)
      schema.assertsFormats = assertFormats || traits.assertsFormats
      drafts[number].annotations = Annotations(object)
      try rules(of: schema, into: number)
    default: throw index.fail("must be an object, true or false (a schema), got \(Phrase.value(json))", place)
    }
  }

  private mutating func rules(of schema: SchemaReader, into number: Int) throws(SchemaError) {
    var rules: [KeywordRule] = []
    func add(_ keyword: String, _ check: Check?) {
      guard let check else { return }
      rules.append(KeywordRule(keyword: keyword, check: check, range: schema.object[keyword]?.range))
    }
    let traits = schema.traits
    if let reference = schema.object["$ref"] {
      add("$ref", .reference(try target(of: reference, "$ref", schema).node))
      if traits.draft == .draft7 {
        drafts[number].rules = rules
        return
      }
    }
    if traits.validation {
      for (keyword, check) in try values(of: schema) { add(keyword, check) }
    }
    if schema.assertsFormats, let format = try string("format", schema) {
      add("format", Format(rawValue: format).map { .format($0) })
    }
    if traits.applicator {
      for (keyword, check) in try applicators(of: schema) { add(keyword, check) }
    }
    if traits.draft == .draft202012 {
      if let reference = schema.object["$dynamicRef"] {
        add("$dynamicRef", try dynamicReference(reference, schema))
      }
      if traits.unevaluated {
        // Last, because they depend on the results of the other rules.
        add("unevaluatedItems", try subschema("unevaluatedItems", schema).map { .unevaluatedItems($0) })
        add(
          "unevaluatedProperties",
          try subschema("unevaluatedProperties", schema).map { .unevaluatedProperties($0) })
      }
    }
    drafts[number].rules = rules
  }

  private mutating func target(
    of reference: JSON, _ keyword: String, _ schema: SchemaReader
  ) throws(SchemaError) -> (node: Int, resource: Int, fragment: String) {
    let place = schema.place.appending(keyword)
    guard let text = reference.string else {
      throw index.fail("must be a string (a reference), got \(Phrase.value(reference))", place)
    }
    let target = try index.resolve(text, from: schema.resource, at: place)
    return (node(at: target.place), target.resource, target.fragment)
  }

  /// A dynamic reference is a plain one unless it leads to a dynamic anchor by its name.
  private mutating func dynamicReference(
    _ reference: JSON, _ schema: SchemaReader
  ) throws(SchemaError) -> Check {
    let (node, resource, fragment) = try target(of: reference, "$dynamicRef", schema)
    guard index.resources[resource].dynamicAnchors[fragment] != nil else { return .reference(node) }
    dynamicNames.insert(fragment)
    return .dynamicReference(node, name: fragment)
  }

  /// A schema that refers to itself for the same value, for any value, would never end.
  private func refuseEndlessReferences() throws(SchemaError) {
    enum Colour { case new, open, done }
    var colours = [Colour](repeating: .new, count: drafts.count)
    for start in drafts.indices where colours[start] == .new {
      colours[start] = .open
      var path: [(node: Int, rest: [Int])] = [(start, onSameValue(start))]
      while let (node, rest) = path.last {
        guard let next = rest.last else {
          colours[node] = .done
          path.removeLast()
          continue
        }
        path[path.count - 1].rest.removeLast()
        switch colours[next] {
        case .new:
          colours[next] = .open
          path.append((next, onSameValue(next)))
        case .open:
          throw index.fail(
            "refers to itself without descending into the value: validation would not terminate",
            drafts[next].place)
        case .done: break
        }
      }
    }
  }

  /// The schemas that are always applied to the very value a schema is applied to.
  private func onSameValue(_ node: Int) -> [Int] {
    drafts[node].rules.flatMap { rule -> [Int] in
      switch rule.check {
      case .reference(let node), .not(let node): [node]
      case .allOf(let nodes), .anyOf(let nodes), .oneOf(let nodes): nodes
      case .conditional(let condition, _, _): [condition]
      default: []
      }
    }
  }

  mutating func pattern(_ text: String, at place: Place) throws(SchemaError) -> Pattern {
    if let known = patterns[text] { return known }
    do throws(PatternError) {
      let pattern = try Pattern(text)
      patterns[text] = pattern
      return pattern
    } catch {
      throw index.fail("\"\(text)\" is not a valid regular expression: \(error.message)", place)
    }
  }
}

/// One schema object with its context.
struct SchemaReader {
  var object: JSONObject
  var place: Place
  var resource: Int
  var traits: DialectTraits
  var assertsFormats = false
}
