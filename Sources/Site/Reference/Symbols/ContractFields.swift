import JSON
import OpenRPC
import Symbols

/// The fields of a contract's messages as prose names them: alone (`n_iterations`), by their path in a request or an
/// answer (`config.n_iterations`), and with their type (`JobConfig.n_iterations`).
///
/// A name of several types leads to the page of the kind, and its tooltip lists the types.
struct ContractFields {
  let contract: Contract
  private var places: [String: [Place]] = [:]
  /// The anchors of the places of each name: a common one, such as `id`, has thousands.
  private var anchors: [String: Set<String?>] = [:]
  /// Names in the order of the contract, so that the table is the same every time.
  private var order: [String] = []
  private var values: [(value: String, summary: String, anchor: String?)] = []
  private var seenValues: Set<String> = []

  private struct Place: Hashable {
    var anchor: String?
    /// The type or the method that has the field.
    var owner: String
    var summary: String
  }

  /// The current position in a schema.
  private struct Position {
    /// The part before the names of fields, with a dot at its end.
    var prefixes: [String]
    var owner: String
    /// The innermost part with an anchor of its own.
    var anchor: String?
    /// The component whose direct members the next ones are.
    var component: String?
    var depth = 0
    var open: Set<String> = []
  }

  private static let deepest = 6
  /// Contracts whose types refer to each other in every way have endless paths.
  private static let mostNames = 50_000

  init(contract: Contract) { self.contract = contract }

  /// Whether results and errors are sent inside of an object of JSON-RPC. HTTP sends the body alone.
  private var hasEnvelope: Bool { contract.callProtocol == .jsonRPC }

  var symbols: [Symbol] {
    order.compactMap { name -> Symbol? in
      guard let all = places[name] else { return nil }
      if all.count == 1, let place = all.first {
        return Symbol(
          .field, name, summary: place.summary, at: place.anchor.map { .anchor($0) } ?? .pageOfKind)
      }
      var seen: Set<String> = []
      let owners = all.map(\.owner).filter { seen.insert($0).inserted }
      return Symbol(.field, name, summary: "Field of " + SymbolSummary.list(owners))
    }
      + values.map {
        Symbol(.value, $0.value, summary: $0.summary, at: $0.anchor.map { .anchor($0) } ?? .pageOfKind)
      }
  }

  mutating func collect() {
    for schema in contract.schemas {
      let anchor = ContractAnchor.schema(schema.name)
      let position = Position(
        prefixes: ["", schema.name + "."], owner: schema.name, anchor: anchor, component: schema.name,
        open: [schema.name])
      walk(schema.value, position)
    }
    for method in contract.methods {
      for param in method.params {
        let anchor = ContractAnchor.param(param.name, ofMethod: method.name)
        add(
          param.name,
          Place(
            anchor: anchor, owner: method.name,
            summary: summary(param.description ?? param.summary, param.schemaValue)))
        walk(param.schemaValue, Position(prefixes: [param.name + "."], owner: method.name, anchor: anchor))
      }
      if let result = method.result {
        let anchor = ContractAnchor.method(method.name)
        for prefix in hasEnvelope ? ["", "result."] : [""] {
          walk(result.schemaValue, Position(prefixes: [prefix], owner: method.name, anchor: anchor))
        }
      }
    }
    if hasEnvelope { addErrorObject() }
    for error in contract.errors {
      guard let data = error.dataValue else { continue }
      let position = Position(
        prefixes: hasEnvelope ? ["data.", "error.data."] : [""], owner: "error \(error.code)",
        anchor: ContractAnchor.error(error.code))
      walk(data, position)
    }
  }

  private mutating func addErrorObject() {
    for name in ["error.code", "error.message", "error.data"] {
      add(name, Place(anchor: nil, owner: "error", summary: "Member of every error object of JSON-RPC 2.0"))
    }
  }

  private mutating func walk(_ schema: JSON, _ position: Position) {
    guard position.depth < Self.deepest, order.count < Self.mostNames else { return }
    if let reference = schema["$ref"]?.string {
      guard let target = contract.resolve(schema) else { return }
      var inner = position
      // `resolve` follows every reference; what counts is the type that is named here.
      if let component = JSONPointer(reference: reference)?.schemaComponent {
        guard inner.open.insert(component).inserted else { return }
        inner.component = component
        inner.owner = component
        inner.anchor = ContractAnchor.schema(component)
      }
      walk(target, inner)
      return
    }
    for value in (schema["enum"]?.array ?? []) + [schema["const"]].compactMap(\.self) {
      guard let text = value.string, seenValues.insert(text).inserted else { continue }
      values.append((text, "Value of \(position.owner)", position.anchor))
    }
    for (name, value) in (schema["properties"]?.object?.members ?? []).map({ ($0.name, $0.value) }) {
      let anchor = position.component.map { ContractAnchor.field(name, ofSchema: $0) } ?? position.anchor
      let place = Place(anchor: anchor, owner: position.owner, summary: summary(nil, value))
      for prefix in position.prefixes { add(prefix + name, place) }
      var inner = position
      inner.prefixes = position.prefixes.map { $0 + name + "." }
      inner.anchor = anchor
      inner.component = nil
      inner.depth += 1
      walk(value, inner)
    }
    for keyword in ["allOf", "anyOf", "oneOf"] {
      for part in schema[keyword]?.array ?? [] { walk(part, position) }
    }
    for keyword in ["items", "additionalProperties"] {
      guard let inner = schema[keyword], inner.object != nil else { continue }
      var next = position
      next.component = nil
      next.depth += 1
      walk(inner, next)
    }
  }

  private mutating func add(_ name: String, _ place: Place) {
    if places[name] == nil { order.append(name) }
    if anchors[name, default: []].insert(place.anchor).inserted { places[name, default: []].append(place) }
  }

  private func summary(_ description: String?, _ schema: JSON) -> String {
    SymbolSummary.line(
      description ?? schema["description"]?.string ?? contract.resolve(schema)?["description"]?.string)
  }
}
