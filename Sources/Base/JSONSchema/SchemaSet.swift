import JSON

/// Many schemas of one document, compiled together: what several of them refer to is read and compiled once.
///
///     let schemas = try SchemaSet(document: contract, at: pointers)
///     let violations = schemas[pointer]?.validate(value)
public struct SchemaSet: Sendable {
  private let program: Program
  private let roots: [JSONPointer: Int]
  private let limits: SchemaLimits

  /// The parameters are those of `Schema.init`.
  ///
  /// - Throws: everything that is wrong with any of the schemas, in the order in which it was met.
  public init(
    document: JSON, at pointers: [JSONPointer], baseURI: String = "", dialect: Dialect = .draft7,
    resources: SchemaResources = SchemaResources(), assertFormats: Bool = false,
    limits: SchemaLimits = SchemaLimits()
  ) throws(SchemaErrors) {
    var compiler = Compiler(dialect: dialect, resources: resources, assertFormats: assertFormats)
    let roots = compiler.compile(document, at: pointers, baseURI: baseURI)
    if !compiler.errors.isEmpty { throw SchemaErrors(errors: compiler.errors) }
    program = compiler.program()
    self.roots = Dictionary(zip(pointers, roots)) { first, _ in first }
    self.limits = limits
  }

  /// The schema at one of the pointers that the set was made with; `nil` for others.
  public subscript(pointer: JSONPointer) -> Schema? {
    roots[pointer].map { Schema(program: program, root: $0, limits: limits) }
  }
}

/// Why the schemas of a document cannot be used.
public struct SchemaErrors: Error, Sendable, Hashable {
  public var errors: [SchemaError]
}
