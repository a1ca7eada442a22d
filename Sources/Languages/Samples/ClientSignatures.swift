/// The functions and types of a client's source, as far as code that calls it has to know them.
struct ClientSignatures: Sendable {
  struct Argument: Sendable, Hashable {
    /// The name that callers write.
    var name: String
    /// Without white space; empty when the source does not state it.
    var type: String

    /// Without the mark of an optional.
    var plainType: String { type.hasSuffix("?") ? String(type.dropLast()) : type }
  }

  struct Function: Sendable, Hashable {
    var name: String
    var arguments: [Argument]
  }

  /// In the order of the source, methods too.
  var functions: [Function] = []
  var types: Set<String> = []
  /// The arguments of the first initializer of a type.
  var initializers: [String: [Argument]] = [:]
  /// Enumerations of strings: the name of each case by its value in JSON.
  var enumerations: [String: [String: String]] = [:]

  /// The signatures of several files of one program.
  init(_ sources: [String], read: (String) -> ClientSignatures) {
    self.init()
    for source in sources { add(read(source)) }
  }

  init() {}

  /// Adds those of another file; what is known already stays.
  mutating func add(_ other: ClientSignatures) {
    functions += other.functions
    types.formUnion(other.types)
    initializers.merge(other.initializers) { first, _ in first }
    enumerations.merge(other.enumerations) { first, _ in first }
  }
}
