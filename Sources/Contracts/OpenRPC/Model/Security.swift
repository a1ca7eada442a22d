/// Credentials that are sufficient for a call: those of all its schemes together.
public struct SecurityRequirement: Sendable {
  /// Empty when anonymous calls are allowed, too.
  public var schemes: [SecurityScheme]

  package init(schemes: [SecurityScheme]) { self.schemes = schemes }
}

/// How a caller authenticates.
public struct SecurityScheme: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// A key in a parameter of this name.
    case apiKey(name: String, place: HTTPParameter.Place)
    /// A scheme of the Authorization header, in small letters: `basic`, `bearer`. OAuth 2 and OpenID Connect send bearer
    /// tokens (RFC 6750).
    case http(scheme: String)
    /// A client certificate, which is not a part of the request.
    case mutualTLS
  }

  /// Its name under `components`.
  public var name: String
  public var kind: Kind

  package init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }
}
