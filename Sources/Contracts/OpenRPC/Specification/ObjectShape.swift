/// The members of one kind of object of a specification.
package struct ObjectShape: Sendable {
  package struct Field: Sendable {
    package var name: String
    package var shape: Shape
    package var isRequired = false
    /// The meaning of an extension of FlowDocs, in Markdown; `nil` for fields of the specification.
    package var meaning: String?

    package static func required(_ name: String, _ shape: Shape) -> Field {
      Field(name: name, shape: shape, isRequired: true)
    }

    package static func optional(_ name: String, _ shape: Shape) -> Field {
      Field(name: name, shape: shape)
    }
  }

  /// As the specification calls it: `Method Object`.
  package var name: String
  package var fields: [Field]
  /// Whether unknown fields that do not begin with `x-` are an error; otherwise only likely typing errors of known
  /// fields are reported.
  package var isClosed: Bool
  /// What fields must be together.
  package var rules: [ObjectRule]

  package init(name: String, fields: [Field], isClosed: Bool = true, rules: [ObjectRule] = []) {
    self.name = name
    self.fields = fields
    self.isClosed = isClosed
    self.rules = rules
  }

  package func field(named name: String) -> Field? { fields.first { $0.name == name } }
}
