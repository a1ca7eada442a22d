/// How samples of requests to a service are written in a language.
///
/// The reference that is generated from a contract shows each request in every language that has them, in the order of
/// the list of languages.
public struct LanguageSamples: Sendable {
  /// Finds the client in the sources of a project, and returns how it is called; `nil` when it is not there.
  public typealias ClientFinder = @Sendable (ProjectClient, ClientFiles) -> SampleClient?

  /// The label of its tab: `cURL`.
  public var tab: String
  /// A request of JSON-RPC written with what every installation has; `nil` for a language without samples of them.
  public var plain: (@Sendable (SampleRequest) -> String)?
  /// A request to an operation of an HTTP service; `nil` for a language without samples of them.
  public var operation: (@Sendable (OperationRequest) -> String)?
  /// `nil` when samples call no client. Otherwise `reference:` has a key for the language, which names it.
  public var client: ClientFinder?

  public init(
    tab: String, plain: (@Sendable (SampleRequest) -> String)? = nil,
    operation: (@Sendable (OperationRequest) -> String)? = nil, client: ClientFinder? = nil
  ) {
    self.tab = tab
    self.plain = plain
    self.operation = operation
    self.client = client
  }
}

/// A client library of a project, as its settings name it.
public struct ProjectClient: Sendable {
  /// The module that samples import.
  public var module: String
  /// The expression that makes a client: `Client.from_environment()`.
  public var make: String
  /// The folders that programs of the language import from.
  public var imports: [ImportedFolder]

  public init(module: String, make: String, imports: [ImportedFolder]) {
    self.module = module
    self.make = make
    self.imports = imports
  }
}
