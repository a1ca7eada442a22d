import Digests
import JSON

/// The claims of an access token (RFC 7519), signed with HS256 (RFC 7518).
struct BearerToken: Sendable, Hashable {
  var subject: String
  var permissions: [String]
  /// Seconds since 1970; the token is no longer valid at this second.
  var expires: Int

  /// Why a request is not authenticated, one sentence for the caller.
  struct Rejection: Error, Sendable, Hashable {
    var message: String
    /// Whether a token was sent. Without one the challenge names no error (RFC 6750, section 3.1).
    var hasToken = true

    static let expired = Rejection(message: "the token has expired; get a new one")
  }

  /// Verifies an `Authorization` header: scheme, form, algorithm, signature, expiry, claims, in this order.
  init(authorization: String?, secret: [UInt8], now: Instant) throws(Rejection) {
    try self.init(claims: Self.signedClaims(authorization, secret: secret), now: now)
  }

  /// The claims of a token whose signature is valid. They do not depend on the time.
  static func signedClaims(_ authorization: String?, secret: [UInt8]) throws(Rejection) -> JSONObject {
    guard let authorization, !authorization.isEmpty else {
      throw Rejection(
        message: "no bearer token; send the header Authorization: Bearer <token>", hasToken: false)
    }
    let parts = authorization.split(separator: " ", omittingEmptySubsequences: true)
    guard parts.count == 2, parts[0].lowercased() == "bearer" else {
      throw Rejection(
        message: "the Authorization header must be Bearer and one token", hasToken: false)
    }
    let segments = parts[1].split(separator: ".", omittingEmptySubsequences: false)
    guard segments.count == 3, let header = Self.object(segments[0]), let claims = Self.object(segments[1]),
      let signature = Base64URL.decode(segments[2])
    else { throw Rejection(message: "the token is not a JSON Web Token") }
    // The algorithm is not the sender's choice: "none" or a public-key one must never be tried.
    guard header["alg"]?.string == "HS256" else {
      throw Rejection(message: "the token must be signed with HS256")
    }
    let signed = Array("\(segments[0]).\(segments[1])".utf8)
    guard Self.areEqual(SHA256.authenticationCode(for: signed, key: secret), signature) else {
      throw Rejection(message: "the signature of the token is wrong")
    }
    return claims
  }

  /// Checks the claims of a token at a moment.
  init(claims: JSONObject, now: Instant) throws(Rejection) {
    guard let expires = claims["exp"]?.double, expires.isFinite else {
      throw Rejection(message: "the token has no expiry (exp)")
    }
    let seconds = Double(now.seconds)
    guard seconds < expires else { throw .expired }
    if let notBefore = claims["nbf"]?.double, seconds < notBefore {
      throw Rejection(message: "the token is not valid yet")
    }
    if let type = claims["token_type"], type.string != "access" {
      throw Rejection(message: "the token is not an access token")
    }
    guard let subject = claims["sub"]?.string, !subject.isEmpty else {
      throw Rejection(message: "the token names no subject (sub)")
    }
    self.subject = subject
    self.expires = Int(min(max(expires, 0), 9e15))
    permissions = (claims["permissions"]?.array ?? []).compactMap(\.string)
  }

  private static func object(_ segment: Substring) -> JSONObject? {
    guard let bytes = Base64URL.decode(segment) else { return nil }
    do throws(JSONSyntaxError) {
      return try JSONParser.parse(bytes, limits: .init(depth: 16, size: 1 << 16)).object
    } catch {
      return nil
    }
  }

  /// Compares in a time that depends on the lengths alone, so that no signature can be guessed byte by byte.
  static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    for (a, b) in zip(left, right) { difference |= a ^ b }
    return difference == 0
  }
}
