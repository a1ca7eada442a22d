/// The public functions and types of a client's source, as far as code that calls it has to know them.
public struct ClientSignatures: Sendable {
  public struct Argument: Sendable, Hashable {
    /// The name that callers write.
    public var name: String
    /// Without white space; empty when the source does not state it.
    public var type: String

    public init(name: String, type: String) {
      self.name = name
      self.type = type
    }

    /// Without the mark of an optional.
    public var plainType: String { type.hasSuffix("?") ? String(type.dropLast()) : type }
  }

  public struct Function: Sendable, Hashable {
    public var name: String
    public var arguments: [Argument]

    public init(name: String, arguments: [Argument]) {
      self.name = name
      self.arguments = arguments
    }
  }

  /// In the order of the source, methods too.
  public var functions: [Function] = []
  public var types: Set<String> = []
  /// The arguments of the first initializer of a type.
  public var initializers: [String: [Argument]] = [:]
  /// Enumerations of strings: the name of each case by its value in JSON.
  public var enumerations: [String: [String: String]] = [:]

  public init() {}

  /// Adds those of another file; what is known already stays.
  public mutating func add(_ other: ClientSignatures) {
    functions += other.functions
    types.formUnion(other.types)
    initializers.merge(other.initializers) { first, _ in first }
    enumerations.merge(other.enumerations) { first, _ in first }
  }
}
