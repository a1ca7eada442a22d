import Determinism
import Diagnostics
import Digests
import JSON

/// Access tokens for the mock, as a login service would give them.
public enum DevToken {
  /// The key that the mock's tokens are signed with unless another one is configured. It is printed in the
  /// documentation and protects nothing but a mock.
  public static let developmentSecret = "flowdocs-mock-secret-for-development-only"

  /// The permissions of all methods, each once, in the order of the methods.
  public static let allPermissions = Call.allCases.map(\.operation.permission).reduce(into: [String]()) {
    if !$0.contains($1) { $0.append($1) }
  }

  /// A signed token (HS256).
  ///
  /// - Parameters:
  ///   - subject: who calls; rate limits count by it.
  ///   - lifetimeSeconds: from `issuedAt`; 0 or less gives a token that has already expired.
  public static func mint(
    subject: String, permissions: [String] = allPermissions,
    secret: String = developmentSecret, issuedAt: Instant = .standardStart,
    lifetimeSeconds: Int = 86_400
  ) -> String {
    let header: JSON = ["alg": "HS256", "typ": "JWT"]
    let claims = JSON.object([
      ("sub", .string(subject)),
      (
        "jti",
        .string(
          uuid(seed: SplitMix64.derive(stableHash(subject), UInt64(bitPattern: Int64(issuedAt.seconds)))))
      ),
      ("token_type", "access"), ("role", permissions.count == 1 ? "viewer" : "operator"),
      ("permissions", .array(permissions.map { .string($0) })),
      ("iat", .number(issuedAt.seconds)), ("exp", .number(issuedAt.seconds + lifetimeSeconds)),
    ])
    let signed = Base64URL.encode(header.bytes()) + "." + Base64URL.encode(claims.bytes())
    let signature = SHA256.authenticationCode(for: signed.utf8, key: secret.utf8)
    return signed + "." + Base64URL.encode(signature)
  }

  /// The environment variables with the address of the service and a token for each kind of caller.
  ///
  /// - Parameter issuedAt: when the tokens were issued: the present moment of the service.
  public static func environment(
    port: Int, secret: String = developmentSecret, issuedAt: Instant = .standardStart
  ) -> [(name: String, value: String)] {
    func token(_ subject: String, _ permissions: [String], lifetime: Int = 86_400) -> String {
      mint(
        subject: subject, permissions: permissions, secret: secret, issuedAt: issuedAt,
        lifetimeSeconds: lifetime)
    }
    return [
      ("TRAINING_URL", "http://127.0.0.1:\(port)"),
      ("JWT_TOKEN", token("developer", allPermissions)),
      ("JWT_TOKEN_VIEWER", token("viewer", ["training:view"])),
      ("JWT_TOKEN_EXPIRED", token("developer", allPermissions, lifetime: -1)),
    ]
  }
}
