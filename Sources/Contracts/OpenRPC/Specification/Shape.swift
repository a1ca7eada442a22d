/// The values that are allowed at a place of a contract.
package indirect enum Shape: Sendable {
  case any
  case string
  case nonEmptyString
  case boolean
  case integer
  case positiveInteger
  case word([String])
  /// The version of the specification that the contract is written for.
  case specificationVersion(SpecificationVersion)
  /// A JSON Schema: an object or a boolean.
  case schema
  /// An object with any members, or an array.
  case params
  case array(Shape)
  case map(Shape)
  /// A map whose names have a form of their own.
  case namedMap(MemberNames, Shape)
  case object(ObjectShape)
  /// The value, or `{"$ref": …}` to one.
  case orReference(Shape)
  /// A shape that is a part of itself, as a header is of the encoding of a header.
  case later(@Sendable () -> Shape)

  /// The allowed values in words, to be read after `must be`.
  package var expectation: String {
    switch self {
    case .any: "a value"
    case .string, .specificationVersion: "a string"
    case .nonEmptyString: "a non-empty string"
    case .boolean: "true or false"
    case .integer: "an integer"
    case .positiveInteger: "an integer of at least 1"
    case .word(let words): "one of " + words.map { "\"\($0)\"" }.joined(separator: ", ")
    case .schema: "a JSON Schema (an object, true or false)"
    case .params: "an object (params by name) or an array (params by position)"
    case .array: "an array"
    case .map, .namedMap: "an object"
    case .object(let object): "an object (\(object.name))"
    case .orReference(let shape): shape.expectation + " or a reference"
    case .later(let shape): shape().expectation
    }
  }

  /// The object that is described, behind references; `nil` for other values.
  package var object: ObjectShape? {
    switch self {
    case .object(let object): object
    case .orReference(let shape): shape.object
    case .later(let shape): shape().object
    default: nil
    }
  }
}

/// The versions of a specification that are read.
package struct SpecificationVersion: Sendable {
  /// `OpenRPC`.
  package var name: String
  package var isKnown: @Sendable (String) -> Bool
  /// What to write instead of an unknown version.
  package var fix: String

  package init(name: String, fix: String, isKnown: @escaping @Sendable (String) -> Bool) {
    self.name = name
    self.fix = fix
    self.isKnown = isKnown
  }
}

/// The names that members of a map may have.
package struct MemberNames: Sendable {
  package var areAllowed: @Sendable (String) -> Bool
  /// What a name must be, to be read after `must`: `begin with "/"`.
  package var expectation: String

  package init(_ expectation: String, areAllowed: @escaping @Sendable (String) -> Bool) {
    self.expectation = expectation
    self.areAllowed = areAllowed
  }
}
