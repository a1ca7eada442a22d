import Diagnostics

/// Reads what the source of an API client says of the API, without compiling or running it.
public struct ClientReader: Sendable {
  public var read: @Sendable ([SourceText], ParserTools) async -> Result<ClientModel, SyntaxFailure>

  public init(
    read: @escaping @Sendable ([SourceText], ParserTools) async -> Result<ClientModel, SyntaxFailure>
  ) {
    self.read = read
  }
}
