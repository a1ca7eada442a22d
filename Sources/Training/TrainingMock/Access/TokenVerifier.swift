import JSON

/// Verifies bearer tokens, and keeps the claims of those whose signature is valid: decoding and HMAC are a fifth of the
/// work of a short call, and clients send the same token again and again. Expiry is checked for every request.
struct TokenVerifier: Sendable {
  /// The most tokens in the cache; it is emptied when it is full.
  private static let capacity = 64

  private let secret: [UInt8]
  private var claims: [String: JSONObject] = [:]

  init(secret: String) { self.secret = Array(secret.utf8) }

  /// The token of an `Authorization` header, at a moment.
  mutating func token(authorization: String?, now: Instant) throws(BearerToken.Rejection) -> BearerToken {
    if let authorization, let known = claims[authorization] {
      return try BearerToken(claims: known, now: now)
    }
    let signed = try BearerToken.signedClaims(authorization, secret: secret)
    if let authorization {
      if claims.count >= Self.capacity { claims = [:] }
      claims[authorization] = signed
    }
    return try BearerToken(claims: signed, now: now)
  }
}
