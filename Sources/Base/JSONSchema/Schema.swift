import JSON

/// The version of JSON Schema that a schema is written in when it does not say so with `$schema`.
public enum Dialect: Sendable, Hashable {
  case draft7
  case draft202012
}

/// A JSON Schema (draft 7 or draft 2020-12), compiled once, that says whether values fit it and where not.
///
///     let schema = try Schema(document: contract, at: JSONPointer(["components", "schemas", "Config"]))
///     for violation in schema.validate(value) { print(violation.instance, violation.message) }
///
/// References are resolved when the schema is made, against the document, `resources` and the metaschemas
/// of both drafts; never over the network.
public struct Schema: Sendable {
  let program: Program
  /// The node of the schema itself.
  let root: Int
  private let limits: SchemaLimits

  /// Compiles the schema at `pointer` of `document`, and everything it refers to.
  ///
  /// - Parameters:
  ///   - document: the whole file, so that references like `#/components/schemas/Config` resolve in it.
  ///   - baseURI: where the document is from; relative references to other documents start there.
  ///   - dialect: for schemas without a `$schema` of their own.
  ///   - assertFormats: whether `format` is checked (`uuid`, `date-time`, `uri`, `email` and the like).
  ///     Without it, `format` only informs, unless the schema's metaschema asks for the assertion.
  /// - Throws: `SchemaError` for a keyword with a value it cannot have, a broken reference or
  ///   round in a circle, a regular expression that cannot be read, or an unknown required vocabulary.
  public init(
    document: JSON, at pointer: JSONPointer = JSONPointer(), baseURI: String = "", dialect: Dialect = .draft7,
    resources: SchemaResources = SchemaResources(), assertFormats: Bool = false,
    limits: SchemaLimits = SchemaLimits()
  ) throws(SchemaError) {
    var compiler = Compiler(dialect: dialect, resources: resources, assertFormats: assertFormats)
    let roots = compiler.compile(document, at: [pointer], baseURI: baseURI)
    if let error = compiler.errors.first { throw error }
    self.init(program: compiler.program(), root: roots.first ?? 0, limits: limits)
  }

  init(program: Program, root: Int, limits: SchemaLimits) {
    self.program = program
    self.root = root
    self.limits = limits
  }

  /// All violations in `instance`, in the order of the instance; empty when it is valid.
  ///
  /// Where `anyOf` or `oneOf` fails, the violations are those of the branch that is nearest to matching.
  public func validate(_ instance: JSON) -> [Violation] {
    var evaluator = Evaluator(program: program, root: root, limits: limits)
    return evaluator.violations(of: instance)
  }

  /// Whether `instance` fits, which it does not when a limit is reached; quicker than `validate`.
  public func isValid(_ instance: JSON) -> Bool {
    var evaluator = Evaluator(program: program, root: root, limits: limits)
    return evaluator.isValid(instance)
  }
}

/// Limits on the work of one validation. When `depth` or `steps` is exceeded, a single violation says so.
public struct SchemaLimits: Sendable, Hashable {
  /// The most schemas that may be nested during evaluation. One level of the instance uses several.
  public var depth: Int
  /// The most applications of a schema to a value.
  public var steps: Int
  /// About how many violations are collected, at least one; further ones are dropped.
  public var violations: Int

  public init(depth: Int = 1_000, steps: Int = 50_000_000, violations: Int = 1_000) {
    self.depth = depth
    self.steps = steps
    self.violations = violations
  }
}

/// A violation of one keyword of a schema by one value.
public struct Violation: Sendable, Hashable {
  /// The invalid value. For an unknown property, that property.
  public var instance: JSONPointer
  /// The violated keyword, in the document that contains it.
  public var schema: JSONPointer
  /// The URI of that document: the given `baseURI`, or that of a resource.
  public var schemaDocument: String
  /// The bytes of the keyword's value in that document; `nil` when the document was not parsed from text.
  public var schemaRange: Range<Int>?
  /// The keyword: `maximum`, `required`, … The `false` schema has the keyword `false`.
  public var keyword: String
  /// The violation without a full stop, to be read after the name of the field: `must be at most 10000, got 20000`.
  public var message: String
  /// The bytes of the value in the source of the instance.
  public var instanceRange: Range<Int>?
  /// The bytes of the quoted property name, when the name is invalid or unknown.
  public var nameRange: Range<Int>?
  /// The name of the missing property, for violations of `required` and `dependentRequired`.
  public var missing: String?
  /// Whether the schema does not allow a property of this name. `message` then begins with `unknownProperty`.
  public var isUnknownProperty = false

  /// How messages about unknown properties begin, before a suggestion.
  public static let unknownProperty = "is not a known property"
}

/// Why a schema is invalid.
public struct SchemaError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The mistake, one sentence.
  public var message: String
  /// The place of the error in the document.
  public var pointer: JSONPointer
  /// The URI of that document; that of the given document is its `baseURI`.
  public var document: String
  /// The bytes in that document; `nil` when it was made by a program.
  public var range: Range<Int>?

  public var description: String { "\(document)#\(pointer): \(message)" }
}
