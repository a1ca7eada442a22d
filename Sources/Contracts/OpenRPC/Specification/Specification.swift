import Diagnostics
import JSONSchema

/// How the methods of a contract are called.
public enum CallProtocol: Sendable, Hashable {
  case jsonRPC
  /// Each method is an operation: a verb and a path.
  case http

  /// What one call is called.
  package var noun: String { self == .http ? "operation" : "method" }
}

/// A specification of contracts: what its documents contain, and how they are read.
package struct Specification: Sendable {
  /// `OpenRPC`.
  package var name: String
  package var callProtocol: CallProtocol
  package var root: ObjectShape
  /// The members of schemas that are no keywords of JSON Schema.
  package var schema: ObjectShape
  /// The version of JSON Schema that its schemas are written in.
  package var dialect: Dialect
  /// The members that mean something beside `$ref`.
  package var besideReference: Set<String>
  /// Whether other members beside `$ref`, and references to addresses of the network, are errors; they are warnings where
  /// the specification allows them without a meaning.
  package var isStrictAboutReferences: Bool

  package init(
    name: String, callProtocol: CallProtocol, root: ObjectShape, schema: ObjectShape, dialect: Dialect,
    besideReference: Set<String> = [], isStrictAboutReferences: Bool
  ) {
    self.name = name
    self.callProtocol = callProtocol
    self.root = root
    self.schema = schema
    self.dialect = dialect
    self.besideReference = besideReference
    self.isStrictAboutReferences = isStrictAboutReferences
  }

  package var severityOfReferences: Severity { isStrictAboutReferences ? .error : .warning }

  /// The shape of the members of a list of components, such as `schemas`.
  package func component(_ kind: String) -> Shape? {
    guard case .object(let components)? = root.field(named: "components")?.shape else { return nil }
    switch components.field(named: kind)?.shape {
    case .map(let item), .namedMap(_, let item): return item
    default: return nil
    }
  }
}
