import Diagnostics

/// Reads what the source of an API client says of the API, without compiling or running it.
public struct ClientReader: Sendable {
  public var read:
    @Sendable ([SourceText], APIMethods, ParserTools) async -> Result<ClientModel, SyntaxFailure>

  public init(
    read:
      @escaping @Sendable ([SourceText], APIMethods, ParserTools) async -> Result<
        ClientModel, SyntaxFailure
      >
  ) {
    self.read = read
  }
}

/// The names of an API, by which a reader knows calls: a method may have any name, such as `sum` or `orders.pay`.
public struct APIMethods: Sendable {
  /// Method → its parameters.
  public let params: [String: [String]]
  /// The namespaces of the methods: of each name the part before its first full stop.
  private let namespaces: Set<Substring>

  public init(params: [String: [String]]) {
    self.params = params
    namespaces = Set(params.keys.compactMap(Self.namespace))
  }

  /// Whether a string can only be meant as a method: it is one, or it is in the namespace of one (`orders.pya`).
  public func isName(_ text: String) -> Bool {
    if params[text] != nil { return true }
    return Self.namespace(text).map { namespaces.contains($0) && !text.contains(" ") } ?? false
  }

  private static func namespace(_ name: String) -> Substring? {
    name.firstIndex(of: ".").map { name[..<$0] }
  }
}
